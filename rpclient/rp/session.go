package rp

import (
	"context"
	"database/sql"
	"errors"
	"net/http"
	"time"
)

const (
	// sessionCookie has the __Host- prefix: no other host, subdomains included, can
	// plant it (RFC 6265bis, 4.1.3.2).
	sessionCookie = "__Host-session"
	sessionLife   = 12 * time.Hour
)

// Session is one browser's session. It begins at the first login button, so that
// the pending login has a browser to belong to, and gets a new id at each login.
type Session struct {
	ID     []byte // hash of the cookie's value; nil where there is no session
	Member string // id of the member signed in; empty before login

	ProvenAt time.Time // when the person last proved who they are
}

// findSession returns the living session that r's cookie names, or none.
func findSession(ctx context.Context, db *sql.DB, r *http.Request, now time.Time) (Session, error) {
	cookie, err := r.Cookie(sessionCookie)
	if err != nil {
		return Session{}, nil
	}
	return sessionOf(ctx, db, Hash(cookie.Value), now)
}

// livingSession returns the living session of that id, or none.
func (a *App) livingSession(ctx context.Context, id []byte, now time.Time) (Session, error) {
	return sessionOf(ctx, a.config.DB, id, now)
}

func sessionOf(ctx context.Context, db *sql.DB, id []byte, now time.Time) (Session, error) {
	s := Session{ID: id}
	var proven int64
	err := db.QueryRowContext(ctx, `SELECT coalesce(member, ''), proven_at FROM session WHERE id = ? AND expires_at > ?`,
		s.ID, now.Unix()).Scan(&s.Member, &proven)
	if errors.Is(err, sql.ErrNoRows) {
		return Session{}, nil
	}
	s.ProvenAt = time.Unix(proven, 0)
	return s, database("find the session", err)
}

// BeginSession makes a session for member, or an anonymous one if member is empty,
// and gives the browser its cookie.
func (l *Login) BeginSession(member string) error {
	value, err := l.Secret()
	if err != nil {
		return err
	}
	if err := l.exec("forget expired sessions", `DELETE FROM session WHERE expires_at <= ?`, l.Now.Unix()); err != nil {
		return err
	}
	s := Session{ID: Hash(value), Member: member, ProvenAt: l.Now}
	if l.Mode == ModeLink || l.Mode == ModeMerge {
		s.ProvenAt = l.Session.ProvenAt // who links or merges has not proven anew to be the member
	}
	if err := l.exec("begin a session", `INSERT INTO session (id, member, proven_at, expires_at) VALUES (?, ?, ?, ?)`,
		s.ID, nullable(member), s.ProvenAt.Unix(), l.Now.Add(sessionLife).Unix()); err != nil {
		return err
	}
	l.Session = s
	l.SetCookie(newSessionCookie(value))
	return nil
}

// whileSignedIn changes one row that belongs to the session, whose id is the first
// argument. The session may have ended since it was looked up.
func (l *Login) whileSignedIn(what, query string, args ...any) error {
	done, err := l.DB().ExecContext(l.Request.Context(), query, args...)
	if err != nil {
		return database(what, err)
	}
	if n, err := done.RowsAffected(); n == 0 || err != nil {
		return errors.Join(errSignedOut, err)
	}
	return nil
}

// EndSession ends a session on the server; a copy of its cookie is worth nothing
// from then on.
func (l *Login) EndSession(s Session) error {
	_, err := l.DB().ExecContext(l.Request.Context(), `DELETE FROM session WHERE id = ?`, s.ID)
	return database("end the session", err)
}

// ClearCookie takes the session cookie from the browser.
func (l *Login) ClearCookie() {
	c := newSessionCookie("")
	c.MaxAge = -1
	l.SetCookie(c)
}

// newSessionCookie is Lax, not Strict: the provider sends the browser back with a
// cross-site navigation, and that must find the session.
func newSessionCookie(value string) *http.Cookie {
	return &http.Cookie{
		Name: sessionCookie, Value: value, Path: "/",
		Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode,
	}
}

// sessionRenew signs the member in under a new session id, so that an id planted or
// seen before is worthless after login and after linking (OWASP ASVS 4.0.3, 3.2.1).
// Logins still pending in other tabs move along.
func sessionRenew(l *Login) error {
	old := l.Session
	if _, err := l.Request.Cookie(leftCookie); err == nil {
		l.SetCookie(newLeftCookie(-1)) // who logs in next may well be the same person again
	}
	if err := l.BeginSession(l.Member); err != nil {
		return err
	}
	if err := l.exec("keep the pending logins", `UPDATE pending SET session = ? WHERE session = ?`, l.Session.ID, old.ID); err != nil {
		return err
	}
	if err := l.exec("keep the merge asked about", `UPDATE merging SET session = ? WHERE session = ?`, l.Session.ID, old.ID); err != nil {
		return err
	}
	return l.EndSession(old)
}

// sessionLogout ends the session on the server, not in the browser alone (OWASP
// ASVS 4.0.3, 3.3.1).
func sessionLogout(l *Login) error {
	l.ClearCookie()
	return l.EndSession(l.Session)
}

// nullable stores an empty text as NULL.
func nullable(s string) sql.NullString { return sql.NullString{String: s, Valid: s != ""} }
