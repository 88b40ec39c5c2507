package cause

import (
	"slices"
	"strings"

	"torii/fixtures/rule"
	"torii/reports/event"
	"torii/reports/verdict"
)

// ledger is the log, by row.
type ledger struct {
	run      verdict.Run
	byRow    map[string][]event.Event // since a row was last opened
	printed  []event.Event            // lines of the target, in order
	spans    map[string]span
	crude    map[crude]bool // the crudest lie of the rule was accepted at the provider
	careless map[string]bool
}

// span is a row's place in the log.
type span struct{ first, last int }

type crude struct {
	provider string
	rule     rule.ID
}

func read(run verdict.Run, events []event.Event) *ledger {
	l := &ledger{run: run, byRow: map[string][]event.Event{}, spans: map[string]span{}, crude: map[crude]bool{}, careless: map[string]bool{}}
	for _, e := range events {
		if f, is := e.Fact.(event.Printed); is && e.Row == "" && !strings.HasPrefix(f.Line, "torii:") {
			l.printed = append(l.printed, e)
			continue
		}
		if e.Row == "" {
			continue
		}
		if _, again := e.Fact.(event.Again); again {
			l.byRow[e.Row] = slices.DeleteFunc(l.byRow[e.Row], func(e event.Event) bool { _, opens := e.Fact.(event.RowStarted); return !opens })
			delete(l.spans, e.Row)
		}
		l.byRow[e.Row] = append(l.byRow[e.Row], e)
		if _, afterwards := e.Fact.(event.Accepted); !afterwards {
			s, known := l.spans[e.Row]
			if !known {
				s.first = e.Seq
			}
			s.last = e.Seq
			l.spans[e.Row] = s
		}
	}
	for _, r := range run.Rows {
		if l.accepted(r) && crudest[r.Rule.ID] != "" && crudest[r.Rule.ID] == l.lie(r) {
			l.crude[crude{r.Provider, r.Rule.ID}] = true
		}
	}
	for _, r := range run.Rows {
		l.careless[r.Provider] = !slices.ContainsFunc(claims, func(id rule.ID) bool { return !l.crude[crude{r.Provider, id}] })
	}
	return l
}

// accepted reports whether a row did not pass although, or because, the target let somebody
// in: by the lie that the row is about, where there is one.
func (l *ledger) accepted(r verdict.Row) bool {
	of := ""
	for _, e := range l.byRow[r.ID] {
		if f, is := e.Fact.(event.Expected); is && f.Fault != "" && of == "" {
			of = e.Login
		}
	}
	return r.Verdict.Worse(verdict.Passed) && slices.ContainsFunc(l.byRow[r.ID], func(e event.Event) bool {
		f, is := e.Fact.(event.Came)
		return is && f.Accepted() && (of == "" || e.Login == of)
	})
}

// lie is the fault that a row is about, "" where it is about none.
func (l *ledger) lie(r verdict.Row) string {
	for _, e := range l.byRow[r.ID] {
		if f, is := e.Fact.(event.Expected); is && f.Fault != "" {
			return f.Fault
		}
	}
	return ""
}

// control is how the honest login went that a row rests on and that failed, if one did.
func (l *ledger) control(r verdict.Row) (event.Controlled, bool) {
	for _, e := range l.byRow[r.ID] {
		if f, is := e.Fact.(event.Controlled); is && !f.SignedIn {
			return f, true
		}
	}
	return event.Controlled{}, false
}

// came is how the last login of a row ended that a condition holds of.
func (l *ledger) came(row string, holds func(event.Came) bool) (event.Came, bool) {
	for _, e := range slices.Backward(l.byRow[row]) {
		if f, is := e.Fact.(event.Came); is && holds(f) {
			return f, true
		}
	}
	return event.Came{}, false
}

// served reports whether a fault left the mock in a login of a row.
func (l *ledger) served(row, fault string) bool {
	return slices.ContainsFunc(l.byRow[row], func(e event.Event) bool { f, is := e.Fact.(event.Served); return is && f.ID == fault })
}
