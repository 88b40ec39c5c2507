package rp

import (
	"errors"
	"net/http"
)

// maxForm bounds what a form may send, in bytes.
const maxForm = 16 << 10

// formOwn refuses forms that are no page of ours: another site, or another host of the
// same site, could otherwise link, unlink or sign in within somebody's browser
// (OWASP ASVS 4.0.3, 4.2.2).
func formOwn(l *Login) error {
	if err := l.app.guard.Check(l.Request); err != nil {
		return errForeignForm
	}
	return nil
}

// form makes an action of what answers a form of our own pages.
func (a *App) form(do action) action {
	return func(l *Login) (answer, error) {
		if err := run(a.config.Steps, Form, l); err != nil {
			return answer{}, err
		}
		l.Request.Body = http.MaxBytesReader(nil, l.Request.Body, maxForm)
		if err := l.Request.ParseForm(); err != nil {
			return answer{}, &Failure{Status: http.StatusBadRequest, Err: errors.New("want a form, got something else")}
		}
		l.Form = l.Request.PostForm
		return do(l)
	}
}
