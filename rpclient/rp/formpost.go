package rp

import (
	"crypto/subtle"
	"errors"
	"net/http"
	"net/url"
)

// maxResponse bounds an authorization response that comes as a form, in bytes.
const maxResponse = 64 << 10

// transactionCookie is the browser's proof that it began a login whose response comes
// as a form from the provider's site. Browsers keep Lax cookies back on such a post,
// the session's among them; loosening the session's own cookie would expose every
// other form to other sites. So a second cookie goes along: it lives as long as a
// pending login, and is good for nothing but finding one.
const transactionCookie = "__Host-transaction"

// beginTransaction ties the pending login to the browser by the transaction cookie,
// one for all logins that the browser has under way.
func (l *Login) beginTransaction() error {
	value := ""
	if cookie, err := l.Request.Cookie(transactionCookie); err == nil && len(cookie.Value) == secretLength {
		value = cookie.Value
	}
	if value == "" {
		fresh, err := l.Secret()
		if err != nil {
			return err
		}
		value = fresh
	}
	l.Pending.Browser = Hash(value)
	l.SetCookie(&http.Cookie{
		Name: transactionCookie, Value: value, Path: "/", MaxAge: int(pendingLife.Seconds()),
		Secure: true, HttpOnly: true, SameSite: http.SameSiteNoneMode,
	})
	return nil
}

// secretLength is how long a value of [Login.Secret] is, in characters.
const secretLength = 64

// sameTransaction refuses a login begun in another browser, and takes up the session
// it was begun in, whose cookie did not come along.
func (l *Login) sameTransaction(p Pending) error {
	var own []byte
	if cookie, err := l.Request.Cookie(transactionCookie); err == nil {
		own = Hash(cookie.Value)
	}
	if subtle.ConstantTimeCompare(p.Browser, own) == 0 {
		return errors.New("want a login begun in this browser, got another browser's")
	}
	session, err := l.app.livingSession(l.Request.Context(), p.Session, l.Now)
	if err != nil {
		return err
	}
	l.Session = session
	return nil
}

// postedResponse reads the authorization response from the body of the post (OAuth 2.0
// Form Post Response Mode, 2). What stands in the address is no part of it.
func (l *Login) postedResponse() (url.Values, error) {
	l.Request.Body = http.MaxBytesReader(nil, l.Request.Body, maxResponse)
	if err := l.Request.ParseForm(); err != nil {
		// The parser's error would quote the body, and with it the code.
		return nil, errors.New("want a well-formed form, got a broken or overlong one")
	}
	return l.Request.PostForm, nil
}

// postedCallback answers a post at the callback: the provider's own, where it was asked
// for one, or that of our page that hands a response over. Any other is refused in time.
func (a *App) postedCallback(l *Login) (answer, error) {
	if err := a.useProvider(l); err != nil {
		return answer{}, err
	}
	if l.Provider.Fragment {
		return a.form(a.callback)(l)
	}
	return a.callback(l) // which takes no post where none was asked for
}
