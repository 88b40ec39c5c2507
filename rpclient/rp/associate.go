package rp

import (
	"errors"
	"net/http"
	"net/url"
)

// relayHasIt is the code of the Web API for a login provider that the user has already
// (docs.socialplus.jp, api-references/identifier-association/association_token).
const relayHasIt = 15

var errNothingToAddTo = &Failure{Status: http.StatusConflict, Title: "連携を追加できませんでした",
	Text: "この方法で追加するには、先に同じサービスを通じたアカウントを一つ連携してください。",
	Err:  errors.New("want a member whom the relay knows, got one whom it does not")}

// Associates reports whether a member can add this login provider by an association
// token: the relay then attaches the account to the person it has for the member, and
// nobody has to be merged. It is the other way of linking, for one-time tokens alone.
func (p Provider) Associates() bool { return p.Relay != nil && p.Relay.OneTime }

// associate sends the member to the relay to add a login provider. From there on the
// trip is one for linking: it belongs to this session and to the member who began it.
func (a *App) associate(l *Login) (answer, error) {
	if err := a.useProvider(l); err != nil {
		return answer{}, err
	}
	if !l.Provider.Associates() {
		return answer{}, errNotFound
	}
	if err := run(a.config.Steps, Associate, l); err != nil {
		return answer{}, err
	}
	l.Mode = ModeLink
	return a.depart(l)
}

// associateToken asks for leave to add the login provider to the member signed in, and
// to nobody whom a request names. Each trip has a token of its own, which ends the one
// before; it is kept nowhere, and goes to this browser in the redirect alone.
func associateToken(l *Login) error {
	ctx, cancel := l.Deadline()
	defer cancel()
	answer, err := l.AskRelay(ctx, l.HTTPClient(), "association_token",
		url.Values{"primary_key": {l.Member}, "target_provider": {l.Provider.Relay.Target}})
	switch relayCode(err) {
	case relayHasIt:
		return l.learnAdded()
	case relayUnknown:
		return errNothingToAddTo
	}
	if err != nil {
		return err
	}
	l.AddAt = answer.Text("authenticate_uri")
	return l.atRelay(l.AddAt)
}

// learnAdded takes the relay's word that the member has an account at the login
// provider, where this service had not heard of it: the member sees it, and can unlink it.
func (l *Login) learnAdded() error {
	own, err := l.relayIdentity()
	if err != nil {
		return err
	}
	if own != "" {
		l.Subject = own
		if err := relayVia(l); err != nil {
			return err
		}
	}
	return errSecond
}

// atRelay refuses an address that is not where this button leads anyway.
func (l *Login) atRelay(address string) error {
	got, err := url.Parse(address)
	want, wrong := url.Parse(l.Provider.AuthURL)
	if err != nil || wrong != nil || got.Scheme != want.Scheme || got.Host != want.Host {
		return fail(http.StatusBadGateway, "association_token", errors.New("want an address at the relay's authentication host, got another"))
	}
	return nil
}

// errNotAdded tells of a trip for linking that came to nothing. The relay does not say
// in known words whether the person said no or the account is somebody else's.
func errNotAdded(why error) *Failure {
	return &Failure{Status: http.StatusOK, Title: "連携できませんでした",
		Text: "アカウントは連携していません。ログインしたままです。取りやめた覚えがないときは、そのアカウントがほかの会員登録で使われていないか、お確かめください。",
		Err:  why}
}
