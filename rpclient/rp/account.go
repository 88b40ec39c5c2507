package rp

import (
	"cmp"
	"database/sql"
	"errors"
	"net/http"
)

// Profile is what a provider says of a person. None of it tells people apart:
// names and addresses change and pass to others.
type Profile struct {
	Name          string // empty if not given
	Kana          string // the name in kana; empty if not given
	Email         string // empty if not given
	EmailVerified bool   // the provider says that the address was verified
	EmailPrivate  bool   // the address is a relay's, which the person can switch off
}

// Profile reads l's claims. The UserInfo response has the fresher name; LINE gives
// the address in the ID token only.
func (l *Login) Profile() Profile {
	if l.Provider.Person != nil {
		return l.Provider.Person(l)
	}
	source := l.Claims
	if source.Text("email") == "" {
		source = l.UserInfo
	}
	return Profile{
		Name:          cmp.Or(l.UserInfo.Text("name"), l.Claims.Text("name"), l.GivenName),
		Kana:          cmp.Or(l.UserInfo.Text("name#ja-Kana-JP"), l.Claims.Text("name#ja-Kana-JP")),
		Email:         source.Text("email"),
		EmailVerified: source.truth("email_verified", l.Provider.VerifiedAsText),
		EmailPrivate:  source.truth("is_private_email", l.Provider.VerifiedAsText),
	}
}

// accountFind finds the member by issuer and subject, and makes one at the first
// login (OpenID Connect Core 1.0, 5.7). All spellings of an issuer are one issuer.
// An address that some member has makes nobody that member.
func accountFind(l *Login) error {
	newcomer, err := l.Secret()
	if err != nil {
		return err
	}
	if l.Member, err = l.ownerOrNew(newcomer); err != nil {
		return err
	}
	if l.Member == newcomer {
		err = l.exec("make the member", `INSERT INTO member (id, name, created_at) VALUES (?, '', ?)`, newcomer, l.Now.Unix())
	}
	return err
}

// ownerOrNew returns the member who came, which is newcomer for whoever is new.
func (l *Login) ownerOrNew(newcomer string) (string, error) {
	if l.Provider.Relay != nil {
		return l.relayMember(newcomer)
	}
	member, err := l.claimIdentity(newcomer)
	return member, database("find the identity", err)
}

// claimIdentity returns the member that (issuer, subject) belongs to, which becomes
// newcomer if it belongs to nobody. The primary key decides: of two first logins at
// the same moment one makes the member and the other finds it. What the provider says
// of the person is kept with the identity, and touches nothing the member gave us. A
// name that is not told again stays: some providers tell it at the first login only.
func (l *Login) claimIdentity(newcomer string) (member string, err error) {
	p := l.Profile()
	err = l.DB().QueryRowContext(l.Request.Context(), `INSERT INTO identity (issuer, subject, member, name, kana, email, email_verified, email_private, seen_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (issuer, subject) DO UPDATE SET name = iif(excluded.name = '', identity.name, excluded.name),
			kana = iif(excluded.kana = '', identity.kana, excluded.kana), email = excluded.email,
			email_verified = excluded.email_verified, email_private = excluded.email_private,
			seen_at = excluded.seen_at
		RETURNING member`, l.Provider.Issuer, l.Subject, newcomer, p.Name, p.Kana, p.Email, p.EmailVerified, p.EmailPrivate, l.Now.Unix()).Scan(&member)
	return member, err
}

// accountActive lets no suspended member in, however they come.
func accountActive(l *Login) error {
	var suspended bool
	err := l.DB().QueryRowContext(l.Request.Context(), `SELECT suspended FROM member WHERE id = ?`, l.Member).Scan(&suspended)
	if errors.Is(err, sql.ErrNoRows) {
		return errors.New("want a member, got an id that nobody has")
	}
	if err != nil {
		return database("find the member", err)
	}
	if suspended {
		return &Failure{Status: http.StatusForbidden, Title: "ご利用を停止しています",
			Text: "この会員登録は、ただいまご利用いただけません。お心当たりのない場合は、お問い合わせください。",
			Err:  errors.New("want an active member, got a suspended one")}
	}
	return nil
}

// accountOpen lets nobody in by an account that its provider has told to be disabled.
func accountOpen(l *Login) error {
	var closed bool
	err := l.DB().QueryRowContext(l.Request.Context(), `SELECT count(*) FROM identity WHERE issuer = ? AND subject = ? AND closed`,
		l.Provider.Issuer, l.Subject).Scan(&closed)
	if err != nil {
		return database("find the identity", err)
	}
	if closed {
		return &Failure{Status: http.StatusForbidden, Title: "このアカウントではログインできません",
			Text: "ログイン先から、このアカウントは停止されているとの知らせを受けています。ほかの方法でログインしてください。",
			Err:  errors.New("want an account that is open, got a disabled one")}
	}
	return nil
}
