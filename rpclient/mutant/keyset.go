package mutant

import (
	"context"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"

	"github.com/go-jose/go-jose/v4"

	"torii/rpclient/rp"
)

// keySets are wrong ways of getting at published keys.
func keySets() []Mutant {
	return []Mutant{
		{"idtoken.key", "unchecked-without-keys", "KEY-SET",
			"鍵が取得できないときは、署名を確かめずに進む",
			"where the keys cannot be had, the signature goes unchecked",
			func(l *rp.Login) error {
				if reference(l, "idtoken.key") != nil {
					l.Algorithm.Verify = unchecked
				}
				return nil
			}},
		{"idtoken.key", "any-use", "KEY-USE",
			"use が暗号化用（enc）の鍵でも署名を検証する",
			"a key for encryption (use enc) verifies signatures too",
			func(l *rp.Login) error {
				err := reference(l, "idtoken.key")
				if err == nil {
					return nil
				}
				key, found := keyForEncryption(l)
				if !found {
					return err
				}
				l.Key = key
				return nil
			}},
		{"idtoken.key", "no-deadline", "KEY-TIMEOUT",
			"応答しない鍵の配布をいつまでも待つ",
			"a silent key set is waited for without end",
			func(l *rp.Login) error {
				if err := waitForKeys(l); err != nil {
					return err
				}
				return reference(l, "idtoken.key")
			}},
		{"idtoken.key", "all-or-nothing", "KEY-OTHERS",
			"使えない鍵が一つでもある鍵セットを丸ごと拒む",
			"a key set with one key that cannot be used is refused as a whole",
			func(l *rp.Login) error {
				if err := everyKeyUsable(l); err != nil {
					return err
				}
				return reference(l, "idtoken.key")
			}},
		{"idtoken.key", "alg-required", "KEY-OTHERS",
			"alg の無い鍵を使わない",
			"a key without alg is not used",
			func(l *rp.Login) error { return keysHave(l, "alg") }},
		{"idtoken.alg", "secret-from-set", "IDT-ALG",
			"鍵セットに入った共通鍵（oct）で HS256 を検証する",
			"HS256 is verified with a secret (oct) from the key set",
			func(l *rp.Login) error { return confuse(l, publishedSecrets) }},
	}
}

// keyForEncryption is the published key under the token's kid, if it is one for encryption.
func keyForEncryption(l *rp.Login) (any, bool) {
	keys, err := keysOf(l)
	if err != nil {
		return nil, false
	}
	for _, raw := range keys {
		var key jose.JSONWebKey
		if key.UnmarshalJSON(raw) == nil && key.Use == "enc" && key.KeyID == l.Header["kid"] {
			return key.Key, true
		}
	}
	return nil, false
}

// waitForKeys reads the key set to its end, however long that takes.
func waitForKeys(l *rp.Login) error {
	if l.Provider.Algorithm == rp.HS256 {
		return nil
	}
	_, err := fetchKeys(l.Request.Context(), l)
	return err
}

// keysOf fetches the key set as it stands.
func keysOf(l *rp.Login) ([]json.RawMessage, error) {
	ctx, cancel := l.Deadline()
	defer cancel()
	return fetchKeys(ctx, l)
}

func fetchKeys(ctx context.Context, l *rp.Login) ([]json.RawMessage, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, l.Provider.JWKSURL, nil)
	if err != nil {
		return nil, err
	}
	resp, err := l.HTTPClient().Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	var set struct {
		Keys []json.RawMessage `json:"keys"`
	}
	err = json.NewDecoder(io.LimitReader(resp.Body, maxBody)).Decode(&set)
	return set.Keys, err
}

// usable are the keys of a set that can be read.
func usable(set []json.RawMessage) []jose.JSONWebKey {
	var keys []jose.JSONWebKey
	for _, raw := range set {
		var key jose.JSONWebKey
		if key.UnmarshalJSON(raw) == nil {
			keys = append(keys, key)
		}
	}
	return keys
}

func everyKeyUsable(l *rp.Login) error {
	if l.Provider.Algorithm == rp.HS256 {
		return nil
	}
	keys, err := keysOf(l)
	if err != nil {
		return err
	}
	for _, raw := range keys {
		var key jose.JSONWebKey
		if err := key.UnmarshalJSON(raw); err != nil {
			return err
		}
	}
	return nil
}

func keysHave(l *rp.Login, member string) error {
	if l.Provider.Algorithm == rp.HS256 {
		return reference(l, "idtoken.key")
	}
	keys, err := keysOf(l)
	if err != nil {
		return err
	}
	for _, raw := range keys {
		if !strings.Contains(string(raw), `"`+member+`"`) {
			return errors.New("want a key with " + member + ", got one without")
		}
	}
	return reference(l, "idtoken.key")
}

// certificateKey is the public key of a JWK's first certificate.
func certificateKey(raw []byte) (any, error) {
	var jwk struct {
		Chain []string `json:"x5c"`
	}
	if err := json.Unmarshal(raw, &jwk); err != nil {
		return nil, err
	}
	der, err := base64.StdEncoding.DecodeString(jwk.Chain[0])
	if err != nil {
		return nil, err
	}
	certificate, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, err
	}
	return certificate.PublicKey, nil
}

// publishedSecrets are the secrets that a key set lets everybody read.
func publishedSecrets(l *rp.Login) ([][]byte, error) {
	keys, err := keysOf(l)
	var all [][]byte
	for _, raw := range keys {
		var jwk struct{ Kty, K string }
		if json.Unmarshal(raw, &jwk) == nil && jwk.Kty == "oct" {
			if secret, err := base64.RawURLEncoding.DecodeString(jwk.K); err == nil {
				all = append(all, secret)
			}
		}
	}
	return all, err
}
