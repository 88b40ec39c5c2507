package world

import (
	"cmp"
	"context"
	"errors"

	"torii/fixtures/persona"
	"torii/mockidp/seed"
	"torii/reports/event"
	"torii/rpclient/driver"
	"torii/rpclient/target"
)

// registerFirst makes a person a member by an honest login of theirs, where the
// target asks newcomers to register: a refusal after it is none of a newcomer.
// The victim of what is then forged is registered too. Afterwards the provider knows
// nothing of their having come, and asks and gives as at a first login; the target is started anew, where
// the row wants that, after this.
func (w *World) registerFirst(ctx context.Context, provider string, who persona.Person) error {
	if w.bay.Target.Registration == nil {
		return nil
	}
	id, _, err := w.entrance(provider)
	if err != nil {
		return err
	}
	victim, err := w.victimOf(id)
	if err != nil {
		return err
	}
	for _, person := range []persona.Person{who, victim} {
		if w.registered[provider+" "+person.Subject] {
			continue
		}
		l, err := w.LogInHonestly(ctx, provider, person)
		if err != nil {
			return err
		}
		if l.came.Outcome != event.SignedIn && w.anew != nil && !l.sentBack {
			return nil // what the row before has left behind ends with the start; newcomers are judged as such
		}
		if l.came.Outcome != event.SignedIn {
			w.add("", event.Controlled{Provider: provider, Problem: "before the fault, to register: " + problem(l.came)})
			return ErrVacuous
		}
		if err := w.bay.Mocks().WithdrawConsent(l.provider, person.Subject); err != nil {
			return unusable("%w", err)
		}
		w.registered[provider+" "+person.Subject] = true
	}
	return nil
}

// completed fills in the form for newcomers after a login in which something was planted that should stop
// nobody: a target that was started anew may have forgotten its members.
func (w *World) completed(ctx context.Context, l *login) error {
	if l.came.Outcome != event.Registration || l.sentBack || l.page == nil {
		return nil
	}
	came, member, err := w.register(ctx, l, l.page)
	if err != nil {
		return err
	}
	w.ended(l, came, member)
	return nil
}

// victimOf returns the person whom a forged answer at the provider would name: one
// for the whole scenario.
func (w *World) victimOf(provider string) (persona.Person, error) {
	if w.bay.Target.Registration == nil {
		return w.stranger(provider)
	}
	if v, ok := w.victims[provider]; ok {
		return v, nil
	}
	v, err := w.stranger(provider)
	if err == nil {
		w.victims[provider] = v
	}
	return v, err
}

// register fills in the form for newcomers and tells what came of it. A form that comes
// back is told with the page's own words: what was typed is the harness's, not the target's.
func (w *World) register(ctx context.Context, l *login, form *driver.Page) (event.Came, string, error) {
	page, failure := w.follow(ctx, l, form, w.bay.Target.Registration.Steps)
	back := page != form && w.bay.Target.Registration.Asked(page)
	if back && errors.Is(failure, driver.ErrNoControl) {
		failure = nil // the page that comes next in the description is not there, for it is still the form
	}
	came, member, err := w.outcome(ctx, l, page, failure)
	if err != nil {
		return came, member, err
	}
	if page != nil {
		l.page = page
	}
	if l.sentBack = back && came.Outcome == event.Registration; l.sentBack {
		came.Detail = w.masker.Scrub(complaint(page))
	}
	return came, member, nil
}

// complaint is what a form that came back says.
func complaint(page *driver.Page) string {
	if said := target.Complaint(page); said != "" {
		return "the registration form came back: " + said
	}
	return "the registration form came back, and its page does not say why"
}

// values tells the templates of forms whom they are about, the same for all of a login. What the
// provider does not say of a person they make up, as people do who are asked for it.
func (w *World) values(l *login) target.Values {
	if l.typed == nil {
		tag := w.rand.String(seed.LowerHex, mailTag)
		l.typed = &target.Values{Unique: tag, Password: "torii-" + w.rand.String(seed.LowerHex, 2*mailTag), Provider: l.provider, Subject: l.who.Subject,
			Email:      cmp.Or(l.who.Email, tag+"@members.example.jp"),
			GivenName:  cmp.Or(l.who.GivenName, "太郎"),
			FamilyName: cmp.Or(l.who.FamilyName, "鳥居"),
			Name:       cmp.Or(l.who.Name, "鳥居 太郎"+tag)}
		w.masker.Learn(l.typed.Password)
	}
	v := *l.typed
	v.Member = l.member
	return v
}
