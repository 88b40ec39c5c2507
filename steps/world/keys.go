package world

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"torii/fixtures/text"
	"torii/mockidp/fault"
	"torii/mockidp/op"
	"torii/mockidp/profile"
	"torii/reports/event"
	"torii/steps/bench"
)

// startAnew starts the target anew where the scenario asks for it, at its first login.
func (w *World) startAnew(ctx context.Context, l *login) error {
	if w.anew == nil {
		return nil
	}
	anew := w.anew
	w.anew = nil
	bay, err := anew(ctx)
	if errors.Is(err, bench.ErrNotStarted) {
		w.notStarted(l, err)
		return ErrSettled
	}
	if err == nil {
		w.bay = bay
	}
	return err
}

// notStarted tells of a target that refused to start, as of a login: where something
// was planted that has to be refused, not to start is a way of refusing.
func (w *World) notStarted(l *login, why error) {
	l.came = event.Came{Outcome: event.NotStarted, Stage: "start", Detail: w.masker.ScrubLines(why.Error())}
	right := []event.Outcome{event.SignedIn}
	for _, f := range l.faults {
		switch f.Expect {
		case fault.Refuse:
			right = []event.Outcome{event.Refused, event.NotStarted}
		case fault.Shrug: // one provider's trouble is no reason to close to everybody
			right = []event.Outcome{event.Refused, event.SignedIn}
		}
	}
	w.add(l.id, l.came)
	w.expectOf(l, right, "")
}

// RotateKeys changes the provider's signing key. A target that shares its mocks may
// have fetched the keys a moment ago, and need not look again for a while: that while
// is waited for.
func (w *World) RotateKeys(ctx context.Context, name string, how op.Rotation) error {
	provider, err := w.Provider(name)
	if err != nil {
		return err
	}
	p, err := w.bay.Mock.Provider(provider)
	if err != nil {
		return unusable("%w", err)
	}
	w.keep(p)
	if err := p.Rotate(how); err != nil || how == op.Scheduled {
		return err // the next key was published before: nobody has to look for it
	}
	return w.settleKeys(ctx, provider)
}

// settleKeys waits until the target may be expected to look for new keys.
func (w *World) settleKeys(ctx context.Context, provider string) error {
	fetched := w.keyFetches(provider)
	if w.bay.Settles == 0 || len(fetched) == 0 {
		return nil
	}
	if err := w.bay.Wait(ctx, fetched[len(fetched)-1].At.Add(w.bay.Settles).Sub(w.bay.Mock.Now())); err != nil {
		return unusable("the run was interrupted: %w", err)
	}
	return nil
}

// keyFetches returns the key fetches at a provider since the scenario began. They
// belong to no login; where mocks are shared, to no row either.
func (w *World) keyFetches(provider string) []event.Event {
	own := w.facts()
	var since int
	if len(own) > 0 {
		since = own[0].Seq
	}
	var found []event.Event
	for _, e := range append(w.log.Row(""), own...) {
		if f, ok := e.Fact.(event.Called); ok && e.Seq > since && f.Endpoint == string(profile.JWKS) && f.Provider == provider {
			found = append(found, e)
		}
	}
	return found
}

// KeysFetchedAtMost expects at most so many key fetches since the scenario began.
func (w *World) KeysFetchedAtMost(most string) error {
	n, err := strconv.Atoi(most)
	if err != nil {
		return unusable("number of key fetches: %w", err)
	}
	last, err := w.last()
	if err != nil {
		return err
	}
	fetched := len(w.keyFetches(last.provider))
	if fetched == 0 { // who verifies no signature notices no new key
		w.add(last.id, event.Expected{Outcomes: []event.Outcome{event.SignedIn}, Rule: w.Rule, Uses: string(profile.JWKS)})
	}
	w.check("", w.Rule, "true", strconv.FormatBool(fetched <= n),
		text.Both{JA: fmt.Sprintf("鍵の取得が %d 回以内か（%d 回）", n, fetched), EN: fmt.Sprintf("at most %d key fetches (%d)", n, fetched)})
	return nil
}

// KeysMended has the provider show its keys again as they are. A target that never met
// the trouble has nothing to recover from.
func (w *World) KeysMended(name string) error {
	provider, err := w.Provider(name)
	if err != nil {
		return err
	}
	troubled, err := w.last()
	if err != nil {
		return err
	}
	w.expectOf(troubled, []event.Outcome{event.SignedIn, event.Refused}, "")
	w.bay.Mock.Plans.Mend(provider, w.Row)
	return nil
}

// KeysRestored has the provider go back to the keys from before any rotation.
func (w *World) KeysRestored(ctx context.Context, name string) error {
	provider, err := w.Provider(name)
	if err != nil {
		return err
	}
	p, err := w.bay.Mock.Provider(provider)
	if err != nil {
		return unusable("%w", err)
	}
	w.keep(p)
	p.RestoreKeys()
	return w.settleKeys(ctx, provider)
}

// ReplaceAllKeys has the provider publish one key, and none of those before.
func (w *World) ReplaceAllKeys(ctx context.Context, name string) error {
	return w.RotateKeys(ctx, name, op.Abrupt)
}
