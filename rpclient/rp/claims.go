package rp

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"time"
)

// skew is how far a provider's clock may differ from ours.
const skew = 60 * time.Second

// idTokenIss refuses another issuer's token, character by character (OpenID Connect
// Core 1.0, 3.1.3.7 item 2).
func idTokenIss(l *Login) error {
	if iss := l.Claims.Text("iss"); !l.Provider.Issues(iss) {
		return mismatch("iss", l.Provider.Issuer, iss)
	}
	return nil
}

// idTokenAud refuses a token that is not for us, or not for us alone: we trust no
// other audience (OpenID Connect Core 1.0, 3.1.3.7 item 3).
func idTokenAud(l *Login) error {
	audiences, ok := l.Claims["aud"].([]any)
	if !ok {
		audiences = []any{l.Claims["aud"]}
	}
	if len(audiences) == 0 {
		return mismatch("aud", l.Provider.ClientID, "")
	}
	for _, aud := range audiences {
		if aud != l.Provider.ClientID {
			return mismatch("aud", l.Provider.ClientID, fmt.Sprint(aud))
		}
	}
	return nil
}

// idTokenAzp refuses a token issued to another party, where it says to whom (OpenID
// Connect Core 1.0, 3.1.3.7 item 5).
func idTokenAzp(l *Login) error {
	if azp, ok := l.Claims["azp"]; ok && azp != l.Provider.ClientID {
		return mismatch("azp", l.Provider.ClientID, fmt.Sprint(azp))
	}
	return nil
}

// idTokenExp refuses an expired token (OpenID Connect Core 1.0, 3.1.3.7 item 9).
func idTokenExp(l *Login) error {
	exp, err := l.Claims.Time("exp")
	if err != nil {
		return err
	}
	if !l.Now.Before(exp.Add(skew)) {
		return fmt.Errorf("exp: want a time after %s, got %s", l.Now.Add(-skew).UTC(), exp.UTC())
	}
	return nil
}

// idTokenIat refuses a token from the future (OpenID Connect Core 1.0, 2 and
// 3.1.3.7 item 10).
func idTokenIat(l *Login) error {
	iat, err := l.Claims.Time("iat")
	if err != nil {
		return err
	}
	return notAfter("iat", iat, l.Now)
}

// idTokenNbf refuses a token before its time, where it names one (RFC 7519, 4.1.5).
func idTokenNbf(l *Login) error {
	if !l.Claims.Has("nbf") {
		return nil
	}
	nbf, err := l.Claims.Time("nbf")
	if err != nil {
		return err
	}
	return notAfter("nbf", nbf, l.Now)
}

func notAfter(name string, t, now time.Time) error {
	if t.After(now.Add(skew)) {
		return fmt.Errorf("%s: want a time up to %s, got %s", name, now.Add(skew).UTC(), t.UTC())
	}
	return nil
}

// idTokenNonce refuses a token issued for another login (OpenID Connect Core 1.0,
// 3.1.3.7 item 11).
func idTokenNonce(l *Login) error {
	nonce := l.Claims.Text("nonce")
	if nonce == "" {
		return errors.New("want the nonce that was sent, got none")
	}
	if !equal(nonce, l.Pending.Nonce) {
		return errors.New("want the nonce that was sent, got another")
	}
	return nil
}

// idTokenSub takes the subject: a string of 1 to 255 ASCII characters (OpenID
// Connect Core 1.0, 2). Never a number: Google's exceed 64 bits.
func idTokenSub(l *Login) error {
	sub, ok := l.Claims["sub"].(string)
	if !ok {
		return fmt.Errorf("sub: want a string, got %T", l.Claims["sub"])
	}
	if n := len(sub); n < 1 || n > 255 {
		return fmt.Errorf("sub: want 1 to 255 characters, got %d", n)
	}
	for _, r := range sub {
		if r < ' ' || r > '~' {
			return errors.New("sub: want printable ASCII characters, got others")
		}
	}
	l.Subject = sub
	return nil
}

// idTokenAtHash refuses a token that vouches for another access token; the claim is
// optional in the code flow (OpenID Connect Core 1.0, 3.1.3.6 and 3.1.3.8).
func idTokenAtHash(l *Login) error {
	if !l.Claims.Has("at_hash") {
		return nil
	}
	// All agreed algorithms use SHA-256.
	sum := sha256.Sum256([]byte(l.Token.AccessToken))
	if !equal(l.Claims.Text("at_hash"), base64.RawURLEncoding.EncodeToString(sum[:len(sum)/2])) {
		return errors.New("at_hash: want the access token's, got another")
	}
	return nil
}

// equal compares secrets in a time that does not depend on where they differ.
func equal(a, b string) bool {
	return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1
}
