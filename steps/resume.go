package steps

import (
	"errors"
	"fmt"

	"torii/fixtures/text"
	"torii/reports/event"
	"torii/reports/merge"
	"torii/reports/verdict"
)

// ErrNotResumed tells that a log cannot be gone on with.
var ErrNotResumed = errors.New("--resume: the run cannot go on")

// Resumed is what there is of a run that was cut off.
type Resumed struct {
	Began  event.RunStarted
	events []event.Event // of the rows that stand, and of what all rows rest on
	rows   map[string]bool
}

// has reports whether a row stands, and is not run again.
func (r *Resumed) has(row string) bool { return r != nil && r.rows[row] }

// Rows is how many rows stand.
func (r *Resumed) Rows() int {
	if r == nil {
		return 0
	}
	return len(r.rows)
}

// Log is what the log begins with.
func (r *Resumed) Log() []event.Event {
	if r == nil {
		return nil
	}
	return r.events
}

// Resume takes from a log what stands: the rows that were closed and are not worse than warned. Those
// under way, those that an interruption kept from being run, and those that did not pass, which may
// have met what ended the run, are run again. It is nil where nothing had begun.
func Resume(events []event.Event) (*Resumed, error) {
	r := &Resumed{rows: map[string]bool{}}
	beginnings := 0
	for _, e := range events {
		if f, is := e.Fact.(event.RunStarted); is {
			r.Began = f
			beginnings++
		}
	}
	if beginnings == 0 {
		return nil, nil // it was cut off before anything came of it
	}
	if beginnings > 1 {
		return nil, fmt.Errorf("%w: the log has %d beginnings; want that of one run, not joined", ErrNotResumed, beginnings)
	}
	byRow := map[string][]event.Event{}
	for _, e := range events {
		byRow[e.Row] = append(byRow[e.Row], e)
	}
	for _, row := range verdict.Judge(events).Rows {
		stands := closed(byRow[row.ID]) && !row.Verdict.Worse(verdict.Warned) && row.Reason != unbegunSays && row.Reason != leftSays
		r.rows[row.ID] = stands
	}
	for _, e := range events {
		stands, row := r.rows[e.Row]
		switch e.Fact.(type) {
		case event.RunEnded, event.Accepted, event.Manual, event.Spent:
			continue
		}
		if stands || !row {
			r.events = append(r.events, e)
		}
	}
	for id, stands := range r.rows {
		if !stands {
			delete(r.rows, id)
		}
	}
	return r, nil
}

// Why a row was not run that an interruption came before, or into.
var (
	unbegunSays = text.Both{JA: "この行に来る前に実行が中断された", EN: "the run was interrupted before the row was begun"}
	leftSays    = text.Both{JA: "行っている間に実行が中断された", EN: "the run was interrupted while the row was under way"}
)

// begin logs the beginning, or holds that the run is the one that goes on.
func (r *Runner) begin(began event.RunStarted) error {
	if r.Resumed == nil {
		r.Log.Add("", "", began)
		return nil
	}
	began.Format = r.Resumed.Began.Format
	if problem := merge.Differs(r.Resumed.Began, began); problem != "" {
		return fmt.Errorf("%w: it is not the run that was cut off: %s; give the same flags as then", ErrNotResumed, problem)
	}
	return nil
}
