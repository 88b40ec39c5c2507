// Package markdown writes a judged run as a summary for a job page: the counts, and
// every row that did not simply pass.
package markdown

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"torii/reports/verdict"
)

// Write writes the run.
func Write(w io.Writer, run verdict.Run) error {
	b := bufio.NewWriter(w)
	counts := run.Count()
	fmt.Fprintf(b, "# torii: %s\n\n", cell(run.Target))
	fmt.Fprintf(b, "torii %s, salt `%s`\n\n", cell(run.Version), cell(run.Salt))
	if !run.Whole {
		fmt.Fprint(b, "**実行が途中で終わっている / the run was cut off**\n\n")
	}
	fmt.Fprint(b, "| 判定 | Verdict | 件数 / Rows |\n|---|---|---:|\n")
	for _, v := range slices.Backward(verdict.Ladder()) {
		fmt.Fprintf(b, "| %s | %s | %d |\n", v.Name().JA, v.Name().EN, counts[v])
	}
	for _, v := range slices.Backward(verdict.Ladder()) {
		if v != verdict.Passed && counts[v] > 0 {
			section(b, run, v)
		}
	}
	unsure(b, run)
	passed, failed, skipped := run.Totals()
	fmt.Fprintf(b, "\n%d passed, %d failed, %d skipped\n", passed, failed, skipped)
	return b.Flush()
}

func section(b io.Writer, run verdict.Run, v verdict.Verdict) {
	fmt.Fprintf(b, "\n## %s\n\n| 行 / Row | 規則 / Rule | 理由 / Reason |\n|---|---|---|\n", v.Name())
	for _, row := range run.Rows {
		if row.Verdict == v {
			fmt.Fprintf(b, "| `%s`<br>%s | %s %s<br>%s | %s<br>%s |\n", row.ID, cell(row.Name),
				row.Rule.ID, row.Rule.Level, cell(row.Rule.Clause), cell(row.Reason.JA), cell(row.Reason.EN))
		}
	}
}

// unsure lists what only the provider's own test environment can settle.
func unsure(b io.Writer, run verdict.Run) {
	var rows []string
	for _, row := range run.Rows {
		if row.Unsure {
			rows = append(rows, "- `"+row.ID+"` "+cell(row.Name))
		}
	}
	if len(rows) > 0 {
		fmt.Fprintf(b, "\n## 検証環境で要確認 / to be confirmed at the provider\n\n%s\n", strings.Join(rows, "\n"))
	}
}

// cell keeps text from breaking out of a table.
func cell(s string) string {
	return strings.NewReplacer("|", "\\|", "\n", " ", "\r", " ", "<", "&lt;", ">", "&gt;").Replace(s)
}
