package rp

import (
	"crypto/subtle"
	"errors"
	"fmt"
	"net/http"
	"net/url"
)

// responseParameters are the authorization response parameters this Relying Party
// reads (RFC 6749, 4.1.2 and 4.1.2.1; RFC 9207, 2).
var responseParameters = []string{"code", "state", "iss", "error", "error_description", "error_uri", "id_token", "user"}

// callbackParams reads the parameters of the authorization response. One that it
// knows may come once only (RFC 6749, 3.1); those it does not know it ignores
// (RFC 6749, 4.1.2).
func callbackParams(l *Login) error {
	params, err := l.response()
	if err != nil {
		return err
	}
	for _, name := range responseParameters {
		if n := len(params[name]); n > 1 {
			return fmt.Errorf("want %s at most once, got it %d times", name, n)
		}
	}
	l.Params = params
	return nil
}

// response returns the authorization response from where the provider was asked to
// put it, and from nowhere else.
func (l *Login) response() (url.Values, error) {
	if posted, want := l.Request.Method == http.MethodPost, l.Provider.FormPost || l.Provider.Fragment; posted != want {
		return nil, fmt.Errorf("want a response by form: %t, got %t", want, posted)
	}
	switch {
	case l.Provider.FormPost:
		return l.postedResponse()
	case l.Provider.Fragment:
		return l.fragmentResponse()
	}
	params, err := url.ParseQuery(l.Request.URL.RawQuery)
	if err != nil {
		// The parser's error would quote the query, and with it the code.
		return nil, errors.New("want a well-formed query string, got a broken one")
	}
	return params, nil
}

// callbackState finds the pending login the response belongs to. It must have been
// begun in this browser, and with the provider whose callback this is
// (OpenID Connect Core 1.0, 3.1.2.7; RFC 9700, 4.4.2 and 4.7.1).
func callbackState(l *Login) error {
	state := l.Params.Get("state")
	if state == "" {
		return errors.New("want a state, got none")
	}
	pending, found, err := l.FindPending(state)
	if err != nil {
		return err
	}
	if !found {
		return errors.New("want the state of a pending login, got an unknown one")
	}
	if err := l.sameBrowser(pending); err != nil {
		return err
	}
	if pending.Provider != l.Provider.ID {
		return mismatch("provider", pending.Provider, l.Provider.ID)
	}
	l.Pending = pending
	return nil
}

// sameBrowser refuses a login that was begun in another browser.
func (l *Login) sameBrowser(p Pending) error {
	if p.Browser != nil {
		return l.sameTransaction(p)
	}
	if subtle.ConstantTimeCompare(p.Session, l.Session.ID) == 0 {
		return errors.New("want a login begun in this browser, got another browser's")
	}
	return nil
}

// callbackOnce uses up the pending login, whatever becomes of it, so that neither
// state nor code works twice (RFC 9700, 2.1; RFC 6749, 4.1.2).
func callbackOnce(l *Login) error {
	taken, err := l.takePending()
	if err == nil && !taken {
		return errors.New("want a state used for the first time, got a used one")
	}
	return err
}

// callbackIss refuses the response of another issuer, and one without iss where the
// provider announces it (RFC 9207, 2.4).
func callbackIss(l *Login) error {
	if !l.Params.Has("iss") && !l.Provider.ResponseIss {
		return nil
	}
	if iss := l.Params.Get("iss"); iss != l.Provider.Issuer {
		return mismatch("iss", l.Provider.Issuer, iss)
	}
	return nil
}

// callbackError ends the login on an error response, even one that has a code as
// well (RFC 6749, 4.1.2.1). A person who said no gets a page, not a failure.
func callbackError(l *Login) error {
	if !l.Params.Has("error") {
		if l.Provider.CancelsSilently && !l.Params.Has("code") {
			return &Failure{Status: http.StatusOK, Err: errors.New("want an authorization code, got the state alone")}
		}
		return nil
	}
	code := l.Params.Get("error")
	err := fmt.Errorf("want an authorization code, got error %.64q", code)
	if l.Provider.cancels(code) {
		return &Failure{Status: http.StatusOK, Err: err}
	}
	return err
}

// callbackCode takes the authorization code, already decoded once: Google's contain
// a slash, which must reach the token endpoint as it is (RFC 6749, 4.1.2).
func callbackCode(l *Login) error {
	l.Code = l.Params.Get("code")
	if l.Code == "" {
		return errors.New("want a code, got none")
	}
	return nil
}
