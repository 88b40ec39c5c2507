package chromiumdriver

import (
	"context"
	"fmt"
	"time"
)

const (
	// maxIdle is how long a loaded page may take to go on by itself: by a refresh, a timer, or after what its scripts
	// fetch. Package driver/http follows refreshes and timers as far.
	maxIdle = 5 * time.Second
	// maxAsked is how long a navigation that a page asked for may take to become a request. Some never do: they are
	// forbidden by the page's own policy.
	maxAsked = time.Second
)

// phase is what a trip waits for.
type phase int

const (
	ended   phase = iota
	moving        // a request is under way, or a document comes; it fails when it takes too long
	filling       // a document lacks images and the like
	asking        // a navigation was asked for
	resting       // nothing but quiet; scripts may be fetching
)

func (r *trip) phase() phase {
	switch {
	case r.over && (r.err != nil || !r.begun):
		// What we have stopped has to be over for Chromium, too, before the tab goes elsewhere.
		return ended
	case r.begun || r.flying != "" || r.loading && !r.parsed:
		return moving
	case r.loading:
		return filling
	case r.asked:
		return asking
	}
	return resting
}

// rest waits until a trip has ended or its page has been quiet for some time. The error is the context's where that
// ends first, and context.DeadlineExceeded where a single answer takes longer than MaxWait.
func (t *tab) rest(ctx context.Context, trip *trip, quiet time.Duration) error {
	var (
		phase  = phase(-1)
		serial = -1
		timer  = time.NewTimer(0)
		bound  = time.NewTimer(maxIdle + maxAsked)
	)
	defer timer.Stop()
	defer bound.Stop()
	for {
		t.mu.Lock()
		now, count, busy, later := trip.phase(), trip.serial, len(trip.fetches) > 0, trip.later
		t.mu.Unlock()
		if now == ended {
			return nil
		}
		if now != phase || count != serial || now == resting {
			phase = now
			timer.Reset(t.patience(now, busy, quiet+later))
		}
		if count != serial || now == moving {
			serial = count
			bound.Reset(maxIdle + maxAsked)
		}
		select {
		case <-t.changed:
		case <-timer.C:
			if now == moving {
				return fmt.Errorf("no answer in %s: %w", t.browser.pool.options.MaxWait, context.DeadlineExceeded)
			}
			t.giveUp(trip)
			return nil
		case <-bound.C:
			t.giveUp(trip)
			return nil
		case <-ctx.Done():
			return ctx.Err()
		case <-t.ctx.Done():
			return fmt.Errorf("the tab is gone: %w", t.ctx.Err())
		}
	}
}

// patience is how long a phase may last without an event.
func (t *tab) patience(p phase, busy bool, quiet time.Duration) time.Duration {
	switch {
	case p == moving:
		return t.browser.pool.options.MaxWait
	case p == asking:
		return maxAsked
	case p == filling || busy:
		return maxIdle
	}
	return quiet
}

// giveUp takes a page for settled that has announced more than it does.
func (t *tab) giveUp(trip *trip) {
	t.mu.Lock()
	defer t.mu.Unlock()
	trip.asked = false
}
