package mutant

import (
	"strings"

	"torii/rpclient/rp"
)

// organization are mistakes about who belongs to one, and where an address stands.
func organization() []Mutant {
	return []Mutant{
		{"account.staff", "by-address", "ACC-DOMAIN",
			"メールアドレスに会社のドメインが含まれていれば、社員とみなす",
			"an address that holds the company's domain makes a colleague",
			func(l *rp.Login) error {
				if strings.Contains(l.Profile().Email, l.Provider.Organization) {
					l.Claims["hd"] = l.Provider.Organization
				}
				return reference(l, "account.staff")
			}},
		{"account.staff", "by-parameter", "ACC-DOMAIN",
			"認可応答の hd を信じて、社員とみなす",
			"hd of the authorization response makes a colleague",
			func(l *rp.Login) error {
				if hd := l.Params.Get("hd"); hd != "" {
					l.Claims["hd"] = hd
				}
				return reference(l, "account.staff")
			}},
		{"account.staff", "nobody", "ACC-COLLEAGUE",
			"hd を見ず、誰も社員とみなさない",
			"hd is not looked at, and nobody is a colleague",
			nothing},
		{"account.find", "address-by-scope", "ACC-EMAIL",
			"トークン応答の scope に email が無ければ、IDトークンのメールアドレスを使わない",
			"the ID token's address is not used where scope of the token response lacks email",
			func(l *rp.Login) error {
				if scope, told := l.Token.Extra("scope").(string); told && !strings.Contains(scope, "email") {
					delete(l.Claims, "email")
				}
				return reference(l, "account.find")
			}},
		{"account.find", "address-from-userinfo", "ACC-EMAIL",
			"メールアドレスを UserInfo からだけ読む",
			"the address is read from UserInfo alone",
			func(l *rp.Login) error {
				delete(l.Claims, "email")
				return reference(l, "account.find")
			}},
	}
}

// leavers are mistakes with the organization that somebody belongs to.
func leavers() []Mutant {
	return []Mutant{
		{"account.staff", "for-good", "ACC-DOMAIN",
			"一度 hd が合った人を、組織を離れても一員として扱い続ける",
			"whoever had the right hd once is a colleague for ever",
			func(l *rp.Login) error {
				if l.Claims.Text("hd") != l.Provider.Organization {
					return nil
				}
				return reference(l, "account.staff")
			}},
		{"account.staff", "hd-suffix", "ACC-DOMAIN",
			"hd の終わりだけを比べ、名前の似た別の会社の人も一員とする",
			"only the end of hd is compared, and people of a company of a similar name are colleagues",
			func(l *rp.Login) error {
				if hd := l.Claims.Text("hd"); l.Provider.Organization != "" && strings.HasSuffix(hd, l.Provider.Organization) {
					l.Provider.Organization = hd
				}
				return reference(l, "account.staff")
			}},
		{"account.staff", "any-organization", "ACC-DOMAIN",
			"hd があれば、どの会社の人でも一員とする",
			"whoever has an hd is a colleague, whatever the company",
			func(l *rp.Login) error {
				if hd := l.Claims.Text("hd"); l.Provider.Organization != "" && hd != "" {
					l.Provider.Organization = hd
				}
				return reference(l, "account.staff")
			}},
	}
}
