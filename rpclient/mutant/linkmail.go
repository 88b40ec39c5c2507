package mutant

import (
	"torii/rpclient/rp"
)

// linkMail are wrong about addresses, and who is told.
func linkMail() []Mutant {
	return []Mutant{
		{"register.mail", "taken-by-provider", "LNK-REGISTER",
			"誰かのプロバイダーが伝えたメールアドレスでは、本人も会員登録できない",
			"nobody can register with an address that somebody's provider has named",
			func(l *rp.Login) error {
				var n int
				if err := find(l, &n, `SELECT count(*) FROM identity WHERE email = ?`, l.Form.Get("email")); err != nil || n > 0 {
					return err
				}
				return reference(l, "register.mail")
			}},
		{"register.mail", "member-at-once", "LNK-REGISTER",
			"メールを待たずに会員にし、申し込んだ人をログインさせる",
			"who asks is a member at once, and signed in, without waiting for the mail",
			func(l *rp.Login) error {
				id, err := l.Secret()
				if err != nil {
					return err
				}
				if err := change(l, `INSERT INTO member (id, name, email, created_at) VALUES (?, '', ?, 0)`, id, l.Form.Get("email")); err != nil {
					return err
				}
				l.Member = id
				return reference(l, "session.renew")
			}},
		{"register.mail", "address-passed-on", "LNK-REGISTER",
			"会員のアドレスでも登録を続けさせ、前の会員からアドレスを外す",
			"a member's address is taken from them for whoever registers with it again",
			func(l *rp.Login) error {
				if err := change(l, `UPDATE member SET email = NULL WHERE email = ?`, l.Form.Get("email")); err != nil {
					return err
				}
				return reference(l, "register.mail")
			}},
		{"join.member", "one-each-time", "LNK-REGISTER",
			"同じ登録フォームが二度届くと、会員が二人になる",
			"a registration form that is sent twice makes two members",
			func(l *rp.Login) error {
				if err := change(l, `INSERT INTO ticket (id, purpose, email, expires_at) VALUES (?, 'join', ?, ?)`,
					rp.Hash(l.Form.Get("t")), l.Ticket.Email, l.Now.Unix()+60); err != nil {
					return err
				}
				if err := change(l, `UPDATE member SET email = NULL WHERE email = ?`, l.Ticket.Email); err != nil {
					return err
				}
				return reference(l, "join.member")
			}},
		{"join.ticket", "skipped", "LNK-REGISTER",
			"届いたリンクのメールアドレスを、登録に使わない",
			"the address that the link proves is not used",
			nothing},
		{"join.member", "adopts", "LNK-REGISTER",
			"会員登録した人に、同じメールアドレスのプロバイダーのアカウントを連携する",
			"who registers gets the provider accounts with the same address linked",
			func(l *rp.Login) error {
				if err := reference(l, "join.member"); err != nil {
					return err
				}
				return change(l, `UPDATE identity SET member = ? WHERE email = ?`, l.Member, l.Ticket.Email)
			}},
		{"email.mail", "at-once", "LNK-PROOF",
			"新しいメールアドレスを、確かめずにすぐ連絡先にする",
			"a new address is the member's at once, unproven",
			func(l *rp.Login) error {
				return change(l, `UPDATE member SET email = ? WHERE id = ?`, l.Form.Get("email"), l.Member)
			}},
		{"move.ticket", "skipped", "LNK-PROOF",
			"確かめるリンクを開いても、連絡先が変わらない",
			"the link that proves an address changes nothing",
			nothing},
		{"move.address", "skipped", "LNK-PROOF",
			"連絡先の変更を受け付けたように見せて、変えない",
			"a new address is confirmed, and not stored",
			nothing},
		{"recover.mail", "signs-in", "LNK-RECOVER",
			"再設定を申し込むと、メールを待たずにその会員としてログインさせる",
			"who asks for recovery is signed in without waiting for the mail",
			func(l *rp.Login) error {
				if err := find(l, &l.Member, `SELECT id FROM member WHERE email = ?`, l.Form.Get("email")); err != nil {
					return err
				}
				return reference(l, "session.renew")
			}},
		{"attach.notice", "skipped", "LNK-NOTICE",
			"連携をメールで知らせない",
			"no mail tells of linking",
			nothing},
		{"attach.notice", "to-the-provider", "LNK-NOTICE",
			"連携の知らせを、連携したアカウントのメールアドレスに送る",
			"the mail goes to the address of the account just linked",
			func(l *rp.Login) error {
				return l.Send(rp.Mail{To: l.Profile().Email, Subject: "連携を追加しました", Text: "連携を追加しました。"})
			}},
		{"unlink.notice", "skipped", "LNK-NOTICE",
			"解除をメールで知らせない",
			"no mail tells of unlinking",
			nothing},
		{"move.notice", "skipped", "LNK-NOTICE",
			"連絡先の変更を、元の連絡先に知らせない",
			"no mail tells the former address of the new one",
			nothing},
		{"reset.notice", "skipped", "LNK-NOTICE",
			"再設定をメールで知らせない",
			"no mail tells of recovery",
			nothing},
	}
}
