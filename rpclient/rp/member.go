package rp

import (
	"database/sql"
	"errors"
)

// member is what the service knows of who is signed in. Its JSON is the answer of
// /me to programs.
type member struct {
	SignedIn      bool       `json:"signed_in"` // always true
	ID            string     `json:"member"`
	Name          string     `json:"name"`
	Email         string     `json:"email"`
	EmailVerified bool       `json:"-"`
	Identities    []identity `json:"identities"`
}

type identity struct {
	Issuer  string `json:"issuer"`
	Subject string `json:"subject"`
}

// findMember returns the member signed in with l.Session, or nil.
func (l *Login) findMember() (*member, error) {
	if l.Session.Member == "" {
		return nil, nil
	}
	m := &member{SignedIn: true, ID: l.Session.Member}
	err := l.DB().QueryRowContext(l.Request.Context(), `SELECT name, email, email_verified FROM member WHERE id = ?`, m.ID).
		Scan(&m.Name, &m.Email, &m.EmailVerified)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, database("find the member", err)
	}
	m.Identities, err = l.findIdentities(m.ID)
	return m, database("find the identities", err)
}

func (l *Login) findIdentities(member string) ([]identity, error) {
	rows, err := l.DB().QueryContext(l.Request.Context(),
		`SELECT issuer, subject FROM identity WHERE member = ? ORDER BY issuer, subject`, member)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	found := []identity{}
	for rows.Next() {
		var i identity
		if err := rows.Scan(&i.Issuer, &i.Subject); err != nil {
			return nil, err
		}
		found = append(found, i)
	}
	return found, rows.Err()
}
