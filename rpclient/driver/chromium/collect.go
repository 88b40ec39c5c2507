package chromiumdriver

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"time"

	"torii/rpclient/driver"
)

// shot is what a page is at one moment.
type shot struct {
	URL  string `json:"url"`
	Type string `json:"type"`
	HTML string `json:"html"`
}

// finish waits for the end of a trip and makes a page of it. Afterwards nothing moves in the tab.
func (t *tab) finish(ctx context.Context, trip *trip) (*driver.Page, error) {
	defer func() {
		t.mu.Lock()
		t.trip = nil
		t.mu.Unlock()
	}()
	peeked := -1
	for {
		if err := t.rest(ctx, trip, t.browser.pool.options.Quiet); err != nil {
			return nil, t.broken(trip, err)
		}
		t.mu.Lock()
		over, serial, document := trip.over, trip.serial, trip.documented()
		t.mu.Unlock()
		if !document {
			return t.without(trip)
		}
		if !over && peeked != serial {
			// Asked once a document: how long may it take to go on?
			peeked = serial
			if t.peek(ctx, trip, serial) {
				continue
			}
		}
		s, err := t.shoot(ctx)
		if moved := t.moved(trip, over, serial); moved {
			continue
		}
		if err != nil {
			return nil, t.broken(trip, fmt.Errorf("read the page: %w", err))
		}
		return t.with(trip, s)
	}
}

// documented tells that the trip has come to a document and not to a failure, a file, or a request held before all.
func (r *trip) documented() bool {
	return r.err == nil && r.answer != nil && r.answer.document && (r.held == nil || len(r.hops) > 0)
}

// peek learns how long the page may take to go on by itself, and tells whether that is worth waiting for.
func (t *tab) peek(ctx context.Context, trip *trip, serial int) bool {
	var wait float64
	// Where it cannot be asked it is about to be replaced.
	_ = t.tool(ctx, false, &wait, "later", maxIdle.Milliseconds())
	t.mu.Lock()
	defer t.mu.Unlock()
	later := time.Duration(wait * float64(time.Millisecond))
	if trip.answer != nil {
		later = max(later, refresh(trip.answer.header))
	}
	if trip.serial != serial || later == 0 {
		return false
	}
	trip.later = later
	return true
}

var refreshDelay = regexp.MustCompile(`^\s*(\d+)`)

// refresh is the delay of a Refresh field up to maxIdle, else 0.
func refresh(header http.Header) time.Duration {
	m := refreshDelay.FindStringSubmatch(header.Get("Refresh"))
	if m == nil {
		return 0
	}
	seconds, err := strconv.Atoi(m[1])
	if delay := time.Duration(seconds) * time.Second; err == nil && seconds <= int(maxIdle/time.Second) {
		return max(delay, time.Millisecond)
	}
	return 0
}

// shoot reads the page, and waits until everything that Chromium told us before is known.
func (t *tab) shoot(ctx context.Context) (shot, error) {
	ctx, cancel := context.WithTimeout(ctx, t.browser.pool.options.MaxWait)
	defer cancel()
	var s shot
	if err := t.tool(ctx, false, &s, "read"); err != nil {
		return s, because(ctx, err)
	}
	known := make(chan struct{})
	t.events.push(known)
	select {
	case <-known:
		return s, nil
	case <-ctx.Done():
		return s, ctx.Err()
	}
}

// moved tells whether the page has gone on while it was read.
func (t *tab) moved(trip *trip, over bool, serial int) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return !over && (trip.over || trip.serial != serial || trip.phase() != resting && trip.phase() != filling)
}

// with is the page that a document shows.
func (t *tab) with(trip *trip, s shot) (*driver.Page, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.url = parse(s.URL)
	p := &driver.Page{URL: parse(s.URL), Hops: trip.hops, Held: trip.held}
	a := trip.answer
	p.Status, p.Header = a.status, a.header
	// Without a Content-Type it is Chromium that tells documents by their first bytes.
	if p.Body = a.raw; a.raw == nil || s.Type == "text/html" {
		p.Body = []byte(s.HTML)
	}
	if bound := t.browser.pool.options.MaxBody; int64(len(p.Body)) > bound {
		return nil, at(&driver.Request{Method: http.MethodGet, URL: p.URL}, tooLong(bound))
	}
	t.show(p)
	return p, nil
}

// without is what a trip has come to that brought no document.
func (t *tab) without(trip *trip) (*driver.Page, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if trip.err != nil {
		return nil, trip.err
	}
	p := &driver.Page{Hops: trip.hops, Held: trip.held}
	switch {
	case len(trip.hops) == 0 && trip.held != nil:
		p.URL = trip.held.Clone().URL
	case trip.answer == nil:
		return nil, at(trip.last, aborted)
	default:
		p.URL, p.Status, p.Header, p.Body = trip.answer.url, trip.answer.status, trip.answer.header, trip.answer.raw
	}
	return p, nil
}

// broken ends a trip for which nobody can wait any longer; what was under way is a hop without an answer.
func (t *tab) broken(trip *trip, err error) error {
	t.mu.Lock()
	trip.failAt(err)
	err = trip.err
	t.mu.Unlock()
	t.report(trip, 0, "")
	return err
}
