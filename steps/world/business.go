package world

import (
	"context"
	"strconv"
	"strings"

	"torii/fixtures/text"
	"torii/mockidp/profile"
	"torii/reports/event"
)

// LogInAs takes somebody else, of that persona, through an honest login in a browser of their own.
func (w *World) LogInAs(ctx context.Context, template, name string) error {
	provider, err := w.Provider(name)
	if err != nil {
		return err
	}
	who, err := w.mint(provider, template)
	if err != nil {
		return err
	}
	l, err := w.LogInHonestly(ctx, provider, who)
	if err != nil {
		return err
	}
	w.logins = append(w.logins, l)
	return nil
}

// OtherBrowser makes the person go on in a browser that has never been here.
func (w *World) OtherBrowser() error {
	w.browser = nil
	return nil
}

// Releases makes a provider have a change before others do.
func (w *World) Releases(name, change string) error {
	p, err := w.profile(name)
	if err != nil {
		return err
	}
	at, err := w.bay.Mock.Provider(p.ID)
	if err != nil {
		return unusable("%w", err)
	}
	for _, r := range p.Releases {
		if change != r.Name.JA && change != r.Name.EN {
			continue
		}
		w.keep(at)
		if err := at.Turn(r.Switch, r.Value); err != nil {
			return unusable("%w", err)
		}
		return nil
	}
	return unusable("%s can release no %q ahead", name, change)
}

// Shows expects a word on the session page after the last login, or that it is not there.
func (w *World) Shows(word string, there bool) error {
	last, err := w.last()
	if err != nil {
		return err
	}
	w.expectIn(last)
	if last.came.Outcome != event.SignedIn {
		return nil // there is no page to read
	}
	w.check(last.id, w.Rule, strconv.FormatBool(there), strconv.FormatBool(strings.Contains(w.shown.text(), word)),
		text.Both{JA: "RPの画面に「" + word + "」があるか", EN: "the RP's page shows " + strconv.Quote(word)})
	return nil
}

// StaysAtProvider expects that the login ends on a page of the provider's.
func (w *World) StaysAtProvider() error { return w.expect([]event.Outcome{event.AtProvider}, "") }

// NamesScopes expects a scope in the authorization request, its values separated by spaces.
func (w *World) NamesScopes() error {
	last, err := w.last()
	if err != nil {
		return err
	}
	sent := w.param(last.id, profile.Authorization, "scope")
	good := strings.Contains(" "+sent+" ", " openid ") && !strings.Contains(sent, ",")
	w.check(last.id, "REQ-SCOPE", "true", strconv.FormatBool(good),
		text.Both{JA: "scope が省かれず空白区切りか", EN: "scope is sent, its values separated by spaces"})
	return nil
}
