package world

import (
	"context"
	"strconv"

	"torii/fixtures/rule"
	"torii/reports/event"
	"torii/rpclient/driver"
)

// maxOften bounds how often a sentence may repeat a login.
const maxOften = 1000

func often(times string) (int, error) {
	n, err := strconv.Atoi(times)
	if err != nil || n < 1 || n > maxOften {
		return 0, unusable("how often: want 1 to %d, got %q", maxOften, times)
	}
	return n, nil
}

// StillSignsIn expects that the last login succeeds after many that were begun and left.
func (w *World) StillSignsIn(ctx context.Context) error {
	last, err := w.last()
	if err != nil {
		return err
	}
	if last.came.Outcome == event.SignedIn {
		if err := w.compareOwner(ctx, last); err != nil {
			return err
		}
	}
	w.add(last.id, event.Expected{Outcomes: []event.Outcome{event.SignedIn}, Owner: event.Self, Rule: string(rule.Often)})
	return nil
}

// LogInOften takes the scenario's person through logins with one fault, again and again.
func (w *World) LogInOften(ctx context.Context, provider, fault, times string) error {
	n, err := often(times)
	for range n {
		if err == nil {
			err = w.PlantFault(provider, fault)
		}
		if err == nil {
			err = w.LogIn(ctx, provider)
		}
	}
	return err
}

// BeginOften begins logins in one browser, stops each at the provider's door, and keeps
// what the requests had that nobody may guess.
func (w *World) BeginOften(ctx context.Context, provider, times string) error {
	n, err := often(times)
	if err != nil {
		return err
	}
	for range n {
		l, err := w.prepare(ctx, provider)
		if err != nil {
			return err
		}
		l.browser = w.sameBrowser()
		if err := w.plant(l, ""); err != nil {
			return err
		}
		l.browser.Hold(func(r *driver.Request) bool { return w.bay.Mocked(r.URL) && r.URL.Query().Has("client_id") })
		page, err := w.begin(ctx, l)
		l.browser.Hold(nil)
		w.logins = append(w.logins, l)
		if err != nil || page.Held == nil {
			return w.settle(ctx, l, page, err)
		}
		w.begun = append(w.begun, page.Held.URL.Query())
	}
	return nil
}
