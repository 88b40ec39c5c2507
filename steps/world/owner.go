package world

import (
	"context"

	"torii/fixtures/persona"
	"torii/reports/event"
)

// compareOwner finds out whose session it is, by an honest login of the same person in another browser.
func (w *World) compareOwner(ctx context.Context, l *login) error {
	honest, err := w.LogInHonestly(ctx, l.way, l.who)
	if err != nil {
		return err
	}
	if honest.came.Outcome != event.SignedIn {
		return nil // there is nothing to compare with: the owner stays unknown
	}
	switch {
	case honest.member == unnamed: // the page calls this person nothing anyway
		l.came.Owner = ""
	case l.member == unnamed:
		l.came.Owner = event.Nobody
	case honest.member == l.member:
		l.came.Owner = event.Self
	default:
		if l.came.Owner, err = w.notTheSame(ctx, l, honest); err != nil {
			return err
		}
	}
	w.add(l.id, l.came)
	return nil
}

// notTheSame tells whose session it is where the person's honest login shows another member. What was forged
// names somebody else. An honest answer may only have made the person a member once more, which is wrong, and
// harms nobody else; and a page that calls a person otherwise at each login tells nothing of the kind.
func (w *World) notTheSame(ctx context.Context, l, honest *login) (owner string, err error) {
	if len(l.faults) > 0 || len(l.upstream) > 0 || w.bay.Members.OfAnother(l.member, nameOf(l.provider, l.who)) {
		return event.Other, nil
	}
	again, err := w.LogInHonestly(ctx, l.way, l.who)
	if err != nil {
		return "", err
	}
	if again.came.Outcome == event.SignedIn && again.member != honest.member {
		return event.Varies, nil
	}
	return event.Second, nil
}

// nameOf tells people of all providers apart.
func nameOf(provider string, who persona.Person) string { return provider + "\n" + who.Subject }

// noteMember keeps who a member is, where an honest login has shown it.
func (w *World) noteMember(l *login) {
	if l.came.Outcome == event.SignedIn && l.member != unnamed && len(l.faults)+len(l.quirks)+len(l.upstream) == 0 {
		w.bay.Members.Met(l.member, nameOf(l.provider, l.who))
	}
}
