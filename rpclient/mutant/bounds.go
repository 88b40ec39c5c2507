package mutant

import (
	"encoding/json"
	"fmt"
	"strconv"

	"torii/rpclient/rp"
)

// tokenBounds are wrong ways of reading times, subjects and lifetimes.
func tokenBounds() []Mutant {
	return []Mutant{
		{"idtoken.exp", "text-is-number", "IDT-TIME",
			"文字列に入った exp を数値として読む",
			"an exp in a string is read as a number",
			func(l *rp.Login) error {
				if text := l.Claims.Text("exp"); text != "" {
					if _, err := strconv.ParseInt(text, 10, 64); err == nil {
						l.Claims["exp"] = json.Number(text)
					}
				}
				return reference(l, "idtoken.exp")
			}},
		{"idtoken.exp", "unreadable-never-ends", "IDT-TIME",
			"読めない exp を「期限なし」とみなす",
			"an exp that cannot be read means no end",
			func(l *rp.Login) error {
				if _, err := l.Claims.Time("exp"); err != nil && l.Claims.Has("exp") {
					return nil
				}
				return reference(l, "idtoken.exp")
			}},
		{"idtoken.nbf", "unreadable-is-none", "IDT-TIME",
			"読めない nbf を無視する",
			"an nbf that cannot be read is ignored",
			func(l *rp.Login) error {
				if _, err := l.Claims.Time("nbf"); err != nil {
					return nil
				}
				return reference(l, "idtoken.nbf")
			}},
		{"idtoken.sub", "any-type", "IDT-SUB-FORM",
			"文字列でない sub も文字列に直して使う",
			"a sub that is no string is turned into one",
			func(l *rp.Login) error {
				if sub, ok := l.Claims["sub"]; ok {
					l.Claims["sub"] = fmt.Sprint(sub)
				}
				return reference(l, "idtoken.sub")
			}},
		{"idtoken.sub", "any-length", "IDT-SUB-FORM",
			"sub の長さも文字も見ない",
			"neither length nor characters of sub are looked at",
			func(l *rp.Login) error {
				if sub, ok := l.Claims["sub"].(string); ok && sub != "" {
					l.Subject = sub
					return nil
				}
				return reference(l, "idtoken.sub")
			}},
		{"token.type", "any-access-token", "TOK-ACCESS",
			"token_type が無ければ Bearer とみなす",
			"a missing token_type is taken for Bearer",
			func(l *rp.Login) error {
				if l.Token.TokenType == "" {
					return nil
				}
				return reference(l, "token.type")
			}},
		{"token.type", "lifetime-required", "TOK-LIFETIME",
			"expires_in が正の数でなければ拒む",
			"expires_in must be a positive number",
			func(l *rp.Login) error {
				if life, ok := l.Token.Extra("expires_in").(float64); !ok || life <= 0 {
					return plainError("expires_in: want a positive number, got something else")
				}
				return reference(l, "token.type")
			}},
	}
}
