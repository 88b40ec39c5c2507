// Package workbook writes a judged run as 試験成績書, the workbook that an acceptance
// test in Japan is delivered with, and the rows to be run as 試験項目書, the one that is
// approved beforehand.
//
// It is made from verdicts alone, and the same run gives the same bytes: whatever a
// workbook says of its own making is taken from the log.
package workbook

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"torii/fixtures/rule"
	"torii/reports/event"
	"torii/reports/verdict"
)

// The sheets.
const (
	coverSheet  = "表紙"
	casesSheet  = "試験項目"
	totalsSheet = "集計"
	openSheet   = "積み残し"
	unsureSheet = "検証環境で要確認"
)

// The words of 判定.
const (
	good     = "合格"
	fair     = "条件付合格"
	bad      = "不合格"
	exempt   = "対象外"
	untested = "未実施"
)

// words are the results in the order of the totals.
func words() []string { return []string{good, fair, bad, exempt, untested} }

// by names who made a check that torii made.
const by = "torii（自動）"

// Write writes the 試験成績書 of a run. pictures tells which rows have one in evidence/; log
// is the SHA-256 of the log that all of it can be made from again, in hexadecimal.
func Write(w io.Writer, run verdict.Run, pictures map[string][]byte, log string) error {
	b, err := begin("試験成績書: "+run.Target, run.Started)
	if err != nil {
		return err
	}
	cases := results(run, pictures)
	b.cover("試験成績書", facts(run, log), true)
	b.cases(casesSheet, cases)
	b.totals(run, cases)
	b.cases(openSheet, slices.DeleteFunc(slices.Clone(cases), func(c testCase) bool { return c.result != bad && (c.result != untested || c.lacking) }))
	b.cases(unsureSheet, slices.DeleteFunc(slices.Clone(cases), func(c testCase) bool { return !c.unsure }))
	return b.end(w)
}

// Plan writes the 試験項目書 of what is to be run: the beginnings of rows, and manual checks.
func Plan(w io.Writer, version string, events []event.Event) error {
	b, err := begin("試験項目書", time.Time{})
	if err != nil {
		return err
	}
	var cases []testCase
	for _, e := range events {
		switch f := e.Fact.(type) {
		case event.RowStarted:
			r, _ := rule.Find(rule.ID(f.Rule))
			cases = append(cases, planned(verdict.Row{ID: e.Row, Feature: f.Feature, Name: f.Name, Provider: f.Provider, Rule: r, Steps: f.Steps}))
		case event.Manual:
			cases = append(cases, byHand(f, ""))
		}
	}
	numbered(cases)
	b.cover("試験項目書", []entry{{"試験ツール", "torii " + version}, {"項目数", fmt.Sprint(len(cases))}}, true)
	b.cases(casesSheet, cases)
	return b.end(w)
}

// testCase is one line of 試験項目.
type testCase struct {
	no                          int
	id, major, minor            string
	given, when, then           string
	result, date, who, round    string
	ticket, basis, sure, proofs string
	note, provider, rule        string
	source                      string // address of what the basis cites, "" where nobody else says it
	unsure                      bool
	lacking                     bool // the target does not have, or describe, what it would be tried by: nothing is left to do
}

// numbered numbers the cases from 1.
func numbered(cases []testCase) {
	for i := range cases {
		cases[i].no = i + 1
	}
}

// planned is a row before it is run.
func planned(r verdict.Row) testCase {
	source := ""
	if links := r.Rule.Links(); len(links) > 0 {
		source = links[0].Address
	}
	return testCase{id: r.ID, source: source, major: r.Feature, minor: r.Name, given: phase(r.Steps, event.Given), when: phase(r.Steps, event.When),
		then: phase(r.Steps, event.Then), basis: fmt.Sprintf("%s（%s）%s\n%s", r.Rule.ID, r.Rule.Level, r.Rule.Clause, r.Rule.Says.JA),
		sure: confidence(r.Confidence), provider: r.Provider, rule: string(r.Rule.ID), unsure: r.Unconfirmed(),
		lacking: r.Verdict == verdict.Skipped && r.By != ""}
}

// phase joins the steps of one phase, one a line.
func phase(steps []event.Step, p event.Phase) string {
	var lines []string
	for _, s := range steps {
		if s.Phase == p {
			lines = append(lines, s.Text)
		}
	}
	if len(lines) == 0 {
		return "なし"
	}
	return strings.Join(lines, "\n")
}

func confidence(c string) string {
	if said, ok := map[string]string{"": "規格", "documented": "プロバイダーの文書", "seen": "実見", "inferred": "推測", "unknown": "不明"}[c]; ok {
		return said
	}
	return c
}

// results are all cases of a run, its manual ones last.
func results(run verdict.Run, pictures map[string][]byte) []testCase {
	var cases []testCase
	round := fmt.Sprint(run.Round)
	for _, r := range run.Rows {
		c := planned(r)
		c.result, c.round, c.ticket = result(r.Verdict), round, r.Accepted.Ticket
		c.proofs = "report.html#r-" + r.ID
		if _, ok := pictures[r.ID]; ok {
			c.proofs += "\nevidence/" + strings.ReplaceAll(r.ID, "/", "_") + ".png"
		}
		if c.result != untested && c.result != exempt {
			c.date, c.who = stamp(r.Started), by
		}
		c.note = note(r)
		cases = append(cases, c)
	}
	for _, m := range run.Manual {
		cases = append(cases, byHand(m, round))
	}
	numbered(cases)
	return cases
}

// result is the delivered word for a verdict. A row of which nothing can be said has not been tested.
func result(v verdict.Verdict) string {
	switch v {
	case verdict.Passed:
		return good
	case verdict.Warned:
		return fair
	case verdict.Failed:
		return bad
	case verdict.NotApplicable:
		return exempt
	}
	return untested
}

// note is 備考: why the verdict is what it is.
func note(r verdict.Row) string {
	var lines []string
	if r.Verdict == verdict.Vacuous || r.Verdict == verdict.HarnessError {
		lines = append(lines, r.Verdict.Name().JA)
	}
	if accepted := r.Told(); !accepted.IsZero() {
		lines = append(lines, accepted.JA)
	}
	if !r.Reason.IsZero() {
		lines = append(lines, r.Reason.JA)
	}
	for _, n := range r.Notes {
		lines = append(lines, n.JA)
	}
	return strings.Join(lines, "\n")
}

// byHand is a check that a person makes.
func byHand(m event.Manual, round string) testCase {
	result := map[event.ManualResult]string{event.ManualPassed: good, event.ManualWarned: fair, event.ManualFailed: bad,
		event.ManualNotApplicable: exempt, event.ManualOpen: untested}[m.Result]
	return testCase{id: "manual:" + m.ID, major: "実機・目視", minor: m.Item, given: "なし", when: "手作業による", then: m.Item, result: result,
		date: m.When, who: m.Who, round: round, sure: "目視", note: m.Note, provider: "実機・目視", rule: "-"}
}

// jst is the time that a Japanese workbook is read in, written out so that it needs no zone database.
var jst = time.FixedZone("JST", 9*60*60) // hours, minutes, seconds

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(jst).Format("2006-01-02 15:04:05")
}

// book is a workbook being written; the first error stays.
type book struct {
	f      *excelize.File
	styles styles
	err    error
}

// begin opens a workbook that says of itself nothing but what is given.
func begin(title string, at time.Time) (*book, error) {
	f := excelize.NewFile()
	if at.IsZero() {
		at = time.Unix(0, 0)
	}
	made := at.UTC().Format(time.RFC3339)
	b := &book{f: f}
	b.try(f.SetDocProps(&excelize.DocProperties{Title: clean(title), Creator: "torii", LastModifiedBy: "torii", Created: made, Modified: made, Language: "ja"}))
	b.try(f.SetDefaultFont(font))
	b.try(f.SetSheetName("Sheet1", coverSheet))
	b.styles = b.makeStyles()
	return b, b.err
}

func (b *book) try(err error) {
	if b.err == nil && err != nil {
		b.err = fmt.Errorf("workbook: %w", err)
	}
}

// end writes the workbook.
func (b *book) end(w io.Writer) error {
	if b.err != nil {
		return b.err
	}
	if err := b.f.Write(w); err != nil {
		return fmt.Errorf("workbook: %w", err)
	}
	return b.f.Close()
}
