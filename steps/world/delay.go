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
	slow := w.slow
	w.slow = 0
	if err := w.pass(l, slow); err != nil {
		return page, err
	}
	w.toCallback(l.browser)
	page, err = l.browser.Resume(ctx, page.Held)
	return page, late(ctx, err)
}

// dawdle lets time pass between response and callback, where the scenario says so.
func (w *World) dawdle(l *login) error {
	delay := w.late
	w.late = 0
	if delay == 0 {
		return nil
	}
	return w.pass(l, delay)
}

// lateness is how old the response has to be made, where no clock is moved for it.
func (w *World) lateness() time.Duration {
	if w.bay.Advance != nil {
		return 0
	}
	return w.late
}

// pass lets time go by in one login: by the clock that mocks and target have in common,
// where the scenario has it for itself, else in that login's browser alone. No other row
// sees any of it.
func (w *World) pass(l *login, d time.Duration) error {
	if w.bay.Advance != nil {
		w.bay.Advance(d)
		return nil
	}
	aging, ok := l.browser.(*observed).Browser.(interface{ Age(time.Duration) })
	if !ok {
		return w.missing("a browser whose clock can be moved (--driver http)")
	}
	aging.Age(d)
	return nil
}
