package mutant

import (
	"errors"
	"slices"
	"strings"

	"torii/rpclient/rp"
)

// refreshedTokens are mistakes with what the provider says of the person at a refresh.
func refreshedTokens() []Mutant {
	return []Mutant{
		{"refresh.idtoken", "nonce-unchecked", "REF-ORIGINAL",
			"更新で届いたIDトークンの nonce が違っても、名前を使う",
			"the name in the ID token of a refresh is used whatever its nonce is",
			func(l *rp.Login) error {
				l.Pending.Nonce = ""
				return believeRefreshed(l)
			}},
		{"refresh.idtoken", "age-unchecked", "REF-ORIGINAL",
			"更新で届いたIDトークンの名前を、期限を過ぎていても使う",
			"the name in the ID token of a refresh is used though its time is over",
			func(l *rp.Login) error { return believeRefreshed(l, "idtoken.exp", "idtoken.iat") }},
		{"refresh.idtoken", "person-unchecked", "REF-IDTOKEN",
			"更新で届いたIDトークンの名前を、sub を比べずに使う",
			"the name in the ID token of a refresh is used whoever its sub is",
			func(l *rp.Login) error { return believeRefreshed(l, "sub") }},
		{"refresh.profile", "person-unchecked", "UIN-SUB",
			"更新の後の UserInfo を、sub を比べずに使う",
			"UserInfo after a refresh is used whoever its sub is",
			func(l *rp.Login) error {
				info, err := l.FetchUserInfo(l.Request.Context(), l.HTTPClient())
				if err != nil || info.Text("name") == "" {
					return err
				}
				return renameBy(l, info)
			}},
	}
}

// believeRefreshed uses the name in the ID token of a refresh, once all checks but those left out have passed.
func believeRefreshed(l *rp.Login, unchecked ...string) error {
	raw, _ := l.Token.Extra("id_token").(string)
	if raw == "" {
		return nil
	}
	fresh := *l
	fresh.IDToken = raw
	for _, s := range rp.Steps() {
		if !strings.HasPrefix(s.Name, "idtoken.") || slices.Contains([]string{"idtoken.nonce", "idtoken.auth_time"}, s.Name) ||
			slices.Contains(unchecked, s.Name) {
			continue
		}
		if err := s.Do(&fresh); err != nil {
			return err
		}
	}
	if !slices.Contains(unchecked, "sub") && fresh.Subject != l.Subject {
		return errors.New("want the sub of the login, got another")
	}
	if fresh.Claims.Text("name") == "" {
		return nil
	}
	l.Provider.UserInfoURL = "" // it has heard enough
	return renameBy(l, fresh.Claims)
}

func renameBy(l *rp.Login, said rp.Object) error {
	return change(l, `UPDATE identity SET name = ? WHERE issuer = ? AND subject = ?`, said.Text("name"), l.Provider.Issuer, l.Subject)
}
