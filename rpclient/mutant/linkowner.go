package mutant

import (
	"errors"

	"torii/rpclient/rp"
)

// linkOwner are wrong about whose an identity is.
func linkOwner() []Mutant {
	return []Mutant{
		{"account.find", "relay-address-dropped", "USR-ADDRESS",
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
		{"account.find", "ids-from-sub", "LNK-REJOIN",
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
