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

// maxRevivals is how many times in a run a target that has ended is started again.
const maxRevivals = 8

// crashes keeps account of a target that ends during the run. It is started again,
// and the rows that were under way run once more, one at a time: so the row that
// ends it is told from its neighbours.
type crashes struct {
	mu      sync.Mutex
	revived int
	failed  error    // why it did not start again
	rows    []string // that were under way, in the order they ended
	alone   bool     // the rows are being run again
	caught  bool     // one of them has ended the target again
}

// attempt counts from 1 how often a row is run.
func (c *crashes) attempt(row string) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.alone && slices.Contains(c.rows, row) {
		return 2
	}
	return 1
}

// take notes a row that the target's end has met, and reports whether it is to be run again.
func (c *crashes) take(row string, events []event.Event) bool {
	ended := false
	for _, e := range events {
		switch f := e.Fact.(type) {
		case event.Again:
			ended = false
		case event.Came:
			ended = ended || f.Ended
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if !ended {
		return false
	}
	if c.alone {
		c.caught = true
		return false
	}
	c.rows = append(c.rows, row)
	return true
}

// revive starts a target that has ended, unless somebody has by now, or it has been too often.
func (c *crashes) revive(ctx context.Context, b bench.Bench, row string, gone error) (*bench.Bay, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if bay, err := b.Open(row); !errors.Is(err, bench.ErrGone) {
		return bay, err
	}
	if !b.Restartable() || c.failed != nil || c.revived == maxRevivals {
		return nil, gone
	}
	c.revived++
	if c.failed = b.Restart(ctx); c.failed != nil {
		return nil, fmt.Errorf("%w: %w", bench.ErrGone, c.failed)
	}
	return b.Open(row)
}

// exhausted reports whether the target will not be started again.
func (c *crashes) exhausted() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.failed != nil || c.revived == maxRevivals
}

// left says of a row that the target is not there any more for it.
func (c *crashes) left(gone error) event.Again {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.failed != nil {
		return event.Again{Skip: text.Both{JA: "RPが落ち、起動し直せなかったので行っていない（落ちた行を参照）",
			EN: "not run: the RP has ended and did not start again (see the rows that crashed): " + gone.Error()}}
	}
	return event.Again{Skip: text.Both{JA: fmt.Sprintf("RPが%d回を超えて落ちたので行っていない（落ちた行を参照）", c.revived),
		EN: fmt.Sprintf("not run: the RP was started again %d times and has ended once more (see the rows that crashed)", c.revived)}}
}

// again runs once more, one at a time, the rows that were under way when the target
// ended. Where none of them ends it alone, the first one tells of it.
func (r *Runner) again(ctx context.Context, rows []catalog.Row) error {
	c := &r.crashes
	c.mu.Lock()
	ids := c.rows
	c.alone = true
	c.mu.Unlock()
	for i, id := range ids {
		if interrupted(ctx) {
			return nil // unbegun tells of the rest
		}
		if c.exhausted() {
			for _, left := range ids[i:] {
				r.done(left) // as it came in company
			}
			return nil
		}
		if err := r.those(ctx, rows, 1, func(row catalog.Row) bool { return row.ID == id }); err != nil {
			return err
		}
	}
	if len(ids) > 0 && !c.caught && !interrupted(ctx) {
		r.unexplained(ids)
	}
	return nil
}

// unexplained keeps an end of the target that no row brings about alone.
func (r *Runner) unexplained(ids []string) {
	detail := ""
	for _, e := range r.Log.Row(ids[0]) {
		if f, ok := e.Fact.(event.Came); ok && f.Ended && detail == "" {
			detail = f.Detail
		}
	}
	r.Log.Add(ids[0], "", event.Checked{What: "target ended", Rule: string(rule.HonestLogin), Want: "running", Got: detail, Says: text.Both{
		JA: fmt.Sprintf("並行して%d行を試している間のRPの状態。単独ではどの行でも落ちない", len(ids)),
		EN: fmt.Sprintf("the RP while %d rows were under way at once; alone, none of them ends it", len(ids))}})
	r.done(ids[0])
}
