package rp

import (
	"database/sql"
	"errors"
	"net/http"
	"time"
)

// provenFor is how long a proof of who one is stands for sensitive changes.
const provenFor = 10 * time.Minute

var (
	errSignedOut = &Failure{Status: http.StatusUnauthorized, Title: "ログインしてください",
		Text: "この操作にはログインが必要です。", Err: errors.New("want a member signed in, got nobody")}
	errUnproven = &Failure{Status: http.StatusUnauthorized, Title: "本人確認が必要です", Prove: true,
		Text: "大切な設定を変えるため、もう一度ご本人であることをお確かめします。", Err: errors.New("want a recent proof of identity, got an old one")}
	// The page does not tell whose the account is.
	errTaken = &Failure{Status: http.StatusConflict, Title: "連携できませんでした",
		Text: "このアカウントは連携できません。ほかの会員登録で使われていないか、お確かめください。",
		Err:  errors.New("want an identity of nobody else, got another member's")}
	errSecond = &Failure{Status: http.StatusConflict, Title: "連携できませんでした",
		Text: "同じサービスのアカウントを、すでに一つ連携しています。切り替えるには、先に連携を解除してください。",
		Err:  errors.New("want no other identity at this issuer, got a second one")}
	errLast = &Failure{Status: http.StatusConflict, Title: "解除できません",
		Text: "解除するとログインする方法がなくなります。先に別のアカウントを連携するか、パスワードを設定してください。",
		Err:  errors.New("want another way to sign in, got none")}
)

// signedIn takes the member signed in: whoever they are, they change themselves. They
// may have ended, by withdrawal or merge, since their session was looked up.
func (l *Login) signedIn() error {
	var still bool
	err := l.DB().QueryRowContext(l.Request.Context(), `SELECT count(*) FROM member WHERE id = ?`, l.Session.Member).Scan(&still)
	if err != nil {
		return database("find the member", err)
	}
	if !still {
		return errSignedOut
	}
	l.Member = l.Session.Member
	return nil
}

// recent wants somebody to be signed in, and to have proven lately who they are: a browser left open is
// no proof (OWASP ASVS 4.0.3, 3.7.1).
func recent(l *Login) error {
	if err := l.signedIn(); err != nil {
		return err
	}
	if l.Now.Sub(l.Session.ProvenAt) > provenFor {
		return errUnproven
	}
	return nil
}

// attachSession wants the member who began linking to be still the one signed in. Who
// has logged out, or become somebody else, links nothing and is signed in as nobody.
func attachSession(l *Login) error {
	if l.Session.Member == "" || l.Session.Member != l.Pending.Member {
		return errors.New("want the member who began to link, got another or none")
	}
	return l.signedIn()
}

// attachIdentity links the identity to the member. The schema decides whose it is; an
// identity is never taken from another member, and two members are never made one.
// Linking again what is linked already changes nothing.
func attachIdentity(l *Login) error {
	owner, err := l.Owner(l.Provider.Issuer, l.Subject)
	if err != nil {
		return err
	}
	if owner == l.Member {
		return nil
	}
	p := l.Profile()
	done, err := l.DB().ExecContext(l.Request.Context(), `INSERT INTO identity (issuer, subject, member, name, email, email_verified, email_private)
		VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`, l.Provider.Issuer, l.Subject, l.Member, p.Name, p.Email, p.EmailVerified, p.EmailPrivate)
	if err != nil {
		return database("link the identity", err)
	}
	if n, err := done.RowsAffected(); n == 1 || err != nil {
		return database("link the identity", err)
	}
	if owner != "" {
		return errTaken
	}
	return errSecond
}

// Owner returns the member an identity belongs to, "" if it belongs to nobody.
func (l *Login) Owner(issuer, subject string) (member string, err error) {
	err = l.DB().QueryRowContext(l.Request.Context(), `SELECT member FROM identity WHERE issuer = ? AND subject = ?`, issuer, subject).Scan(&member)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return member, database("find the owner", err)
}

// attachPending ends address changes that wait for their mail: one who got hold of the
// account before must not come back through them.
func attachPending(l *Login) error { return l.DropTickets() }

// attachNotice tells the member by mail.
func attachNotice(l *Login) error {
	return l.Notify("連携を追加しました", l.Provider.Name+" のアカウントを連携しました。お心当たりのない場合は、すぐに連携を解除し、パスワードを変更してください。")
}

// reauthIdentity wants the account to be the signed-in member's own. It signs nobody
// else in and makes nobody a member.
func reauthIdentity(l *Login) error {
	if err := attachSession(l); err != nil {
		return err
	}
	owner, err := l.Owner(l.Provider.Issuer, l.Subject)
	if err == nil && owner != l.Member {
		return errors.New("want an identity of the member signed in, got another")
	}
	return err
}

// unlinkIdentity removes the member's identity at the provider, and all that the
// provider said of the person. What is not linked stays so.
//
// An identity at a relay stays while another login provider leads to it.
func unlinkIdentity(l *Login) error {
	if l.Provider.Relay != nil {
		if err := l.exec("unlink the login provider", `DELETE FROM via WHERE issuer = ?1 AND provider = ?2
			AND subject IN (SELECT subject FROM identity WHERE issuer = ?1 AND member = ?3)`, l.Provider.Issuer, l.Provider.Relay.Target, l.Member); err != nil {
			return err
		}
	}
	return l.exec("unlink the identity", `DELETE FROM identity WHERE member = ? AND issuer = ?
		AND NOT EXISTS (SELECT 1 FROM via WHERE via.issuer = identity.issuer AND via.subject = identity.subject)`, l.Member, l.Provider.Issuer)
}

// unlinkLast keeps the member from losing the last way in. It runs after the removal,
// in the same transaction: two removals at once cannot both see the other's identity.
func unlinkLast(l *Login) error {
	ways, err := l.WaysIn()
	if err == nil && ways == 0 {
		return errLast
	}
	return err
}

// WaysIn counts how the member can sign in: the linked identities, and the password
// where there is an address to go with it.
func (l *Login) WaysIn() (n int, err error) {
	err = l.DB().QueryRowContext(l.Request.Context(), `SELECT (SELECT count(*) FROM identity WHERE member = id)
		+ (password IS NOT NULL AND email IS NOT NULL) FROM member WHERE id = ?`, l.Member).Scan(&n)
	return n, database("count the ways in", err)
}

// unlinkNotice tells the member by mail.
func unlinkNotice(l *Login) error {
	return l.Notify("連携を解除しました", l.Provider.Name+" のアカウントの連携を解除しました。お心当たりのない場合は、すぐにパスワードを変更してください。")
}

// withdrawMember deletes the member with identities, sessions and all that waits. The
// id is gone with it: who comes back is a new member.
func withdrawMember(l *Login) error {
	if err := l.Notify("退会の手続きが済みました", "会員登録と、連携していたアカウントの情報を削除しました。ご利用ありがとうございました。"); err != nil {
		return err
	}
	l.ClearCookie()
	return l.exec("delete the member", `DELETE FROM member WHERE id = ?`, l.Member)
}
