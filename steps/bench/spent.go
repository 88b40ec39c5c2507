package bench

import (
	"context"
	"net/http"
	"net/url"
	"sync"
	"time"

	"torii/mockidp/clock"
)

// Spent is where the time of a run has gone so far.
type Spent struct {
	Starts   int           // of the target, the first included
	Starting time.Duration // until it was ready
	Waiting  time.Duration // by design, for limits and for keys to settle; waits at the same time count once
	Target   time.Duration // for answers of the target, added up over all rows
	Mocks    time.Duration // in the mocks, likewise
}

// meter measures that. It is safe for concurrent use; a nil one measures nothing.
type meter struct {
	clock clock.Clock

	mu      sync.Mutex
	spent   Spent
	waiting int
	since   time.Time // the first of those who wait now began
}

func (m *meter) read() Spent {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.spent
}

// started counts a start that began then.
func (m *meter) started(began time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.spent.Starts++
	m.spent.Starting += m.clock.Now().Sub(began)
}

// waits counts a wait until the function it returns is called.
func (m *meter) waits() (over func()) {
	if m == nil {
		return func() {}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.waiting++; m.waiting == 1 {
		m.since = m.clock.Now()
	}
	return func() {
		m.mu.Lock()
		defer m.mu.Unlock()
		if m.waiting--; m.waiting == 0 {
			m.spent.Waiting += m.clock.Now().Sub(m.since)
		}
	}
}

// answered counts the time of an answer.
func (m *meter) answered(began time.Time, by *time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	*by += m.clock.Now().Sub(began)
}

// serving counts what a handler of the mocks takes.
func (m *meter) serving(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer m.answered(m.clock.Now(), &m.spent.Mocks)
		h.ServeHTTP(w, r)
	})
}

// browsing counts what a browser waits for the target.
func (m *meter) browsing(through http.RoundTripper, mocked func(*url.URL) bool) http.RoundTripper {
	return measured{through, mocked, m}
}

type measured struct {
	http.RoundTripper
	mocked func(*url.URL) bool
	meter  *meter
}

func (t measured) RoundTrip(r *http.Request) (*http.Response, error) {
	if !t.mocked(r.URL) {
		defer t.meter.answered(t.meter.clock.Now(), &t.meter.spent.Target)
	}
	return t.RoundTripper.RoundTrip(r)
}

// Wait waits by design, until then or until the context ends.
func (b *Bay) Wait(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return nil
	}
	defer b.meter.waits()()
	over := time.NewTimer(d)
	defer over.Stop()
	select {
	case <-over.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
