package rp

import (
	"crypto/sha256"
	"database/sql"
	"errors"
	"time"
)

const (
	// pendingLife is how long a person may take at the provider. LINE's and Google's
	// authorization codes live as long.
	pendingLife = 10 * time.Minute
	// pendingMax is how many logins one browser may have under way.
	pendingMax = 10
)

// Pending is a login that was begun and waits for its authorization response.
type Pending struct {
	ID           []byte // hash of the state sent
	Session      []byte // id of the browser session that began it
	Mode         Mode   // what it is for
	Member       string // id of the member signed in when it began; empty if nobody was
	Browser      []byte // hash of its transaction cookie; nil where the session's cookie comes back by itself
	Provider     string // id of the provider it was sent to
	RedirectURI  string // as sent
	Nonce        string // as sent
	CodeVerifier string // of the code challenge sent; empty if none was
	Return       string // our own page that the person wanted to see; empty if none was named
}

// Hash is what is stored of a secret that comes back from outside. Looking the hash
// up takes a time that says nothing about the secret, and a leaked database holds no
// secret that works.
func Hash(secret string) []byte {
	sum := sha256.Sum256([]byte(secret))
	return sum[:]
}

// savePending stores l.Pending. Where the browser has too many it forgets the oldest.
func (l *Login) savePending() error {
	p := l.Pending
	return l.inTx(func() error {
		if err := l.exec("forget expired logins", `DELETE FROM pending WHERE expires_at <= ?`, l.Now.Unix()); err != nil {
			return err
		}
		if err := l.exec("forget the oldest login", `DELETE FROM pending WHERE state IN
			(SELECT state FROM pending WHERE session = ? ORDER BY expires_at DESC, rowid DESC LIMIT -1 OFFSET ?)`,
			p.Session, pendingMax-1); err != nil {
			return err
		}
		return l.whileSignedIn("save the pending login", `INSERT INTO pending
			(state, session, browser, mode, member, provider, redirect_uri, nonce, code_verifier, return_to, expires_at)
			SELECT ?2, id, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11 FROM session WHERE id = ?1`,
			p.Session, p.ID, p.Browser, p.Mode, nullable(p.Member), p.Provider, p.RedirectURI, p.Nonce, p.CodeVerifier, p.Return,
			l.Now.Add(pendingLife).Unix())
	})
}

// FindPending returns the pending login of that state, whichever browser began it.
// The second result is false if none is waiting.
func (l *Login) FindPending(state string) (Pending, bool, error) {
	p := Pending{ID: Hash(state)}
	err := l.DB().QueryRowContext(l.Request.Context(), `SELECT session, browser, mode, coalesce(member, ''), provider, redirect_uri, nonce, code_verifier, return_to
		FROM pending WHERE state = ? AND expires_at > ?`, p.ID, l.Now.Unix()).
		Scan(&p.Session, &p.Browser, &p.Mode, &p.Member, &p.Provider, &p.RedirectURI, &p.Nonce, &p.CodeVerifier, &p.Return)
	if errors.Is(err, sql.ErrNoRows) {
		return Pending{}, false, nil
	}
	return p, err == nil, database("find the pending login", err)
}

// takePending removes l.Pending. The result is false if somebody else did so first.
func (l *Login) takePending() (bool, error) {
	var provider string
	err := l.DB().QueryRowContext(l.Request.Context(),
		`DELETE FROM pending WHERE state = ? RETURNING provider`, l.Pending.ID).Scan(&provider)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, database("take the pending login", err)
}
