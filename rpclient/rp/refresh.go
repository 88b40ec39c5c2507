package rp

import (
	"context"
	"database/sql"
	"errors"
	"net/http"

	"golang.org/x/oauth2"
)

// errNoRefresh asks for a login where nothing is kept that could be refreshed.
var errNoRefresh = &Failure{Status: http.StatusConflict, Title: "もう一度ログインしてください",
	Text: "ログイン先の情報を取り直すには、もう一度ログインしてください。会員登録と連携はそのままです。",
	Err:  errors.New("want a refresh token that works, got none")}

// refreshSave keeps the refresh token of this login. A provider may give the same one
// again at every login, so the latest simply replaces what was there.
func refreshSave(l *Login) error {
	if !l.Provider.Refreshes || l.Token.RefreshToken == "" {
		return nil
	}
	return l.exec("keep the refresh token", `INSERT INTO refresh (issuer, subject, token, nonce) VALUES (?, ?, ?, ?)
		ON CONFLICT (issuer, subject) DO UPDATE SET token = excluded.token, nonce = excluded.nonce`,
		l.Provider.Issuer, l.Subject, l.Token.RefreshToken, l.Pending.Nonce)
}

// refreshLoad finds the member signed in, the refresh token kept of them, and the nonce of the login it came with.
func refreshLoad(l *Login) error {
	if err := l.signedIn(); err != nil {
		return err
	}
	l.Token = &oauth2.Token{}
	err := l.DB().QueryRowContext(l.Request.Context(), `SELECT subject, token, nonce FROM refresh JOIN identity USING (issuer, subject)
		WHERE member = ? AND issuer = ?`, l.Member, l.Provider.Issuer).Scan(&l.Subject, &l.Token.RefreshToken, &l.Pending.Nonce)
	if errors.Is(err, sql.ErrNoRows) {
		return errNoRefresh
	}
	return database("find the refresh token", err)
}

// refreshExchange trades the refresh token for an access token, once (RFC 6749, 6). A
// refresh token that is refused is forgotten; the member stays who they are.
func refreshExchange(l *Login) error {
	ctx, cancel := l.Deadline()
	defer cancel()
	err := l.ExchangeRefresh(ctx, l.HTTPClient())
	if refused, ok := errors.AsType[*oauth2.RetrieveError](err); ok && l.Provider.endsRefresh(refused.ErrorCode) {
		if err := l.exec("forget the refresh token", `DELETE FROM refresh WHERE issuer = ? AND subject = ?`, l.Provider.Issuer, l.Subject); err != nil {
			return err
		}
		return errNoRefresh
	}
	if err != nil {
		return tokenError(ctx, err)
	}
	return nil
}

// ExchangeRefresh sends the refresh request and sets l.Token. Where the response has no
// refresh token, l.Token keeps the one that was sent.
func (l *Login) ExchangeRefresh(ctx context.Context, client *http.Client) error {
	secret, err := l.ownSecret()
	if err != nil {
		return err
	}
	config := oauth2.Config{
		ClientID:     l.Provider.ClientID,
		ClientSecret: secret,
		Endpoint:     oauth2.Endpoint{TokenURL: l.Provider.TokenURL, AuthStyle: l.Provider.authStyle()},
	}
	source := config.TokenSource(context.WithValue(ctx, oauth2.HTTPClient, client), &oauth2.Token{RefreshToken: l.Token.RefreshToken})
	token, err := source.Token()
	if err == nil {
		l.Token = token
	}
	return err
}

// refreshProfile brings up to date what the provider says of the member. It must speak
// of the very person (OpenID Connect Core 1.0, 5.3.2).
func refreshProfile(l *Login) error {
	if err := userInfoFetch(l); err != nil {
		return err
	}
	if err := userInfoSub(l); err != nil || l.UserInfo == nil {
		return err
	}
	p := l.Profile()
	return l.exec("save what the provider says", `UPDATE identity SET name = ?, email = ?, email_verified = ?
		WHERE issuer = ? AND subject = ?`, p.Name, p.Email, p.EmailVerified, l.Provider.Issuer, l.Subject)
}

// refresh brings a member's profile up to date, for whoever is signed in.
func (a *App) refresh(l *Login) (answer, error) {
	if err := a.useProvider(l); err != nil {
		return answer{}, err
	}
	if err := run(a.config.Steps, Refresh, l); err != nil {
		return answer{}, err
	}
	return redirect("/me"), nil
}
