package mutant

import (
	"errors"
	"net/url"
	"slices"

	"torii/rpclient/rp"
)

// merging are the ways in which sites make one member of two who are not one person, or
// lose what was one of them's.
func merging() []Mutant {
	return slices.Concat(mergeProof(), mergeAssent(), mergeEnd(), mergeRelay())
}

// mergeProof believe too soon that another membership is the person's own.
func mergeProof() []Mutant {
	return []Mutant{
		{"callback.state", "merge-unbound", "LNK-MERGE",
			"ログイン中なら、誰が始めた確認の応答でも、統合する会員の証しにする",
			"whoever is signed in has any response taken for proof of another membership, whoever began it",
			func(l *rp.Login) error {
				pending, found, err := l.FindPending(l.Params.Get("state"))
				if err != nil || !found || pending.Mode != rp.ModeMerge || l.Session.Member == "" {
					return errors.Join(err, reference(l, "callback.state"))
				}
				pending.Session, pending.Member = l.Session.ID, l.Session.Member
				l.Pending = pending
				return nil
			}},
		{"password.match", "merge-by-address", "LNK-MERGE",
			"統合する会員は、メールアドレスが合えば、パスワードを確かめない",
			"the address is enough to prove a membership that is to be merged; the password is not looked at",
			func(l *rp.Login) error {
				if l.Request.URL.Path != "/merge" {
					return reference(l, "password.match")
				}
				return find(l, &l.Member, `SELECT id FROM member WHERE email = ?`, l.Form.Get("email"))
			}},
		{"second.session", "whoever", "LNK-MERGE",
			"確認を始めた会員ではなく、いまログインしている会員に統合する",
			"whoever is signed in now takes the other over, not who began to prove it",
			takeSession},
		{"second.member", "by-address", "LNK-MERGE",
			"プロバイダーの伝えるメールアドレスの会員を、本人のもう一人の会員とみなす",
			"the member with the address that a provider tells is taken for the person's other one",
			func(l *rp.Login) error {
				if l.Provider.ID == "" {
					return reference(l, "second.member")
				}
				var member string
				if err := find(l, &member, `SELECT coalesce(max(id), '') FROM member WHERE email = ?`, l.Profile().Email); err != nil {
					return err
				}
				if member == "" {
					return reference(l, "second.member")
				}
				l.Other, l.By = member, l.Provider.ID
				return nil
			}},
		{"merge.ticket", "from-parameter", "LNK-MERGE",
			"統合する会員を、確かめた結果ではなく、送られた番号で決める",
			"a number that was sent says who is merged, not what was proven",
			func(l *rp.Login) error {
				if err := reference(l, "merge.ticket"); err != nil || !l.Form.Has("member") {
					return err
				}
				l.Other = l.Form.Get("member")
				return nil
			}},
		{"merge.recent", "skipped", "LNK-RECENT",
			"統合の前に本人確認を求めない",
			"merging wants no recent proof of identity",
			takeSession},
		{"second.open", "skipped", "NTC-APPLY",
			"プロバイダーが停止を知らせたアカウントでも、統合する会員の証しになる",
			"an account that its provider has told to be disabled proves a membership that is to be merged",
			nothing},
		{"merge.active", "skipped", "LNK-SUSPEND",
			"利用停止中の会員も統合し、停止を解いたことにする",
			"a suspended member is merged, and suspended no more",
			nothing},
	}
}

// mergeAssent merge what the person has not said yes to.
func mergeAssent() []Mutant {
	return []Mutant{
		{"second.ticket", "at-once", "LNK-ASSENT",
			"確かめて戻ったとき（GET）に、尋ねずに統合する",
			"coming back from the proof, by GET, merges without asking",
			func(l *rp.Login) error {
				for _, step := range []string{"merge.conflict", "merge.notice", "merge.relay", "merge.identities", "merge.data", "merge.end"} {
					if err := reference(l, step); err != nil {
						return err
					}
				}
				return nil
			}},
		{"merge.ticket", "any-form", "LNK-ASSENT",
			"フォームの札を確かめず、最後に確かめた会員を統合する",
			"the form's ticket is not looked at: whoever was proven last is merged",
			func(l *rp.Login) error {
				return takeProof(l, `session = ? AND expires_at > ?`, l.Session.ID, l.Now.Unix())
			}},
		{"merge.ticket", "any-browser", "LNK-ASSENT",
			"どのブラウザーで確かめたかを見ず、誰かの確かめた会員を統合する",
			"it does not matter in which browser a membership was proven",
			func(l *rp.Login) error { return takeProof(l, `expires_at > ?`, l.Now.Unix()) }},
		{"merge.ticket", "for-ever", "LNK-ASSENT",
			"確かめてからどれだけたっても、統合する",
			"a proof stands for ever",
			func(l *rp.Login) error { return takeProof(l, `session = ?`, l.Session.ID) }},
	}
}

// takeProof takes the proof that a condition finds, without a look at the form.
func takeProof(l *rp.Login, where string, args ...any) error {
	if err := takeSession(l); err != nil {
		return err
	}
	var session []byte
	if err := find(l, &session, `SELECT coalesce(max(session), x'') FROM merging WHERE `+where, args...); err != nil {
		return err
	}
	if err := find(l, &l.Other, `SELECT other FROM merging WHERE session = ?`, session); err != nil {
		return err
	}
	return find(l, &l.By, `SELECT proven_by FROM merging WHERE session = ?`, session)
}

// mergeEnd leave too much or too little of the two.
func mergeEnd() []Mutant {
	return []Mutant{
		{"merge.ticket", "wrong-way", "LNK-MERGED",
			"逆向きに統合し、残すと示した会員を無くす",
			"the merge goes the wrong way: the member that was to stay is ended",
			func(l *rp.Login) error {
				if err := reference(l, "merge.ticket"); err != nil {
					return err
				}
				l.Member, l.Other = l.Other, l.Member
				return nil
			}},
		{"merge.conflict", "replaced", "LNK-SECOND",
			"どちらの会員にもあるプロバイダーは、黙って一方のアカウントを捨てる",
			"of a provider that both members have, one account is dropped without a word",
			func(l *rp.Login) error {
				return change(l, `DELETE FROM identity WHERE member = ? AND issuer IN (SELECT issuer FROM identity WHERE member = ?)`, l.Member, l.Other)
			}},
		{"merge.identities", "skipped", "LNK-MERGED",
			"統合した会員の連携を移さず、会員と一緒に消す",
			"the accounts of the other member are not moved, and end with it",
			nothing},
		{"merge.data", "skipped", "LNK-MERGED",
			"統合した会員の連絡先とパスワードを捨てる",
			"address and password of the other member are dropped",
			nothing},
		{"merge.end", "lives-on", "LNK-MERGED",
			"統合した会員を残し、そのセッションも生きている",
			"the other member remains, and so do its sessions",
			nothing},
		{"merge.end", "sessions-moved", "LNK-MERGED",
			"統合した会員のセッションを、残した会員のセッションにする",
			"sessions of the other member become those of the one who stays",
			func(l *rp.Login) error {
				if err := change(l, `UPDATE session SET member = ? WHERE member = ?`, l.Member, l.Other); err != nil {
					return err
				}
				return reference(l, "merge.end")
			}},
		{"merge.notice", "skipped", "LNK-NOTICE",
			"統合をメールで知らせない",
			"no mail tells of merging",
			nothing},
		{"merge.notice", "survivor-only", "LNK-NOTICE",
			"統合を、残した会員の連絡先にだけ知らせる",
			"only the address of the member who stays is told of merging",
			func(l *rp.Login) error {
				return l.Notify("会員登録を統合しました", "もう一つの会員登録を統合しました。")
			}},
		{"session.renew", "not-at-merge", "LNK-RENEW",
			"統合したときにはセッションIDを新しくしない",
			"merging leaves the session identifier as it is",
			func(l *rp.Login) error {
				if l.Mode == rp.ModeMerge {
					return nil
				}
				return reference(l, "session.renew")
			}},
	}
}

// mergeRelay tell the relay nothing, or the wrong thing.
func mergeRelay() []Mutant {
	return []Mutant{
		{"merge.relay", "skipped", "SP-HEIR",
			"統合を中継に伝えない",
			"the relay is not told of the merge",
			nothing},
		{"merge.relay", "wrong-way", "SP-HEIR",
			"中継では逆向きに統合し、無くした会員の紐付けを残す",
			"at the relay the merge goes the wrong way, and the link of the member who is gone survives",
			func(l *rp.Login) error {
				if err := reference(l, "merge.relay"); err != nil {
					return err
				}
				for i, e := range l.Ended {
					l.Ended[i].Member, l.Ended[i].Heir = e.Heir, e.Member
				}
				return nil
			}},
		{"merge.relay", "first-word", "SP-HEIR",
			"中継の失敗という答えを信じ、中継で済んだ統合を、自分のほうではやめる",
			"a failing merge at the relay is believed: what was done there is not done here",
			func(l *rp.Login) error {
				if err := reference(l, "merge.relay"); err != nil {
					return err
				}
				for _, e := range l.Ended {
					l.Provider = e.Provider
					if err := l.TellRelay("merge_user", url.Values{"source_primary_key": {e.Member}, "dest_primary_key": {e.Heir}}); err != nil {
						return err
					}
				}
				return nil
			}},
		{"merge.relay", "told-once", "SP-RETRY",
			"統合を一度だけ伝え、伝わらなくてもやり直さない",
			"the relay is told of a merge once, and not again where that failed",
			func(l *rp.Login) error {
				if err := reference(l, "merge.relay"); err != nil {
					return err
				}
				return change(l, `DELETE FROM owed WHERE heir = ?`, l.Member)
			}},
		{"relay.first", "skipped", "LNK-UNLINK",
			"中継での統合が残っているあいだの解除が、あとの統合で取り消される",
			"unlinking while the relay has still to merge is undone once it does",
			nothing},
		{"relay.heir", "skipped", "SP-HEIR",
			"中継に伝わるまで、統合した会員の連携で入った人を新しい会員にする",
			"until the relay is told, who comes with an account of the merged member becomes a new one",
			nothing},
	}
}
