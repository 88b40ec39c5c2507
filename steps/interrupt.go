package steps

import (
	"context"
	"errors"
	"slices"

	"github.com/cucumber/godog"

	"torii/reports/event"
	"torii/steps/catalog"
)

// errInterrupted ends a scenario of which nobody is told: what was seen of it is
// nobody's doing.
var errInterrupted = errors.New("the run was interrupted")

// interrupted reports whether somebody, or a deadline, has ended the run. The reason is
// in none of the rows.
func interrupted(ctx context.Context) bool { return ctx.Err() != nil }

// unlessInterrupted is Initialize, while the run goes on. What is left then has no sentences: to
// look for those of thousands of rows that nobody runs takes the time in which reports are to be written.
func (r *Runner) unlessInterrupted(ctx context.Context) func(*godog.ScenarioContext) {
	return func(sc *godog.ScenarioContext) {
		if interrupted(ctx) {
			sc.Before(r.before)
			return
		}
		r.Initialize(sc)
	}
}

// leave settles a row that was under way when the run was interrupted.
func (r *Runner) leave(row catalog.Row) {
	if events := r.Log.Row(row.ID); len(events) > 0 && !closed(events) {
		r.left(row.ID)
	}
}

func (r *Runner) left(row string) {
	r.Log.Add(row, "", event.Again{Skip: leftSays})
	r.Log.Add(row, "", event.RowEnded{})
}

// unbegun logs the rows that an interrupted run has not come to, or not come back to.
func (r *Runner) unbegun(ctx context.Context, rows []catalog.Row) {
	if !interrupted(ctx) {
		return
	}
	for _, row := range rows {
		events := r.Log.Row(row.ID)
		switch {
		case len(events) == 0:
			opened := r.opens(row)
			opened.Skip = unbegunSays
			r.Log.Add(row.ID, "", opened)
			r.Log.Add(row.ID, "", event.RowEnded{})
		case !closed(events), r.crashes.owed(row.ID, events), r.isReopened(row.ID):
			r.left(row.ID)
		}
	}
}

// closed reports whether a row has come to an end that stands.
func closed(events []event.Event) bool {
	is := false
	for _, e := range events {
		switch e.Fact.(type) {
		case event.RowEnded:
			is = true
		case event.Again, event.RowStarted:
			is = false
		}
	}
	return is
}

// owed reports whether a row was under way when the target ended, and is still to be run again alone.
func (c *crashes) owed(row string, events []event.Event) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Contains(c.rows, row) && !slices.ContainsFunc(events, func(e event.Event) bool {
		_, again := e.Fact.(event.Again)
		return again
	})
}
