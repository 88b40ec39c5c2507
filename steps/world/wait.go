package world

import (
	"context"
	"strconv"
	"time"

	"torii/rpclient/driver"
)

// Hesitates makes the person take so many minutes at the provider in the next login.
func (w *World) Hesitates(minutes string) error {
	n, err := strconv.Atoi(minutes)
	w.slow = time.Duration(n) * time.Minute
	if err != nil {
		return unusable("minutes at the provider: %w", err)
	}
	return nil
}

// Delayed makes the response of the next login reach the target so many seconds late.
func (w *World) Delayed(seconds string) error {
	n, err := strconv.Atoi(seconds)
	w.late = time.Duration(n) * time.Second
	if err != nil {
		return unusable("seconds of delay: %w", err)
	}
	return nil
}

// arrive begins the login and stops before the callback, letting time pass on the way
// where the scenario says so.
func (w *World) arrive(ctx context.Context, l *login) (*driver.Page, error) {
	if w.slow == 0 {
		w.toCallback(l.browser)
		return w.begin(ctx, l)
	}
	l.browser.Hold(func(r *driver.Request) bool { return w.bay.Mocked(r.URL) })
	page, err := w.begin(ctx, l)
	if err != nil || page.Held == nil {
		return page, err
	}
	w.bay.Mock.Clock.Advance(w.slow)
	w.slow = 0
	w.toCallback(l.browser)
	page, err = l.browser.Resume(ctx, page.Held)
	return page, late(ctx, err)
}

// dawdle lets time pass between response and callback, where the scenario says so.
func (w *World) dawdle() {
	if w.late > 0 {
		w.bay.Mock.Clock.Advance(w.late)
		w.late = 0
	}
}
