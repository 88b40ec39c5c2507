package world

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"torii/fixtures/text"
	"torii/mockidp/fault"
	"torii/mockidp/profile"
	"torii/reports/event"
	"torii/rpclient/driver"
	"torii/rpclient/target"
)

// RefreshProfile uses the target's control that fetches anew what the provider says of the member.
func (w *World) RefreshProfile(ctx context.Context, name string) error {
	last, err := w.last()
	if err != nil {
		return err
	}
	provider, err := w.Provider(name)
	if err != nil {
		return err
	}
	control, ok := w.bay.Target.Account.Refresh[provider]
	if !ok {
		return w.missing("providers." + provider + ".refresh")
	}
	if last.came.Outcome != event.SignedIn {
		return nil // who is not signed in has no such control
	}
	page, err := w.use(ctx, last, control)
	if _, refused := w.refreshes(last.id); refused > 0 && errors.Is(err, driver.ErrNoControl) {
		return nil // a refused refresh has taken the control away, and nothing can be sent again
	}
	return w.settle(ctx, last, page, err)
}

// ChangePassword ends the person's refresh tokens at the provider.
func (w *World) ChangePassword(name string) error {
	return w.atProvider(name, w.bay.Mocks().ChangePassword)
}

// WithdrawConsent ends all that the person has allowed at the provider.
func (w *World) WithdrawConsent(name string) error {
	return w.atProvider(name, w.bay.Mocks().WithdrawConsent)
}

// AllowedSibling makes the scenario's person one who came to another client of the
// target's group before.
func (w *World) AllowedSibling(_ context.Context, name, clientID string) error {
	id, err := w.Provider(name)
	if err != nil {
		return err
	}
	who, err := w.person(id)
	if err != nil {
		return err
	}
	p, err := w.bay.Mock.Provider(id)
	if err != nil {
		return unusable("%w", err)
	}
	if err := p.Allow(clientID, who); err != nil {
		return unusable("%w", err)
	}
	return nil
}

// RefreshedFirst expects so many refreshes with what the first login was given.
func (w *World) RefreshedFirst(want string) error {
	if len(w.logins) == 0 {
		return unusable("nobody has logged in yet in this scenario")
	}
	done, _ := w.refreshes(w.logins[0].id)
	w.check(w.logins[0].id, w.Rule, want, strconv.Itoa(done), text.Both{JA: "成功した更新の数", EN: "refreshes that succeeded"})
	return nil
}

// GrantsNothing expects that a person allows nothing at the provider any more.
func (w *World) GrantsNothing(ctx context.Context, name, provider string) error {
	id, who, err := w.account(ctx, w.role(name), provider)
	if err != nil {
		return err
	}
	consents, err := w.bay.Mocks().Consents(id, who.Subject)
	if err != nil {
		return unusable("%w", err)
	}
	return w.compare(w.Rule, "false", said(consents), "「"+name+"」の許可が"+provider+"に残っているか", "what "+name+" allowed at "+provider+" still stands")
}

// TakesBack ends at the provider what one of several people has allowed.
func (w *World) TakesBack(ctx context.Context, name, provider string) error {
	id, who, err := w.account(ctx, w.role(name), provider)
	if err != nil {
		return err
	}
	if err := w.bay.Mocks().WithdrawConsent(id, who.Subject); err != nil {
		return unusable("%w", err)
	}
	return nil
}

// AskedFor expects that the last authorization request had one of the values of a parameter.
func (w *World) AskedFor(name string, values ...string) error {
	last, err := w.last()
	if err != nil {
		return err
	}
	sent := w.param(last.id, profile.Authorization, name)
	w.expectIn(last)
	w.check(last.id, w.Rule, "true", strconv.FormatBool(slices.ContainsFunc(strings.Fields(sent), func(s string) bool { return slices.Contains(values, s) })),
		text.Both{JA: "認証要求の " + name + " が " + strings.Join(values, " か ") + " か", EN: name + " of the authorization request is " + strings.Join(values, " or ")})
	return nil
}

// AsksNoConsent expects that the last authorization request does not ask for the consent page.
func (w *World) AsksNoConsent() error {
	last, err := w.last()
	if err != nil {
		return err
	}
	w.expectIn(last)
	asked := slices.Contains(strings.Fields(w.param(last.id, profile.Authorization, "prompt")), "consent")
	w.check(last.id, w.Rule, "false", strconv.FormatBool(asked), text.Both{JA: "認証要求が毎回の同意を求めているか", EN: "the request asks for consent every time"})
	return nil
}

// atProvider does something for the scenario's person outside of any login.
func (w *World) atProvider(name string, do func(provider, subject string) error) error {
	id, err := w.Provider(name)
	if err != nil {
		return err
	}
	if err := do(id, w.who.Subject); err != nil {
		return unusable("%w", err)
	}
	return nil
}

// refreshes counts the refreshes of the last login by what came of them.
func (w *World) refreshes(login string) (done, refused int) {
	for _, logged := range w.facts() {
		f, ok := logged.Fact.(event.Called)
		switch {
		case !ok || f.Unproven || logged.Login != login || f.Endpoint != string(profile.Token) || f.Params["grant_type"] != "refresh_token":
		case f.Status == http.StatusOK:
			done++
		default:
			refused++
		}
	}
	return done, refused
}

// Refreshed expects so many refreshes of the last login, all of which succeeded.
func (w *World) Refreshed(want string) error {
	last, err := w.last()
	if err != nil {
		return err
	}
	done, refused := w.refreshes(last.id)
	w.check(last.id, w.Rule, want, strconv.Itoa(done), text.Both{JA: "成功した更新の数", EN: "refreshes that succeeded"})
	w.check(last.id, w.Rule, "0", strconv.Itoa(refused), text.Both{JA: "断られた更新の数", EN: "refreshes that were refused"})
	well := last.page != nil && last.page.Status < http.StatusBadRequest
	w.check(last.id, w.Rule, "true", strconv.FormatBool(well), text.Both{JA: "更新の後の画面が失敗を告げていないか", EN: "the page after the refresh tells no failure"})
	return nil
}

// RefreshedNameUnused expects that nothing that was forged at a refresh shows, on the session page or on that after the refresh.
func (w *World) RefreshedNameUnused() error {
	last, err := w.last()
	if err != nil {
		return err
	}
	w.expectIn(last)
	seen := w.shown.text()
	if last.page != nil {
		seen += string(last.page.Body)
	}
	w.check(last.id, forgedBreaks(w.logins[0], "REF-IDTOKEN"), "false", strconv.FormatBool(strings.Contains(seen, fault.ForgedName)),
		text.Both{JA: "更新で届いた名前が使われているか", EN: "the name that came with the refresh is used"})
	return nil
}

// forgedBreaks is the rule of the fault that a login had planted.
func forgedBreaks(l *login, otherwise string) string {
	for _, f := range l.faults {
		return string(f.Rule)
	}
	return otherwise
}

// RefreshReplaced expects that no refresh token was sent again once a refresh had replaced it.
func (w *World) RefreshReplaced() error {
	last, err := w.last()
	if err != nil {
		return err
	}
	w.expectIn(last)
	sent, again := map[string]bool{}, 0
	for _, logged := range w.facts() {
		f, ok := logged.Fact.(event.Called)
		if !ok || logged.Login != last.id || f.Endpoint != string(profile.Token) || f.Params["grant_type"] != "refresh_token" {
			continue
		}
		token := f.Params["refresh_token"]
		if sent[token] {
			again++
		}
		sent[token] = sent[token] || f.Status == http.StatusOK
	}
	w.check(last.id, w.Rule, "0", strconv.Itoa(again), text.Both{JA: "替わる前の refresh_token を送った回数", EN: "times that a replaced refresh token was sent"})
	return nil
}

// RefreshRefused expects one refused refresh, told on a page for people.
func (w *World) RefreshRefused() error {
	last, err := w.last()
	if err != nil {
		return err
	}
	_, refused := w.refreshes(last.id)
	w.check(last.id, w.Rule, "1", strconv.Itoa(refused), text.Both{JA: "断られた更新の数", EN: "refreshes that were refused"})
	good := last.page != nil && target.ForPeople(last.page) && last.page.Status != http.StatusInternalServerError
	w.check(last.id, w.Rule, "true", strconv.FormatBool(good), text.Both{JA: "更新できないことを人に読める画面で知らせたか", EN: "the failed refresh was told on a page made for people"})
	return nil
}
