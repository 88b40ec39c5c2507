// Package html writes a judged run as one page that a person reads: what failed, why,
// and every exchange that led to it.
//
// The page is one file. It fetches nothing and runs no script but its own few lines,
// which filter rows and open them. What makes a run fail and its sums are plain; the
// contents of rows are packed, already escaped, until somebody opens one. It is made
// from events and verdicts alone.
package html

import (
	"bufio"
	"cmp"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"torii/fixtures/rule"
	"torii/fixtures/text"
	"torii/reports/cause"
	"torii/reports/event"
	"torii/reports/verdict"
)

//go:embed page.tmpl
var pageText string

//go:embed page.css
var style string

//go:embed page.js
var script string

// page is what the template is filled with.
type page struct {
	Run       verdict.Run
	Style     template.CSS
	Script    template.JS
	Gate      text.Both
	Causes    []cause.Cause
	Warnings  []cause.Cause
	Verdicts  []tally
	Providers []line
	Rules     []line
	Policy    string
	Written   []bundle // the rows
	Settings  []field
	Unsure    int
	Began     string
	Took      time.Duration
	Totals    string
}

// tally is how many rows have a verdict.
type tally struct {
	Class string
	Name  text.Both
	Count int
}

// line is one line of a summary: a provider or a rule, and its rows by verdict.
type line struct {
	Key    string // what the filter looks for
	Title  string
	Clause string
	Says   text.Both
	Level  rule.Level
	Counts []tally
	Rule   rule.Rule // whose rows they are; the zero value where they are not of one
	worst  verdict.Verdict
}

// row is one row, opened or not.
type row struct {
	verdict.Row
	Class    string
	Anchor   string
	Find     string // what the text filter looks through
	At       place
	Excuse   text.Both
	Sure     text.Both
	Flows    []drawn
	Cut      int
	Checks   []check
	Told     []string
	Words    cause.Words
	Picture  template.URL
	Pictured string // where a picture lies that is too large to be put in
}

// drawn is one login: its figure, and the list of what was said.
type drawn struct {
	flow
	Diagram diagram
}

// check is one comparison of the row.
type check struct {
	Says, Want, Got text.Both
	OK              bool
}

// ended holds how a login ended against what the row expects of it.
func ended(login string, x event.Expected, events []event.Event) check {
	c := check{Says: text.Both{JA: "ログインの結果 " + login, EN: "outcome of login " + login}}
	var ja, en []string
	for _, o := range x.Outcomes {
		said := outcome(event.Came{Outcome: o})
		ja, en = append(ja, said.JA), append(en, said.EN)
	}
	c.Want = text.Both{JA: strings.Join(ja, "・"), EN: strings.Join(en, ", ")}
	for _, e := range events {
		if f, ok := e.Fact.(event.Came); ok && e.Login == login {
			c.Got = outcome(event.Came{Outcome: f.Outcome, Owner: f.Owner})
			c.OK = slices.Contains(x.Outcomes, f.Outcome) && (x.Owner != event.Self || f.Owner != event.Other)
		}
	}
	return c
}

// Write writes the page.
func Write(w io.Writer, run verdict.Run, events []event.Event, pictures Pictures) error {
	buffered := bufio.NewWriter(w)
	t, err := template.New("page").Funcs(template.FuncMap{
		"both": func(ja, en string) text.Both { return text.Both{JA: ja, EN: en} },
		"inc":  func(i int) int { return i + 1 },
	}).Parse(pageText)
	if err != nil {
		return fmt.Errorf("html: %w", err)
	}
	p := paged(run, events)
	if p.Written, err = written(t, contents(run, events, pictures)); err != nil {
		return fmt.Errorf("html: %w", err)
	}
	if err := t.Execute(buffered, p); err != nil {
		return fmt.Errorf("html: %w", err)
	}
	return buffered.Flush()
}

func paged(run verdict.Run, events []event.Event) page {
	passed, failed, skipped := run.Totals()
	p := page{Run: run, Style: template.CSS(style), Script: template.JS(script), Policy: policy(),
		Began: run.Started.In(jst).Format(began), Took: run.Ended.Sub(run.Started).Round(time.Millisecond),
		Totals: fmt.Sprintf("%d passed, %d failed, %d skipped", passed, failed, skipped)}
	p.Verdicts = tallies(run.Rows, true)
	p.Causes, p.Warnings = cause.Group(run, events), cause.Warnings(run, events)
	p.Gate = run.Told(run.Standing())
	p.Providers = lines(run.Rows, func(r verdict.Row) line { return line{Key: r.Provider, Title: r.Provider} })
	p.Rules = lines(run.Rows, func(r verdict.Row) line {
		return line{Key: string(r.Rule.ID), Title: string(r.Rule.ID), Clause: r.Rule.Clause, Says: r.Rule.Says, Level: r.Rule.Level, Rule: r.Rule}
	})
	p.Settings = sorted(run.Settings, run.Environment)
	for _, r := range run.Rows {
		if r.Unconfirmed() {
			p.Unsure++
		}
	}
	return p
}

// jst is the time that the workbook has too, written out so that it needs no zone database.
var jst = time.FixedZone("JST", 9*60*60) // hours, minutes, seconds

const began = "2006-01-02 15:04:05 MST (-07:00)"

// policy lets the page's own script and style do their work, known by their hashes, and nothing else.
func policy() string {
	hash := func(s string) string {
		sum := sha256.Sum256([]byte(s))
		return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	return "default-src 'none'; style-src " + hash(style) + "; script-src " + hash(script) + "; img-src data:; base-uri 'none'; form-action 'none'"
}

func sorted(all ...map[string]string) []field {
	var fields []field
	for _, m := range all {
		for _, name := range slices.Sorted(maps.Keys(m)) {
			fields = append(fields, field{name, m[name]})
		}
	}
	return fields
}

// worstFirst puts what needs a look before what does not.
func worstFirst(rows []verdict.Row) []verdict.Row {
	ordered := slices.Clone(rows)
	rung := map[verdict.Verdict]int{}
	for i, v := range verdict.Ladder() {
		rung[v] = i
	}
	slices.SortStableFunc(ordered, func(a, b verdict.Row) int { return cmp.Compare(rung[b.Verdict], rung[a.Verdict]) })
	return ordered
}

func class(v verdict.Verdict) string { return strings.ReplaceAll(string(v), " ", "-") }

// tallies counts rows by verdict, the worst first; with all, verdicts that no row has too.
func tallies(rows []verdict.Row, all bool) []tally {
	counts := verdict.Run{Rows: rows}.Count()
	var t []tally
	for _, v := range slices.Backward(verdict.Ladder()) {
		if all || counts[v] > 0 {
			t = append(t, tally{class(v), v.Name(), counts[v]})
		}
	}
	return t
}

// lines groups rows; the groups with the worst rows come first.
func lines(rows []verdict.Row, of func(verdict.Row) line) []line {
	groups := map[string][]verdict.Row{}
	titles := map[string]line{}
	for _, r := range rows {
		l := of(r)
		groups[l.Key] = append(groups[l.Key], r)
		titles[l.Key] = l
	}
	var all []line
	for _, key := range slices.Sorted(maps.Keys(groups)) {
		l := titles[key]
		l.Counts = tallies(groups[key], false)
		l.worst = worstFirst(groups[key])[0].Verdict
		all = append(all, l)
	}
	slices.SortStableFunc(all, func(a, b line) int {
		switch {
		case a.worst.Worse(b.worst):
			return -1
		case b.worst.Worse(a.worst):
			return 1
		}
		return 0
	})
	return all
}

// opened is everything there is to say about a row.
func opened(judged verdict.Row, events []event.Event) row {
	r := row{Row: judged, Class: class(judged.Verdict), Anchor: "r-" + judged.ID, Excuse: judged.Told(), Sure: sure(judged)}
	all, cut := flows(events)
	r.Cut = cut
	for _, f := range all {
		r.Flows = append(r.Flows, drawn{f, draw(f.Messages)})
	}
	for _, e := range events {
		switch f := e.Fact.(type) {
		case event.Checked:
			r.Checks = append(r.Checks, check{f.Says, text.Both{JA: f.Want, EN: f.Want}, text.Both{JA: f.Got, EN: f.Got}, f.Want == f.Got})
		case event.Expected:
			r.Checks = append(r.Checks, ended(e.Login, f, events))
		case event.Printed:
			r.Told = append(r.Told, f.Line)
		case event.Broke:
			r.Told = append(r.Told, f.Problem)
		case event.Strayed:
			r.Told = append(r.Told, strings.TrimSpace("→ "+f.Host+" "+f.Path+" ("+f.How+")"))
		}
	}
	const maxTold = 50
	r.Told = r.Told[:min(len(r.Told), maxTold)]
	r.Find = strings.ToLower(strings.Join([]string{judged.ID, judged.Feature, judged.Name, judged.Provider, string(judged.Rule.ID),
		judged.Rule.Clause, judged.Reason.JA, judged.Reason.EN, strings.Join(judged.Faults, " "), strings.Join(judged.Tags, " ")}, " "))
	return r
}

// sure tells how well that is known which the row rests on.
func sure(r verdict.Row) text.Both {
	said, ok := map[string]text.Both{
		"":           {JA: "規格による", EN: "by the specification"},
		"documented": {JA: "プロバイダーの文書による", EN: "documented by the provider"},
		"seen":       {JA: "実際に見られた", EN: "seen at the provider"},
		"inferred":   {JA: "推測（検証環境で要確認）", EN: "inferred (to be confirmed at the provider)"},
		"unknown":    {JA: "不明（検証環境で要確認）", EN: "unknown (to be confirmed at the provider)"},
	}[r.Confidence]
	if !ok {
		return text.Both{JA: r.Confidence, EN: r.Confidence}
	}
	return said
}
