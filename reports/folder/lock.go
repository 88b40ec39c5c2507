package folder

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// lockName is the file that a run holds while it writes into its folder.
const lockName = ".torii.lock"

// errHeld tells that somebody else holds a lock.
var errHeld = errors.New("held")

// maxLockTries bounds how often a lock is looked at that is given back meanwhile.
const maxLockTries = 10

// Lock makes the folder, so that a run does not end with nowhere to go, and keeps it for
// this run until unlock: the reports of two would be neither's. It goes with the
// process, however that ends. Where the file system knows no locks, there is none. What
// cannot be written into, or has too little room left, is an error.
func Lock(dir string) (unlock func(), err error) {
	if err := Make(dir); err != nil {
		return nil, err
	}
	path := filepath.Join(dir, lockName)
	root, err := os.OpenRoot(dir) // a link that lies there is not followed to another place
	if err != nil {
		return nil, fmt.Errorf("--out: %w", err)
	}
	defer func() { _ = root.Close() }()
	for range maxLockTries {
		f, err := root.OpenFile(lockName, os.O_RDWR|os.O_CREATE, fileMode)
		if err != nil {
			return nil, fmt.Errorf("--out: %w", err)
		}
		if err := hold(f); err != nil {
			_ = f.Close()
			return nil, fmt.Errorf("--out: another torii is writing into %s; wait for it, or choose another folder", dir)
		}
		if current(f, path) {
			if err := probe(dir); err != nil {
				release(f, path)
				return nil, err
			}
			return func() { release(f, path) }, nil
		}
		_ = f.Close() // who held it has just given it back, and taken the file along
	}
	return nil, fmt.Errorf("--out: %s is being written into by others", dir)
}

// current reports whether the file is still the one of that name.
func current(f *os.File, path string) bool {
	mine, err := f.Stat()
	if err != nil {
		return false
	}
	there, err := os.Stat(path)
	return err == nil && os.SameFile(mine, there)
}
