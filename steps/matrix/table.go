package matrix

import "strings"

// table sets rows as Gherkin, its columns aligned as they look.
func table(indent string, rows [][]string) string {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], width(cell))
		}
	}
	var out strings.Builder
	for _, row := range rows {
		out.WriteString(indent)
		for i, cell := range row {
			out.WriteString("| " + cell + strings.Repeat(" ", widths[i]-width(cell)+1))
		}
		out.WriteString("|\n")
	}
	return out.String()
}

// firstWide is where the characters begin that take two columns: kana, kanji and their marks.
const firstWide = 0x2E80

func width(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r >= firstWide {
			n++
		}
	}
	return n
}
