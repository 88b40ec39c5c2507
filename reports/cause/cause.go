// Package cause finds which rows of a run did not pass for one and the same cause, so that
// a person mends one thing and not three hundred rows. It is a function over the log and its
// verdicts, as package verdict is over the log: the same log has the same causes, next year too.
//
// Two rows have one cause only where the log shows it: the honest login that both rest on, the
// line of code that crashed, the lie that both accepted. Where it does not, they stay apart.
package cause

import (
	"cmp"
	"slices"
	"strings"

	"torii/fixtures/rule"
	"torii/fixtures/text"
	"torii/reports/event"
	"torii/reports/verdict"
)

// Cause is one thing to mend, and all rows that did not pass because of it.
type Cause struct {
	Key     string          // the same in every run of the same target
	Says    text.Both       // the leading sentence
	Seen    text.Both       // what the first of its rows saw
	Verdict verdict.Verdict // of its worst row
	Rule    rule.Rule       // that its worst row is filed under
	Rows    []verdict.Row   // by id
	Said    []string        // what the target printed meanwhile, where that is the same in its rows
	Blocks  []Block         // the honest logins that failed, where that is the cause
}

// Providers are those whose rows have the cause.
func (c Cause) Providers() []string {
	var all []string
	for _, r := range c.Rows {
		if !slices.Contains(all, r.Provider) {
			all = append(all, r.Provider)
		}
	}
	slices.Sort(all)
	return all
}

// Excused reports whether every row of the cause is accepted as it is.
func (c Cause) Excused() bool {
	return !slices.ContainsFunc(c.Rows, func(r verdict.Row) bool { return !r.Excused() })
}

// Group returns the causes of all rows that are failed, vacuous or a harness error, the
// worst and then the largest first. Every such row is in exactly one.
func Group(run verdict.Run, events []event.Event) []Cause {
	return group(run, events, func(v verdict.Verdict) bool { return v.Worse(verdict.Warned) })
}

// Warnings returns the causes of all warned rows, likewise.
func Warnings(run verdict.Run, events []event.Event) []Cause {
	return group(run, events, func(v verdict.Verdict) bool { return v == verdict.Warned })
}

func group(run verdict.Run, events []event.Event, takes func(verdict.Verdict) bool) []Cause {
	l := read(run, events)
	byKey := map[string]*Cause{}
	var keys []string
	for _, r := range run.Rows {
		if !takes(r.Verdict) {
			continue
		}
		s := l.sign(r)
		c := byKey[s.key]
		if c == nil {
			c = &Cause{Key: s.key, Says: s.says, Seen: r.Reason, Verdict: r.Verdict, Rule: r.Rule}
			byKey[s.key], keys = c, append(keys, s.key)
		}
		if r.Verdict.Worse(c.Verdict) {
			c.Verdict, c.Rule, c.Seen = r.Verdict, r.Rule, r.Reason
		}
		c.Rows = append(c.Rows, r)
	}
	all := make([]Cause, 0, len(keys))
	for _, key := range keys {
		c := *byKey[key]
		c.Said = l.common(c.Rows)
		if strings.HasPrefix(key, honestKey) {
			c.Blocks = l.blocks(c.Rows)
		}
		all = append(all, c)
	}
	slices.SortStableFunc(all, func(a, b Cause) int {
		return cmp.Or(weight(b)-weight(a), len(b.Rows)-len(a.Rows), strings.Compare(a.Key, b.Key))
	})
	return all
}

// weight puts what keeps all else from being judged first, and what is accepted last.
func weight(c Cause) int {
	w := slices.Index(verdict.Ladder(), c.Verdict)
	if strings.HasPrefix(c.Key, honestKey) {
		w += len(verdict.Ladder())
	}
	if c.Excused() {
		w -= 2 * len(verdict.Ladder())
	}
	return w
}
