package steps

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"torii/fixtures/rule"
	"torii/fixtures/text"
	"torii/reports/event"
	"torii/steps/bench"
	"torii/steps/catalog"
)

// How many times in a run a target that has ended is started again: while rows run in
// company, and then while they run alone, where each end is the finding of one row.
const (
	maxRevivals = 8
	maxAlone    = 32
)

// crashes keeps account of a target that ends during the run. It is started again,
// and the rows that were under way run once more, one at a time: so the row that
// ends it is told from its neighbours.
type crashes struct {
	mu      sync.Mutex
	revived int // while rows run in company
	lonely  int // while they run alone
	failed  error
	rows    []string // to be run alone
	alone   bool     // rows are being run one at a time
	caught  bool     // one of them has ended the target again
}

// oneAtATime tells that from now on no row has company, or that each has.
func (c *crashes) oneAtATime(alone bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.alone = alone
}

// generation counts the starts after an end: a row in whose time it changes has met two processes.
func (c *crashes) generation() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.revived + c.lonely
}

// take notes a row that the target's end has met, and reports whether it is to be run again.
func (c *crashes) take(row string, began int, gone bool, events []event.Event) bool {
	ended := slices.ContainsFunc(latest(events), func(e event.Event) bool {
		f, ok := e.Fact.(event.Came)
		return ok && f.Ended
	})
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case slices.Contains(c.rows, row): // it was left out, for the time being
		return true
	case c.alone:
		c.caught = c.caught || ended
		return false
	case !ended && !gone && began == c.revived+c.lonely:
		return false
	}
	c.rows = append(c.rows, row)
	return true
}

// latest are a row's events since it was opened last.
func latest(events []event.Event) []event.Event {
	for i, e := range slices.Backward(events) {
		if _, ok := e.Fact.(event.Again); ok {
			return events[i:]
		}
	}
	return events
}

// revive starts a target that has ended, unless somebody has by now, or it has been too often.
func (c *crashes) revive(ctx context.Context, b bench.Bench, row string, gone error) (*bench.Bay, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if bay, err := b.Open(row); !errors.Is(err, bench.ErrGone) {
		return bay, err
	}
	if !b.Restartable() || c.failed != nil || c.spent() {
		return nil, gone
	}
	if c.alone {
		c.lonely++
	} else {
		c.revived++
	}
	if c.failed = b.Restart(ctx); c.failed != nil {
		return nil, fmt.Errorf("%w: %w", bench.ErrGone, c.failed)
	}
	return b.Open(row)
}

// spent reports whether the target has been started again often enough.
func (c *crashes) spent() bool {
	return c.alone && c.lonely == maxAlone || !c.alone && c.revived == maxRevivals
}

// left says of a row that the target is not there any more for it, and whether it will be run alone.
func (c *crashes) left(row string, restartable bool, gone error) (event.Again, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.failed != nil || !restartable:
		return event.Again{Void: text.Both{JA: "RPが落ち、起動し直せなかったので行っていない（落ちた行を参照）",
			EN: "not run: the RP has ended and did not start again (see the rows that crashed): " + gone.Error()}}, false
	case !c.alone:
		c.rows = append(c.rows, row)
		return event.Again{}, true
	}
	return event.Again{Void: text.Both{JA: fmt.Sprintf("RPが%d回を超えて落ちたので、単独では行っていない（落ちた行を参照）", maxAlone),
		EN: fmt.Sprintf("not run alone: the RP was started again %d times and has ended once more (see the rows that crashed)", maxAlone)}}, false
}

// again runs once more, one at a time and in their order, the rows that were under way when
// the target ended, and those that were not run for it. Where none of them ends it alone,
// that is told of the target's honest login.
func (r *Runner) again(ctx context.Context, rows []catalog.Row) error {
	c := &r.crashes
	c.mu.Lock()
	ids := c.rows
	c.rows, c.alone, c.caught = nil, true, false
	c.mu.Unlock()
	for _, id := range ids {
		r.reopen(id, r.why(id))
	}
	for _, row := range rows {
		if interrupted(ctx) {
			return nil // unbegun tells of the rest
		}
		if !slices.Contains(ids, row.ID) {
			continue
		}
		if row.OwnMock() && r.Bench.Shared() {
			if _, err := r.ride(ctx, rows, []catalog.Row{row}, false); err != nil {
				return err
			}
			continue
		}
		if err := r.those(ctx, rows, 1, func(other catalog.Row) bool { return other.ID == row.ID }); err != nil {
			return err
		}
	}
	if under := r.crashed(ids); under > 0 && !c.caught && c.failed == nil && !interrupted(ctx) {
		r.unexplained(rows, under)
	}
	return nil
}

// unexplained keeps an end of the target that no row brings about alone: it is told of the
// first row of the honest login, or of the first there is, whichever rows were under way.
func (r *Runner) unexplained(rows []catalog.Row, under int) {
	told := rows[0]
	if i := slices.IndexFunc(rows, func(row catalog.Row) bool { return row.Rule == string(rule.HonestLogin) }); i >= 0 {
		told = rows[i]
	}
	detail := ""
	for _, e := range r.Log.Events() {
		if f, ok := e.Fact.(event.Came); ok && f.Ended && detail == "" {
			detail = f.Detail
		}
	}
	if detail == "" {
		return // no row has seen an end: who was under way met a target that somebody else has started
	}
	r.Log.Add(told.ID, "", event.Checked{What: "target ended", Rule: string(rule.Alive), Want: "running", Got: detail, Says: text.Both{
		JA: fmt.Sprintf("並行して%d行を試している間のRPの状態。単独ではどの行でも落ちない", under),
		EN: fmt.Sprintf("the RP while %d rows were under way at once; alone, none of them ends it", under)}})
	r.done(told.ID)
}
