package mutant

import (
	"database/sql"
	"errors"
	"net/url"

	"torii/rpclient/rp"
)

// relayKept believe a call to the relay without asking again what became of it, in one
// direction or the other, or do not ask the relay at all.
func relayKept() []Mutant {
	return []Mutant{
		{"relay.link", "error-ignored", "SP-KEPT",
			"紐付けに失敗しても、登録が済んだことにする",
			"a registration counts as done though the relay refused the link",
			func(l *rp.Login) error { _ = reference(l, "relay.link"); return nil }},
		{"relay.attach", "first-word", "SP-KEPT",
			"連携の失敗という答えを、確かめずに信じる",
			"a failing link of a member is believed without asking the relay again",
			func(l *rp.Login) error {
				_, err := atRelay(l, func(own string) error {
					if own != "" {
						return reference(l, "relay.attach")
					}
					return l.TellRelay("map", url.Values{"identifier": {l.Subject}, "primary_key": {l.Member}})
				})
				return err
			}},
		{"relay.attach", "merge-first-word", "SP-KEPT",
			"統合の失敗という答えを、確かめずに信じる",
			"a failing merge is believed without asking the relay again",
			func(l *rp.Login) error {
				own, err := atRelay(l, func(own string) error {
					if own == "" {
						return reference(l, "relay.attach")
					}
					return l.TellRelay("merge_user", url.Values{"source_identifier": {l.Subject}, "dest_primary_key": {l.Member}})
				})
				if err == nil && own != "" {
					l.Subject = own
				}
				return err
			}},
		{"relay.attach", "merge-assumed", "SP-KEPT",
			"統合に失敗しても、統合が済んだことにする",
			"a merge counts as done though the relay refused it",
			func(l *rp.Login) error {
				own, err := atRelay(l, func(own string) error {
					if own == "" {
						return reference(l, "relay.attach")
					}
					_ = reference(l, "relay.attach")
					return nil
				})
				if err == nil && own != "" {
					l.Subject = own
				}
				return err
			}},
		{"account.find", "newcomer-each-time", "SP-LINKED",
			"中継の primary_key を見ず、来るたびに新しい会員を作る",
			"primary_key of the relay is not looked at: every login makes a new member",
			func(l *rp.Login) error {
				if l.Provider.Relay == nil {
					return reference(l, "account.find")
				}
				newcomer, err := l.Secret()
				if err != nil {
					return err
				}
				return l.EnterAs(newcomer)
			}},
	}
}

// atRelay finds whom this service remembers as the member's at the relay, and calls.
func atRelay(l *rp.Login, call func(own string) error) (own string, err error) {
	err = find(l, &own, `SELECT subject FROM identity WHERE issuer = ?1 AND member = ?2`, l.Provider.Issuer, l.Member)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", err
	}
	return own, call(own)
}
