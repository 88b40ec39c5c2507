package rp

import (
	"crypto/sha512"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
)

// The security events of Cross-Account Protection that something is done about. The
// revocation of tokens is OAuth's, not RISC's.
// Source: https://developers.google.com/identity/protocols/risc
const (
	sessionsRevoked = "https://schemas.openid.net/secevent/risc/event-type/sessions-revoked"
	tokensRevoked   = "https://schemas.openid.net/secevent/oauth/event-type/tokens-revoked"
	tokenRevoked    = "https://schemas.openid.net/secevent/oauth/event-type/token-revoked"
	accountDisabled = "https://schemas.openid.net/secevent/risc/event-type/account-disabled"
	accountEnabled  = "https://schemas.openid.net/secevent/risc/event-type/account-enabled"
)

// tells reports whether iss is one under which the provider sends its notifications:
// Google spells that of security events with a slash at the end.
func (p Provider) tells(iss string) bool {
	if p.SecurityEvents {
		iss = strings.TrimSuffix(iss, "/")
	}
	return p.Issues(iss)
}

// noticeTyp takes what ID tokens have for typ, and that of security events (RFC 8417, 2.3).
func noticeTyp(l *Login) error {
	if l.Provider.SecurityEvents && strings.EqualFold(l.Header.Text("typ"), "secevent+jwt") {
		return nil
	}
	return idTokenTyp(l)
}

// securityEvent reads the event of a Security Event Token. What is not known is taken,
// and nothing done about it.
func securityEvent(l *Login) error {
	l.Notice = Notice{ID: l.Claims.Text("jti")}
	events := l.Claims.Object("events")
	if l.Notice.ID == "" || len(events) == 0 {
		return errors.New("want jti and events, got none of one of them")
	}
	var err error
	if l.Notice.At, err = l.Claims.Time("iat"); err != nil {
		return err
	}
	for _, kind := range []string{sessionsRevoked, tokensRevoked, tokenRevoked, accountDisabled, accountEnabled} {
		if !events.Has(kind) {
			continue
		}
		l.Notice.Kind, l.Notice.Event = kind, events.Object(kind)
		return securitySubject(l)
	}
	return nil
}

// securitySubject reads whom an event is about: by iss and sub, or by a token of theirs.
func securitySubject(l *Login) error {
	subject := l.Notice.Event.Object("subject")
	if l.Notice.Kind == tokenRevoked {
		return nil
	}
	if iss := subject.Text("iss"); !l.Provider.tells(iss) {
		return mismatch("subject.iss", l.Provider.Issuer, iss)
	}
	if l.Notice.Subject = subject.Text("sub"); l.Notice.Subject == "" {
		return errors.New("subject.sub: want whom it is about, got none")
	}
	return nil
}

// applyEvent does what Google asks for at each event. A disabled account lets nobody in
// until it is enabled again; the member may have other ways.
func (l *Login) applyEvent() error {
	switch l.Notice.Kind {
	case sessionsRevoked:
		return l.signOut()
	case tokensRevoked:
		return l.endSessions()
	case tokenRevoked:
		return l.forgetToken()
	case accountDisabled:
		switch l.Notice.Event.Text("reason") {
		case "hijacking":
			return l.endSessions()
		case "":
			return l.close(true)
		}
	case accountEnabled:
		return l.close(false)
	}
	return nil
}

// close notes whether the provider has disabled the account.
func (l *Login) close(closed bool) error {
	return l.exec("note whether the account is disabled", `UPDATE identity SET closed = ? WHERE issuer = ? AND subject = ?`,
		closed, l.Provider.Issuer, l.Notice.Subject)
}

// forgetToken deletes the refresh token that was revoked, which the event names by its
// beginning or by its digest.
func (l *Login) forgetToken() error {
	subject := l.Notice.Event.Object("subject")
	alg, named := subject.Text("token_identifier_alg"), subject.Text("token")
	kept, err := l.refreshTokens()
	if err != nil {
		return err
	}
	for of, token := range kept {
		matches, err := names(alg, named, token)
		if err != nil {
			return err
		}
		if matches {
			return l.exec("forget the refresh token", `DELETE FROM refresh WHERE issuer = ? AND subject = ?`, l.Provider.Issuer, of)
		}
	}
	return nil
}

// refreshTokens returns those kept of the provider's people, by subject.
func (l *Login) refreshTokens() (map[string]string, error) {
	rows, err := l.DB().QueryContext(l.Request.Context(), `SELECT subject, token FROM refresh WHERE issuer = ?`, l.Provider.Issuer)
	if err != nil {
		return nil, database("find the refresh tokens", err)
	}
	defer rows.Close()
	kept := map[string]string{}
	for rows.Next() {
		var of, token string
		if err := rows.Scan(&of, &token); err != nil {
			return nil, database("find the refresh tokens", err)
		}
		kept[of] = token
	}
	return kept, database("find the refresh tokens", rows.Err())
}

// prefixLength is how much of a token stands for it.
const prefixLength = 16

// names reports whether a security event's identifier is that of a token.
func names(alg, identifier, token string) (bool, error) {
	var want string
	switch alg {
	case "prefix":
		want = token[:min(len(token), prefixLength)]
	case "hash_base64_sha512_sha512":
		once := sha512.Sum512([]byte(token))
		twice := sha512.Sum512(once[:])
		want = base64.StdEncoding.EncodeToString(twice[:])
	default:
		return false, fmt.Errorf("token_identifier_alg: want prefix or hash_base64_sha512_sha512, got %.64q", alg)
	}
	return subtle.ConstantTimeCompare([]byte(want), []byte(identifier)) == 1, nil
}
