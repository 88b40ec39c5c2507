package world

import (
	"context"
	"net/http"
	"strconv"

	"torii/fixtures/text"
	"torii/mockidp/op"
	"torii/mockidp/profile"
	"torii/reports/event"
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
	return w.settle(ctx, last, page, err)
}

// ChangePassword ends the person's refresh tokens at the provider.
func (w *World) ChangePassword(name string) error {
	return w.atProvider(name, func(p *op.Provider, subject string) { p.EndRefresh(subject) })
}

// WithdrawConsent ends all that the person has allowed at the provider.
func (w *World) WithdrawConsent(name string) error {
	return w.atProvider(name, func(p *op.Provider, subject string) { p.Withdraw(subject) })
}

// atProvider changes something for the scenario's person outside of any login.
func (w *World) atProvider(name string, change func(*op.Provider, string)) error {
	id, err := w.Provider(name)
	if err != nil {
		return err
	}
	p, err := w.bay.Mock.Provider(id)
	if err != nil {
		return unusable("%w", err)
	}
	change(p, w.who.Subject)
	return nil
}

// refreshes counts the refreshes of the last login by what came of them.
func (w *World) refreshes(login string) (done, refused int) {
	for _, logged := range w.log.Row(w.Row) {
		f, ok := logged.Fact.(event.Called)
		switch {
		case !ok || logged.Login != login || f.Endpoint != string(profile.Token) || f.Params["grant_type"] != "refresh_token":
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
