package rp

import (
	"database/sql"
	"errors"
	"net/http"
	"time"
)

// Ticket is a link in a mail: who opens it reads that mailbox.
type Ticket struct {
	Purpose Purpose
	Member  string // for whom it is; empty at registration
	Email   string // the address it was sent to
}

// Purpose is what a ticket is for. One for another purpose is no ticket.
type Purpose string

// What links in mails are for.
const (
	Join  Purpose = "join"  // to become a member
	Move  Purpose = "move"  // to change the e-mail address
	Reset Purpose = "reset" // to set a new password
)

// ticketLife is how long a link in a mail works.
const ticketLife = 30 * time.Minute

// errTicket does not tell whether the link was used, has expired, or never was.
var errTicket = &Failure{Status: http.StatusGone, Title: "このリンクは使えません",
	Text: "リンクの期限が切れたか、すでに使われています。お手数ですが、はじめからやり直してください。",
	Err:  errors.New("want a link that still works, got another")}

// issue makes a ticket and mails its link.
func (l *Login) issue(t Ticket, subject, text string) error {
	secret, err := l.Secret()
	if err != nil {
		return err
	}
	if err := l.exec("forget expired links", `DELETE FROM ticket WHERE expires_at <= ?`, l.Now.Unix()); err != nil {
		return err
	}
	if err := l.exec("save the link", `INSERT INTO ticket (id, purpose, member, email, expires_at) VALUES (?, ?, ?, ?, ?)`,
		Hash(secret), t.Purpose, nullable(t.Member), t.Email, l.Now.Add(ticketLife).Unix()); err != nil {
		return err
	}
	return l.Send(Mail{To: t.Email, Subject: subject,
		Text: text + "\n\n" + l.app.config.Origin + "/" + string(t.Purpose) + "?t=" + secret + "\n\nリンクは30分のあいだ、一度だけ使えます。お心当たりのない場合は、このメールを破棄してください。"})
}

// lookAt finds a ticket without using it: programs that scan mails open links too.
func (l *Login) lookAt(p Purpose) (Ticket, error) {
	t := Ticket{Purpose: p}
	err := l.DB().QueryRowContext(l.Request.Context(), `SELECT coalesce(member, ''), email FROM ticket
		WHERE id = ? AND purpose = ? AND expires_at > ?`, Hash(l.Form.Get("t")), p, l.Now.Unix()).Scan(&t.Member, &t.Email)
	if errors.Is(err, sql.ErrNoRows) {
		return t, errTicket
	}
	return t, database("find the link", err)
}

// use takes the ticket that a form came with, once.
func use(p Purpose) func(*Login) error {
	return func(l *Login) (err error) {
		if l.Ticket, err = l.lookAt(p); err != nil {
			return err
		}
		l.Member = l.Ticket.Member
		return l.exec("use up the link", `DELETE FROM ticket WHERE id = ?`, Hash(l.Form.Get("t")))
	}
}

// DropTickets makes every link worthless that waits in some mailbox for the member.
func (l *Login) DropTickets() error {
	return l.exec("drop the links", `DELETE FROM ticket WHERE member = ?`, l.Member)
}
