package rp

import (
	"errors"
	"net/http"
)

// maxForm bounds what a form may send, in bytes.
const maxForm = 16 << 10

// formMethod refuses whatever is no form: a link must change nothing (RFC 9110, 9.2.1).
func formMethod(l *Login) error {
	if l.Request.Method != http.MethodPost {
		return &Failure{Status: http.StatusMethodNotAllowed, Err: errors.New("want POST, got " + l.Request.Method)}
	}
	return nil
}

// pageFrame lets nobody show a page in a frame, where a person could be made to press what they do not
// see (OWASP ASVS 4.0.3, 14.4.7).
func pageFrame(l *Login) error {
	l.Frames = "'none'"
	return nil
}

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
