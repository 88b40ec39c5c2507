package rp

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"encoding/json"

	"golang.org/x/oauth2"
)

// Ended is a link that a member has given up: the provider is told, so that nothing
// stays allowed that nobody uses any more.
type Ended struct {
	Provider     Provider
	RefreshToken string
	Member       string // whom a relay is to forget, or to give to the heir
	Heir         string // who took the member over; empty if nobody did
}

// keepEnded remembers what the change at hand ends: the link to l.Provider, or all of
// the member's links where no provider is meant. It runs before they are deleted.
func keepEnded(l *Login) error {
	rows, err := l.DB().QueryContext(l.Request.Context(), `SELECT issuer, token FROM refresh JOIN identity USING (issuer, subject)
		WHERE member = ?1 AND (issuer = ?2 OR ?2 = '')`, l.Member, l.Provider.Issuer)
	if err != nil {
		return database("find the refresh tokens", err)
	}
	defer rows.Close()
	for rows.Next() {
		var issuer string
		var e Ended
		if err := rows.Scan(&issuer, &e.RefreshToken); err != nil {
			return database("find the refresh tokens", err)
		}
		for _, p := range l.app.config.Providers {
			if p.Issuer == issuer {
				e.Provider = p
			}
		}
		l.Ended = append(l.Ended, e)
	}
	return database("find the refresh tokens", rows.Err())
}

// endedTell tells the providers, once the change stands. A provider that cannot be
// reached changes nothing about that: it is noted for the operator.
func endedTell(l *Login) error {
	var problems []error
	for _, e := range l.Ended {
		problems = append(problems, l.Tell(e))
	}
	return errors.Join(problems...)
}

// Tell takes back what the person allowed at a provider, where the provider has a way
// for that. What was taken back already is as good.
func (l *Login) Tell(e Ended) error {
	l.Provider, l.Token = e.Provider, &oauth2.Token{RefreshToken: e.RefreshToken}
	ctx, cancel := l.Deadline()
	defer cancel()
	switch {
	case e.Provider.Relay != nil:
		if err := l.tellOwed(e); err != nil {
			return err
		}
		return l.Settle(e)
	case e.Provider.DeauthorizeURL != "":
		return l.deauthorize(ctx)
	case e.Provider.RevokeURL != "":
		return l.revoke(ctx)
	}
	return nil
}

// revoke ends a token and the whole grant with it (RFC 7009, 2.1). Google says 400
// where that has happened before, Apple 200 to whatever token it is given: nothing but
// the status is read.
func (l *Login) revoke(ctx context.Context) error {
	form := url.Values{"token": {l.Token.RefreshToken}}
	if l.Provider.RevokesAsClient {
		secret, err := l.ownSecret()
		if err != nil {
			return err
		}
		form.Set("client_id", l.Provider.ClientID)
		form.Set("client_secret", secret)
	}
	status, _, err := l.post(ctx, l.Provider.RevokeURL, form)
	if err == nil && status != http.StatusOK && status != http.StatusBadRequest {
		err = fmt.Errorf("revocation: %w", statusError(status))
	}
	return err
}

// deauthorize is LINE's way: the channel proves itself by a token of its own, and names
// the person by an access token of theirs that still lives.
func (l *Login) deauthorize(ctx context.Context) error {
	err := l.ExchangeRefresh(ctx, l.HTTPClient())
	if refused, ok := errors.AsType[*oauth2.RetrieveError](err); ok && refused.ErrorCode == "invalid_grant" {
		return nil // the person has taken it back already
	}
	if err != nil {
		return err
	}
	status, body, err := l.post(ctx, l.Provider.ClientTokenURL, url.Values{"grant_type": {"client_credentials"},
		"client_id": {l.Provider.ClientID}, "client_secret": {l.Provider.ClientSecret}})
	if err == nil && status != http.StatusOK {
		err = fmt.Errorf("channel token: %w", statusError(status))
	}
	if err != nil {
		return err
	}
	channel, err := ParseObject(body)
	if err != nil {
		return fmt.Errorf("channel token: %w", err)
	}
	asked, err := json.Marshal(map[string]string{"userAccessToken": l.Token.AccessToken})
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, l.Provider.DeauthorizeURL, strings.NewReader(string(asked)))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer "+channel.Text("access_token"))
	status, _, err = l.send(req)
	if err == nil && status != http.StatusNoContent && status != http.StatusBadRequest {
		err = fmt.Errorf("deauthorize: %w", statusError(status))
	}
	return err
}

// post sends a form.
func (l *Login) post(ctx context.Context, address string, form url.Values) (status int, body []byte, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader(form.Encode()))
	if err != nil {
		return 0, nil, err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return l.send(req)
}

func (l *Login) send(req *http.Request) (status int, body []byte, err error) {
	resp, err := l.HTTPClient().Do(req)
	if err != nil {
		return 0, nil, err
	}
	defer resp.Body.Close()
	body, err = io.ReadAll(io.LimitReader(resp.Body, maxBody))
	return resp.StatusCode, body, err
}
