package rp

import (
	"database/sql"
	"errors"
	"net/http"
	"slices"
)

// errAddress is told only to who has proven to read the mailbox.
var errAddress = &Failure{Status: http.StatusConflict, Title: "登録できませんでした",
	Text: "このメールアドレスでは、すでに会員登録が済んでいます。", Err: errors.New("want an address of no member, got a member's")}

// typedAddress reads the address of a form.
func (l *Login) typedAddress() (string, error) {
	address, err := Address(l.Form.Get("email"))
	if err != nil {
		return "", &Failure{Status: http.StatusBadRequest, Title: "メールアドレスをお確かめください",
			Text: "メールアドレスの形が正しくありません。", Err: err}
	}
	return address, nil
}

// registerMail sends the link to go on with. There is no member yet, and no password:
// who types an address they do not read has nothing. Nobody learns by it whether the
// address is a member's.
func registerMail(l *Login) error {
	address, err := l.typedAddress()
	if err != nil {
		return err
	}
	owner, err := l.memberByEmail(address)
	if err != nil {
		return err
	}
	if owner != "" {
		return l.Send(Mail{To: address, Subject: "すでに会員登録がお済みです", Text: "このメールアドレスは登録されています。パスワードをお忘れの場合は、再設定をお申し込みください。"})
	}
	return l.issue(Ticket{Purpose: Join, Email: address}, "会員登録の続き", "次のリンクを開いて、会員登録を続けてください。")
}

// joinMember makes the member. The schema keeps an address from having two.
func joinMember(l *Login) error {
	id, err := l.Secret()
	if err != nil {
		return err
	}
	done, err := l.DB().ExecContext(l.Request.Context(), `INSERT INTO member (id, name, email, password, created_at) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (email) DO NOTHING`, id, l.Form.Get("name"), l.Ticket.Email, l.hash, l.Now.Unix())
	if err != nil {
		return database("make the member", err)
	}
	if n, err := done.RowsAffected(); n == 0 || err != nil {
		return errors.Join(errAddress, err)
	}
	l.Member = id
	return nil
}

// emailMail sends the link that proves the new address. Until it is opened the old one stands.
func emailMail(l *Login) error {
	address, err := l.typedAddress()
	if err != nil {
		return err
	}
	return l.issue(Ticket{Purpose: Move, Member: l.Member, Email: address}, "メールアドレスの変更", "次のリンクを開いて、メールアドレスの変更を確定してください。")
}

// moveNotice tells the old address, before it is forgotten.
func moveNotice(l *Login) error {
	return l.Notify("メールアドレスを変更しました", "登録されているメールアドレスを変更しました。お心当たりのない場合は、お問い合わせください。")
}

// moveAddress makes the proven address the member's.
func moveAddress(l *Login) error {
	owner, err := l.memberByEmail(l.Ticket.Email)
	if err != nil {
		return err
	}
	if owner != "" && owner != l.Member {
		return errAddress
	}
	if err := l.exec("change the address", `UPDATE member SET email = ? WHERE id = ?`, l.Ticket.Email, l.Member); err != nil {
		return err
	}
	return l.DropTickets() // what waits at the former address opens nothing any more
}

// recoverMail sends the link that sets a new password, to members alone; the page is
// the same for everybody.
func recoverMail(l *Login) error {
	address, err := l.typedAddress()
	if err != nil {
		return err
	}
	owner, err := l.memberByEmail(address)
	if err != nil || owner == "" {
		return err
	}
	if closed, err := l.closedAddress(owner, address); err != nil || closed {
		return err
	}
	return l.issue(Ticket{Purpose: Reset, Member: owner, Email: address}, "パスワードの再設定", "次のリンクを開いて、新しいパスワードを設定してください。")
}

// closedAddress reports whether the address is that of an account whose provider has
// told that it is disabled: mail to it proves nothing.
func (l *Login) closedAddress(member, address string) (closed bool, err error) {
	err = l.DB().QueryRowContext(l.Request.Context(), `SELECT count(*) FROM identity WHERE member = ? AND closed AND lower(email) = ?`,
		member, address).Scan(&closed)
	return closed, database("find the identity", err)
}

// resetPassword sets the new password.
func resetPassword(l *Login) error {
	return l.exec("set the password", `UPDATE member SET password = ? WHERE id = ?`, l.hash, l.Member)
}

// resetSessions ends every session of the member: who took the account over is out.
func resetSessions(l *Login) error {
	return l.exec("end the sessions", `DELETE FROM session WHERE member = ?`, l.Member)
}

// resetLinks unlinks every identity that the person did not say is theirs: one that
// somebody else linked would let them in again.
func resetLinks(l *Login) error {
	linked, err := l.findIdentities(l.Member)
	if err != nil {
		return database("find the identities", err)
	}
	for _, i := range linked {
		if slices.Contains(l.Form["keep"], i.Issuer) {
			continue
		}
		if p, relayed := l.relayOf(i.Issuer); relayed {
			l.Provider = p
			if err := relayFirst(l); err != nil {
				return err
			}
			if err := l.ForgetAtRelay(l.Member); err != nil {
				return err
			}
		}
		if err := l.exec("unlink the identity", `DELETE FROM identity WHERE member = ? AND issuer = ?`, l.Member, i.Issuer); err != nil {
			return err
		}
	}
	return nil
}

// resetPending makes links in mails worthless that were asked for before.
func resetPending(l *Login) error { return l.DropTickets() }

// resetNotice tells the member by mail.
func resetNotice(l *Login) error {
	return l.Notify("パスワードを再設定しました", "パスワードを再設定し、ほかの端末からログアウトしました。お心当たりのない場合は、お問い合わせください。")
}

// memberByEmail returns the member whose proven address it is, "" if it is nobody's.
func (l *Login) memberByEmail(address string) (id string, err error) {
	err = l.DB().QueryRowContext(l.Request.Context(), `SELECT id FROM member WHERE email = ?`, address).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return id, database("find the member", err)
}
