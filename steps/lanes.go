package steps

import (
	"context"
	"errors"
	"sync"

	"torii/mockidp/fault"
	"torii/steps/catalog"
)

// lane is some of the rows, and how many of them run at a time.
type lane struct {
	jobs  int
	takes func(catalog.Row) bool
}

// lanes parts the rows that wait for an answer which never comes from those that
// compute: after each other in one lane they leave the processors idle. A target that
// bounds how much is under way gets one lane, so that nothing of its bound lies idle
// once the other is through.
func (r *Runner) lanes(rows []catalog.Row) []lane {
	jobs, waits := r.jobs(), waiting(rows)
	waitsIn := func(row catalog.Row) bool { return waits[row.ID] }
	if r.Bench.Parallel() > 0 || jobs < 2 || len(waits) == 0 || len(waits) == len(rows) {
		return []lane{{jobs, func(catalog.Row) bool { return true }}}
	}
	return []lane{{jobs - jobs/2, func(row catalog.Row) bool { return !waitsIn(row) }}, {jobs / 2, waitsIn}}
}

// waiting returns the rows in which an answer never comes.
func waiting(rows []catalog.Row) map[string]bool {
	hangs := map[string]bool{}
	for _, f := range fault.All() {
		hangs[f.ID] = f.Hangs
	}
	waits := map[string]bool{}
	for _, row := range rows {
		if hangs[row.Fault] {
			waits[row.ID] = true
		}
	}
	return waits
}

// abreast runs the rows that are wanted, each in its lane.
func (r *Runner) abreast(ctx context.Context, rows []catalog.Row, wanted func(catalog.Row) bool) error {
	lanes := r.lanes(rows)
	r.crashes.oneAtATime(len(lanes) == 1 && lanes[0].jobs == 1)
	problems := make([]error, len(lanes))
	var running sync.WaitGroup
	for i, l := range lanes {
		running.Go(func() {
			problems[i] = r.those(ctx, rows, l.jobs, func(row catalog.Row) bool { return l.takes(row) && wanted(row) })
		})
	}
	running.Wait()
	return errors.Join(problems...)
}
