package check

import (
	"strconv"

	"torii/fixtures/rule"
	"torii/fixtures/text"
)

// finding is one comparison: what was wanted, what was seen, and what to do about it.
type finding struct {
	rule       rule.ID // "" is the check's own
	says       text.Both
	want, got  string
	fix        text.Both
	confidence string // of the provider fact it rests on, where that is not documented
}

// result is what a check has to say: what it compared, or why it compared nothing.
type result struct {
	findings []finding
	lacks    text.Both // why it does not apply
	skip     text.Both // why it could not be done
	broke    string    // what is wrong with the way to the Relying Party
}

func says(ja, en string) text.Both { return text.Both{JA: ja, EN: en} }

// equal compares two words.
func equal(what text.Both, want, got string, fix text.Both) finding {
	if got == "" {
		got = "-"
	}
	return finding{says: what, want: want, got: got, fix: fix}
}

// holds is a comparison whose wanted side is a description.
func holds(ok bool, what text.Both, want, got string, fix text.Both) finding {
	if ok {
		got = want
	}
	return equal(what, want, got, fix)
}

// under gives the finding to another rule than the check's.
func (f finding) under(id rule.ID) finding { f.rule = id; return f }

// unsure names how well the fact is known that it rests on.
func (f finding) unsure(confidence string) finding { f.confidence = confidence; return f }

func compared(all ...finding) result { return result{findings: all} }
func lacks(ja, en string) result     { return result{lacks: says(ja, en)} }
func skip(ja, en string) result      { return result{skip: says(ja, en)} }

func number(n int) string { return strconv.Itoa(n) }
