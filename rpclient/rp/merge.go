package rp

import (
	"crypto/hmac"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"net/http"
	"strings"
	"time"
)

// mergeLife is how long one may think about a merge after the other membership was proven.
const mergeLife = 10 * time.Minute

var (
	errNoSecond = &Failure{Status: http.StatusConflict, Title: "統合する会員登録がありません",
		Text: "このアカウントは、どの会員登録にも連携されていません。ログインの方法として加えるには、マイページで連携してください。",
		Err:  errors.New("want an account of another member, got nobody's")}
	errSelf = &Failure{Status: http.StatusConflict, Title: "統合の必要はありません",
		Text: "このアカウントは、すでにこの会員登録のものです。", Err: errors.New("want an account of another member, got one's own")}
	// It does not tell whether the proof was used, has expired, or never was.
	errMergeTicket = &Failure{Status: http.StatusGone, Title: "統合を続けられません",
		Text: "確かめてから時間がたったか、すでに済んでいます。会員登録は変わっていません。お手数ですが、統合する会員登録をもう一度お確かめください。",
		Err:  errors.New("want a membership proven in this session, got none that still counts")}
	errBoth = &Failure{Status: http.StatusConflict, Title: "統合できませんでした",
		Text: "どちらの会員登録にも、同じサービスの別々のアカウントが連携されています。先に一方の連携を解除してから、もう一度お試しください。会員登録は変わっていません。",
		Err:  errors.New("want no provider that both members have, got one")}
)

// secondSession wants the member who began to be still the one signed in.
func secondSession(l *Login) error {
	if l.Provider.ID == "" {
		return l.signedIn()
	}
	return attachSession(l)
}

// secondMember finds whose membership was proven: the account's that the provider has
// just vouched for, or the one whose password was given. Nobody becomes a member by it,
// and an address names nobody.
func secondMember(l *Login) (err error) {
	l.By = "password"
	if l.Provider.ID != "" {
		l.By = l.Provider.ID
		if l.Other, err = l.whoCame(); err != nil {
			return err
		}
	}
	switch l.Other {
	case "":
		return errNoSecond
	case l.Member:
		return errSelf
	}
	return nil
}

// whoCame returns the member that the account at the provider belongs to, "" if nobody's.
// Where a relay keeps that, its word counts.
func (l *Login) whoCame() (string, error) {
	if l.Provider.Relay == nil {
		return l.Owner(l.Provider.Issuer, l.Subject)
	}
	m, err := l.memberByID(l.RelayKey())
	return m.ID, err
}

// secondTicket remembers with the browser's session what was proven. Nothing is merged
// before the person has seen what becomes of whom, and said yes.
func secondTicket(l *Login) error {
	proof, err := l.Secret()
	if err != nil {
		return err
	}
	return l.whileSignedIn("remember the proof", `INSERT OR REPLACE INTO merging (session, proof, member, other, proven_by, expires_at)
		SELECT session.id, ?2, session.member, other.id, ?4, ?5 FROM session JOIN member other ON other.id = ?3 WHERE session.id = ?1`,
		l.Session.ID, proof, l.Other, l.By, l.Now.Add(mergeLife).Unix())
}

// mergeAsked finds which merge this session was asked about, and returns what its form holds.
func (l *Login) mergeAsked() (ticket string, err error) {
	if err := l.signedIn(); err != nil {
		return "", err
	}
	var proof string
	err = l.DB().QueryRowContext(l.Request.Context(), `SELECT proof, other, proven_by FROM merging WHERE session = ? AND member = ? AND expires_at > ?`,
		l.Session.ID, l.Member, l.Now.Unix()).Scan(&proof, &l.Other, &l.By)
	if errors.Is(err, sql.ErrNoRows) {
		return "", errMergeTicket
	}
	if err != nil {
		return "", database("find the proof", err)
	}
	cookie, err := l.Request.Cookie(sessionCookie)
	if err != nil {
		return "", errMergeTicket
	}
	mac := hmac.New(sha256.New, []byte(cookie.Value)) // the database alone makes no form that works
	mac.Write([]byte(proof))
	return hex.EncodeToString(mac.Sum(nil)), nil
}

// mergeTicket takes the form that goes with the last proof in this session, once. A form
// about another proof, or shown in another browser, is none.
func mergeTicket(l *Login) error {
	ticket, err := l.mergeAsked()
	if err != nil {
		return err
	}
	if !hmac.Equal([]byte(ticket), []byte(l.Form.Get("t"))) {
		return errMergeTicket
	}
	return l.exec("use up the proof", `DELETE FROM merging WHERE session = ?`, l.Session.ID)
}

// mergeActive merges no suspended member: suspension would end with it.
func mergeActive(l *Login) error {
	mine := l.Member
	defer func() { l.Member = mine }()
	l.Member = l.Other
	return accountActive(l)
}

// mergeConflict refuses two members who both have an account of one provider: neither is
// dropped without a word.
func mergeConflict(l *Login) error {
	mine, err := l.findIdentities(l.Member)
	if err != nil {
		return database("find the identities", err)
	}
	theirs, err := l.findIdentities(l.Other)
	if err != nil {
		return database("find the identities", err)
	}
	for _, a := range mine {
		for _, b := range theirs {
			if a.Issuer == b.Issuer && l.clash(a, b) {
				return errBoth
			}
		}
	}
	return nil
}

// clash reports whether two identities at one issuer cannot be one member's.
func (l *Login) clash(a, b identity) bool {
	p, relayed := l.relayOf(a.Issuer)
	if !relayed {
		return true
	}
	for via := range strings.FieldsSeq(a.Via) {
		if strings.Contains(b.Via, " "+via+" ") {
			return true
		}
	}
	return l.relayClash(p)
}

// mergeNotice tells both addresses, before one of them is forgotten.
func mergeNotice(l *Login) error {
	const undo = "お心当たりのない場合は、お問い合わせください。"
	if err := l.Notify("会員登録を統合しました", "お持ちのもう一つの会員登録を、この会員登録に統合しました。"+undo); err != nil {
		return err
	}
	other, err := l.memberByID(l.Other)
	if err != nil || other.Contact == "" {
		return err
	}
	return l.Send(Mail{To: other.Contact, Subject: "会員登録を統合しました",
		Text: "このメールアドレスの会員登録を、お持ちのもう一つの会員登録に統合しました。この会員登録は無くなりました。" + undo})
}

// mergeIdentities makes the accounts of the other member one's own. Two people of one
// relay become the one who stays, with the login providers of both.
func mergeIdentities(l *Login) error {
	for _, change := range []string{
		`INSERT OR IGNORE INTO via (issuer, subject, provider) SELECT via.issuer, mine.subject, via.provider FROM via
			JOIN identity theirs ON theirs.issuer = via.issuer AND theirs.subject = via.subject AND theirs.member = ?2
			JOIN identity mine ON mine.issuer = via.issuer AND mine.member = ?1`,
		`DELETE FROM identity WHERE member = ?2 AND issuer IN (SELECT issuer FROM identity WHERE member = ?1)`,
		`UPDATE identity SET member = ?1 WHERE member = ?2`,
	} {
		if err := l.exec("move the identities", change, l.Member, l.Other); err != nil {
			return err
		}
	}
	return nil
}

// mergeData keeps what the member who stays has given us, and fills its gaps from the
// other's. Address and password go together: the one signs in with the other.
func mergeData(l *Login) error {
	var name string
	var email, password sql.NullString
	err := l.DB().QueryRowContext(l.Request.Context(), `SELECT name, email, password FROM member WHERE id = ?`, l.Other).Scan(&name, &email, &password)
	if err != nil {
		return database("find the member", err)
	}
	if err := l.exec("free the address", `UPDATE member SET email = NULL, password = NULL WHERE id = ?`, l.Other); err != nil {
		return err
	}
	if err := l.exec("keep what both gave", `UPDATE member SET name = iif(name = '', ?2, name), email = coalesce(email, ?3),
		password = iif(email IS NULL, ?4, password), created_at = min(created_at, (SELECT created_at FROM member WHERE id = ?5)) WHERE id = ?1`,
		l.Member, name, email, password, l.Other); err != nil {
		return err
	}
	return l.exec("keep the business", `UPDATE OR IGNORE business SET member = ?1 WHERE member = ?2`, l.Member, l.Other)
}

// mergeEnd ends the other member with sessions and all that waits, and records for good
// what was done. What waits for the one who stays ends too: see attachPending.
func mergeEnd(l *Login) error {
	if err := l.DropTickets(); err != nil {
		return err
	}
	if err := l.exec("record the merge", `INSERT INTO merged (member, heir, proven_by, merged_at) VALUES (?, ?, ?, ?)`,
		l.Other, l.Member, l.By, l.Now.Unix()); err != nil {
		return err
	}
	for _, follow := range []string{`UPDATE merged SET heir = ?1 WHERE heir = ?2`, `UPDATE owed SET heir = ?1 WHERE heir = ?2`} {
		if err := l.exec("follow the heir", follow, l.Member, l.Other); err != nil {
			return err
		}
	}
	return l.exec("end the other member", `DELETE FROM member WHERE id = ?`, l.Other)
}
