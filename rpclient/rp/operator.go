package rp

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
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
