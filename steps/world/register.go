package world

import (
	"context"

	"torii/fixtures/persona"
	"torii/mockidp/seed"
	"torii/reports/event"
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

// values tells the templates of forms whom they are about.
func (w *World) values(l *login) target.Values {
	return target.Values{Provider: l.provider, Subject: l.who.Subject, Name: l.who.Name, GivenName: l.who.GivenName,
		FamilyName: l.who.FamilyName, Email: l.who.Email, Member: l.member, Unique: w.rand.String(seed.LowerHex, mailTag),
		Password: "torii-" + w.rand.String(seed.LowerHex, 2*mailTag)}
}
