package mutant

import (
	"net/url"

	"torii/rpclient/rp"
)

// relayLink are the ways in which a site and the relay come to differ about whose
// member somebody is, or in which one person takes another's link there.
func relayLink() []Mutant {
	return []Mutant{
		{"relay.link", "first-word", "SP-KEPT",
			"紐付けの失敗という答えを、確かめずに信じる",
			"a failing link is believed without asking the relay again",
			func(l *rp.Login) error {
				if l.RelayKey() != "" {
					return nil
				}
				return l.TellRelay("map", url.Values{"identifier": {l.Subject}, "primary_key": {l.Member}})
			}},
		{"relay.via", "skipped", "LNK-UNLINK",
			"どのログインプロバイダで入ったかを覚えず、解除を見せない",
			"which login provider was used is not remembered, and cannot be unlinked",
			nothing},
		{"relay.added", "skipped", "SP-MERGE",
			"加えたログインプロバイダを覚えない",
			"the login provider that was added is not remembered",
			nothing},
		{"relay.attach", "skipped", "LNK-ADD",
			"自分の記録だけに連携し、中継に紐付けない",
			"the link is made in one's own records alone, not at the relay",
			nothing},
		{"relay.attach", "overwrite", "SP-OWNER",
			"確かめずに overwrite=true で紐付け、ほかの会員から奪う",
			"the link is made with overwrite=true, and taken from another member",
			func(l *rp.Login) error {
				return l.TellRelay("map", url.Values{"identifier": {l.Subject}, "primary_key": {l.Member}, "overwrite": {"true"}})
			}},
		{"relay.attach", "wrong-way", "SP-MERGE",
			"会員のほうを新しいほうへ、逆向きに統合する",
			"the member's person is merged into the new one",
			func(l *rp.Login) error {
				if err := l.TellRelay("merge_user", url.Values{"source_primary_key": {l.Member}, "dest_identifier": {l.Subject}}); err != nil {
					return reference(l, "relay.attach")
				}
				return change(l, `DELETE FROM identity WHERE issuer = ? AND member = ?`, l.Provider.Issuer, l.Member)
			}},
		{"relay.attach", "error-ignored", "SP-KEPT",
			"紐付けに失敗しても、連携したことにする",
			"an account counts as linked though the relay refused",
			func(l *rp.Login) error { _ = reference(l, "relay.attach"); return nil }},
		{"relay.unlink", "skipped", "LNK-UNLINK",
			"自分の記録だけを消し、中継の紐付けを残す",
			"one's own record is deleted, and the relay's stays",
			nothing},
		{"relay.unlink", "error-ignored", "SP-KEPT",
			"解除に失敗しても、解除したことにする",
			"an account counts as unlinked though the relay failed",
			func(l *rp.Login) error { _ = reference(l, "relay.unlink"); return nil }},
		{"relay.unlink", "first-word", "SP-KEPT",
			"解除の失敗という答えを、確かめずに信じる",
			"a failing unlinking is believed without asking the relay again",
			func(l *rp.Login) error {
				return l.TellRelay("dissociate", url.Values{"primary_key": {l.Member}, "target_provider": {l.Provider.Relay.Target}})
			}},
		{"relay.unlink", "nowarn", "SP-WARNING",
			"いつも nowarn=true で解除する",
			"nowarn=true goes with every unlinking",
			func(l *rp.Login) error {
				return l.TellRelay("dissociate", url.Values{"primary_key": {l.Member}, "target_provider": {l.Provider.Relay.Target}, "nowarn": {"true"}})
			}},
		{"withdraw.relay", "skipped", "SP-GONE",
			"退会しても中継の利用者を残す",
			"withdrawal leaves the person at the relay",
			nothing},
		{"account.find", "dangling-revived", "SP-GONE",
			"いない会員を指す primary_key で、その会員を作り直す",
			"a primary_key that names nobody makes that member anew",
			func(l *rp.Login) error {
				if l.Provider.Relay == nil || l.RelayKey() == "" {
					return reference(l, "account.find")
				}
				return l.EnterAs(l.RelayKey())
			}},
		{"account.find", "own-record", "SP-STALE",
			"中継の primary_key より、自分の覚えている紐付けを信じる",
			"one's own record of the link is believed over the relay's primary_key",
			func(l *rp.Login) error {
				owner, err := l.Owner(l.Provider.Issuer, l.Subject)
				if l.Provider.Relay == nil || err != nil || owner == "" {
					return reference(l, "account.find")
				}
				l.Member = owner
				l.Claims["primary_key"] = owner
				return nil
			}},
		{"callback.error", "signs-out", "LNK-CANCEL",
			"連携を取り消すと、会員をログアウトさせる",
			"who cancels linking is logged out",
			func(l *rp.Login) error {
				err := reference(l, "callback.error")
				if err != nil && l.Mode == rp.ModeLink {
					return withError(err, change(l, `DELETE FROM session WHERE member = ?`, l.Session.Member))
				}
				return err
			}},
		{"callback.error", "unlinks", "LNK-CANCEL",
			"プロバイダーが失敗を返すと、会員の連携をすべて外す",
			"an error of the provider unlinks all that the member has",
			func(l *rp.Login) error {
				err := reference(l, "callback.error")
				if err != nil && l.Mode == rp.ModeLink {
					return withError(err, change(l, `DELETE FROM identity WHERE member = ?`, l.Session.Member))
				}
				return err
			}},
		{"unlink.identity", "name-kept", "LNK-ERASE",
			"解除したプロバイダーの伝えた名前を、会員の名前として残す",
			"the name that the unlinked provider told stays as the member's",
			func(l *rp.Login) error {
				if err := change(l, `UPDATE member SET name = coalesce((SELECT nullif(name, '') FROM identity WHERE member = ?1 AND issuer = ?2), name) WHERE id = ?1`,
					l.Member, l.Provider.Issuer); err != nil {
					return err
				}
				return reference(l, "unlink.identity")
			}},
	}
}

// withError returns what went wrong besides, or else the error.
func withError(err, besides error) error {
	if besides != nil {
		return besides
	}
	return err
}
