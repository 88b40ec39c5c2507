package rp

import (
	"database/sql"
	"encoding/json"
	"errors"
	"net/http"
	"time"
)

// askedFor is how long somebody new may think about becoming a member.
const askedFor = 30 * time.Minute

var (
	errAsk = &Failure{Status: http.StatusOK, Title: "会員登録はまだ済んでいません", Ask: true,
		Text: "このアカウントは、まだどの会員にも連携されていません。はじめての方は会員登録へお進みください。会員の方は、いつもの方法でログインしてから、マイページで連携してください。",
		Err:  errors.New("want a member, got somebody new")}
	errAskedNobody = &Failure{Status: http.StatusGone, Title: "会員登録を続けられません",
		Text: "時間がたったため、続けられません。お手数ですが、もう一度はじめからお試しください。", Err: errors.New("want somebody who was asked, got nobody")}
)

// newcomer is what a provider said of somebody new, kept on the server until they answer.
type newcomer struct {
	Subject          string
	Claims, UserInfo Object
	GivenName        string
	Business         *Business
}

// accountAsk asks somebody new whether they want to become a member, where this service
// does so: until they say yes there is neither member nor session. What the provider
// said waits with the browser's session, and is never sent through the browser.
func accountAsk(l *Login) error {
	if !l.app.config.AskFirst || l.Mode != ModeLogin {
		return nil
	}
	known, err := l.isKnown()
	if err != nil || known {
		return err
	}
	said, err := json.Marshal(newcomer{l.Subject, l.Claims, l.UserInfo, l.GivenName, l.Business})
	if err != nil {
		return err
	}
	if err := l.exec("remember who was asked", `INSERT INTO newcomer (session, provider, said, expires_at) VALUES (?, ?, ?, ?)
		ON CONFLICT (session) DO UPDATE SET provider = excluded.provider, said = excluded.said, expires_at = excluded.expires_at`,
		l.Pending.Session, l.Provider.ID, string(said), l.Now.Add(askedFor).Unix()); err != nil {
		return err
	}
	return errAsk
}

// isKnown reports whether the person who came is a member.
func (l *Login) isKnown() (bool, error) {
	if l.Provider.Relay != nil {
		if l.RelayKey() == "" {
			return false, nil
		}
		m, err := l.memberByID(l.RelayKey())
		return m.ID != "", err
	}
	owner, err := l.Owner(l.Provider.Issuer, l.Subject)
	return owner != "", err
}

// welcome makes a member of who was asked and said yes, and signs them in.
func (a *App) welcome(l *Login) (answer, error) {
	if err := l.takeNewcomer(); err != nil {
		return answer{}, err
	}
	return a.change("/me", Enroll, Enter)(l)
}

// takeNewcomer takes up what the provider said, once.
func (l *Login) takeNewcomer() error {
	var provider, said string
	err := l.DB().QueryRowContext(l.Request.Context(), `DELETE FROM newcomer WHERE session = ? RETURNING provider, iif(expires_at > ?, said, '')`,
		l.Session.ID, l.Now.Unix()).Scan(&provider, &said)
	if errors.Is(err, sql.ErrNoRows) || err == nil && said == "" {
		return errAskedNobody
	}
	if err != nil {
		return database("find who was asked", err)
	}
	var who newcomer
	if err := json.Unmarshal([]byte(said), &who); err != nil {
		return database("read who was asked", err)
	}
	l.Subject, l.Claims, l.UserInfo, l.GivenName, l.Business = who.Subject, who.Claims, who.UserInfo, who.GivenName, who.Business
	l.Mode = ModeLogin
	return l.providerOf(provider)
}

// providerOf sets l.Provider to the one of that id.
func (l *Login) providerOf(id string) error {
	for _, p := range l.app.config.Providers {
		if p.ID == id {
			l.Provider = p
			return nil
		}
	}
	return errNotFound
}
