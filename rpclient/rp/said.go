package rp

import "net/http"

// saidCookie carries to the next page what was just done. It is a word of the list
// below: nobody can have a page say anything else.
const saidCookie = "__Host-said"

// said are the sentences that tell people what came of what they did, by the stage
// that did it.
var said = map[Stage]string{
	Attach:    "アカウントを連携しました。次からは、このアカウントでもログインできます。",
	Unlink:    "連携を解除しました。解除したアカウントでは、もうログインできません。",
	Reauth:    "ご本人であることを確かめました。",
	Joining:   "会員登録が済みました。",
	Moving:    "連絡先のメールアドレスを変更しました。",
	Resetting: "パスワードを再設定し、ほかの端末からログアウトしました。",
	Withdraw:  "退会の手続きが済みました。ご利用ありがとうございました。",
}

// say has the next page tell what a stage has done.
func (l *Login) say(s Stage) {
	if said[s] != "" {
		l.SetCookie(newSaidCookie(string(s), 60))
	}
}

// hear returns what the page is to tell, once.
func (l *Login) hear() string {
	cookie, err := l.Request.Cookie(saidCookie)
	if err != nil {
		return ""
	}
	l.SetCookie(newSaidCookie("", -1))
	return said[Stage(cookie.Value)]
}

func newSaidCookie(value string, seconds int) *http.Cookie {
	return &http.Cookie{Name: saidCookie, Value: value, Path: "/", MaxAge: seconds, Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode}
}
