package interview

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// The assertion's life, and how far it is dated back for a clock that is ahead (RFC 7523, 3).
const (
	assertionLife = time.Hour
	datedBack     = 10 * time.Second
	refreshEarly  = 5 * time.Minute
)

// tokenClaims says who asks, for what and for how long.
func tokenClaims(j *Job) error {
	at := j.Now().Add(j.app.skew()).Add(-datedBack)
	j.Claims = map[string]any{"iss": j.Customer.Account, "scope": Scope, "aud": j.app.config.TokenURL,
		"iat": at.Unix(), "exp": at.Add(assertionLife).Unix()}
	return nil
}

// tokenSubject says as whom: nobody but the sender may invite.
func tokenSubject(j *Job) error {
	j.Claims["sub"] = j.Customer.Sender
	return nil
}

const clockOff = "Invalid JWT: Token must be a short-lived token"

// tokenFetch asks for the token. Where Google finds our clock wrong, its own is taken, once.
func tokenFetch(j *Job) error {
	c, err := j.AskToken()
	if f, ok := failed(err); ok && strings.HasPrefix(f.Message, clockOff) {
		if at, bad := http.ParseTime(c.Header.Get("Date")); bad == nil {
			j.app.correct(at.Sub(j.Now()))
			j.Claims["iat"], j.Claims["exp"] = at.Add(-datedBack).Unix(), at.Add(assertionLife-datedBack).Unix()
			c, err = j.AskToken()
		}
	}
	if err != nil {
		return err
	}
	j.Grant, err = c.Object()
	return err
}

// AskToken sends the claims as an assertion.
func (j *Job) AskToken() (*Call, error) {
	assertion, err := j.Customer.sign(j.Claims)
	if err != nil {
		return nil, err
	}
	c := &Call{Token: true, Method: http.MethodPost,
		Form: url.Values{"grant_type": {"urn:ietf:params:oauth:grant-type:jwt-bearer"}, "assertion": {assertion}}}
	return c, j.Send(c)
}

// tokenRead keeps the access token. An answer without one is no success: for a scope that
// Google does not know it gives an ID token alone.
func tokenRead(j *Job) error {
	access := j.Grant.Text("access_token")
	if access == "" {
		return &Trouble{Kind: Setup, Step: "2", Says: "Googleの応答にアクセストークンがありません。スコープの設定を確認してください"}
	}
	life := time.Hour
	if n, ok := j.Grant["expires_in"].(json.Number); ok {
		if seconds, err := n.Int64(); err == nil && seconds > 0 {
			life = time.Duration(seconds) * time.Second
		}
	}
	j.app.keepToken(j.Customer, access, j.Now().Add(life-refreshEarly))
	return nil
}
