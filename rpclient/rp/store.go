package rp

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"net/url"
	"sync"

	_ "modernc.org/sqlite" // registers the driver "sqlite"
)

//go:embed schema.sql
var schema string

// schemaVersion tells databases with these tables from others.
const schemaVersion = 4

// OpenMemory returns a private database in memory with the schema in place. It lives
// until it is closed.
func OpenMemory() (*sql.DB, error) {
	blank, err := image()
	if err != nil {
		return nil, err
	}
	db, err := connect(":memory:", nil)
	if err != nil {
		return nil, err
	}
	if err := onConnection(db, func(c serializer) error { return c.Deserialize(blank) }); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// serializer is what the driver's connection does beside database/sql.
type serializer interface {
	Serialize() ([]byte, error)
	Deserialize([]byte) error
}

// image is a new database as bytes, made once a process: copying one is far quicker
// than reading the schema.
var image = sync.OnceValues(func() (blank []byte, err error) {
	db, err := open(":memory:", nil)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	err = onConnection(db, func(c serializer) error {
		blank, err = c.Serialize()
		return err
	})
	return blank, err
})

func onConnection(db *sql.DB, do func(serializer) error) error {
	conn, err := db.Conn(context.Background())
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }() // back to the pool: nothing is lost
	return conn.Raw(func(driver any) error {
		c, ok := driver.(serializer)
		if !ok {
			return fmt.Errorf("want a connection that can be serialized, got %T", driver)
		}
		return do(c)
	})
}

// Open returns the database file at path, made with the schema in place if it is
// new. Several processes may share it.
func Open(path string) (*sql.DB, error) {
	return open("file:"+(&url.URL{Path: path}).EscapedPath(), []string{"journal_mode(WAL)", "busy_timeout(5000)"})
}

// open uses one connection: SQLite has one writer anyway, and a database in memory
// belongs to its connection. Transactions take the write lock at once, so that none
// fails half-way because another process wrote first.
func open(name string, pragmas []string) (*sql.DB, error) {
	db, err := connect(name, pragmas)
	if err != nil {
		return nil, err
	}
	if err := applySchema(db); err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", name, err), db.Close())
	}
	return db, nil
}

func connect(name string, pragmas []string) (*sql.DB, error) {
	options := url.Values{
		"_pragma": append([]string{"foreign_keys(1)"}, pragmas...),
		"_txlock": {"immediate"},
	}
	db, err := sql.Open("sqlite", name+"?"+options.Encode())
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	return db, nil
}

// applySchema makes the tables of a new database. user_version says whether it is
// one; the transaction keeps a second process from making them twice.
func applySchema(db *sql.DB) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var version int
	if err := tx.QueryRow(`PRAGMA user_version`).Scan(&version); err != nil {
		return err
	}
	if version == schemaVersion {
		return nil
	}
	if version != 0 {
		return fmt.Errorf("want tables of version %d, got %d", schemaVersion, version)
	}
	if _, err := tx.Exec(schema + fmt.Sprintf(`PRAGMA user_version = %d;`, schemaVersion)); err != nil {
		return err
	}
	return tx.Commit()
}

// Store is what steps read and change the database through.
type Store interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// DB returns the transaction that is going on, or else the database.
func (l *Login) DB() Store {
	if l.tx != nil {
		return l.tx
	}
	return l.app.config.DB
}

// inTx does something as one transaction: all of it happens, or nothing. Within one
// that is going on already it is a part of that.
func (l *Login) inTx(do func() error) error {
	if l.tx != nil {
		return do()
	}
	tx, err := l.app.config.DB.BeginTx(l.Request.Context(), nil)
	if err != nil {
		return database("begin", err)
	}
	l.tx = tx
	defer func() { l.tx = nil }()
	if err := do(); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return database("commit", tx.Commit())
}

// exec changes rows; what says what for, in an error.
func (l *Login) exec(what, query string, args ...any) error {
	_, err := l.DB().ExecContext(l.Request.Context(), query, args...)
	return database(what, err)
}
