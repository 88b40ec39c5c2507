package mutant

import (
	"errors"
	"net/http"
	"os"
	"strings"

	"torii/rpclient/rp"
)

// crashing end in the middle of an answer that they did not expect, or let the header's
// kid reach into a file or a query.
func crashing() []Mutant {
	return []Mutant{
		{"token.exchange", "nil-token", "TOK-ERROR",
			"トークンを得られなかったことに気づかず、無いトークンを使って落ちる",
			"that there is no token goes unnoticed, and using it ends the request",
			func(l *rp.Login) error {
				if err := reference(l, "token.exchange"); err != nil {
					crash()
				}
				return nil
			}},
		{"token.exchange", "hour-at-least", "TOK-LIFETIME",
			"expires_in が一時間に満たないか文字列なら、トークン応答を拒む",
			"a token response whose expires_in is below an hour, or a string, is refused",
			func(l *rp.Login) error {
				if err := reference(l, "token.exchange"); err != nil {
					return err
				}
				_, isText := l.Token.Extra("expires_in").(string)
				if seconds, ok := l.Token.Extra("expires_in").(float64); isText || ok && seconds < 3600 {
					return errors.New("want an hour or more, got less or a string")
				}
				return nil
			}},
		{"account.find", "three-bytes", "IDT-OPTIONAL",
			"UTF-8 で四バイトの文字（絵文字など）のある名前を保存できない",
			"a name with characters of four bytes in UTF-8, such as emoji, cannot be stored",
			func(l *rp.Login) error {
				if strings.ContainsFunc(l.Profile().Name, func(r rune) bool { return r > 0xFFFF }) {
					return &rp.Failure{Status: http.StatusInternalServerError, Err: errors.New("want characters of three bytes, got more")}
				}
				return reference(l, "account.find")
			}},
		{"token.idtoken", "asserted", "TOK-IDTOKEN",
			"id_token が空でない文字列だと決めてかかり、違えば落ちる",
			"id_token is taken for a string with something in it, and anything else ends the request",
			func(l *rp.Login) error {
				if raw, ok := l.Token.Extra("id_token").(string); !ok || raw == "" {
					crash()
				}
				return reference(l, "token.idtoken")
			}},
		{"idtoken.form", "asserted", "IDT-FORM",
			"IDトークンの中身がオブジェクトだと決めてかかり、違えば落ちる",
			"the ID token is taken to hold an object, and anything else ends the request",
			func(l *rp.Login) error {
				parts := strings.Split(l.IDToken, ".")
				if len(parts) != 3 || reference(l, "idtoken.form") != nil {
					crash()
				}
				return nil
			}},
		{"idtoken.key", "kid-asserted", "IDT-KEY",
			"kid が短い文字列だと決めてかかり、違えば落ちる",
			"kid is taken for a short string, and anything else ends the request",
			func(l *rp.Login) error {
				kid, isText := l.Header["kid"].(string)
				if l.Header.Has("kid") && (!isText || len(kid) > 1<<10 || strings.ContainsAny(kid, "\x00\r\n")) {
					crash()
				}
				return reference(l, "idtoken.key")
			}},
		{"idtoken.key", "file-by-kid", "IDT-KEY",
			"kid を鍵のファイルの名前として読む",
			"kid is the name of the file that the key is read from",
			func(l *rp.Login) error {
				kid := l.Header.Text("kid")
				if l.Provider.Algorithm != rp.HS256 || !strings.HasSuffix(kid, "/dev/null") {
					return reference(l, "idtoken.key")
				}
				secret, err := os.ReadFile("/dev/null") // where such a kid leads from any folder
				return believe(l, secret, err)
			}},
		{"idtoken.key", "unknown-unchecked", "IDT-KEY",
			"鍵の見つからないIDトークンは、署名を確かめずに受け付ける",
			"an ID token whose key is not found goes unchecked",
			func(l *rp.Login) error {
				if reference(l, "idtoken.key") != nil {
					l.Algorithm.Verify = unchecked
				}
				return nil
			}},
		{"idtoken.signature", "length-only", "IDT-KEY",
			"署名の長さだけを見る",
			"only the length of the signature is looked at",
			func(l *rp.Login) error {
				want := map[string]int{rp.HS256: 32, rp.RS256: 256, rp.ES256: 64}[l.Algorithm.Name] // bytes
				if parts := strings.Split(l.IDToken, "."); len(decoded(parts[len(parts)-1])) != want {
					return reference(l, "idtoken.signature")
				}
				return nil
			}},
		{"idtoken.key", "asks-kid", "IDT-KEY",
			"kid や x5u がアドレスなら、そこへ鍵を取りに行く",
			"where kid or x5u is an address, the key is asked for there",
			func(l *rp.Login) error {
				for _, name := range []string{"kid", "x5u"} {
					if address := l.Header.Text(name); strings.HasPrefix(address, "https://") {
						l.Provider.JWKSURL = address
						_, err := keysOf(l)
						return errors.Join(err, errors.New("want a key there, got none"))
					}
				}
				return reference(l, "idtoken.key")
			}},
		{"idtoken.key", "query-by-kid", "IDT-KEY",
			"kid を組み立てた SQL で鍵を探す",
			"the key is looked for by SQL that kid is written into",
			func(l *rp.Login) error {
				kid := l.Header.Text("kid")
				if l.Provider.Algorithm != rp.HS256 || kid == "" {
					return reference(l, "idtoken.key")
				}
				var secret string
				err := find(l, &secret, `SELECT secret FROM (SELECT '' AS kid, '' AS secret) WHERE kid = '`+kid+`'`)
				return believe(l, []byte(secret), err)
			}},
	}
}

// crash ends the request as a program does that has met what it did not expect.
func crash() { panic(http.ErrAbortHandler) }

// believe accepts a token that is signed under a secret that was found.
func believe(l *rp.Login, secret []byte, err error) error {
	if err == nil && signedWith(l.IDToken, secret) {
		l.Algorithm.Verify = unchecked
		return nil
	}
	return reference(l, "idtoken.key")
}
