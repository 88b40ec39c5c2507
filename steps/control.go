package steps

import (
	"context"
	"errors"
	"sync"
	"time"

	"torii/mockidp"
	"torii/reports/event"
	"torii/steps/bench"
	"torii/steps/world"
)

// control is the target's honest login at a provider, and what it rests on.
type control struct {
	run  func() (event.Controlled, error)
	took bool
	on   string // how the provider stood
}

// standing is a bench whose one set of mocks serves every row.
type standing interface{ Stand() mockidp.Stand }

// rests is how a provider stands where mocks are shared; elsewhere every row has its own.
func (r *Runner) rests(provider string) string {
	if b, ok := r.Bench.(standing); ok {
		return b.Stand().Of(provider)
	}
	return ""
}

// control runs the target's honest login at a provider once, whoever asks first.
func (r *Runner) control(ctx context.Context, provider string) (event.Controlled, error) {
	r.mu.Lock()
	c, ok := r.controls[provider]
	if !ok {
		c = &control{}
		c.run = sync.OnceValues(func() (event.Controlled, error) {
			on, heard := r.rests(provider), len(r.Log.Row(""))
			came, gone, err := r.controlled(ctx, provider)
			if err == nil && !came.SignedIn {
				r.listen(ctx, heard)
				r.Log.Add("control/"+provider, "", came)
			}
			r.mu.Lock()
			defer r.mu.Unlock()
			if c.took, c.on = true, on; gone && r.controls[provider] == c {
				delete(r.controls, provider) // it may be there again for whoever asks next
			}
			return came, err
		})
		r.controls[provider] = c
	}
	r.mu.Unlock()
	return c.run()
}

// retake forgets the honest logins of which anything that they rest on has changed, or
// all of them: who asks next has them made once more. No row may be under way, as a row
// changes what later ones are not to see.
func (r *Runner) retake(all bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for provider, c := range r.controls {
		if all || c.took && c.on != r.rests(provider) {
			delete(r.controls, provider)
		}
	}
}

// attempt counts from 1 how often a row, or an honest login, is tried.
func (r *Runner) attempt(row string) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.attempts[row]++
	return r.attempts[row]
}

// controlled logs in honestly; where that met the end of the target's process, which
// another row may have brought about, it is tried once more.
func (r *Runner) controlled(ctx context.Context, provider string) (_ event.Controlled, gone bool, _ error) {
	row := "control/" + provider
	for try := 1; ; try++ {
		bay, err := r.open(ctx, row)
		if errors.Is(err, bench.ErrGone) {
			return event.Controlled{Provider: provider, Problem: r.Masker.Scrub(err.Error())}, true, nil
		}
		if err != nil {
			return event.Controlled{}, false, err
		}
		began, epoch := r.crashes.generation(), r.epoch()
		controlled, err := world.Control(ctx, world.Options{Row: row, Bay: bay, Log: r.Log, Masker: r.Masker, Salt: r.peopleSalt(),
			Attempt: r.attempt(row)}, provider)
		if r.epoch() != epoch && try <= maxRenewals {
			continue
		}
		if err != nil || controlled.SignedIn || bay.Gone == nil || try >= 2 {
			return controlled, false, err
		}
		if ended, _ := bay.Gone(); !ended && began == r.crashes.generation() {
			return controlled, false, nil
		}
	}
}

// How long what a target prints of a login that failed may come behind the login's end.
const (
	wordsWithin = 500 * time.Millisecond
	wordsEvery  = 10 * time.Millisecond
)

// listen waits, where an honest login has failed and the target has said nothing since, for what it prints of that.
func (r *Runner) listen(ctx context.Context, heard int) {
	if !r.Bench.Shared() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, wordsWithin)
	defer cancel()
	tick := time.NewTicker(wordsEvery)
	defer tick.Stop()
	for {
		for _, e := range said(r.Log.Row(""), heard) {
			if _, is := e.Fact.(event.Printed); is {
				return
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// said are the events behind the first so many, where there still are so many.
func said(events []event.Event, heard int) []event.Event { return events[min(heard, len(events)):] }
