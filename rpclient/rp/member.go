package rp

import (
	"database/sql"
	"errors"
)

// member is what the service knows of who is signed in. Its JSON is the answer of
// /me to programs.
type member struct {
	SignedIn   bool       `json:"signed_in"` // always true
	ID         string     `json:"member"`
	Name       string     `json:"name"`           // the member's own, or what a provider says
	Kana       string     `json:"kana,omitempty"` // what a provider says
	Email      string     `json:"email"`          // likewise
	Contact    string     `json:"contact"`        // the member's own address, proven by a mail of ours; empty if there is none
	Verified   bool       `json:"email_verified"` // Email is proven, by ourselves or by the provider's word
	Private    bool       `json:"email_private"`  // Email is a relay's
	Stopped    bool       `json:"email_stopped"`  // mail to Email is not passed on, by the provider's word
	Staff      bool       `json:"staff"`          // belongs to our organization, by a provider's word
	Password   bool       `json:"-"`              // has one
	Identities []identity `json:"identities"`     // by issuer
	Business   *Business  `json:"business,omitempty"`
}

type identity struct {
	Issuer  string `json:"issuer"`
	Subject string `json:"subject"`
	Name    string `json:"-"`
	Kana    string `json:"-"`
	Email   string `json:"-"`

	Verified bool   `json:"-"` // of Email, as the provider says
	Private  bool   `json:"-"` // likewise
	Staff    bool   `json:"-"`
	Stopped  bool   `json:"-"`
	Via      string `json:"-"` // login providers of a relay that lead to it, with a space about each
}

// findMember returns the member signed in with l.Session, or nil.
func (l *Login) findMember() (*member, error) {
	if l.Session.Member == "" {
		return nil, nil
	}
	m, err := l.memberByID(l.Session.Member)
	if err != nil || m.ID == "" {
		return nil, err
	}
	return &m, nil
}

// memberByID returns the member; one without id if there is none.
func (l *Login) memberByID(id string) (m member, err error) {
	err = l.DB().QueryRowContext(l.Request.Context(), `SELECT id, name, coalesce(email, ''), password IS NOT NULL FROM member
		WHERE id = ?`, id).Scan(&m.ID, &m.Name, &m.Contact, &m.Password)
	if errors.Is(err, sql.ErrNoRows) {
		return member{}, nil
	}
	if err != nil {
		return member{}, database("find the member", err)
	}
	m.SignedIn, m.Email, m.Verified = true, m.Contact, m.Contact != ""
	if m.Identities, err = l.findIdentities(id); err != nil {
		return member{}, database("find the identities", err)
	}
	for _, i := range m.Identities {
		m.Staff = m.Staff || i.Staff
		if m.Name == "" {
			m.Name = i.Name
		}
		if m.Kana == "" {
			m.Kana = i.Kana
		}
		if m.Email == "" {
			m.Email, m.Verified, m.Private, m.Stopped = i.Email, i.Verified, i.Private, i.Stopped
		}
	}
	m.Business, err = l.findBusiness(id)
	return m, database("find the business", err)
}

func (l *Login) findIdentities(member string) ([]identity, error) {
	rows, err := l.DB().QueryContext(l.Request.Context(),
		`SELECT issuer, subject, name, kana, email, email_verified, email_private, staff, email_stopped,
			coalesce((SELECT ' ' || group_concat(provider, ' ') || ' ' FROM via WHERE via.issuer = identity.issuer AND via.subject = identity.subject), '')
		FROM identity WHERE member = ? ORDER BY issuer, subject`, member)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	found := []identity{}
	for rows.Next() {
		var i identity
		if err := rows.Scan(&i.Issuer, &i.Subject, &i.Name, &i.Kana, &i.Email, &i.Verified, &i.Private, &i.Staff, &i.Stopped, &i.Via); err != nil {
			return nil, err
		}
		found = append(found, i)
	}
	return found, rows.Err()
}
