package mutant

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"torii/rpclient/rp"
)

// securityEvents are mistakes with Security Event Tokens. Elsewhere these do what the reference does.
func securityEvents() []Mutant {
	only := func(step string, do func(*rp.Login) error) func(*rp.Login) error {
		return func(l *rp.Login) error {
			if !l.Provider.SecurityEvents {
				return reference(l, step)
			}
			return do(l)
		}
	}
	return []Mutant{
		{"notice.body", "json-wanted", "NTC-VERIFY",
			"本文そのものが JWT である通知を読めない",
			"a notification that is a JWT and nothing around it cannot be read",
			only("notice.body", func(*rp.Login) error { return errors.New("payload: want a signed message, got none") })},
		{"notice.verify", "jwt-only", "NTC-EVENTS",
			"typ が secevent+jwt の通知を断る",
			"a notification whose typ is secevent+jwt is refused",
			only("notice.verify", func(l *rp.Login) error {
				if err := reference(l, "notice.verify"); err != nil {
					return err
				}
				return reference(l, "idtoken.typ")
			})},
		{"notice.aud", "issuer-of-id-tokens", "NTC-AUD",
			"通知の iss をIDトークンの iss と一字一句同じだと思い込む",
			"iss of a notification is wanted to be that of ID tokens, letter for letter",
			only("notice.aud", func(l *rp.Login) error {
				if iss := l.Claims.Text("iss"); iss != l.Provider.Issuer {
					return fmt.Errorf("iss: want %q, got %.64q", l.Provider.Issuer, iss)
				}
				return reference(l, "notice.aud")
			})},
		{"notice.time", "recent-only", "NTC-TIME",
			"iat が十分より古い通知を断る",
			"a notification whose iat is more than ten minutes old is refused",
			only("notice.time", func(l *rp.Login) error {
				if at, err := l.Claims.Time("iat"); err != nil || l.Now.Sub(at) > 10*time.Minute {
					return errors.New("iat: want a recent one, got an old one or none")
				}
				return reference(l, "notice.time")
			})},
		{"notice.events", "any-subject", "NTC-AUD",
			"出来事の subject の iss を見ない",
			"iss of an event's subject is not looked at",
			only("notice.events", func(l *rp.Login) error {
				for _, event := range l.Claims.Object("events") {
					if e, ok := event.(map[string]any); ok && e["subject"] != nil {
						if of, ok := e["subject"].(map[string]any); ok && of["iss"] != nil {
							of["iss"] = l.Provider.Issuer
						}
					}
				}
				return reference(l, "notice.events")
			})},
		{"notice.apply", "risc-only", "NTC-APPLY",
			"トークンの失効の通知を、oauth でなく risc の名前で待つ",
			"the revocation of tokens is awaited under a name of RISC's, not OAuth's",
			only("notice.apply", func(l *rp.Login) error {
				if strings.Contains(l.Notice.Kind, "/oauth/") {
					return nil
				}
				return reference(l, "notice.apply")
			})},
		{"notice.apply", "reason-ignored", "NTC-APPLY",
			"アカウント停止の reason を見ず、乗っ取りの疑いでもセッションを残す",
			"the reason of a disabled account is not looked at, and sessions outlive a hijacking",
			only("notice.apply", func(l *rp.Login) error {
				delete(l.Notice.Event, "reason")
				return reference(l, "notice.apply")
			})},
		{"notice.apply", "never-enabled", "NTC-APPLY",
			"停止が解けた通知を読まず、いつまでも入れない",
			"an account that was enabled again stays shut for ever",
			only("notice.apply", func(l *rp.Login) error {
				if strings.HasSuffix(l.Notice.Kind, "/account-enabled") {
					return nil
				}
				return reference(l, "notice.apply")
			})},
		{"account.open", "skipped", "NTC-APPLY",
			"停止されたと知らされたアカウントでもログインさせる",
			"an account that is known to be disabled still lets people in",
			nothing},
	}
}
