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
// The victim of what is then forged is registered too.
func (w *World) registerFirst(ctx context.Context, provider string, who persona.Person) error {
	if w.bay.Target.Registration == nil {
		return nil
	}
	victim, err := w.victimOf(provider)
	if err != nil {
		return err
	}
	for _, person := range []persona.Person{who, victim} {
		l, err := w.LogInHonestly(ctx, provider, person)
		if err != nil {
			return err
		}
		if l.came.Outcome != event.SignedIn {
			w.add("", event.Controlled{Provider: provider, Problem: "before the fault, to register: " + problem(l.came)})
			return ErrVacuous
		}
	}
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
func (w *World) register(ctx context.Context, l *login, form *driver.Page, asked event.Came) (event.Came, string, error) {
	page, failure := w.follow(ctx, l, form, w.bay.Target.Registration.Steps)
	back := page != form && w.bay.Target.Registration.Asked(page)
	if back && errors.Is(failure, driver.ErrNoControl) {
		failure = nil // the page that comes next in the description is not there, for it is still the form
	}
	came, member, err := w.outcome(ctx, l, page, failure)
	if err != nil {
		return came, member, err
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
