package mutant

import (
	"errors"
	"net/http"
	"net/url"

	"torii/rpclient/rp"
)

// moved are the ways in which what a relay or a provider changes by itself loses members
// or makes them twice.
func moved() []Mutant {
	return []Mutant{
		{"owed.again", "skipped", "SP-RETRY",
			"中継に伝えられなかった退会を、やり直さない",
			"a withdrawal that the relay was not told of is not told again",
			nothing},
		{"ended.tell", "forgets-failed", "SP-RETRY",
			"中継に伝えられなくても、伝えたことにする",
			"the relay counts as told, though it failed",
			func(l *rp.Login) error {
				problems := []error{reference(l, "ended.tell")}
				for _, e := range l.Ended {
					problems = append(problems, l.Settle(e))
				}
				return errors.Join(problems...)
			}},
		{"account.ask", "skipped", "LNK-ASK",
			"初めての人を、尋ねずに会員にしてログインさせる",
			"somebody new is made a member and signed in, unasked",
			nothing},
		{"relay.link", "timeout-is-done", "SP-KEPT",
			"紐付けの答えが来なければ、済んだとみなす",
			"a link that is never answered counts as made",
			func(l *rp.Login) error {
				err := reference(l, "relay.link")
				if failed, ok := errors.AsType[*rp.Failure](err); ok && failed.Status == http.StatusGatewayTimeout {
					return nil
				}
				return err
			}},
		{"relay.link", "overwrite", "LNK-ONE",
			"新しい会員を overwrite=true で紐付け、同時に登録した自分から奪う",
			"a new member is linked with overwrite=true, and taken from the one made a moment before",
			func(l *rp.Login) error {
				if l.RelayKey() != "" {
					return nil
				}
				return l.TellRelay("map", url.Values{"identifier": {l.Subject}, "primary_key": {l.Member}, "overwrite": {"true"}})
			}},
		{"account.find", "own-links-only", "SP-STALE",
			"自分が紐付けた番号でなければ primary_key を信じず、新しい会員にする",
			"a primary_key is believed for the relay's ids that this service knows alone",
			func(l *rp.Login) error {
				owner, err := l.Owner(l.Provider.Issuer, l.Subject)
				if err == nil && owner == "" && l.Provider.Relay != nil {
					l.Claims["primary_key"] = nil
				}
				return errors.Join(err, reference(l, "account.find"))
			}},
		{"account.find", "other-id-refused", "SP-STALE",
			"中継の番号が覚えているものと違えば、その会員を締め出す",
			"a member whose id at the relay has changed is locked out",
			func(l *rp.Login) error {
				var other bool
				if err := find(l, &other, `SELECT count(*) FROM identity WHERE issuer = ? AND member = ? AND subject <> ?`,
					l.Provider.Issuer, l.RelayKey(), l.Subject); err != nil {
					return err
				}
				if other && l.Provider.Relay != nil {
					return errors.New("want the id remembered, got another")
				}
				return reference(l, "account.find")
			}},
		{"business.admit", "not-at-link", "GBIZ-KIND",
			"ログインのときだけアカウント種別を見て、連携のときは見ない",
			"the kind of account is looked at in logins, not when one is linked",
			func(l *rp.Login) error {
				if l.Mode == rp.ModeLink {
					return nil
				}
				return reference(l, "business.admit")
			}},
		{"notice.apply", "member-deleted", "LNK-STAY",
			"プロバイダーのアカウントが消えたら、会員も消す",
			"a deleted account takes the member with it",
			func(l *rp.Login) error {
				if l.Notice.Kind != "account-deleted" {
					return reference(l, "notice.apply")
				}
				return change(l, `DELETE FROM member WHERE id = (SELECT member FROM identity WHERE issuer = ? AND subject = ?)`, l.Provider.Issuer, l.Notice.Subject)
			}},
		{"notice.apply", "all-unlinked", "LNK-STAY",
			"一つのプロバイダーの知らせで、会員の連携をすべて外す",
			"what one provider tells unlinks all that the member has",
			func(l *rp.Login) error {
				return change(l, `DELETE FROM identity WHERE member = (SELECT member FROM identity WHERE issuer = ? AND subject = ?)`, l.Provider.Issuer, l.Notice.Subject)
			}},
	}
}
