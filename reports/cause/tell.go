package cause

import (
	"fmt"
	"strings"

	"torii/fixtures/text"
	"torii/reports/verdict"
)

// Tell is the block in one language, for a terminal: the cause first, and what to do second.
func (b Block) Tell(l text.Lang) []string {
	lines := []string{
		text.Both{JA: "✗ " + b.Provider + " で正しいログインができない: " + b.Says.JA, EN: "✗ the honest login at " + b.Provider + " fails: " + b.Says.EN}.In(l),
		"  " + text.Both{JA: "すること: " + b.Do.JA, EN: "to do: " + b.Do.EN}.In(l)}
	for _, line := range b.Lines {
		lines = append(lines, "    "+line.In(l))
	}
	return lines
}

// How many names a line tells.
const maxNamed = 3

// Counted tells how many rows the cause has, by verdict, the worst first.
func (c Cause) Counted() text.Both {
	counts := verdict.Run{Rows: c.Rows}.Count()
	var ja, en []string
	for i := len(verdict.Ladder()) - 1; i >= 0; i-- {
		if v := verdict.Ladder()[i]; counts[v] > 0 {
			ja, en = append(ja, fmt.Sprintf("%s %d 行", v.Name().JA, counts[v])), append(en, fmt.Sprintf("%d %s", counts[v], v))
		}
	}
	if n := c.excused(); n > 0 {
		ja, en = append(ja, fmt.Sprintf("うち認めたもの %d 行", n)), append(en, fmt.Sprintf("%d of them accepted", n))
	}
	return text.Both{JA: strings.Join(ja, "・"), EN: strings.Join(en, ", ")}
}

func (c Cause) excused() int {
	n := 0
	for _, r := range c.Rows {
		if r.Excused() {
			n++
		}
	}
	return n
}

// Named are the ids of its first rows, and how many more there are.
func (c Cause) Named() text.Both {
	var ids []string
	for _, r := range c.Rows[:min(len(c.Rows), maxNamed)] {
		ids = append(ids, r.ID)
	}
	all := strings.Join(ids, " ")
	if more := len(c.Rows) - len(ids); more > 0 {
		return text.Both{JA: fmt.Sprintf("%s ほか %d 行", all, more), EN: fmt.Sprintf("%s and %d more", all, more)}
	}
	return text.Both{JA: all, EN: all}
}

// Tell is the cause in one language, for a terminal; n is its number.
func (c Cause) Tell(n int, l text.Lang) []string {
	lines := []string{fmt.Sprintf("%d. [%s] %s", n, c.Counted().In(l), c.Says.In(l))}
	add := func(ja, en string) { lines = append(lines, "   "+text.Both{JA: ja, EN: en}.In(l)) }
	add("行: "+c.Named().JA+"（"+strings.Join(c.Providers(), " ")+"）", "rows: "+c.Named().EN+" ("+strings.Join(c.Providers(), " ")+")")
	if len(c.Blocks) > 0 {
		add("すること: "+c.Blocks[0].Do.JA, "to do: "+c.Blocks[0].Do.EN)
		return lines
	}
	if c.Seen != c.Says && !c.Seen.IsZero() {
		add("見たもの: "+clip(c.Seen.JA), "seen: "+clip(c.Seen.EN))
	}
	for _, line := range c.Said {
		add("RPの出力: "+clip(line), "the RP printed: "+clip(line))
	}
	if how := c.Rule.Mend().How; !how.IsZero() {
		more := " (torii explain " + string(c.Rule.ID) + ")"
		add("直し方: "+how.JA+more, "to mend it: "+how.EN+more)
	}
	return lines
}
