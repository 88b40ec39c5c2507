// Package store keeps an archive in a SQLite file, apart so that who uses the mocks as a library links no database.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"

	_ "modernc.org/sqlite" // registers the driver "sqlite"

	"torii/mockidp/archive"
)

// version tells a state file of ours from other databases, and from those of other versions.
const version = 1

const tables = `CREATE TABLE entry (of TEXT NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (of, kind, key)) WITHOUT ROWID;`

// ErrInUse tells that another process has the file.
var ErrInUse = errors.New("another process has it")

// File keeps entries in a SQLite database. One process has it at a time.
type File struct {
	db   *sql.DB
	path string
}

// Open opens a state file, or makes it. It holds tokens and secrets of the mocks, and is for its owner alone.
func Open(path string) (*File, error) {
	made, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600) // #nosec G304 -- the user names it
	if err != nil {
		return nil, fmt.Errorf("archive: %w", err)
	}
	if err := made.Close(); err != nil {
		return nil, fmt.Errorf("archive: %w", err)
	}
	options := url.Values{"_pragma": {"locking_mode(EXCLUSIVE)", "journal_mode(TRUNCATE)"}, "_txlock": {"immediate"}}
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: path}).EscapedPath()+"?"+options.Encode())
	if err != nil {
		return nil, fmt.Errorf("archive: %w", err)
	}
	db.SetMaxOpenConns(1)
	f := &File{db, path}
	if err := f.change(context.Background(), prepare); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return f, nil
}

// prepare makes the table in a new file. It is a change in any case, which takes the lock.
func prepare(tx *sql.Tx) error {
	var found, others int
	if err := tx.QueryRow(`PRAGMA user_version`).Scan(&found); err != nil {
		return err
	}
	if err := tx.QueryRow(`SELECT count(*) FROM sqlite_master`).Scan(&others); err != nil {
		return err
	}
	if found == 0 && others == 0 {
		if _, err := tx.Exec(tables); err != nil {
			return err
		}
		found = version
	}
	if found != version {
		return fmt.Errorf("want a state file of version %d, got a database of version %d: choose another file", version, found)
	}
	_, err := tx.Exec(fmt.Sprintf("PRAGMA user_version = %d", version))
	return err
}

// change does something as one transaction.
func (f *File) change(ctx context.Context, do func(*sql.Tx) error) error {
	tx, err := f.db.BeginTx(ctx, nil)
	if err != nil {
		return f.complain(err)
	}
	if err := do(tx); err != nil {
		return f.complain(errors.Join(err, tx.Rollback()))
	}
	return f.complain(tx.Commit())
}

// busy is how SQLite calls a file that another process has.
const busy = 5

func (f *File) complain(err error) error {
	if err == nil {
		return nil
	}
	if coded, ok := errors.AsType[interface {
		error
		Code() int
	}](err); ok && coded.Code()&0xff == busy {
		err = ErrInUse
	}
	return fmt.Errorf("state file %s: %w", f.path, err)
}

// Read returns what was saved last, nothing from a new file.
func (f *File) Read(ctx context.Context) ([]archive.Entry, error) {
	rows, err := f.db.QueryContext(ctx, `SELECT of, kind, key, value FROM entry ORDER BY of, kind, key`)
	if err != nil {
		return nil, f.complain(err)
	}
	defer func() { _ = rows.Close() }() // what it would tell, Err tells
	var entries []archive.Entry
	for rows.Next() {
		var e archive.Entry
		var value string
		if err := rows.Scan(&e.Of, &e.Kind, &e.Key, &value); err != nil {
			return nil, f.complain(err)
		}
		e.Value = []byte(value)
		entries = append(entries, e)
	}
	return entries, f.complain(rows.Err())
}

// Save puts entries in the place of what was saved before: all of them, or none.
func (f *File) Save(ctx context.Context, entries []archive.Entry) error {
	return f.change(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `DELETE FROM entry`); err != nil {
			return err
		}
		insert, err := tx.PrepareContext(ctx, `INSERT OR REPLACE INTO entry (of, kind, key, value) VALUES (?, ?, ?, ?)`)
		if err != nil {
			return err
		}
		for _, e := range entries {
			if _, err := insert.ExecContext(ctx, e.Of, string(e.Kind), e.Key, string(e.Value)); err != nil {
				return errors.Join(err, insert.Close())
			}
		}
		return insert.Close()
	})
}

// Close gives the file back.
func (f *File) Close() error { return f.complain(f.db.Close()) }
