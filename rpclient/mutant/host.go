package mutant

import (
	"cmp"
	"strings"

	"torii/rpclient/rp"
)

// hosted make their own address of what a request says.
func hosted() []Mutant {
	return []Mutant{
		{"start.bind", "host-of-request", "REQ-HOST",
			"redirect_uri を、要求に書かれたホストから作る",
			"the redirect URI is made of the host that the request names",
			func(l *rp.Login) error {
				if err := reference(l, "start.bind"); err != nil {
					return err
				}
				l.Query.Set("redirect_uri", "https://"+namedHost(l)+"/callback/"+l.Provider.ID)
				return nil
			}},
		{"recover.mail", "host-of-request", "REQ-HOST",
			"再設定のリンクを、要求に書かれたホストから作る",
			"the link to recover is made of the host that the request names",
			func(l *rp.Login) error {
				if err := reference(l, "recover.mail"); err != nil {
					return err
				}
				return change(l, `UPDATE mail SET text = replace(text, ?, ?)`, "https://rp.example.test", "https://"+namedHost(l))
			}},
		{"email.mail", "host-of-request", "REQ-HOST",
			"連絡先を確かめるリンクを、要求に書かれたホストから作る",
			"the link that proves an address is made of the host that the request names",
			func(l *rp.Login) error {
				if err := reference(l, "email.mail"); err != nil {
					return err
				}
				return change(l, `UPDATE mail SET text = replace(text, ?, ?)`, "https://rp.example.test", "https://"+namedHost(l))
			}},
	}
}

// namedHost is the host that a request names, in whichever header.
func namedHost(l *rp.Login) string {
	h := l.Request.Header
	return cmp.Or(h.Get("X-Forwarded-Host"), strings.TrimPrefix(h.Get("Forwarded"), "host="), l.Request.Host)
}
