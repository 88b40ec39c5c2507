package mutant

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"torii/rpclient/rp"
)

// noticed are mistakes with what a provider tells of itself.
func noticed() []Mutant {
	return []Mutant{
		{"notice.body", "taken-apart", "NTC-VERIFY",
			"通知の本文を JWT とみなして読み、JSON の payload を見ない",
			"the body is taken for the signed message itself, and payload not looked for",
			func(*rp.Login) error { return errors.New("want three parts, got one") }},
		{"notice.verify", "skipped", "NTC-VERIFY",
			"通知の署名を検証せずに中身を信じる",
			"a notification is believed without looking at its signature",
			func(l *rp.Login) error { return reference(l, "idtoken.form") }},
		{"notice.verify", "header-chooses", "NTC-VERIFY",
			"alg が none の通知は署名を見ない",
			"a notification whose alg is none needs no signature",
			func(l *rp.Login) error {
				if err := reference(l, "idtoken.form"); err != nil || l.Header.Text("alg") == "none" {
					return err
				}
				return reference(l, "notice.verify")
			}},
		{"notice.aud", "skipped", "NTC-AUD",
			"通知の iss と aud を見ない",
			"iss and aud of a notification are not looked at",
			nothing},
		{"notice.aud", "client-id", "NTC-AUD",
			"通知の aud にログインの client_id を求める",
			"aud of a notification is wanted to be the client_id of logins",
			func(l *rp.Login) error {
				if aud := l.Claims.Text("aud"); aud != l.Provider.ClientID {
					return fmt.Errorf("aud: want %q, got %.64q", l.Provider.ClientID, aud)
				}
				return nil
			}},
		{"notice.time", "skipped", "NTC-TIME",
			"通知の exp を見ない",
			"exp of a notification is not looked at",
			nothing},
		{"notice.time", "exp-wanted", "NTC-TIME",
			"exp の無い通知を拒む",
			"a notification without exp is refused",
			func(l *rp.Login) error {
				if !l.Claims.Has("exp") {
					return errors.New("exp: want one, got none")
				}
				return reference(l, "notice.time")
			}},
		{"notice.events", "none-is-revoked", "NTC-VERIFY",
			"events の無い署名付きトークンを、その sub の同意の取り消しとみなす",
			"a signed token without events is taken for a consent revoked by its sub",
			func(l *rp.Login) error {
				if l.Claims.Has("events") {
					return reference(l, "notice.events")
				}
				l.Notice = rp.Notice{ID: l.IDToken, Kind: "consent-revoked", Subject: l.Claims.Text("sub"), At: l.Now}
				return nil
			}},
		{"notice.events", "milliseconds-always", "NTC-TIME",
			"秒の event_time をミリ秒として読み、1970年のことにする",
			"an event_time in seconds is read as milliseconds, and lies in 1970",
			func(l *rp.Login) error {
				err := reference(l, "notice.events")
				if err == nil && l.Claims.Text("events") == "" { // only documents have objects, and seconds
					l.Notice.At = time.UnixMilli(l.Notice.At.Unix())
				}
				return err
			}},
		{"notice.events", "object-only", "NTC-EVENTS",
			"文字列の events を読めない",
			"events in a string cannot be read",
			func(l *rp.Login) error {
				if l.Claims.Text("events") != "" {
					return errors.New("events: want an object, got a string")
				}
				return reference(l, "notice.events")
			}},
		{"notice.events", "string-only", "NTC-EVENTS",
			"オブジェクトの events を読めない",
			"events as an object cannot be read",
			func(l *rp.Login) error {
				if l.Claims.Text("events") == "" {
					return errors.New("events: want a string, got an object")
				}
				return reference(l, "notice.events")
			}},
		{"notice.events", "unknown-refused", "NTC-EVENTS",
			"知らない種類の通知を断り、送り直させる",
			"a notification of an unknown type is refused, to be sent again",
			func(l *rp.Login) error {
				err := reference(l, "notice.events")
				if err == nil && !strings.HasPrefix(l.Notice.Kind, "email-") && !strings.HasPrefix(l.Notice.Kind, "account-") && l.Notice.Kind != "consent-revoked" {
					err = fmt.Errorf("type: unknown: %.64q", l.Notice.Kind)
				}
				return err
			}},
		{"notice.once", "skipped", "NTC-ONCE",
			"二度届いた通知を二度行う",
			"a notification that comes twice is acted on twice",
			nothing},
		{"notice.late", "skipped", "NTC-LATE",
			"遅れて届いた古い取り消しで、今の連携を止める",
			"a revocation that is late ends the consent given since",
			nothing},
		{"notice.apply", "skipped", "NTC-APPLY",
			"通知に 200 で答えるだけで、何もしない",
			"notifications are answered with 200, and nothing is done",
			nothing},
		{"notice.apply", "account-delete-only", "NTC-APPLY",
			"アカウントの削除を古い名前（account-delete）でしか知らない",
			"a deleted account is known by its older name account-delete only",
			func(l *rp.Login) error {
				if l.Notice.Kind == "account-deleted" {
					return nil
				}
				return reference(l, "notice.apply")
			}},
		{"notice.apply", "account-deleted-only", "NTC-APPLY",
			"アカウントの削除を新しい名前（account-deleted）でしか知らない",
			"a deleted account is known by its newer name account-deleted only",
			func(l *rp.Login) error {
				if l.Notice.Kind == "account-delete" {
					return nil
				}
				return reference(l, "notice.apply")
			}},
	}
}
