package rp

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"github.com/go-jose/go-jose/v4"
)

// Algorithm is one way to sign ID tokens: where its key comes from and how a
// signature is checked. The two are held together so that a key never meets an
// algorithm it was not made for (RFC 8725, 2.1 and 3.1).
type Algorithm struct {
	Name   string                        // as in the alg header
	Key    func(*Login) (any, error)     // finds the key that must have signed l.IDToken
	Verify func(l *Login, key any) error // checks l.IDToken's signature
}

// idTokenForm takes the ID token apart: three parts of unpadded base64url, of which
// the first two are JSON objects (RFC 7515, 7.1; RFC 7519, 7.2). Claims it does not
// know it ignores.
func idTokenForm(l *Login) (err error) {
	parts := strings.Split(l.IDToken, ".")
	if len(parts) != 3 {
		return fmt.Errorf("want 3 parts, got %d", len(parts))
	}
	if l.Header, err = decodeObject(parts[0]); err != nil {
		return fmt.Errorf("header: %w", err)
	}
	if l.Claims, err = decodeObject(parts[1]); err != nil {
		return fmt.Errorf("claims: %w", err)
	}
	if _, err = decodeSegment(parts[2]); err != nil {
		return fmt.Errorf("signature: %w", err)
	}
	return nil
}

// idTokenCrit refuses a token with a critical extension: whoever knows none must
// (RFC 7515, 4.1.11).
func idTokenCrit(l *Login) error {
	if l.Header.Has("crit") {
		return errors.New("header: want no crit, got one")
	}
	return nil
}

// idTokenTyp refuses what calls itself another kind of token. Providers need not name
// the kind (RFC 8725, 3.11; RFC 7519, 5.1).
func idTokenTyp(l *Login) error {
	if typ, ok := l.Header["typ"]; ok && !strings.EqualFold(fmt.Sprint(typ), "JWT") {
		return mismatch("typ", "JWT", fmt.Sprint(typ))
	}
	return nil
}

func decodeObject(segment string) (Object, error) {
	data, err := decodeSegment(segment)
	if err != nil {
		return nil, err
	}
	return ParseObject(data)
}

// decodeSegment reads unpadded base64url, and no second spelling of the same bytes.
func decodeSegment(segment string) ([]byte, error) {
	if strings.ContainsAny(segment, "\r\n") {
		return nil, errors.New("want unpadded base64url, got a line break")
	}
	data, err := base64.RawURLEncoding.Strict().DecodeString(segment)
	if err != nil {
		return nil, errors.New("want unpadded base64url, got something else")
	}
	return data, nil
}

// idTokenAlg refuses every algorithm but the one agreed with the provider. The header
// never chooses (RFC 8725, 3.1; OpenID Connect Core 1.0, 3.1.3.7 item 7).
func idTokenAlg(l *Login) error {
	if alg := l.Header["alg"]; alg != l.Provider.Algorithm {
		return mismatch("alg", l.Provider.Algorithm, fmt.Sprint(alg))
	}
	l.Algorithm = Algorithm{Name: l.Provider.Algorithm, Key: publishedKey, Verify: verifySignature}
	if l.Provider.Algorithm == HS256 {
		l.Algorithm.Key = sharedSecret
	}
	return nil
}

// idTokenKey finds the key that must have signed the ID token.
func idTokenKey(l *Login) (err error) {
	l.Key, err = l.Algorithm.Key(l)
	return err
}

// idTokenSignature checks the signature (OpenID Connect Core 1.0, 3.1.3.7 items 6
// and 8). The token came over TLS, but a check that is always made is never missed.
func idTokenSignature(l *Login) error {
	return l.Algorithm.Verify(l, l.Key)
}

// sharedSecret is the key of HS256: the client secret's bytes as they are written,
// even where they look like hexadecimal digits (OpenID Connect Core 1.0, 10.1).
func sharedSecret(l *Login) (any, error) {
	return []byte(l.Provider.ClientSecret), nil
}

// verifySignature checks the signature with key under the agreed algorithm.
func verifySignature(l *Login, key any) error {
	jws, err := jose.ParseSignedCompact(l.IDToken, []jose.SignatureAlgorithm{jose.SignatureAlgorithm(l.Algorithm.Name)})
	if err != nil {
		return fmt.Errorf("want a signed token: %w", err)
	}
	if _, err := jws.Verify(key); err != nil {
		return errors.New("want a signature by the issuer's key, got another")
	}
	return nil
}
