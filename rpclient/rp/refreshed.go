package rp

import (
	"errors"
	"slices"
	"strings"
)

// refreshIDToken holds an ID token that came with the refresh to all that is asked of one,
// and to be about the very person (OpenID Connect Core 1.0, 12.2). It answers no
// authentication request: it need not have the login's nonce, though never another's, and the
// person need not have been there.
func refreshIDToken(l *Login) error {
	raw, _ := l.Token.Extra("id_token").(string)
	if raw == "" {
		return nil // a refresh need not bring one
	}
	fresh := *l
	fresh.IDToken = raw
	for _, s := range l.app.config.Steps {
		if !strings.HasPrefix(s.Name, "idtoken.") || slices.Contains([]string{"idtoken.nonce", "idtoken.auth_time"}, s.Name) {
			continue
		}
		if err := s.Do(&fresh); err != nil {
			return &Refusal{Step: s.Name, Err: err}
		}
	}
	if fresh.Subject != l.Subject {
		return errors.New("sub: want the one of the login, got another")
	}
	if nonce := fresh.Claims.Text("nonce"); nonce != "" && !equal(nonce, l.Pending.Nonce) {
		return errors.New("nonce: want the one of the login or none, got another")
	}
	l.Claims = fresh.Claims
	return nil
}
