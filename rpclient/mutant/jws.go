package mutant

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/go-jose/go-jose/v4"

	"torii/rpclient/rp"
)

func tokenForm() []Mutant {
	return []Mutant{
		{"idtoken.form", "extra-part", "IDT-FORM",
			"IDトークンの三つ目より後ろの部分を無視する",
			"parts of the ID token after the third are ignored",
			func(l *rp.Login) error {
				if parts := strings.Split(l.IDToken, "."); len(parts) > 3 {
					l.IDToken = strings.Join(parts[:3], ".")
				}
				return reference(l, "idtoken.form")
			}},
		{"idtoken.form", "closed", "IDT-CLAIMS",
			"知らないクレームのあるIDトークンを拒む",
			"an ID token with an unknown claim is refused",
			refuseUnknownClaims},
	}
}

// refuseUnknownClaims knows the claims both providers document and no more.
func refuseUnknownClaims(l *rp.Login) error {
	if err := reference(l, "idtoken.form"); err != nil {
		return err
	}
	known := []string{"iss", "sub", "aud", "exp", "iat", "nbf", "jti", "auth_time", "nonce", "amr", "azp", "at_hash", "hd",
		"name", "given_name", "family_name", "picture", "profile", "locale", "email", "email_verified",
		"c_hash", "is_private_email", "nonce_supported", "transfer_sub", "org_id"}
	for name := range l.Claims {
		if !slices.Contains(known, name) {
			return fmt.Errorf("want one of %q, got %.64q", known, name)
		}
	}
	return nil
}

func tokenSignature() []Mutant {
	return []Mutant{
		{"idtoken.alg", "none", "IDT-ALG",
			"alg が none なら、署名の無いIDトークンを受け付ける",
			"an unsigned ID token is accepted where alg says none",
			func(l *rp.Login) error { return acceptUnsigned(l, l.Header.Text("alg") == "none") }},
		{"idtoken.alg", "none-in-capitals", "IDT-ALG",
			"小文字の none だけを拒み、None や nOnE は署名無しとして受け付ける",
			"none is refused in small letters only: None or nOnE passes unsigned",
			func(l *rp.Login) error {
				alg := l.Header.Text("alg")
				return acceptUnsigned(l, alg != "none" && strings.EqualFold(alg, "none"))
			}},
		{"idtoken.alg", "longer-hmac", "IDT-ALG",
			"HS256 だけを拒み、公開鍵のPEMによる HS384・HS512 は受け付ける",
			"HS256 alone is refused: HS384 or HS512 under the public key's PEM passes",
			confuseLonger},
		{"idtoken.alg", "none-without-hash", "IDT-ALG",
			"alg が none でも、at_hash が無いか合えば、署名の無いIDトークンを受け付ける",
			"an unsigned ID token is accepted where alg says none, unless its at_hash cannot be computed",
			func(l *rp.Login) error {
				return acceptUnsigned(l, l.Header.Text("alg") == "none" && !l.Claims.Has("at_hash"))
			}},
		{"idtoken.alg", "header-chooses", "IDT-ALG",
			"取り決めでなく、IDトークンのヘッダーの言う alg で検証する",
			"the ID token's header chooses the algorithm, not the agreement",
			func(l *rp.Login) error {
				alg := l.Header.Text("alg")
				if alg == rp.HS256 || (alg == rp.RS256 || alg == rp.ES256) && l.Provider.JWKSURL != "" {
					l.Provider.Algorithm = alg
				}
				return reference(l, "idtoken.alg")
			}},
		{"idtoken.alg", "hs256-public-pem", "IDT-ALG",
			"HS256 のIDトークンを、公開鍵のPEMを共通鍵として検証する",
			"an HS256 ID token is verified with the public key's PEM as the secret",
			func(l *rp.Login) error { return confuse(l, publicPEMs) }},
		{"idtoken.alg", "hs256-public-jwk", "IDT-ALG",
			"HS256 のIDトークンを、公開鍵のJWKを共通鍵として検証する",
			"an HS256 ID token is verified with the public key's JWK as the secret",
			func(l *rp.Login) error { return confuse(l, publicJWKs) }},
		{"idtoken.key", "first", "KEY-REFETCH",
			"kid を見ず、最初に覚えた鍵を使い続ける",
			"kid is ignored: the first key once fetched is used",
			func(l *rp.Login) error { return fromKnown(l, func(jose.JSONWebKey) bool { return true }) }},
		{"idtoken.key", "no-refetch", "KEY-REFETCH",
			"知らない kid を見ても鍵を取り直さない",
			"an unfamiliar kid does not make it fetch the keys again",
			func(l *rp.Login) error {
				return fromKnown(l, func(k jose.JSONWebKey) bool { return k.KeyID == l.Header.Text("kid") })
			}},
		{"idtoken.key", "embedded", "IDT-KEY",
			"IDトークンのヘッダーに入っている鍵（jwk）で検証する",
			"the key that the ID token's own header brings along is used",
			useEmbedded},
		{"idtoken.key", "empty-secret", "IDT-KEY",
			"空の共通鍵で署名されたIDトークンも受け付ける",
			"an ID token signed with an empty secret is accepted too",
			func(l *rp.Login) error {
				if l.Provider.Algorithm == rp.HS256 && signedWith(l.IDToken, nil) {
					l.Algorithm.Verify = unchecked
				}
				return reference(l, "idtoken.key")
			}},
		{"idtoken.key", "hex-secret", "FLOW-LOGIN",
			"16進数に見えるチャネルシークレットを復号してから鍵にする",
			"a client secret that looks hexadecimal is decoded before use as key",
			useDecodedSecret},
		{"idtoken.signature", "skipped", "IDT-SIG",
			"IDトークンの署名を検証しない",
			"the ID token's signature is not checked",
			nothing},
	}
}

// unchecked accepts any signature.
func unchecked(*rp.Login, any) error { return nil }

func noKey(*rp.Login) (any, error) { return nil, nil }

// acceptUnsigned checks nothing if unsigned says so.
func acceptUnsigned(l *rp.Login, unsigned bool) error {
	if !unsigned {
		return reference(l, "idtoken.alg")
	}
	l.Algorithm = rp.Algorithm{Name: "none", Key: noKey, Verify: unchecked}
	return nil
}

// confuse accepts HS256 under any of secrets, which everybody knows.
func confuse(l *rp.Login, secrets func(*rp.Login) ([][]byte, error)) error {
	if l.Header.Text("alg") != rp.HS256 || l.Provider.Algorithm == rp.HS256 {
		return reference(l, "idtoken.alg")
	}
	known, err := secrets(l)
	if err != nil {
		return err
	}
	for _, secret := range known {
		if signedWith(l.IDToken, secret) {
			l.Algorithm = rp.Algorithm{Name: rp.HS256, Key: noKey, Verify: unchecked}
			return nil
		}
	}
	return errors.New("want HS256 under a public key, got another key")
}

// publicPEMs are the published keys as PEM, with and without the last line break.
func publicPEMs(l *rp.Login) ([][]byte, error) {
	keys, err := knownKeys(l)
	var all [][]byte
	for _, key := range keys {
		der, err := x509.MarshalPKIXPublicKey(key.Key)
		if err != nil {
			continue
		}
		text := pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der})
		all = append(all, text, []byte(strings.TrimSpace(string(text))))
	}
	return all, err
}

// publicJWKs are the published keys as they are on the wire, and without white space.
func publicJWKs(l *rp.Login) ([][]byte, error) {
	keys, err := keysOf(l)
	if err != nil {
		return nil, err
	}
	var all [][]byte
	for _, raw := range keys {
		all = append(all, raw)
		if compact, err := json.Marshal(raw); err == nil {
			all = append(all, compact)
		}
	}
	return all, nil
}

// knownKeys are the provider's keys as last fetched.
func knownKeys(l *rp.Login) ([]jose.JSONWebKey, error) {
	ctx, cancel := l.Deadline()
	defer cancel()
	return l.Keys().Matching(ctx, l.Now, l.Provider.Algorithm, "")
}

// fromKnown takes the first known key that pick likes, and fetches no others.
func fromKnown(l *rp.Login, pick func(jose.JSONWebKey) bool) error {
	if l.Provider.Algorithm == rp.HS256 {
		return reference(l, "idtoken.key")
	}
	keys, err := knownKeys(l)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(keys, pick)
	if i < 0 {
		return errors.New("want a known key, got none")
	}
	l.Key = keys[i].Key
	return nil
}

// useEmbedded believes the header's jwk.
func useEmbedded(l *rp.Login) error {
	if !l.Header.Has("jwk") {
		return reference(l, "idtoken.key")
	}
	raw, err := json.Marshal(l.Header["jwk"])
	if err != nil {
		return err
	}
	var key jose.JSONWebKey
	if err := key.UnmarshalJSON(raw); err != nil {
		return err
	}
	l.Key = key.Key
	return nil
}

func useDecodedSecret(l *rp.Login) error {
	secret, err := hex.DecodeString(l.Provider.ClientSecret)
	if err != nil || l.Provider.Algorithm != rp.HS256 {
		return reference(l, "idtoken.key")
	}
	l.Key = secret
	return nil
}

// signedWith reports whether raw is signed with HMAC SHA-256 under secret.
func signedWith(raw string, secret []byte) bool {
	i := strings.LastIndexByte(raw, '.')
	if i < 0 {
		return false
	}
	signature, err := base64.RawURLEncoding.DecodeString(raw[i+1:])
	if err != nil {
		return false
	}
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte(raw[:i]))
	return hmac.Equal(signature, mac.Sum(nil))
}
