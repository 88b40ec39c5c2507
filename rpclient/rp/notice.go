package rp

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// Notice is what a provider told of itself about a person.
type Notice struct {
	ID      string // its jti
	Kind    string // empty where there is nothing to do
	Subject string
	At      time.Time // when it came to pass
	Event   Object    // of a security event, what it says besides
}

// noticed takes a provider's notification. It is no form of ours, and has a signature
// instead. All that it changes is one transaction.
func (a *App) noticed(l *Login) (answer, error) {
	if err := a.useProvider(l); err != nil {
		return answer{}, err
	}
	if l.Provider.NoticeAudience == "" {
		return answer{}, errNotFound
	}
	err := l.inTx(func() error { return run(a.config.Steps, Noticed, l) })
	status := http.StatusOK
	if l.Provider.SecurityEvents {
		status = http.StatusAccepted // RFC 8935, 2.2
	}
	return answer{status: status}, err
}

// noticeBody takes the signed message out of the body.
// Source: https://developer.apple.com/documentation/signinwithapple/processing-changes-for-sign-in-with-apple-accounts
func noticeBody(l *Login) error {
	body, err := io.ReadAll(io.LimitReader(l.Request.Body, maxResponse))
	if err != nil {
		return errors.New("want a body, got a broken one")
	}
	if l.Provider.SecurityEvents {
		l.IDToken = strings.TrimSpace(string(body))
		return nil
	}
	object, err := ParseObject(body)
	if err != nil {
		return err
	}
	if l.IDToken = object.Text("payload"); l.IDToken == "" {
		return errors.New("payload: want a signed message, got none")
	}
	return nil
}

// noticeVerify checks the signature by the keys and the algorithm of ID tokens.
func noticeVerify(l *Login) error {
	for _, check := range []func(*Login) error{idTokenForm, idTokenCrit, noticeTyp, idTokenAlg, idTokenKey, idTokenSignature} {
		if err := check(l); err != nil {
			return err
		}
	}
	return nil
}

// noticeAud refuses what others say, and what is for others. At Apple the audience is
// the primary App ID, not the client_id of ID tokens.
func noticeAud(l *Login) error {
	if iss := l.Claims.Text("iss"); !l.Provider.tells(iss) {
		return mismatch("iss", l.Provider.Issuer, iss)
	}
	if aud := l.Claims.Text("aud"); aud != l.Provider.NoticeAudience {
		return mismatch("aud", l.Provider.NoticeAudience, aud)
	}
	return nil
}

// noticeTime refuses what has expired. Documents show notifications without exp.
func noticeTime(l *Login) error {
	if err := idTokenIat(l); err != nil {
		return err
	}
	if !l.Claims.Has("exp") {
		return nil
	}
	return idTokenExp(l)
}

// milliseconds is from where on a number cannot be seconds: the year 5138.
const milliseconds = 1e11

// noticeEvents reads what happened: an object, or a string that holds one.
func noticeEvents(l *Login) (err error) {
	if l.Provider.SecurityEvents {
		return securityEvent(l)
	}
	e := l.Claims.Object("events")
	if text := l.Claims.Text("events"); text != "" {
		if e, err = ParseObject([]byte(text)); err != nil {
			return fmt.Errorf("events: %w", err)
		}
	}
	l.Notice = Notice{ID: l.Claims.Text("jti"), Kind: e.Text("type"), Subject: e.Text("sub")}
	if l.Notice.ID == "" || l.Notice.Kind == "" || l.Notice.Subject == "" {
		return errors.New("want jti, type and sub, got none of one of them")
	}
	number, _ := e["event_time"].(json.Number)
	at, err := number.Float64()
	if err != nil {
		return errors.New("event_time: want a number, got something else")
	}
	if l.Notice.At = time.Unix(int64(at), 0); at > milliseconds {
		l.Notice.At = time.UnixMilli(int64(at))
	}
	return nil
}

// noticeOnce leaves nothing to do where the same notification came before.
func noticeOnce(l *Login) error {
	done, err := l.DB().ExecContext(l.Request.Context(), `INSERT INTO notice (issuer, jti) VALUES (?, ?) ON CONFLICT DO NOTHING`,
		l.Provider.Issuer, l.Notice.ID)
	if err != nil {
		return database("remember the notification", err)
	}
	if rows, err := done.RowsAffected(); err == nil && rows == 0 {
		l.Notice.Kind = ""
	}
	return nil
}

// noticeLate leaves nothing to do where consent was given anew after it was revoked.
func noticeLate(l *Login) error {
	if l.Notice.Kind != "consent-revoked" && l.Notice.Kind != tokensRevoked && l.Notice.Kind != sessionsRevoked {
		return nil
	}
	var newer bool
	err := l.DB().QueryRowContext(l.Request.Context(), `SELECT count(*) FROM identity WHERE issuer = ? AND subject = ? AND seen_at > ?`,
		l.Provider.Issuer, l.Notice.Subject, l.Notice.At.Unix()).Scan(&newer)
	if newer {
		l.Notice.Kind = ""
	}
	return database("find the identity", err)
}

// noticeApply does what the notification asks for. Who revoked consent stays the member
// they are, for when they come back; an account that is gone never comes back.
func noticeApply(l *Login) error {
	switch kind := l.Notice.Kind; {
	case l.Provider.SecurityEvents:
		return l.applyEvent()
	case kind == "email-disabled" || kind == "email-enabled":
		return l.exec("note whether mail is passed on", `UPDATE identity SET email_stopped = ? WHERE issuer = ? AND subject = ?`,
			kind == "email-disabled", l.Provider.Issuer, l.Notice.Subject)
	case kind == "consent-revoked":
		return l.endSessions()
	case strings.TrimSuffix(kind, "d") == "account-delete":
		if err := l.endSessions(); err != nil {
			return err
		}
		return l.exec("unlink the identity", `DELETE FROM identity WHERE issuer = ? AND subject = ?`, l.Provider.Issuer, l.Notice.Subject)
	}
	return nil
}

// endSessions ends what rests on the word of the provider: sessions and refresh token.
func (l *Login) endSessions() error {
	if err := l.exec("forget the refresh token", `DELETE FROM refresh WHERE issuer = ? AND subject = ?`, l.Provider.Issuer, l.Notice.Subject); err != nil {
		return err
	}
	return l.signOut()
}

// signOut ends the sessions of the member whom the notification is about.
func (l *Login) signOut() error {
	return l.exec("end the sessions", `DELETE FROM session WHERE member = (SELECT member FROM identity WHERE issuer = ? AND subject = ?)`,
		l.Provider.Issuer, l.Notice.Subject)
}
