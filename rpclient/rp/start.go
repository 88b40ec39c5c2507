package rp

import (
	"cmp"
	"maps"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/oauth2"
)

// authorizationRequest returns the parameters every authentication request to
// l.Provider has (OpenID Connect Core 1.0, 3.1.2.1); the start steps add theirs.
func (l *Login) authorizationRequest() url.Values {
	q := url.Values{}
	for name, value := range l.Provider.AuthParams {
		q.Set(name, value)
	}
	q.Set("response_type", cmp.Or(l.Provider.ResponseType, "code"))
	if l.Provider.FormPost {
		q.Set("response_mode", "form_post")
	}
	q.Set("client_id", l.Provider.ClientID)
	q.Set("redirect_uri", l.RedirectURI())
	if age := l.Provider.MaxAge; age > 0 {
		q.Set("max_age", strconv.Itoa(int(age.Seconds())))
	}
	return q
}

// authorizationURL joins l.Query to the authorization endpoint, keeping a query the
// endpoint itself has (RFC 6749, 3.1).
func (l *Login) authorizationURL() (string, error) {
	u, err := url.Parse(cmp.Or(l.AddAt, l.Provider.AuthURL))
	if err != nil {
		return "", fail(http.StatusInternalServerError, "authorization endpoint", err)
	}
	q := u.Query()
	if l.Provider.Relay != nil && l.Provider.Relay.OneTime {
		maps.Copy(q, l.callbackAddress())
	} else {
		maps.Copy(q, l.Query)
	}
	u.RawQuery = q.Encode()
	return u.String(), nil
}

// startScope says what is wanted, separated by spaces, and never leaves it to the
// provider (RFC 6749, 3.3; OpenID Connect Core 1.0, 3.1.2.1).
func startScope(l *Login) error {
	l.Query.Set("scope", strings.Join(l.Provider.Scopes, " "))
	return nil
}

// startState makes the state: the proof that a response answers this request
// (RFC 6749, 10.12).
func startState(l *Login) error {
	state, err := l.Secret()
	l.Pending.ID = Hash(state)
	l.Query.Set("state", state)
	return err
}

// startNonce makes the nonce: the proof that an ID token was issued for this request
// (OpenID Connect Core 1.0, 3.1.2.1 and 15.5.2).
func startNonce(l *Login) (err error) {
	l.Pending.Nonce, err = l.Secret()
	l.Query.Set("nonce", l.Pending.Nonce)
	return err
}

// startPKCE makes the code verifier and sends its SHA-256 challenge, so that a
// stolen code is worthless to others (RFC 7636, 4.1 to 4.3).
func startPKCE(l *Login) (err error) {
	l.Pending.CodeVerifier, err = l.Secret()
	l.Query.Set("code_challenge", oauth2.S256ChallengeFromVerifier(l.Pending.CodeVerifier))
	l.Query.Set("code_challenge_method", "S256")
	return err
}

// startBind ties the pending login to this browser's session, beginning an anonymous
// one where there is none (RFC 9700, 4.7.1).
func startBind(l *Login) error {
	if l.Session.ID == nil {
		if err := l.BeginSession(""); err != nil {
			return err
		}
	}
	l.Pending.Session = l.Session.ID
	l.Pending.Mode, l.Pending.Member = l.Mode, l.Session.Member
	l.Pending.Provider = l.Provider.ID
	l.Pending.RedirectURI = l.RedirectURI()
	if l.Provider.FormPost {
		if err := l.beginTransaction(); err != nil {
			return err
		}
	}
	return l.savePending()
}
