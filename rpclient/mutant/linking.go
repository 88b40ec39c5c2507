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
		{"callback.mode", "by-session", "LNK-BUTTON",
			"ログイン中かどうかで、連携かログインかを決める",
			"whether somebody is signed in decides between linking and login",
			func(l *rp.Login) error {
				l.Mode, l.Pending.Member = rp.ModeLogin, l.Session.Member
				if l.Session.Member != "" {
					l.Mode = rp.ModeLink
				}
				return nil
			}},
		{"callback.mode", "always-login", "LNK-BUTTON",
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
		{"reset.ticket", "skipped", "LNK-DEVICES",
			"再設定のリンクが効かない",
			"the link that sets a new password does nothing",
			nothing},
		{"reset.password", "skipped", "LNK-DEVICES",
			"再設定しても、前のパスワードのままである",
			"recovery leaves the former password",
			nothing},
		{"reset.sessions", "skipped", "LNK-DEVICES",
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
