package mutant

import (
	"errors"
	"strings"

	"golang.org/x/oauth2"

	"torii/rpclient/rp"
)

// clashing want to be unique what is not the person's own to keep so, take an address for proven
// that somebody has only named, or tie no login to its own request.
func clashing() []Mutant {
	return []Mutant{
		{"account.find", "address-unique", "LNK-CLASH",
			"プロバイダーでのメールアドレスが、ほかの人と同じに変わると落ちる",
			"an address at the provider that becomes another's makes the login fail",
			func(l *rp.Login) error {
				return unlessTaken(l, l.Profile().Email, `SELECT count(*) FROM identity i JOIN identity own ON own.issuer = ? AND own.subject = ?
					WHERE i.email = ? AND i.member <> own.member`)
			}},
		{"account.find", "member-address-unique", "LNK-CLASH",
			"プロバイダーでのメールアドレスが、ほかの会員の連絡先と同じに変わると落ちる",
			"an address at the provider that becomes another member's makes the login fail",
			func(l *rp.Login) error {
				return unlessTaken(l, l.Profile().Email, `SELECT count(*) FROM member m JOIN identity own ON own.issuer = ? AND own.subject = ?
					WHERE m.email = ? AND m.id <> own.member`)
			}},
		{"account.find", "name-unique", "LNK-CLASH",
			"プロバイダーでの名前が、ほかの人と同じに変わると落ちる",
			"a name at the provider that becomes another's makes the login fail",
			func(l *rp.Login) error {
				return unlessTaken(l, l.Profile().Name, `SELECT count(*) FROM identity i JOIN identity own ON own.issuer = ? AND own.subject = ?
					WHERE i.name = ? AND own.name <> i.name AND i.member <> own.member`)
			}},
		{"recover.mail", "claimed", "LNK-MAILBOX",
			"プロバイダーの告げただけのメールアドレスにも、再設定のリンクを送る",
			"the link to recover is mailed to an address that a provider has only named",
			func(l *rp.Login) error {
				typed := strings.ToLower(l.Form.Get("email"))
				var member string
				if err := find(l, &member, `SELECT coalesce(max(member), '') FROM identity WHERE lower(email) = ?`, typed); err != nil {
					return err
				}
				if member == "" {
					return reference(l, "recover.mail")
				}
				return mailReset(l, member, typed)
			}},
		{"start.bind", "one-for-all", "CB-INJECT",
			"nonce と PKCE の検証子が、誰のどのログインでも同じである",
			"nonce and PKCE verifier are the same in every login of everybody's",
			func(l *rp.Login) error {
				const same = "torii-torii-torii-torii-torii-torii-torii-torii"
				l.Pending.Nonce = same
				l.Query.Set("nonce", same)
				if l.Query.Has("code_challenge") {
					l.Pending.CodeVerifier = same
					l.Query.Set("code_challenge", oauth2.S256ChallengeFromVerifier(same))
				}
				return reference(l, "start.bind")
			}},
	}
}

// unlessTaken fails where a query finds that another has the value.
func unlessTaken(l *rp.Login, value, query string) error {
	if value == "" {
		return reference(l, "account.find")
	}
	var n int
	if err := find(l, &n, query, l.Provider.Issuer, l.Subject, value); err != nil {
		return err
	}
	if n > 0 {
		return &rp.Failure{Status: 500, Err: errors.New("want a value that nobody else has, got another's")}
	}
	return reference(l, "account.find")
}

// mailReset mails a link that sets the member's password.
func mailReset(l *rp.Login, member, to string) error {
	secret, err := l.Secret()
	if err != nil {
		return err
	}
	if err := change(l, `INSERT INTO ticket (id, purpose, member, email, expires_at) VALUES (?, 'reset', ?, ?, ?)`,
		rp.Hash(secret), member, to, l.Now.Unix()+60); err != nil {
		return err
	}
	return l.Send(rp.Mail{To: to, Subject: "パスワードの再設定", Text: "https://" + l.Request.Host + "/reset?t=" + secret + " を開いてください。"})
}
