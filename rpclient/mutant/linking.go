package mutant

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"torii/rpclient/rp"
)

// linking are the ways in which sites lose accounts when they link identities.
func linking() []Mutant {
	return slices.Concat(linkFlow(), linkOwner(), linkProof(), linkEnd(), linkMail())
}

// linkFlow are wrong about which trip a response answers.
func linkFlow() []Mutant {
	return []Mutant{
		{"form.own", "skipped", "LNK-CSRF",
			"ほかのサイトから送られたフォームでも受け付ける",
			"forms from other sites are accepted",
			nothing},
		{"form.own", "unlink-open", "LNK-CSRF",
			"連携の解除だけ、ほかのサイトから送られても受け付ける",
			"the form that unlinks is accepted from other sites",
			func(l *rp.Login) error {
				if strings.HasPrefix(l.Request.URL.Path, "/unlink/") {
					return nil
				}
				return reference(l, "form.own")
			}},
		{"callback.state", "link-unbound", "LNK-STATE",
			"ログイン中なら、誰が始めた応答でも自分の会員に連携する",
			"whoever is signed in has any response linked, whoever began it",
			func(l *rp.Login) error {
				pending, found, err := l.FindPending(l.Params.Get("state"))
				if err != nil || !found || l.Session.Member == "" {
					return errors.Join(err, reference(l, "callback.state"))
				}
				pending.Session, pending.Member, pending.Mode = l.Session.ID, l.Session.Member, rp.ModeLink
				l.Pending = pending
				return nil
			}},
		{"callback.mode", "by-session", "LNK-MODE",
			"ログイン中かどうかで、連携かログインかを決める",
			"whether somebody is signed in decides between linking and login",
			func(l *rp.Login) error {
				l.Mode, l.Pending.Member = rp.ModeLogin, l.Session.Member
				if l.Session.Member != "" {
					l.Mode = rp.ModeLink
				}
				return nil
			}},
		{"callback.mode", "always-login", "LNK-MODE",
			"連携の応答も、ログインの応答として扱う",
			"a response to linking is taken for one to a login",
			func(l *rp.Login) error { l.Mode = rp.ModeLogin; return nil }},
		{"attach.session", "whoever", "LNK-SESSION",
			"連携を始めた会員ではなく、いまログインしている会員に連携する",
			"whoever is signed in now gets the link, not who began it",
			func(l *rp.Login) error {
				l.Member = l.Session.Member
				return nil
			}},
		{"attach.session", "began-it", "LNK-SESSION",
			"いま誰がログインしていても、連携を始めた会員に連携し、その会員にする",
			"the member who began gets the link and the session, whoever is signed in now",
			func(l *rp.Login) error {
				l.Member = l.Pending.Member
				return nil
			}},
		{"session.renew", "not-at-link", "LNK-RENEW",
			"連携したときにはセッションIDを新しくしない",
			"linking leaves the session identifier as it is",
			func(l *rp.Login) error {
				if l.Mode == rp.ModeLink {
					return nil
				}
				return reference(l, "session.renew")
			}},
	}
}

// linkOwner are wrong about whose an identity is.
func linkOwner() []Mutant {
	return []Mutant{
		{"account.find", "relay-address-dropped", "LNK-EMAIL",
			"Apple が隠したアドレスを、アドレスでないとみなして捨てる",
			"an address that Apple has hidden is taken for none, and dropped",
			func(l *rp.Login) error {
				if err := reference(l, "account.find"); err != nil {
					return err
				}
				return change(l, `UPDATE identity SET email = '' WHERE member = ? AND email LIKE '%privaterelay%'`, l.Member)
			}},
		{"account.find", "by-verified-email", "LNK-EMAIL",
			"確認済みのメールアドレスが同じなら、その会員に自動で連携する",
			"an account with a member's verified address is linked to that member",
			func(l *rp.Login) error {
				if !l.Profile().EmailVerified {
					return reference(l, "account.find")
				}
				return autoLink(l)
			}},
		{"account.find", "by-any-email", "LNK-EMAIL",
			"プロバイダーの user.email を信じ、確認済みでなくても連携する",
			"the provider's email is trusted, verified or not",
			autoLink},
		{"account.find", "contact-overwritten", "LNK-CONTACT",
			"ログインのたびに、会員の連絡先をプロバイダーのメールアドレスで上書きする",
			"each login overwrites the member's address with the provider's",
			func(l *rp.Login) error {
				if err := reference(l, "account.find"); err != nil {
					return err
				}
				return change(l, `UPDATE OR IGNORE member SET email = ? WHERE id = ? AND email IS NOT NULL AND ?1 <> ''`, l.Profile().Email, l.Member)
			}},
		{"account.find", "counted-ids", "LNK-RECYCLE",
			"会員番号を会員の数から振り、退会した人の番号を使い回す",
			"ids are counted from the members there are, so that one is given again",
			func(l *rp.Login) error {
				return renamed(l, `SELECT 'm-' || (count(*) + 1) FROM member`)
			}},
		{"account.find", "ids-from-sub", "LNK-RECYCLE",
			"会員番号を sub から作り、退会した人が元の番号で戻る",
			"the id is made of sub, so that who has left comes back under it",
			func(l *rp.Login) error {
				return renamed(l, `SELECT ? || '|' || ?`, l.Provider.Issuer, l.Subject)
			}},
		{"account.find", "newest-wins", "LNK-ONE",
			"ログインのたびに新しい会員を作り、アカウントをその会員に付け替える",
			"each login makes a new member, who gets the account",
			func(l *rp.Login) error {
				if err := change(l, `DELETE FROM identity WHERE issuer = ? AND subject = ?`, l.Provider.Issuer, l.Subject); err != nil {
					return err
				}
				return reference(l, "account.find")
			}},
		{"attach.identity", "overwrite", "LNK-OWNER",
			"ほかの会員に連携済みのアカウントを、黙って奪う",
			"an account that is another member's is taken from them",
			func(l *rp.Login) error {
				if err := change(l, `DELETE FROM identity WHERE issuer = ? AND subject = ?`, l.Provider.Issuer, l.Subject); err != nil {
					return err
				}
				return reference(l, "attach.identity")
			}},
		{"attach.identity", "absorb", "LNK-OWNER",
			"そのアカウントの会員を、まるごと自分の会員に統合する",
			"the member who has the account is merged into one's own",
			func(l *rp.Login) error {
				owner, err := l.Owner(l.Provider.Issuer, l.Subject)
				if err != nil || owner == "" || owner == l.Member {
					return errors.Join(err, reference(l, "attach.identity"))
				}
				if err := change(l, `UPDATE OR REPLACE identity SET member = ? WHERE member = ?`, l.Member, owner); err != nil {
					return err
				}
				return change(l, `DELETE FROM member WHERE id = ?`, owner)
			}},
		{"attach.identity", "by-number", "LNK-OWNER",
			"法人番号を連携し、同じ会社の人を一つのアカウントとみなす",
			"the corporate number is what is linked: a company's people are one account",
			forBusinesses("attach.identity", func(l *rp.Login) error {
				l.Subject = l.Business.Number
				return reference(l, "attach.identity")
			})},
		{"attach.identity", "wrong-way", "LNK-OWNER",
			"逆向きに統合し、自分がそのアカウントの会員になる",
			"the merge goes the wrong way: one becomes the member who has the account",
			func(l *rp.Login) error {
				owner, err := l.Owner(l.Provider.Issuer, l.Subject)
				if err != nil || owner == "" {
					return errors.Join(err, reference(l, "attach.identity"))
				}
				l.Member = owner
				return nil
			}},
		{"attach.identity", "not-unique", "LNK-ONE",
			"一つのアカウントを、何人の会員にでも連携する",
			"one account is linked to as many members as like",
			func(l *rp.Login) error {
				if err := reference(l, "attach.identity"); err == nil {
					return nil
				}
				return change(l, `INSERT INTO identity (issuer, subject, member) VALUES (?, ?, ?)`, l.Provider.Issuer, l.Subject+" of "+l.Member, l.Member)
			}},
		{"attach.identity", "replaces", "LNK-SECOND",
			"同じプロバイダーの二つ目のアカウントで、前の連携を黙って置き換える",
			"a second account of the same provider replaces the first without a word",
			func(l *rp.Login) error {
				if err := change(l, `DELETE FROM identity WHERE member = ? AND issuer = ?`, l.Member, l.Provider.Issuer); err != nil {
					return err
				}
				return reference(l, "attach.identity")
			}},
		{"attach.identity", "again-is-an-error", "LNK-SAME",
			"連携済みの自分のアカウントをもう一度連携すると、障害になる",
			"linking one's own account again is an internal error",
			func(l *rp.Login) error {
				return change(l, `INSERT INTO identity (issuer, subject, member) VALUES (?, ?, ?)`, l.Provider.Issuer, l.Subject, l.Member)
			}},
		{"attach.identity", "forgotten", "LNK-ADD",
			"連携したように見せて、何も保存しない",
			"linking succeeds, and nothing is stored",
			nothing},
		{"attach.identity", "contact-overwritten", "LNK-CONTACT",
			"連携すると、会員の連絡先がプロバイダーのメールアドレスになる",
			"linking makes the provider's address the member's",
			func(l *rp.Login) error {
				if err := reference(l, "attach.identity"); err != nil {
					return err
				}
				return change(l, `UPDATE member SET email = coalesce(nullif(?, ''), 'nobody@example.jp') WHERE id = ?`, l.Profile().Email, l.Member)
			}},
	}
}

// linkProof are wrong about who may do it.
func linkProof() []Mutant {
	return []Mutant{
		{"password.match", "any-password", "LNK-ENTER",
			"メールアドレスが合えば、パスワードを確かめない",
			"the address is enough; the password is not looked at",
			func(l *rp.Login) error {
				address, err := rp.Address(l.Form.Get("email"))
				if err != nil {
					return err
				}
				return find(l, &l.Member, `SELECT id FROM member WHERE email = ?`, address)
			}},
		{"confirm.password", "any-password", "LNK-RECENT",
			"本人確認で、どのパスワードでも受け付ける",
			"any password proves who one is",
			takeSession},
		{"link.recent", "skipped", "LNK-RECENT",
			"連携の前に本人確認を求めない",
			"linking wants no recent proof of identity",
			takeSession},
		{"unlink.recent", "skipped", "LNK-RECENT",
			"解除の前に本人確認を求めない",
			"unlinking wants no recent proof of identity",
			takeSession},
		{"email.recent", "skipped", "LNK-RECENT",
			"連絡先を変える前に本人確認を求めない",
			"a new address wants no recent proof of identity",
			takeSession},
		{"withdraw.recent", "skipped", "LNK-RECENT",
			"退会の前に本人確認を求めない",
			"withdrawal wants no recent proof of identity",
			takeSession},
		{"reauth.identity", "anybody", "LNK-RECENT",
			"誰のアカウントでも、ログイン中の会員の本人確認になる",
			"anybody's account proves who the member is",
			takeSession},
		{"reauth.identity", "passwords-only", "LNK-RECENT",
			"パスワードの無い会員は、本人確認ができない",
			"members without a password have no way to prove who they are",
			func(*rp.Login) error { return errors.New("want a password, got an account") }},
		{"session.renew", "link-is-proof", "LNK-RECENT",
			"連携を、本人確認のし直しとみなす",
			"linking an account counts as proving who one is",
			func(l *rp.Login) error {
				l.Mode = rp.ModeLogin
				return reference(l, "session.renew")
			}},
		{"account.active", "skipped", "LNK-SUSPEND",
			"利用停止中の会員もログインさせる",
			"suspended members sign in",
			nothing},
		{"account.active", "password-only", "LNK-SUSPEND",
			"利用停止を、パスワードでのログインでだけ確かめる",
			"suspension is looked at only where somebody signs in by password",
			func(l *rp.Login) error {
				if l.Provider.ID != "" {
					return nil
				}
				return reference(l, "account.active")
			}},
	}
}

// linkEnd are wrong about what ends.
func linkEnd() []Mutant {
	return []Mutant{
		{"unlink.identity", "skipped", "LNK-UNLINK",
			"解除しても、連携が残る",
			"unlinking leaves the link as it is",
			nothing},
		{"unlink.identity", "everything", "LNK-UNLINK",
			"一つ解除すると、すべての連携が外れる",
			"unlinking one account unlinks all",
			func(l *rp.Login) error { return change(l, `DELETE FROM identity WHERE member = ?`, l.Member) }},
		{"unlink.last", "skipped", "LNK-LAST",
			"最後のログイン方法でも解除できる",
			"the last way to sign in can be removed",
			nothing},
		{"unlink.last", "accounts-only", "LNK-LAST",
			"パスワードがあっても、最後のプロバイダーを解除させない",
			"the last account cannot be unlinked though there is a password",
			func(l *rp.Login) error {
				var n int
				if err := find(l, &n, `SELECT count(*) FROM identity WHERE member = ?`, l.Member); err != nil {
					return err
				}
				if n == 0 {
					return errors.New("want another account, got none")
				}
				return nil
			}},
		{"withdraw.delete", "cookie-only", "LNK-WITHDRAW",
			"退会しても、Cookieを消すだけで会員は残る",
			"withdrawal clears the cookie, and the member remains",
			func(l *rp.Login) error { l.ClearCookie(); return nil }},
		{"withdraw.delete", "links-remain", "LNK-WITHDRAW",
			"退会しても連携が残り、プロバイダーから元の会員に入れる",
			"links remain after withdrawal, and lead to the former member",
			func(l *rp.Login) error {
				l.ClearCookie()
				if err := change(l, `UPDATE member SET email = NULL, password = NULL WHERE id = ?`, l.Member); err != nil {
					return err
				}
				return change(l, `DELETE FROM session WHERE member = ?`, l.Member)
			}},
		{"reset.ticket", "skipped", "LNK-RECOVER",
			"再設定のリンクが効かない",
			"the link that sets a new password does nothing",
			nothing},
		{"reset.password", "skipped", "LNK-RECOVER",
			"再設定しても、前のパスワードのままである",
			"recovery leaves the former password",
			nothing},
		{"reset.sessions", "skipped", "LNK-RECOVER",
			"再設定しても、ほかの端末のセッションが生きている",
			"sessions on other devices live on after recovery",
			nothing},
		{"reset.links", "skipped", "LNK-TROJAN",
			"再設定しても、攻撃者が連携したアカウントが残る",
			"accounts that an attacker linked remain after recovery",
			nothing},
		{"reset.pending", "skipped", "LNK-PENDING",
			"再設定しても、待っている連絡先の変更が生きている",
			"an address change that waits survives recovery",
			nothing},
		{"attach.pending", "skipped", "LNK-PENDING",
			"連携しても、待っている連絡先の変更が生きている",
			"an address change that waits survives linking",
			nothing},
	}
}

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

// autoLink links the account to the member with the same address, and signs them in.
func autoLink(l *rp.Login) error {
	var member string
	if err := find(l, &member, `SELECT coalesce(max(id), '') FROM member WHERE email = ?`, l.Profile().Email); err != nil {
		return err
	}
	if member == "" {
		return reference(l, "account.find")
	}
	l.Member = member
	return change(l, `INSERT OR IGNORE INTO identity (issuer, subject, member) VALUES (?, ?, ?)`, l.Provider.Issuer, l.Subject, member)
}

// renamed makes members by an id that a query chooses.
func renamed(l *rp.Login, query string, args ...any) error {
	owner, err := l.Owner(l.Provider.Issuer, l.Subject)
	if err != nil || owner != "" {
		return errors.Join(err, reference(l, "account.find"))
	}
	var id string
	if err := find(l, &id, query, args...); err != nil {
		return err
	}
	if err := reference(l, "account.find"); err != nil {
		return err
	}
	if err := change(l, `UPDATE member SET id = ? WHERE id = ?`, id, l.Member); err != nil {
		return err
	}
	if err := change(l, `UPDATE identity SET member = ? WHERE member = ?`, id, l.Member); err != nil {
		return err
	}
	l.Member = id
	return nil
}

// takeSession asks for nothing but a session.
func takeSession(l *rp.Login) error {
	if l.Session.Member == "" {
		return errors.New("want a member signed in, got nobody")
	}
	l.Member = l.Session.Member
	return nil
}

func change(l *rp.Login, query string, args ...any) error {
	if _, err := l.DB().ExecContext(l.Request.Context(), query, args...); err != nil {
		return &rp.Failure{Status: 500, Err: fmt.Errorf("change: %w", err)}
	}
	return nil
}

func find(l *rp.Login, into any, query string, args ...any) error {
	if err := l.DB().QueryRowContext(l.Request.Context(), query, args...).Scan(into); err != nil {
		return fmt.Errorf("find: %w", err)
	}
	return nil
}
