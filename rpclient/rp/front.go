package rp

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"slices"
	"strings"
)

// hybrid reports whether an ID token comes with the authorization response.
func (p Provider) hybrid() bool {
	return slices.Contains(strings.Fields(p.ResponseType), "id_token")
}

// frontToken takes the ID token out of the authorization response (OpenID Connect Core
// 1.0, 3.3.2.5).
func frontToken(l *Login) error {
	if !l.Provider.hybrid() {
		return nil
	}
	l.FrontToken = l.Params.Get("id_token")
	if l.FrontToken == "" {
		return errors.New("id_token: want one in the response, got none")
	}
	return nil
}

// frontVerify holds the response's ID token to all that is asked of one (OpenID Connect
// Core 1.0, 3.3.2.12). It went through the browser: nothing but its signature vouches
// for it.
func frontVerify(l *Login) error {
	if l.FrontToken == "" {
		return nil
	}
	front := *l
	front.IDToken = l.FrontToken
	for _, s := range l.app.config.Steps {
		// at_hash speaks of an access token, and none came with the response.
		if !strings.HasPrefix(s.Name, "idtoken.") || s.Name == "idtoken.at_hash" {
			continue
		}
		if err := s.Do(&front); err != nil {
			return &Refusal{Step: s.Name, Err: err}
		}
	}
	l.FrontClaims, l.FrontSubject = front.Claims, front.Subject
	return nil
}

// frontCHash refuses a code that is not the one the ID token was issued with (OpenID
// Connect Core 1.0, 3.3.2.10 and 3.3.2.11, which requires the claim).
func frontCHash(l *Login) error {
	if l.FrontToken == "" {
		return nil
	}
	// All agreed algorithms use SHA-256.
	sum := sha256.Sum256([]byte(l.Code))
	if !equal(l.FrontClaims.Text("c_hash"), base64.RawURLEncoding.EncodeToString(sum[:len(sum)/2])) {
		return errors.New("c_hash: want the code's, got another or none")
	}
	return nil
}

// frontSame refuses two ID tokens that speak of two people or issuers (OpenID Connect
// Core 1.0, 3.3.3.6).
func frontSame(l *Login) error {
	if l.FrontToken == "" {
		return nil
	}
	if l.FrontSubject != l.Subject {
		return errors.New("sub: want the one of the response's ID token, got another")
	}
	if a, b := l.FrontClaims.Text("iss"), l.Claims.Text("iss"); a != b {
		return mismatch("iss", a, b)
	}
	return nil
}
