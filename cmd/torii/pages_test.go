package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	eastasian "golang.org/x/text/width"
)

var top = filepath.Join("..", "..")

// pages are the pages of the project, by their paths from the top; what a report is held to is none.
func pages(t *testing.T) (all []string) {
	t.Helper()
	for _, pattern := range []string{"*.md", ".github/*.md", "*/*.md", "*/*/*.md", "*/*/*/*.md"} {
		found, err := filepath.Glob(filepath.Join(top, pattern))
		require.NoError(t, err)
		for _, path := range found {
			name, err := filepath.Rel(top, path)
			require.NoError(t, err)
			if name = filepath.ToSlash(name); !strings.Contains(name, "testdata/") && !strings.Contains(name, "node_modules/") &&
				!strings.HasPrefix(name, "torii-report/") && !strings.HasPrefix(name, "bin/") {
				all = append(all, name)
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func page(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(top, filepath.FromSlash(name)))
	require.NoError(t, err)
	return string(b)
}

// outline is what two pages in two languages have in common: levels of headings, shapes of tables, blocks and pictures, in their order.
func outline(text string) (all []string) {
	fenced := false
	for line := range strings.Lines(text) {
		fence := strings.HasPrefix(line, "```")
		if fence {
			fenced = !fenced
		}
		switch {
		case fence && fenced:
			all = append(all, strings.TrimSpace(line))
		case fence || fenced:
		case strings.HasPrefix(line, "#"):
			level, _, _ := strings.Cut(line, " ")
			all = append(all, level)
		case strings.HasPrefix(line, "|"):
			all = append(all, "row of "+strings.Repeat("|", strings.Count(strings.ReplaceAll(line, `\|`, ""), "|")-1))
		case strings.HasPrefix(line, "<!-- generated: "):
			all = append(all, "generated")
		case strings.HasPrefix(line, "!["):
			_, picture, _ := strings.Cut(line, "](")
			all = append(all, "picture "+picture)
		case strings.HasPrefix(line, "- "):
			all = append(all, "item")
		}
	}
	return all
}

// TestBothLanguagesHaveTheSamePage, so that neither is told less. What defends the verdicts of foreign RPs one by one is English alone.
func TestBothLanguagesHaveTheSamePage(t *testing.T) {
	twins := 0
	for _, japanese := range pages(t) {
		name, twin := strings.CutSuffix(japanese, ".ja.md")
		if !twin {
			continue
		}
		twins++
		t.Run(japanese, func(t *testing.T) {
			english := name + ".md"
			en, ja := page(t, english), page(t, japanese)
			assert.ElementsMatch(t, commandsOf(t, english), commandsOf(t, japanese))
			withoutItems := func(all []string) []string {
				return slices.DeleteFunc(all, func(s string) bool { return s == "item" && strings.HasPrefix(name, "fixtures/rp/") })
			}
			assert.Equal(t, withoutItems(outline(en)), withoutItems(outline(ja)), "headings, tables, blocks and pictures in their order")
			assert.Contains(t, en, "("+filepath.Base(japanese)+")")
			assert.Contains(t, ja, "("+filepath.Base(english)+")")
		})
	}
	assert.GreaterOrEqual(t, twins, 8)
}

// TestEveryRoomIsReachedFromTheFront in either language.
func TestEveryRoomIsReachedFromTheFront(t *testing.T) {
	for _, name := range pages(t) {
		if room, japanese := strings.CutSuffix(name, ".ja.md"); japanese && room != "README" {
			assert.Contains(t, page(t, "README.md"), "]("+room+".md", "README.md")
			assert.Contains(t, page(t, "README.ja.md"), "]("+name, "README.ja.md")
		}
	}
}

// TestTheFrontPageIsShort: what is longer stands in the room it is about.
func TestTheFrontPageIsShort(t *testing.T) {
	const mostLines, mostColumns = 150, 160
	for _, name := range []string{"README.md", "README.ja.md"} {
		lines := strings.Split(strings.TrimSuffix(page(t, name), "\n"), "\n")
		assert.LessOrEqual(t, len(lines), mostLines, name)
		for i, line := range lines {
			columns := 0
			for _, r := range line {
				columns++
				if k := eastasian.LookupRune(r).Kind(); k == eastasian.EastAsianWide || k == eastasian.EastAsianFullwidth {
					columns++
				}
			}
			assert.LessOrEqual(t, columns, mostColumns, "%s:%d", name, i+1)
		}
	}
}

// anchor is how GitHub calls a heading in an address.
func anchor(heading string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(strings.TrimSpace(strings.TrimLeft(heading, "#"))) {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r), r == '_', r == '-':
			b.WriteRune(r)
		case r == ' ':
			b.WriteByte('-')
		}
	}
	return b.String()
}

// TestEveryLinkLeadsSomewhere: to a file, and where it names a heading, to that.
func TestEveryLinkLeadsSomewhere(t *testing.T) {
	link := regexp.MustCompile(`\]\(([^):#]*)(?:#([^)]+))?\)`)
	for _, name := range pages(t) {
		for _, m := range link.FindAllStringSubmatch(page(t, name), -1) {
			to := filepath.Join(filepath.Dir(name), m[1])
			if m[1] == "" {
				to = name
			}
			if _, err := os.Stat(filepath.Join(top, to)); !assert.NoError(t, err, name) || m[2] == "" {
				continue
			}
			found := false
			for line := range strings.Lines(page(t, to)) {
				found = found || strings.HasPrefix(line, "#") && anchor(line) == m[2] || strings.Contains(line, `<a id="`+m[2]+`"`)
			}
			assert.True(t, found, "%s leads to %s, which has no heading %q", name, to, m[2])
		}
	}
}

// TestEveryJudgedRPShowsHowToBePointedHere: whoever uses its framework finds the file to copy, in either language.
func TestEveryJudgedRPShowsHowToBePointedHere(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(top, "fixtures", "rp", "*", "torii.yaml"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, name := range []string{"fixtures/rp/README.md", "fixtures/rp/README.ja.md"} {
		for _, file := range files {
			rp := filepath.Base(filepath.Dir(file))
			assert.Contains(t, page(t, name), "[torii.yaml]("+rp+"/torii.yaml)",
				"%s: write a line for %s into its first table: framework, what the mocks' address is given to, the file", name, rp)
		}
	}
}

// TestGeneratedPartsSaySo at their beginning.
func TestGeneratedPartsSaySo(t *testing.T) {
	for _, name := range pages(t) {
		for _, part := range strings.Split(page(t, name), "<!-- generated: ")[1:] {
			lines := strings.SplitN(part, "\n", 3)
			assert.Equal(t, "<!-- do not edit: make generate -->", lines[1], "%s: %s", name, lines[0])
		}
	}
}
