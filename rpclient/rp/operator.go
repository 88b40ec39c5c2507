package rp

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"

	"golang.org/x/crypto/bcrypt"
)

// Suspend keeps a member out, and ends their sessions, until Restore. It is the
// operator's business: no page leads to it.
func Suspend(ctx context.Context, db *sql.DB, member string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	done, err := tx.ExecContext(ctx, `UPDATE member SET suspended = 1 WHERE id = ?`, member)
	if err != nil {
		return err
	}
	if n, err := done.RowsAffected(); n == 0 || err != nil {
		return errors.Join(fmt.Errorf("want a member's id, got %.64q", member), err)
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM session WHERE member = ?`, member); err != nil {
		return err
	}
	return tx.Commit()
}

// AddMember makes a member whose address was proven elsewhere, as when members move
// from another system, and returns the id.
func AddMember(ctx context.Context, db *sql.DB, name, email, password string, cost int) (id string, err error) {
	address, err := Address(email)
	if err != nil {
		return "", err
	}
	hash, err := bcrypt.GenerateFromPassword([]byte(password), cost)
	if err != nil {
		return "", err
	}
	id = rand.Text()
	_, err = db.ExecContext(ctx, `INSERT INTO member (id, name, email, password, created_at) VALUES (?, ?, ?, ?, 0)`, id, name, address, string(hash))
	return id, err
}
