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

	"torii/reports/cause"
	"torii/reports/event"
	"torii/reports/verdict"
)

// Write writes the run.
func Write(w io.Writer, run verdict.Run, events []event.Event) error {
	b := &bytes.Buffer{}
	counts := run.Count()
	fmt.Fprintf(b, "# torii: %s\n\n", cell(run.Target))
	if run.TargetVersion != "" {
		fmt.Fprintf(b, "版 / version <code>%s</code>, ", cell(run.TargetVersion))
	}
	fmt.Fprintf(b, "torii %s, salt <code>%s</code>\n\n", cell(run.Version), cell(run.Salt))
	fmt.Fprintf(b, "**%s**\n\n", cell(run.Told(run.Standing()).String()))
	for _, remark := range run.Remarks() {
		fmt.Fprintf(b, "**%s**\n\n", cell(remark.Says.String()))
	}
	fmt.Fprint(b, "| 判定 | Verdict | 件数 / Rows |\n|---|---|---:|\n")
	for _, v := range slices.Backward(verdict.Ladder()) {
		fmt.Fprintf(b, "| %s | %s | %d |\n", v.Name().JA, v.Name().EN, counts[v])
	}
	mend(b, cause.Group(run, events))
	for _, v := range slices.Backward(verdict.Ladder()) {
		if v != verdict.Passed && counts[v] > 0 {
			section(b, run, v)
		}
	}
	unsure(b, run)
	byHand(b, run.Manual)
	if spent := run.TimeSpent(); !spent.IsZero() {
		fmt.Fprintf(b, "\n%s\n", spent)
	}
	passed, failed, skipped := run.Totals()
	fmt.Fprintf(b, "\n%d passed, %d failed, %d skipped\n", passed, failed, skipped)
	_, err := b.WriteTo(w)
	return err
}

// maxCauses is how many causes are told; the page has all.
const maxCauses = 12

// mend tells what is to be mended, each cause once.
func mend(b *bytes.Buffer, causes []cause.Cause) {
	if len(causes) == 0 {
		return
	}
	fmt.Fprintf(b, "\n## 直すところ / What to mend (%d)\n\n", len(causes))
	for i, c := range causes[:min(len(causes), maxCauses)] {
		fmt.Fprintf(b, "%d. **%s**<br>%s<br>%s<br>%s\n", i+1, cell(c.Says.JA), cell(c.Says.EN), cell(c.Counted().String()), cell(c.Named().EN))
		for _, block := range c.Blocks {
			fmt.Fprintf(b, "   - %s: %s<br>%s\n", cell(block.Provider), cell(block.Do.JA), cell(block.Do.EN))
		}
	}
}

func section(b *bytes.Buffer, run verdict.Run, v verdict.Verdict) {
	fmt.Fprintf(b, "\n## %s\n\n| 行 / Row | 規則 / Rule | 理由 / Reason |\n|---|---|---|\n", v.Name())
	for _, row := range run.Rows {
		if row.Verdict == v {
			fmt.Fprintf(b, "| <code>%s</code><br>%s<br>%s | %s %s<br>%s | %s<br>%s |\n", cell(row.ID), cell(row.Feature), cell(row.Name),
				cell(string(row.Rule.ID)), row.Rule.Level, cell(row.Rule.Clause), acceptance(row)+cell(row.Reason.JA), cell(row.Reason.EN))
		}
	}
}

// acceptance names a row that is new, and an accepted failure, as such, before its reason.
func acceptance(row verdict.Row) string {
	said := row.Told()
	if said.IsZero() {
		return ""
	}
	return "**" + cell(said.JA) + "**<br>**" + cell(said.EN) + "**<br>"
}

// byHand lists what people checked, or still have to.
func byHand(b *bytes.Buffer, checks []event.Manual) {
	if len(checks) == 0 {
		return
	}
	fmt.Fprint(b, "\n## 実機・目視 / manual\n\n| 番号 / Id | 項目 / Item | 結果 / Result | 実施 / Done | 備考 / Note |\n|---|---|---|---|---|\n")
	for _, m := range checks {
		fmt.Fprintf(b, "| <code>%s</code> | %s | %s | %s %s | %s |\n", cell(m.ID), cell(m.Item), m.Result, cell(m.Who), cell(m.When), cell(m.Note))
	}
}

// unsure lists what only the provider's own test environment can settle.
func unsure(b *bytes.Buffer, run verdict.Run) {
	var rows []string
	for _, row := range run.Rows {
		if row.Unsure {
			rows = append(rows, "- <code>"+cell(row.ID)+"</code> "+cell(row.Name))
		}
	}
	if len(rows) > 0 {
		fmt.Fprintf(b, "\n## 検証環境で要確認 / to be confirmed at the provider\n\n%s\n", strings.Join(rows, "\n"))
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
