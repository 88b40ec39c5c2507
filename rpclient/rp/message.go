package rp

import (
	"net/http"
	"strconv"
)

// saidCookie carries to the next page what was just done, as the number of a sentence
// below: nobody can have a page say anything else.
const saidCookie = "__Host-said"

// said are the sentences that tell people what came of what they did, by the stage
// that did it.
var said = []struct {
	after Stage
	text  string
}{
	{Attach, "アカウントを連携しました。次からは、このアカウントでもログインできます。"},
	{Unlink, "連携を解除しました。解除したアカウントでは、もうログインできません。"},
	{Reauth, "ご本人であることを確かめました。"},
	{Joining, "会員登録が済みました。"},
	{Moving, "連絡先のメールアドレスを変更しました。"},
	{Resetting, "パスワードを再設定し、ほかの端末からログアウトしました。"},
	{Withdraw, "退会の手続きが済みました。ご利用ありがとうございました。"},
	{Merging, "二つの会員登録を、この会員登録に統合しました。"},
}

// say has the next page tell what a stage has done.
func (l *Login) say(done Stage) {
	for i, s := range said {
		if s.after == done {
			l.SetCookie(newSaidCookie(strconv.Itoa(i), 60))
		}
	}
}

// hear returns what the page is to tell, once.
func (l *Login) hear() string {
	cookie, err := l.Request.Cookie(saidCookie)
	if err != nil {
		return ""
	}
	l.SetCookie(newSaidCookie("", -1))
	if i, err := strconv.Atoi(cookie.Value); err == nil && 0 <= i && i < len(said) {
		return said[i].text
	}
	return ""
}

func newSaidCookie(value string, seconds int) *http.Cookie {
	return &http.Cookie{Name: saidCookie, Value: value, Path: "/", MaxAge: seconds, Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode}
}
