package mutant

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"math/big"
	"net/http"
	"strings"

	"github.com/go-jose/go-jose/v4"

	"torii/rpclient/rp"
)

// mistaken take for a proof what everybody can make: a word or a number of the public
// key for a secret, a decrypted token for a signed one, the header for the claims.
func mistaken() []Mutant {
	return []Mutant{
		{"idtoken.alg", "hs256-key-member", "IDT-ALG",
			"HS256 のIDトークンを、公開鍵の n・e・kty や alg の名前を共通鍵として検証する",
			"an HS256 ID token is verified with n, e, kty or the name of the algorithm as the secret",
			func(l *rp.Login) error { return confuse(l, memberTexts) }},
		{"idtoken.form", "decrypted-is-signed", "IDT-ENCRYPTED",
			"復号できたIDトークンを、署名されたものとみなす",
			"an ID token that could be decrypted counts as signed",
			believeDecrypted},
		{"idtoken.sub", "from-header", "IDT-REPLICA",
			"ヘッダーに写された sub があれば、それで人を決める",
			"a sub replicated in the header says who it is",
			func(l *rp.Login) error {
				if sub := l.Header.Text("sub"); sub != "" {
					l.Subject = sub
					return nil
				}
				return reference(l, "idtoken.sub")
			}},
		{"idtoken.key", "any-size", "KEY-STRENGTH",
			"短すぎる RSA の鍵でも検証する",
			"an RSA key of any size will do",
			anySize},
		{"idtoken.key", "first-of-kid", "KEY-OTHERS",
			"kid が同じなら、種類を見ずに最初の鍵を使う",
			"of the keys of one kid the first is taken, whatever its type",
			func(l *rp.Login) error {
				if l.Provider.Algorithm == rp.HS256 {
					return reference(l, "idtoken.key")
				}
				keys, err := keysOf(l)
				for _, raw := range keys {
					var key jose.JSONWebKey
					if key.UnmarshalJSON(raw) == nil && key.KeyID == l.Header.Text("kid") {
						l.Key = key.Key
						return nil
					}
				}
				return errors.Join(err, reference(l, "idtoken.key"))
			}},
		{"callback.params", "either-place", "CB-MODE",
			"フォームを求めたのに、アドレスで届いた認可応答も受け取る",
			"a response in the address is taken where a form was asked for",
			func(l *rp.Login) error {
				if !l.Provider.FormPost || l.Request.Method != http.MethodGet {
					return reference(l, "callback.params")
				}
				l.Params = l.Request.URL.Query()
				return nil
			}},
		{"refresh.idtoken", "believed", "REF-IDTOKEN",
			"更新で届いたIDトークンの名前を、何も確かめずに使う",
			"the name in the ID token of a refresh is used unchecked",
			func(l *rp.Login) error {
				raw, _ := l.Token.Extra("id_token").(string)
				parts := strings.Split(raw, ".")
				if len(parts) != 3 {
					return nil
				}
				claims, err := rp.ParseObject(decoded(parts[1]))
				if err != nil || claims.Text("name") == "" {
					return err
				}
				l.Provider.UserInfoURL = "" // it has heard enough
				return change(l, `UPDATE identity SET name = ? WHERE issuer = ? AND subject = ?`, claims.Text("name"), l.Provider.Issuer, l.Subject)
			}},
	}
}

// memberTexts are the texts of the published keys' members, and the algorithm's name.
func memberTexts(l *rp.Login) ([][]byte, error) {
	keys, err := keysOf(l)
	all := [][]byte{[]byte(l.Provider.Algorithm)}
	for _, raw := range keys {
		var jwk struct{ Kty, N, E string }
		if json.Unmarshal(raw, &jwk) == nil {
			all = append(all, []byte(jwk.Kty), []byte(jwk.N), []byte(jwk.E))
		}
	}
	return all, err
}

// believeDecrypted opens a JWE under the client secret and signs what was in it itself,
// so that no later step finds fault with it.
func believeDecrypted(l *rp.Login) error {
	parts := strings.Split(l.IDToken, ".")
	if len(parts) != 5 || l.Provider.Algorithm != rp.HS256 {
		return reference(l, "idtoken.form")
	}
	key := sha256.Sum256([]byte(l.Provider.ClientSecret))
	block, err := aes.NewCipher(key[:])
	if err != nil {
		return err
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		return err
	}
	if len(decoded(parts[2])) != gcm.NonceSize() {
		return errors.New("want a nonce of 12 bytes, got another")
	}
	inner, err := gcm.Open(nil, decoded(parts[2]), append(decoded(parts[3]), decoded(parts[4])...), []byte(parts[0]))
	if err != nil {
		return err
	}
	nested := strings.Split(string(inner), ".")
	if len(nested) != 3 {
		return errors.New("want a JWT inside, got something else")
	}
	signed := base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"HS256"}`)) + "." + nested[1]
	mac := hmac.New(sha256.New, []byte(l.Provider.ClientSecret))
	mac.Write([]byte(signed))
	l.IDToken = signed + "." + base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
	return reference(l, "idtoken.form")
}

// anySize takes the RSA key of that kid, however short.
func anySize(l *rp.Login) error {
	if l.Provider.Algorithm != rp.RS256 {
		return reference(l, "idtoken.key")
	}
	keys, err := keysOf(l)
	for _, raw := range keys {
		var jwk struct{ Kty, Kid, N, E string }
		if json.Unmarshal(raw, &jwk) == nil && jwk.Kty == "RSA" && jwk.Kid == l.Header.Text("kid") {
			l.Key = &rsa.PublicKey{N: new(big.Int).SetBytes(decoded(jwk.N)), E: int(new(big.Int).SetBytes(decoded(jwk.E)).Int64())}
			return nil
		}
	}
	return errors.Join(err, reference(l, "idtoken.key"))
}

// decoded reads base64url; what is none gives nothing.
func decoded(s string) []byte {
	b, _ := base64.RawURLEncoding.DecodeString(s)
	return b
}
