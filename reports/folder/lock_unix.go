//go:build unix

package folder

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// hold locks the file, or tells that it is held. What knows no locks is not locked.
func hold(f *os.File) error {
	if err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB); errors.Is(err, unix.EWOULDBLOCK) {
		return errHeld
	}
	return nil
}

// release gives the lock back. The file goes first: who opens it now is told by [current].
func release(f *os.File, path string) {
	_ = os.Remove(path)
	_ = f.Close()
}
