package rp

import (
	"context"
	"errors"
	"net/http"
)

// userInfoFetch asks the UserInfo endpoint (OpenID Connect Core 1.0, 5.3). Without
// its answer there is no login: a half-known member is worse than a second try. Only
// a provider that keeps some applications out may refuse it.
func userInfoFetch(l *Login) (err error) {
	if l.Provider.UserInfoURL == "" {
		return nil // the ID token says all there is
	}
	ctx, cancel := l.Deadline()
	defer cancel()
	l.UserInfo, err = l.FetchUserInfo(ctx, l.HTTPClient())
	if l.Provider.UserInfoOptional && refusesUserInfo(err) {
		l.UserInfo = nil
		return nil
	}
	return err
}

// refusesUserInfo reports whether err is UserInfo's word that this client may not ask.
// The status alone counts: not every provider says more in a form that RFC 6750 knows.
func refusesUserInfo(err error) bool {
	status, ok := errors.AsType[statusError](err)
	return ok && (status == http.StatusUnauthorized || status == http.StatusForbidden)
}

// FetchUserInfo returns the UserInfo response for l.Token. Its errors are a *Failure
// with status 502 or 504.
func (l *Login) FetchUserInfo(ctx context.Context, client *http.Client) (Object, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, l.Provider.UserInfoURL, nil)
	if err != nil {
		return nil, upstream(ctx, "userinfo request", err)
	}
	req.Header.Set("Accept", "application/json")
	l.Token.SetAuthHeader(req)
	_, body, err := readBody(client, req)
	if err != nil {
		return nil, upstream(ctx, "userinfo", err)
	}
	info, err := ParseObject(body)
	if err != nil {
		return nil, upstream(ctx, "userinfo", err)
	}
	return info, nil
}

// userInfoSub refuses the UserInfo of somebody else (OpenID Connect Core 1.0, 5.3.2).
func userInfoSub(l *Login) error {
	if l.UserInfo == nil {
		return nil // it was refused or is not there, and there is nothing to use
	}
	if sub := l.UserInfo.Text("sub"); sub != l.Subject {
		return errors.New("sub: want the ID token's, got another or none")
	}
	return nil
}
