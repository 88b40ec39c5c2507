package rp

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"golang.org/x/oauth2"
)

// tokenExchange trades the code for tokens, with the redirect URI and the code
// verifier of this very login (RFC 6749, 4.1.3; RFC 7636, 4.5). It tries once: a
// code works once only.
func tokenExchange(l *Login) error {
	ctx, cancel := l.Deadline()
	defer cancel()
	return l.Exchange(ctx, l.HTTPClient())
}

// Exchange sends the token request and sets l.Token. Unknown members of the
// response are ignored (RFC 6749, 5.1).
//
// The client authenticates in the one way agreed with the provider: a fixed choice
// spares x/oauth2's trial request, which would use the code twice.
// A refused code is an ordinary refusal; every other trouble is a *Failure with
// status 502 or 504.
func (l *Login) Exchange(ctx context.Context, client *http.Client) error {
	var options []oauth2.AuthCodeOption
	// Google refuses a verifier for a request that had no challenge.
	if l.Pending.CodeVerifier != "" {
		options = append(options, oauth2.VerifierOption(l.Pending.CodeVerifier))
	}
	config := oauth2.Config{
		ClientID:     l.Provider.ClientID,
		ClientSecret: l.ClientSecret,
		Endpoint:     oauth2.Endpoint{TokenURL: l.Provider.TokenURL, AuthStyle: l.Provider.authStyle()},
		RedirectURL:  l.Pending.RedirectURI,
	}
	token, err := config.Exchange(context.WithValue(ctx, oauth2.HTTPClient, client), l.Code, options...)
	if err != nil {
		return tokenError(ctx, err)
	}
	l.Token = token
	return nil
}

// authStyle is how the client authenticates (RFC 6749, 2.3.1).
func (p Provider) authStyle() oauth2.AuthStyle {
	if p.BasicAuth {
		return oauth2.AuthStyleInHeader
	}
	return oauth2.AuthStyleInParams
}

// tokenError says what the token endpoint answered without quoting its body, which
// may echo secrets.
func tokenError(ctx context.Context, err error) error {
	refused, ok := errors.AsType[*oauth2.RetrieveError](err)
	if !ok {
		return upstream(ctx, "token endpoint", err)
	}
	answer := fmt.Errorf("want tokens, got HTTP status %d with error %.64q", refused.Response.StatusCode, refused.ErrorCode)
	if refused.ErrorCode == "invalid_grant" {
		return answer
	}
	return upstream(ctx, "token endpoint", answer)
}

// tokenType refuses a token of a kind it does not know how to use; the name has no
// letter case (RFC 6749, 5.1 and 7.1).
func tokenType(l *Login) error {
	if !strings.EqualFold(l.Token.TokenType, "Bearer") {
		return mismatch("token_type", "Bearer", l.Token.TokenType)
	}
	return nil
}

// tokenIDToken takes the ID token out of the token response (OpenID Connect Core
// 1.0, 3.1.3.3).
func tokenIDToken(l *Login) error {
	switch raw := l.Token.Extra("id_token").(type) {
	case nil:
		return errors.New("id_token: want a string, got none or null")
	case string:
		if raw == "" {
			return errors.New("id_token: want a token, got an empty string")
		}
		l.IDToken = raw
		return nil
	default:
		return fmt.Errorf("id_token: want a string, got %T", raw)
	}
}
