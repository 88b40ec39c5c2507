package steps

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"torii/steps/bench"
	"torii/steps/catalog"
)

// wave is a group of rows for which the target is started anew together: as soon as
// all of them have planted what they want and come to their first login. So they
// share one start, and one wait for keys to settle. Where none of them comes to a
// login, there is no start.
type wave struct {
	start func(context.Context) error
	open  func(row string) (*bench.Bay, error)
	// beside tells that the rows are of one provider, and what they have it show to
	// everybody is shown together.
	beside bool

	mu      sync.Mutex
	missing map[string]bool // rows that have not come yet
	wanted  bool            // one of them waits for the start
	ready   chan struct{}   // closed after the start
	problem error
	turns   chan struct{} // holds one of these who goes on after the start
	going   map[string]bool
}

// waveWithin is how long the first row of a wave waits for the last, and for the start.
const waveWithin = 3 * time.Minute

// newWave makes a wave of which so many rows go on at a time; 0 is all of them.
func newWave(rows []catalog.Row, parallel int, start func(context.Context) error, open func(string) (*bench.Bay, error)) *wave {
	if parallel == 0 {
		parallel = len(rows)
	}
	w := &wave{start: start, open: open, missing: map[string]bool{}, ready: make(chan struct{}),
		turns: make(chan struct{}, parallel), going: map[string]bool{}}
	for _, row := range rows {
		w.missing[row.ID] = true
	}
	return w
}

// arrive waits for the others and returns the bay with the target started anew.
func (w *wave) arrive(ctx context.Context, row string) (*bench.Bay, error) {
	w.come(ctx, row, true)
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
	select {
	case w.turns <- struct{}{}:
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	w.mu.Lock()
	w.going[row] = true
	w.mu.Unlock()
	return w.open(row)
}

// leave counts a row as come that is over, and lets another go on.
func (w *wave) leave(ctx context.Context, row string) {
	w.come(ctx, row, false)
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.going[row] {
		delete(w.going, row)
		<-w.turns
	}
}

// come counts a row; with the last one the target is started, if any row waits for it.
func (w *wave) come(ctx context.Context, row string, waits bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.missing[row] {
		return
	}
	delete(w.missing, row)
	w.wanted = w.wanted || waits
	if len(w.missing) == 0 && w.wanted {
		w.problem = w.start(ctx)
		close(w.ready)
	}
}

// anew runs the rows that change what every login sees: the target is started anew
// for them. Those that turn out not to apply are told before anything is waited for.
func (r *Runner) anew(ctx context.Context, rows []catalog.Row) error {
	if !r.Bench.Shared() {
		return nil
	}
	rows, err := r.applying(ctx, rows)
	if err != nil {
		return err
	}
	harmless, others := harmlessOf(rows)
	for _, group := range harmless {
		ran, err := r.ride(ctx, rows, group, true)
		if err != nil {
			return err
		}
		others = append(others, ran...)
	}
	for _, group := range waves(others) {
		if _, err := r.ride(ctx, rows, group, false); err != nil {
			return err
		}
	}
	return nil
}

// ride runs one wave, and returns the rows that are to be run again, each with a start of its own.
func (r *Runner) ride(ctx context.Context, rows, group []catalog.Row, beside bool) (again []catalog.Row, err error) {
	if interrupted(ctx) {
		return nil, nil // unbegun tells of them
	}
	w := newWave(group, r.Bench.Parallel(), r.Bench.Restart, r.Bench.Open)
	w.beside = beside && len(group) > 1
	r.crashes.oneAtATime(len(group) == 1)
	r.retake(false)
	in := map[string]bool{}
	for _, row := range group {
		r.waves[row.ID], in[row.ID] = w, true
		if _, err := r.control(ctx, row.Provider); err != nil {
			return nil, err
		}
	}
	if err := r.those(ctx, rows, len(group), func(row catalog.Row) bool { return in[row.ID] }); err != nil {
		return nil, err
	}
	r.unclean = true
	if w.problem != nil {
		// What kept the target from starting was planted, and is taken back: this is no
		// crash. Where it stays away nevertheless, the next row tells.
		_ = r.Bench.Restart(ctx)
	}
	for _, row := range group {
		if w.beside && r.isReopened(row.ID) {
			again = append(again, row)
		}
	}
	return again, nil
}

func (r *Runner) isReopened(row string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	_, ok := r.reopened[row]
	return ok
}

// harmlessOf parts the rows: those by which a provider shows everybody what no target may
// stumble over are grouped by provider, and tried together. Only where one of them does
// not pass, each of these is tried by itself.
func harmlessOf(rows []catalog.Row) (harmless [][]catalog.Row, others []catalog.Row) {
	nth := map[string]int{}
	for _, row := range rows {
		if !row.OwnMock() {
			continue
		}
		if published(row) == "" || row.Quirk == "" || len(row.Providers()) > 1 {
			others = append(others, row)
			continue
		}
		n, known := nth[row.Provider]
		if !known {
			n = len(harmless)
			nth[row.Provider] = n
			harmless = append(harmless, nil)
		}
		harmless[n] = append(harmless[n], row)
	}
	return harmless, others
}

// waves groups rows: one of each provider at a time, and those with a fault, which
// may keep the target from starting, by themselves. Those that wait for keys to settle go
// together, so that they share one wait.
func waves(rows []catalog.Row) [][]catalog.Row {
	var waiting, others, single [][]catalog.Row
	for _, row := range rows {
		switch {
		case !row.OwnMock():
		case row.Fault != "" || row.Quirk != "":
			single = append(single, []catalog.Row{row})
		case settles(row):
			waiting = beside(waiting, row)
		default:
			others = beside(others, row)
		}
	}
	return slices.Concat(waiting, others, single)
}

// beside puts a row into the first group that has none at any of its providers.
func beside(groups [][]catalog.Row, row catalog.Row) [][]catalog.Row {
	for i, group := range groups {
		if !sharesProvider(group, row) {
			groups[i] = append(group, row)
			return groups
		}
	}
	return append(groups, []catalog.Row{row})
}
