package mutant

import (
	"net/http"
	"strings"

	"torii/rpclient/rp"
)

// cookies are wrong about what a browser keeps and shows of a login.
func cookies() []Mutant {
	return []Mutant{
		{"session.renew", "script-readable", "SES-HTTPONLY",
			"セッションのCookieに HttpOnly を付けない",
			"the session cookie lacks HttpOnly",
			recooked(func(c *http.Cookie) { c.HttpOnly = false })},
		{"session.renew", "any-site", "SES-SAMESITE",
			"セッションのCookieの SameSite を None にする",
			"SameSite of the session cookie is None",
			recooked(func(c *http.Cookie) { c.SameSite = http.SameSiteNoneMode })},
		{"session.renew", "insecure", "SES-SECURE",
			"セッションのCookieに Secure を付けない",
			"the session cookie lacks Secure",
			recooked(func(c *http.Cookie) { c.Secure = false })},
		{"page.frame", "skipped", "PAGE-FRAME",
			"どのサイトの枠にも画面を出せる",
			"any site may show the pages in a frame",
			nothing},
		{"page.frame", "anybody", "PAGE-FRAME",
			"frame-ancestors を * にする",
			"frame-ancestors is *",
			func(l *rp.Login) error { l.Frames = "*"; return nil }},
		{"form.method", "skipped", "SES-GET",
			"GET の要求でもログアウトし、連携を解除する",
			"a GET logs out and unlinks as well",
			nothing},
		{"form.method", "unlink-open", "SES-GET",
			"連携の解除だけ、GET の要求でも行う",
			"a GET unlinks, though it does not log out",
			func(l *rp.Login) error {
				if strings.HasPrefix(l.Request.URL.Path, "/unlink/") {
					return nil
				}
				return reference(l, "form.method")
			}},
		{"session.renew", "remembers", "SES-LEFT",
			"前にログインした人をCookieで覚え、次の人もその会員にする",
			"a cookie remembers who signed in before, and makes the next person that member",
			func(l *rp.Login) error {
				const name = "__Host-remembered"
				if c, err := l.Request.Cookie(name); err == nil {
					l.Member = c.Value
				}
				l.SetCookie(&http.Cookie{Name: name, Value: l.Member, Path: "/", Secure: true, HttpOnly: true})
				return reference(l, "session.renew")
			}},
		{"account.find", "shows-code", "SES-LEAK",
			"調べるためのつもりで、画面に認可コードを出す",
			"the page shows the authorization code, for debugging",
			func(l *rp.Login) error { return named(l, l.Code) }},
		{"account.find", "shows-token", "SES-LEAK",
			"調べるためのつもりで、画面にIDトークンを出す",
			"the page shows the ID token, for debugging",
			func(l *rp.Login) error { return named(l, l.IDToken) }},
	}
}

// recooked changes the session cookie on its way out.
func recooked(change func(*http.Cookie)) func(*rp.Login) error {
	return func(l *rp.Login) error {
		err := reference(l, "session.renew")
		for _, c := range l.Cookies() {
			change(c)
		}
		return err
	}
}

// named shows a text as the name of whoever comes.
func named(l *rp.Login, name string) error {
	if err := reference(l, "account.find"); err != nil {
		return err
	}
	return change(l, `UPDATE identity SET name = ? WHERE issuer = ? AND subject = ?`, name, l.Provider.Issuer, l.Subject)
}
