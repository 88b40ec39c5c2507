package inventory

import (
	"fmt"
	"path"
	"strings"

	"torii/fixtures/rule"
)

// RulePages returns the page of every family of rules, by its path.
func RulePages() (map[string]string, error) {
	if _, err := rule.Mends(); err != nil {
		return nil, err
	}
	libraries, err := rule.Libraries()
	if err != nil {
		return nil, err
	}
	pages := map[string]string{}
	for _, f := range rule.Families() {
		pages[RulePagePath(f)] = rulePage(f, libraries)
	}
	return pages, nil
}

// RulePagePath is where the page of a family lies, from the root of the repository.
func RulePagePath(f rule.Family) string { return path.Join("fixtures", "rule", f.Name+".md") }

func rulePage(f rule.Family, libraries []rule.Library) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n", f.Title)
	fmt.Fprintf(&b, "Made by `make generate` from [mend/%s.txt](mend/%s.txt), `library/*.txt` and the rules; `torii explain ID` prints one.\n", f.Name, f.Name)
	for _, r := range rule.All() {
		if f.Has(r.ID) {
			b.WriteString(ruleSection(r, libraries))
		}
	}
	return b.String()
}

func ruleSection(r rule.Rule, libraries []rule.Library) string {
	var b strings.Builder
	m := r.Mend()
	fmt.Fprintf(&b, "\n## %s\n\n%s · %s\n\n", r.ID, r.Level, cited(r))
	fmt.Fprintf(&b, "%s。  \n**破ると** %s  \n**直し方** %s\n\n", plain(r.Says.JA), plain(m.Loss.JA), plain(m.How.JA))
	fmt.Fprintf(&b, "%s.  \n**If broken** %s  \n**To mend** %s\n", plain(capital(r.Says.EN)), plain(m.Loss.EN), plain(m.How.EN))
	first := true
	for _, l := range libraries {
		for _, t := range l.Of(r.ID) {
			if first {
				b.WriteByte('\n')
				first = false
			}
			fmt.Fprintf(&b, "- [%s](%s): %s / %s%s (%s)\n", l.Name, l.Page, plain(t.Says.JA), plain(t.Says.EN), code(t.Code), seen(l, t))
		}
	}
	return b.String()
}

// cited is the clause with its links, or the clause alone where nobody else says it.
func cited(r rule.Rule) string {
	links := r.Links()
	if len(links) == 0 {
		return plain(r.Clause)
	}
	var parts []string
	for _, l := range links {
		parts = append(parts, fmt.Sprintf("[%s](%s)", plain(l.Clause), l.Address))
	}
	said := strings.Join(parts, ", ")
	if !r.Spoken() {
		return plain(r.Clause) + " (" + said + ")"
	}
	return said
}

func code(line string) string {
	if line == "" {
		return ""
	}
	if strings.Contains(line, "`") {
		return " `` " + line + " ``"
	}
	return " `" + line + "`"
}

// seen leads to where the line stands, and tells how far it was tried.
func seen(l rule.Library, t rule.Tip) string {
	file := path.Join("rp", l.RP, t.At)
	at := "[" + file + "](../" + file + ")"
	address, elsewhere := strings.CutPrefix(t.At, "https://")
	if elsewhere {
		at = "[" + address + "](" + t.At + ")"
	}
	switch {
	case len(t.Tried) > 0:
		return at + "; tried, passes " + strings.Join(t.Tried, " ")
	case elsewhere:
		return at + "; documented, not tried"
	}
	return at
}

// plain keeps letters of a sentence from acting as Markdown.
func plain(s string) string {
	return strings.NewReplacer("_", `\_`, "*", `\*`, "<", "&lt;", ">", "&gt;", "`", "\\`").Replace(s)
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
