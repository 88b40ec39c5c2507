package rp

import (
	"cmp"
	"context"
	"database/sql"
)

// Profile is what a provider says of a person. None of it tells people apart:
// names and addresses change and pass to others.
type Profile struct {
	Name          string // empty if not given
	Email         string // empty if not given
	EmailVerified bool   // the provider says, as a JSON boolean, that the address was verified
}

// Profile reads l's claims. The UserInfo response has the fresher name; LINE gives
// the address in the ID token only.
func (l *Login) Profile() Profile {
	source := l.Claims
	if source.Text("email") == "" {
		source = l.UserInfo
	}
	verified, _ := source["email_verified"].(bool)
	return Profile{
		Name:          cmp.Or(l.UserInfo.Text("name"), l.Claims.Text("name")),
		Email:         source.Text("email"),
		EmailVerified: verified,
	}
}

// accountFind finds the member by issuer and subject, and makes one at the first
// login (OpenID Connect Core 1.0, 5.7). All spellings of an issuer are one issuer.
// The profile is what the provider says today.
func accountFind(l *Login) error {
	id, err := l.Secret()
	if err != nil {
		return err
	}
	ctx := l.Request.Context()
	tx, err := l.DB().BeginTx(ctx, nil)
	if err != nil {
		return database("begin", err)
	}
	defer tx.Rollback()
	if l.Member, err = claimIdentity(ctx, tx, l.Provider.Issuer, l.Subject, id); err != nil {
		return database("find the identity", err)
	}
	if err := saveMember(ctx, tx, l.Member, l.Profile(), l.Now.Unix()); err != nil {
		return database("save the member", err)
	}
	return database("commit", tx.Commit())
}

// claimIdentity returns the member that (issuer, subject) belongs to, which becomes
// newcomer if it belongs to nobody. The primary key decides: of two first logins at
// the same moment one makes the member and the other finds it.
func claimIdentity(ctx context.Context, tx *sql.Tx, issuer, subject, newcomer string) (member string, err error) {
	err = tx.QueryRowContext(ctx, `INSERT INTO identity (issuer, subject, member) VALUES (?, ?, ?)
		ON CONFLICT (issuer, subject) DO UPDATE SET member = member
		RETURNING member`, issuer, subject, newcomer).Scan(&member)
	return member, err
}

// saveMember makes the member or refreshes the profile.
func saveMember(ctx context.Context, tx *sql.Tx, id string, p Profile, now int64) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO member (id, name, email, email_verified, created_at) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET name = excluded.name, email = excluded.email, email_verified = excluded.email_verified`,
		id, p.Name, p.Email, p.EmailVerified, now)
	return err
}
