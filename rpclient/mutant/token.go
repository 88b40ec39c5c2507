package mutant

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"

	"github.com/go-jose/go-jose/v4"

	"torii/rpclient/rp"
)

func token() []Mutant {
	return []Mutant{
		{"token.exchange", "status-ignored", "TOK-ERROR",
			"トークンエンドポイントがエラーを返しても、本文にトークンがあれば使う",
			"tokens in the body of an error of the token endpoint are used",
			func(l *rp.Login) error { return exchangeThrough(l, forgiveErrors) }},
		{"token.exchange", "closed", "TOK-UNKNOWN",
			"知らない項目のあるトークン応答を拒む",
			"a token response with an unknown member is refused",
			func(l *rp.Login) error { return exchangeThrough(l, refuseUnknownMembers) }},
		{"token.exchange", "no-deadline", "TOK-TIMEOUT",
			"応答しないトークンエンドポイントをいつまでも待つ",
			"a silent token endpoint is waited for without end",
			func(l *rp.Login) error { return l.Exchange(l.Request.Context(), l.HTTPClient()) }},
		{"token.exchange", "retried", "CB-ONCE",
			"トークン要求が失敗すると、同じ認可コードをもう一度送る",
			"after a failed token request the same code is sent again",
			func(l *rp.Login) error {
				if err := reference(l, "token.exchange"); err == nil {
					return nil
				}
				return reference(l, "token.exchange")
			}},
		{"token.exchange", "other-redirect-uri", "REQ-REDIRECT",
			"トークン要求の redirect_uri の末尾に「/」が付く",
			"redirect_uri of the token request has a slash at its end",
			func(l *rp.Login) error {
				l.Pending.RedirectURI += "/"
				return reference(l, "token.exchange")
			}},
		{"token.exchange", "json", "REQ-FORM",
			"トークン要求を JSON で送る",
			"the token request is JSON",
			func(l *rp.Login) error {
				if l.Provider.ID != "google" {
					return reference(l, "token.exchange") // others take no JSON at all
				}
				return exchangeAsJSON(l)
			}},
		{"token.exchange", "no-verifier", "REQ-PKCE",
			"トークン要求に code_verifier を付けない",
			"the token request has no code_verifier",
			func(l *rp.Login) error {
				l.Pending.CodeVerifier = ""
				return reference(l, "token.exchange")
			}},
		{"token.exchange", "internal-error", "SES-PAGE",
			"トークンエンドポイントの失敗を内部エラー（500）として見せる",
			"a failure of the token endpoint is shown as an internal error (500)",
			func(l *rp.Login) error {
				return withStatus(http.StatusInternalServerError, reference(l, "token.exchange"))
			}},
		{"token.type", "skipped", "TOK-TYPE",
			"token_type を見ず、Bearer とみなす",
			"token_type is not looked at but taken for Bearer",
			func(l *rp.Login) error { l.Token.TokenType = "Bearer"; return nil }},
		{"token.type", "case-sensitive", "TOK-TYPE",
			"token_type が「Bearer」と一字一句同じでなければ拒む",
			"token_type must be Bearer in just these letters",
			func(l *rp.Login) error {
				if l.Token.TokenType != "Bearer" {
					return fmt.Errorf("want token_type Bearer, got %q", l.Token.TokenType)
				}
				return nil
			}},
		{"token.idtoken", "userinfo-instead", "TOK-IDTOKEN",
			"IDトークンが無ければ、UserInfo の言うとおりにログインさせる",
			"where there is no ID token, UserInfo says who signs in",
			func(l *rp.Login) error {
				if l.Token.Extra("id_token") != nil {
					return reference(l, "token.idtoken")
				}
				return makeIDToken(l)
			}},
	}
}

// through is a transport that changes each answer.
type through struct {
	next   http.RoundTripper
	change func(*http.Response, []byte) ([]byte, error)
}

// maxBody bounds what through reads, in bytes.
const maxBody = 1 << 20

func (t through) RoundTrip(r *http.Request) (*http.Response, error) {
	next := t.next
	if next == nil {
		next = http.DefaultTransport
	}
	resp, err := next.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxBody))
	if err != nil {
		return nil, err
	}
	if body, err = t.change(resp, body); err != nil {
		return nil, err
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return resp, nil
}

func exchangeThrough(l *rp.Login, change func(*http.Response, []byte) ([]byte, error)) error {
	ctx, cancel := l.Deadline()
	defer cancel()
	client := *l.HTTPClient()
	client.Transport = through{client.Transport, change}
	return l.Exchange(ctx, &client)
}

// exchangeAsJSON sends the token request as an object.
func exchangeAsJSON(l *rp.Login) error {
	ctx, cancel := l.Deadline()
	defer cancel()
	client := *l.HTTPClient()
	client.Transport = asJSON{client.Transport}
	return l.Exchange(ctx, &client)
}

// asJSON turns a form on its way out into an object of texts.
type asJSON struct{ next http.RoundTripper }

// RoundTrip implements http.RoundTripper.
func (t asJSON) RoundTrip(r *http.Request) (*http.Response, error) {
	next := t.next
	if next == nil {
		next = http.DefaultTransport
	}
	raw, err := io.ReadAll(io.LimitReader(r.Body, maxBody))
	if err != nil {
		return nil, err
	}
	form, err := url.ParseQuery(string(raw))
	if err != nil {
		return nil, err
	}
	members := map[string]string{}
	for name := range form {
		members[name] = form.Get(name)
	}
	body, err := json.Marshal(members)
	if err != nil {
		return nil, err
	}
	sent := r.Clone(r.Context())
	sent.Body, sent.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	sent.Header.Set("Content-Type", "application/json")
	return next.RoundTrip(sent)
}

// forgiveErrors makes an error look like success.
func forgiveErrors(resp *http.Response, body []byte) ([]byte, error) {
	var members map[string]json.RawMessage
	if json.Unmarshal(body, &members) != nil {
		return body, nil
	}
	resp.StatusCode = http.StatusOK
	delete(members, "error")
	return json.Marshal(members)
}

// refuseUnknownMembers knows the members both providers document and no more.
func refuseUnknownMembers(_ *http.Response, body []byte) ([]byte, error) {
	known := []string{"access_token", "token_type", "expires_in", "refresh_token", "scope", "id_token",
		"refresh_token_expires_in", "error", "error_description"}
	var members map[string]json.RawMessage
	if json.Unmarshal(body, &members) != nil {
		return body, nil
	}
	for name := range members {
		if !slices.Contains(known, name) {
			return nil, fmt.Errorf("want one of %q, got %.64q", known, name)
		}
	}
	return body, nil
}

// makeIDToken writes the ID token that is missing, with what UserInfo says. It can
// do so only where it holds the key, which is the client secret at LINE.
func makeIDToken(l *rp.Login) error {
	if l.Provider.Algorithm != rp.HS256 {
		return errors.New("want an ID token, got none")
	}
	ctx, cancel := l.Deadline()
	defer cancel()
	claims, err := l.FetchUserInfo(ctx, l.HTTPClient())
	if err != nil {
		return err
	}
	claims["iss"], claims["aud"], claims["nonce"] = l.Provider.Issuer, l.Provider.ClientID, l.Pending.Nonce
	claims["iat"], claims["exp"], claims["auth_time"] = l.Now.Unix(), l.Now.Unix()+3600, l.Now.Unix()
	l.IDToken, err = signHS256(claims, l.Provider.ClientSecret)
	return err
}

func signHS256(claims rp.Object, secret string) (string, error) {
	payload, err := json.Marshal(claims)
	if err != nil {
		return "", err
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.HS256, Key: []byte(secret)}, nil)
	if err != nil {
		return "", err
	}
	jws, err := signer.Sign(payload)
	if err != nil {
		return "", err
	}
	return jws.CompactSerialize()
}
