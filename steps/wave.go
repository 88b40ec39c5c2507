package steps

import (
	"context"
	"fmt"
	"sync"
	"time"

	"torii/steps/bench"
	"torii/steps/catalog"
)

// wave is a group of rows for which the target is started anew together: as soon as
// all of them have planted what they want and come to their first login. So they
// share one start, and one wait for keys to settle.
type wave struct {
	start func(context.Context) error
	open  func(row string) (*bench.Bay, error)

	mu      sync.Mutex
	missing map[string]bool // rows that have not come yet
	ready   chan struct{}   // closed after the start
	problem error
}

// waveWithin is how long the first row of a wave waits for the last, and for the start.
const waveWithin = 3 * time.Minute

func newWave(rows []catalog.Row, start func(context.Context) error, open func(string) (*bench.Bay, error)) *wave {
	w := &wave{start: start, open: open, missing: map[string]bool{}, ready: make(chan struct{})}
	for _, row := range rows {
		w.missing[row.ID] = true
	}
	return w
}

// arrive waits for the others and returns the bay with the target started anew.
func (w *wave) arrive(ctx context.Context, row string) (*bench.Bay, error) {
	w.leave(ctx, row)
	late := time.NewTimer(waveWithin)
	defer late.Stop()
	select {
	case <-w.ready:
	case <-late.C:
		return nil, fmt.Errorf("the rows that the target is started anew with did not all come within %s", waveWithin)
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	if w.problem != nil {
		return nil, fmt.Errorf("%w: %w", bench.ErrNotStarted, w.problem)
	}
	return w.open(row)
}

// leave counts a row as come; with the last one the target is started.
func (w *wave) leave(ctx context.Context, row string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.missing[row] {
		return
	}
	delete(w.missing, row)
	if len(w.missing) == 0 {
		w.problem = w.start(ctx)
		close(w.ready)
	}
}

// anew runs the rows that change what every login sees: the target is started anew
// for them.
func (r *Runner) anew(ctx context.Context, rows []catalog.Row) error {
	if !r.Bench.Shared() {
		return nil
	}
	for _, group := range waves(rows) {
		if interrupted(ctx) {
			return nil
		}
		w := newWave(group, r.Bench.Restart, r.Bench.Open)
		in := map[string]bool{}
		for _, row := range group {
			r.waves[row.ID], in[row.ID] = w, true
			if _, err := r.control(ctx, row.Provider); err != nil {
				return err
			}
		}
		if err := r.those(ctx, rows, len(group), func(row catalog.Row) bool { return in[row.ID] }); err != nil {
			return err
		}
		if w.problem != nil {
			// What kept the target from starting was planted, and is taken back: this is no
			// crash. Where it stays away nevertheless, the next row tells.
			_ = r.Bench.Restart(ctx)
		}
	}
	return nil
}

// waves groups rows: one of each provider at a time, and those with a fault, which
// may keep the target from starting, by themselves.
func waves(rows []catalog.Row) [][]catalog.Row {
	var groups, single [][]catalog.Row
	nth := map[string]int{}
	for _, row := range rows {
		if !row.OwnMock() {
			continue
		}
		if row.Fault != "" {
			single = append(single, []catalog.Row{row})
			continue
		}
		n := nth[row.Provider]
		if nth[row.Provider]++; n == len(groups) {
			groups = append(groups, nil)
		}
		groups[n] = append(groups[n], row)
	}
	return append(groups, single...)
}
