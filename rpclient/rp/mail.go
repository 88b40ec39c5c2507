package rp

import (
	"context"
	"database/sql"
	"fmt"
	netmail "net/mail"
	"strings"
)

// Mail is one message to send. The service writes it in the transaction of the change
// it tells of, and something else sends it: a mail server that is down loses no
// notice, and a change that fails sends none.
type Mail struct {
	To, Subject, Text string
}

// Mails returns the mails written so far, oldest first; to "" means to everybody.
func Mails(ctx context.Context, db *sql.DB, to string) ([]Mail, error) {
	rows, err := db.QueryContext(ctx, `SELECT recipient, subject, text FROM mail WHERE ?1 = '' OR recipient = ?1 ORDER BY id`, to)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	found := []Mail{}
	for rows.Next() {
		var m Mail
		if err := rows.Scan(&m.To, &m.Subject, &m.Text); err != nil {
			return nil, err
		}
		found = append(found, m)
	}
	return found, rows.Err()
}

// Send writes a mail.
func (l *Login) Send(m Mail) error {
	return l.exec("write the mail", `INSERT INTO mail (recipient, subject, text) VALUES (?, ?, ?)`, m.To, m.Subject, m.Text)
}

// Notify writes a mail to l.Member's own address. One that only a provider has named
// gets none: it may be somebody else's.
func (l *Login) Notify(subject, text string) error {
	m, err := l.memberByID(l.Member)
	if err != nil || m.Contact == "" {
		return err
	}
	return l.Send(Mail{To: m.Contact, Subject: subject, Text: text})
}

// maxAddress is the longest e-mail address, in bytes (RFC 5321, 4.5.3.1.3, less the brackets).
const maxAddress = 254

// Address reads an e-mail address that somebody typed. Letter case is given up, so
// that one mailbox is one member.
func Address(typed string) (string, error) {
	parsed, err := netmail.ParseAddress(strings.TrimSpace(typed))
	if err != nil || parsed.Name != "" || len(parsed.Address) > maxAddress {
		return "", fmt.Errorf("want an e-mail address of at most %d bytes, got another text", maxAddress)
	}
	return strings.ToLower(parsed.Address), nil
}
