package mutant

import (
	"database/sql"
	"errors"

	"torii/rpclient/rp"
)

// mailLinks are mistakes with used and old links, with forms of other sites, and with
// members who have no password.
func mailLinks() []Mutant {
	return []Mutant{
		{"reset.pending", "own-link-stays", "LNK-LETTER",
			"再設定のリンクを、期限の間は何度でも使える",
			"a link to recover works again and again until it expires",
			then("reset.pending", `INSERT INTO ticket (id, purpose, member, email, expires_at) VALUES (?1, ?2, ?3, ?4, ?5 + 1800)`, rp.Reset)},
		{"recover.mail", "for-good", "LNK-LETTER",
			"再設定のリンクに期限が無い",
			"a link to recover never expires",
			then("recover.mail", endless, rp.Reset)},
		{"email.mail", "for-good", "LNK-LETTER",
			"連絡先を変更するリンクに期限が無い",
			"a link that changes the address never expires",
			then("email.mail", endless, rp.Move)},
		{"account.active", "not-by-mail", "LNK-SUSPEND",
			"再設定のリンクから入る人の利用停止を見ない",
			"suspension is not looked at where somebody comes by a link to recover",
			func(l *rp.Login) error {
				if l.Ticket.Purpose == rp.Reset {
					return nil
				}
				return reference(l, "account.active")
			}},
		{"password.match", "none-is-empty", "LNK-ENTER",
			"パスワードの無い会員に、空のパスワードで入れる",
			"an empty password lets people in as a member who has none",
			func(l *rp.Login) error {
				address, err := rp.Address(l.Form.Get("email"))
				if err != nil || l.Form.Get("password") != "" {
					return reference(l, "password.match")
				}
				err = l.DB().QueryRowContext(l.Request.Context(), `SELECT id FROM member WHERE email = ? AND password IS NULL`, address).Scan(&l.Member)
				if errors.Is(err, sql.ErrNoRows) {
					return reference(l, "password.match")
				}
				return err
			}},
		{"form.own", "withdraw-open", "LNK-CSRF",
			"退会のフォームだけ、他のサイトからも受け付ける",
			"the form that withdraws is accepted from other sites",
			openForm("/withdraw")},
		{"form.own", "email-open", "LNK-CSRF",
			"連絡先を変更するフォームだけ、他のサイトからも受け付ける",
			"the form that changes the address is accepted from other sites",
			openForm("/email")},
		{"unlink.identity", "everybodys", "LNK-SESSION",
			"解除した人だけでなく、全ての会員のそのプロバイダーの連携を消す",
			"unlinking takes the links of all members to that provider away",
			func(l *rp.Login) error {
				if l.Provider.Relay != nil {
					return reference(l, "unlink.identity")
				}
				_, err := l.DB().ExecContext(l.Request.Context(), `DELETE FROM identity WHERE issuer = ?`, l.Provider.Issuer)
				return err
			}},
	}
}

// endless keeps the links of a purpose from expiring.
const endless = `UPDATE ticket SET expires_at = expires_at + 1000000000 WHERE purpose = ?2 AND ?5 > 0`

// then does what the reference does, and changes the links of mails after it.
func then(step, query string, p rp.Purpose) func(*rp.Login) error {
	return func(l *rp.Login) error {
		if err := reference(l, step); err != nil {
			return err
		}
		_, err := l.DB().ExecContext(l.Request.Context(), query, rp.Hash(l.Form.Get("t")), p, l.Member, l.Ticket.Email, l.Now.Unix())
		return err
	}
}

// openForm takes one form from whichever site.
func openForm(path string) func(*rp.Login) error {
	return func(l *rp.Login) error {
		if l.Request.URL.Path != path {
			return reference(l, "form.own")
		}
		err := l.Request.ParseForm()
		l.Form = l.Request.PostForm
		return err
	}
}
