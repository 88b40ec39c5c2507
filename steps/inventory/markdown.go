package inventory

import (
	"fmt"
	"strings"
)

// Markdown writes the table as Markdown.
func (t Table) Markdown() string {
	var b strings.Builder
	line := func(cells []string) {
		b.WriteByte('|')
		for _, c := range cells {
			fmt.Fprintf(&b, " %s |", strings.NewReplacer("|", "\\|", "\n", " ", "<", "&lt;", ">", "&gt;").Replace(c))
		}
		b.WriteByte('\n')
	}
	line(t.Columns)
	b.WriteString(strings.Repeat("|---", len(t.Columns)) + "|\n")
	for _, row := range t.Rows {
		line(row)
	}
	return b.String()
}

// Begin and end of a generated part of a page.
const (
	beginMark = "<!-- generated: "
	doNotEdit = "<!-- do not edit: make generate -->"
	endMark   = "<!-- end of generated -->"
)

// Fill replaces every generated part of a page by the table of its name.
func Fill(page string, tables map[string]func() (Table, error)) (string, error) {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(page, beginMark)
		b.WriteString(before)
		if !found {
			return b.String(), nil
		}
		name, rest, ok := strings.Cut(rest, " -->")
		_, after, closed := strings.Cut(rest, endMark)
		if !ok || !closed {
			return "", fmt.Errorf("generated part %q is not closed by %q", name, endMark)
		}
		table, known := tables[name]
		if !known {
			return "", fmt.Errorf("there is no table %q", name)
		}
		t, err := table()
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&b, "%s%s -->\n%s\n%s%s", beginMark, name, doNotEdit, t.Markdown(), endMark)
		page = after
	}
}
