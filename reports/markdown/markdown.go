// Package markdown writes a judged run as a summary for a job page: the counts, and
// every row that did not simply pass.
package markdown

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"torii/fixtures/text"
	"torii/reports/cause"
	"torii/reports/event"
	"torii/reports/verdict"
)

// page is the summary as it is written.
type page struct {
	*bytes.Buffer
	text.Lang
}

// say is a sentence, or a heading, on one line.
func (p page) say(ja, en string) string { return p.Of(text.Both{JA: ja, EN: en}) }

// cell is a sentence in a cell: both languages, where both are told, under each other.
func (p page) cell(b text.Both) string {
	if p.Lang == "" {
		return cell(b.JA) + "<br>" + cell(b.EN)
	}
	return cell(b.In(p.Lang))
}

// Write writes the run, in one language or in both.
func Write(w io.Writer, run verdict.Run, events []event.Event, lang text.Lang) error {
	p := page{&bytes.Buffer{}, lang}
	counts := run.Count()
	fmt.Fprintf(p, "# torii: %s\n\n", cell(run.Target))
	if run.TargetVersion != "" {
		fmt.Fprintf(p, "%s <code>%s</code>, ", p.say("版", "version"), cell(run.TargetVersion))
	}
	fmt.Fprintf(p, "torii %s, salt <code>%s</code>\n\n", cell(run.Version), cell(run.Salt))
	fmt.Fprintf(p, "**%s**\n\n", cell(p.Of(run.Told(run.Standing()))))
	for _, remark := range run.Remarks() {
		fmt.Fprintf(p, "**%s**\n\n", cell(p.Of(remark.Says)))
	}
	fmt.Fprintf(p, "| 判定 | Verdict | %s |\n|---|---|---:|\n", p.say("件数", "Rows"))
	for _, v := range slices.Backward(verdict.Ladder()) {
		fmt.Fprintf(p, "| %s | %s | %d |\n", v.Name().JA, v.Name().EN, counts[v])
	}
	p.mend(cause.Group(run, events))
	for _, v := range slices.Backward(verdict.Ladder()) {
		if v != verdict.Passed && counts[v] > 0 {
			p.section(run, v)
		}
	}
	p.unsure(run)
	p.byHand(run.Manual)
	if spent := run.TimeSpent(); !spent.IsZero() {
		fmt.Fprintf(p, "\n%s\n", p.Of(spent))
	}
	passed, failed, skipped := run.Totals()
	fmt.Fprintf(p, "\n%d passed, %d failed, %d skipped\n", passed, failed, skipped)
	_, err := p.WriteTo(w)
	return err
}

// maxCauses is how many causes are told; the page has all.
const maxCauses = 12

// mend tells what is to be mended, each cause once.
func (p page) mend(causes []cause.Cause) {
	if len(causes) == 0 {
		return
	}
	fmt.Fprintf(p, "\n## %s (%d)\n\n", p.say("直すところ", "What to mend"), len(causes))
	for i, c := range causes[:min(len(causes), maxCauses)] {
		fmt.Fprintf(p, "%d. **%s**<br>%s<br>%s\n", i+1, p.cell(c.Says), cell(p.Of(c.Counted())), cell(p.Of(c.Named())))
		for _, block := range c.Blocks {
			fmt.Fprintf(p, "   - %s: %s\n", cell(block.Provider), p.cell(block.Do))
		}
	}
}

func (p page) section(run verdict.Run, v verdict.Verdict) {
	fmt.Fprintf(p, "\n## %s\n\n| %s | %s | %s |\n|---|---|---|\n", p.Of(v.Name()), p.say("行", "Row"), p.say("規則", "Rule"), p.say("理由", "Reason"))
	for _, row := range run.Rows {
		if row.Verdict == v {
			fmt.Fprintf(p, "| <code>%s</code><br>%s<br>%s | %s %s<br>%s | %s |\n", cell(row.ID), cell(row.Feature), cell(row.Name),
				cell(string(row.Rule.ID)), row.Rule.Level, cell(row.Rule.Clause), p.acceptance(row)+p.cell(row.Reason))
		}
	}
}

// acceptance names a row that is new, and an accepted failure, as such, before its reason.
func (p page) acceptance(row verdict.Row) string {
	said := row.Told()
	switch {
	case said.IsZero():
		return ""
	case p.Lang == "":
		return "**" + cell(said.JA) + "**<br>**" + cell(said.EN) + "**<br>"
	}
	return "**" + cell(said.In(p.Lang)) + "**<br>"
}

// byHand lists what people checked, or still have to.
func (p page) byHand(checks []event.Manual) {
	if len(checks) == 0 {
		return
	}
	fmt.Fprintf(p, "\n## %s\n\n| %s | %s | %s | %s | %s |\n|---|---|---|---|---|\n", p.say("実機・目視", "manual"),
		p.say("番号", "Id"), p.say("項目", "Item"), p.say("結果", "Result"), p.say("実施", "Done"), p.say("備考", "Note"))
	for _, m := range checks {
		fmt.Fprintf(p, "| <code>%s</code> | %s | %s | %s %s | %s |\n", cell(m.ID), cell(m.Item), m.Result, cell(m.Who), cell(m.When), cell(m.Note))
	}
}

// unsure lists what only the provider's own test environment can settle.
func (p page) unsure(run verdict.Run) {
	var rows []string
	for _, row := range run.Rows {
		if row.Unsure {
			rows = append(rows, "- <code>"+cell(row.ID)+"</code> "+cell(row.Name))
		}
	}
	if len(rows) > 0 {
		fmt.Fprintf(p, "\n## %s\n\n%s\n", p.say("検証環境で要確認", "to be confirmed at the provider"), strings.Join(rows, "\n"))
	}
}

// cell keeps text that others wrote from becoming structure: a table, a link, a
// picture, an element. What stands for the structure's characters is HTML's.
func cell(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case strings.ContainsRune("&<>|\\`*[]", r):
			fmt.Fprintf(&b, "&#%d;", r)
		case r == '\n' || r == '\r' || r == '\t' || r == '\u2028' || r == '\u2029':
			b.WriteByte(' ')
		case unicode.IsControl(r):
			b.WriteRune(unicode.ReplacementChar)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
