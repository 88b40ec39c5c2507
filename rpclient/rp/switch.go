package rp

import (
	"net/http"
	"time"
)

const (
	// leftCookie tells that somebody logged out in this browser. It says nothing of whom.
	leftCookie = "__Host-left"
	leftLife   = 30 * 24 * time.Hour
)

// startSwitch lets another person log in where somebody has logged out: the provider's
// own session is still that of the one who left. Who proves another membership comes
// with another account, too.
func startSwitch(l *Login) error {
	if _, err := l.Request.Cookie(leftCookie); err == nil || l.Mode == ModeMerge {
		l.addParams(l.Provider.SwitchParams)
	}
	return nil
}

// startRetry asks for another way of logging in where a login of this browser has not
// come back as it ought to: what failed by itself once would fail again.
func startRetry(l *Login) error {
	if l.Provider.RetryParams == nil {
		return nil
	}
	var waiting int
	err := l.DB().QueryRowContext(l.Request.Context(), `SELECT count(*) FROM pending WHERE session = ? AND provider = ? AND expires_at > ?`,
		l.Session.ID, l.Provider.ID, l.Now.Unix()).Scan(&waiting)
	if err == nil && waiting > 0 {
		l.addParams(l.Provider.RetryParams)
	}
	return database("find the pending logins", err)
}

func (l *Login) addParams(params map[string]string) {
	for name, value := range params {
		l.Query.Set(name, value)
	}
}

// logoutNote remembers, in the browser alone, that somebody logged out.
func logoutNote(l *Login) error {
	l.SetCookie(newLeftCookie(int(leftLife.Seconds())))
	return nil
}

func newLeftCookie(maxAge int) *http.Cookie {
	return &http.Cookie{Name: leftCookie, Value: "1", Path: "/", MaxAge: maxAge,
		Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode}
}
