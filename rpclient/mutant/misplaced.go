package mutant

import (
	"net/http"
	"net/url"
	"strings"

	"torii/rpclient/rp"
)

// misplaced take one thing for another: a cookie for the session's, a text for an address of their own.
func misplaced() []Mutant {
	return []Mutant{
		{"start.bind", "pending-is-session", "SES-COOKIE",
			"始めただけのログインのCookieの値を、セッションのCookieの値としても受け取る",
			"the cookie of a login that has only begun is taken for the session's as well",
			func(l *rp.Login) error {
				if err := reference(l, "start.bind"); err != nil {
					return err
				}
				if err := change(l, `INSERT OR IGNORE INTO member (id, name, created_at) VALUES ('user', '', 0)`); err != nil {
					return err
				}
				return spare(l, "__Host-state", "user")
			}},
		{"session.renew", "spare-key", "SES-COOKIE",
			"ログアウトしても残るCookieの値が、セッションのCookieの値として生きている",
			"a cookie that stays after logging out lives on as the value of the session's",
			func(l *rp.Login) error {
				if err := reference(l, "session.renew"); err != nil {
					return err
				}
				return spare(l, "__Host-device", l.Member)
			}},
		{"start.return", "joined", "SES-RETURN",
			"戻り先を、確かめずに自分のオリジンにつなぐ",
			"the address to return to is joined to its own origin unseen",
			func(l *rp.Login) error {
				if next := l.Form.Get("next"); next != "" {
					l.Pending.Return = "https://" + l.Request.Host + next
				}
				return nil
			}},
		{"start.return", "unread", "SES-RETURN",
			"読めないアドレスで落ちる",
			"an address that cannot be read makes it crash",
			func(l *rp.Login) error {
				if _, err := url.Parse(l.Form.Get("next")); err != nil {
					crash()
				}
				return reference(l, "start.return")
			}},
		{"start.return", "line-breaks-dropped", "SES-RETURN",
			"確かめてから、改行を除いて戻り先にする",
			"line breaks are dropped after the address was checked",
			func(l *rp.Login) error {
				l.Pending.Return = withoutBreaks(l.Form.Get("next"))
				return nil
			}},
		{"logout.return", "line-breaks-dropped", "SES-RETURN",
			"ログアウトの戻り先を、確かめてから改行を除く",
			"line breaks are dropped after the address to return to after logging out was checked",
			func(l *rp.Login) error {
				l.Return = withoutBreaks(l.Form.Get("next"))
				return nil
			}},
		{"start.return", "never-answered", "SES-RETURN",
			"長い戻り先には、いつまでも答えない",
			"a long address to return to is never answered",
			func(l *rp.Login) error {
				if len(l.Form.Get("next")) > tooLong {
					<-l.Request.Context().Done()
				}
				return reference(l, "start.return")
			}},
		{"logout.return", "unread", "SES-RETURN",
			"ログアウトの戻り先が読めないアドレスなら落ちる",
			"an address to return to after logging out that cannot be read makes it crash",
			func(l *rp.Login) error {
				if _, err := url.Parse(l.Form.Get("next")); err != nil {
					crash()
				}
				return reference(l, "logout.return")
			}},
		{"logout.return", "joined", "SES-RETURN",
			"ログアウトの戻り先を、確かめずに自分のオリジンにつなぐ",
			"the address to return to after logging out is joined to its own origin unseen",
			func(l *rp.Login) error {
				if next := l.Form.Get("next"); next != "" {
					l.Return = "https://" + l.Request.Host + next
				}
				return nil
			}},
	}
}

// tooLong is more than an address of one's own has, in bytes.
const tooLong = 8 << 10

// withoutBreaks takes what begins with a slash that no other follows, and then drops line breaks.
func withoutBreaks(address string) string {
	if !strings.HasPrefix(address, "/") || strings.HasPrefix(address, "//") || strings.HasPrefix(address, `/\`) {
		return ""
	}
	return strings.NewReplacer("\r", "", "\n", "").Replace(address)
}

// spare makes a session whose value the browser has under another name.
func spare(l *rp.Login, name, member string) error {
	value, err := l.Secret()
	if err != nil {
		return err
	}
	l.SetCookie(&http.Cookie{Name: name, Value: value, Path: "/", Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode})
	return change(l, `INSERT INTO session (id, member, proven_at, expires_at) VALUES (?, ?, 0, ?)`, rp.Hash(value), member, l.Now.Unix()+60*60)
}
