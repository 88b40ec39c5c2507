package world

import (
	"cmp"
	"context"
	"errors"

	"torii/fixtures/rule"
	"torii/reports/event"
	"torii/rpclient/driver"
	"torii/rpclient/target"
)

// AsksFirst wants a target that asks people before they become members.
func (w *World) AsksFirst() error {
	if w.bay.AskFirst != nil {
		if err := w.bay.AskFirst(); err != nil {
			return unusable("%w", err)
		}
		w.bay.Target.Registration = target.ReferenceRegistration()
	}
	if w.bay.Target.Registration == nil {
		return w.missing("registration")
	}
	return nil
}

// EntersUpToTheForm takes the person through a login that the target answers with the
// question, and leaves it unanswered. A target may ask some newcomers only: of who is not asked nothing
// more can be said.
func (w *World) EntersUpToTheForm(ctx context.Context, name, provider string) error {
	w.unanswered = true
	defer func() { w.unanswered = false }()
	if err := w.Enter(ctx, name, provider, false); err != nil {
		return err
	}
	r := w.role(name)
	asked := w.bay.Target.Registration.Asked(r.page)
	if w.Rule == string(rule.Ask) {
		if err := w.compare(w.Rule, "true", said(asked), "「"+name+"」に会員になるかを尋ねたか", name+" was asked whether to become a member"); err != nil {
			return err
		}
	}
	if asked {
		return nil
	}
	if in, _, err := w.probe(ctx, r.browser, nil); err != nil || in {
		return cmp.Or(err, w.inapplicable("registration", "「"+name+"」は尋ねられずに会員になった", name+" became a member without being asked"))
	}
	return w.rested(event.Rested{On: event.NewcomersAsked, Of: name, Problem: w.instead(r, "「"+name+"」には尋ねなかった", name+" was not asked")})
}

// Becomes answers the question that the person is shown.
func (w *World) Becomes(ctx context.Context, name string) error {
	r := w.role(name)
	if err := w.answer(ctx, r, &login{browser: r.browser}); err != nil {
		return err
	}
	return w.after(ctx, r)
}

// answer fills in the form that the target shows somebody new, where it shows it.
func (w *World) answer(ctx context.Context, r *role, l *login) error {
	if !w.bay.Target.Registration.Asked(r.page) {
		return nil
	}
	page, err := w.follow(ctx, l, r.page, w.bay.Target.Registration.Steps)
	back := page != r.page && w.bay.Target.Registration.Asked(page)
	if err != nil && (!back || !errors.Is(err, driver.ErrNoControl)) {
		return w.stumbled(l.id, err)
	}
	r.page = page
	if back {
		w.add(l.id, event.SentBack{Says: w.masker.Scrub(complaint(page))})
		return ErrVacuous
	}
	return nil
}
