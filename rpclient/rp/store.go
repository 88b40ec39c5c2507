package rp

import (
	"database/sql"
	_ "embed"
	"fmt"
	"net/url"

	_ "modernc.org/sqlite" // registers the driver "sqlite"
)

//go:embed schema.sql
var schema string

// OpenMemory returns a private database in memory with the schema in place. It lives
// until it is closed.
func OpenMemory() (*sql.DB, error) {
	return open(":memory:", nil)
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
	options := url.Values{
		"_pragma": append([]string{"foreign_keys(1)"}, pragmas...),
		"_txlock": {"immediate"},
	}
	db, err := sql.Open("sqlite", name+"?"+options.Encode())
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	if err := applySchema(db); err != nil {
		db.Close()
		return nil, fmt.Errorf("open %s: %w", name, err)
	}
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
	if version != 0 {
		return nil
	}
	if _, err := tx.Exec(schema + `PRAGMA user_version = 1;`); err != nil {
		return err
	}
	return tx.Commit()
}
