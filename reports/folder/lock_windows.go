package folder

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// hold locks the file, or tells that it is held. What knows no locks is not locked.
func hold(f *os.File) error {
	const whole = 1
	err := windows.LockFileEx(windows.Handle(f.Fd()), windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, whole, 0, &windows.Overlapped{})
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		return errHeld
	}
	return nil
}

// release gives the lock back. A file that is open cannot be removed here.
func release(f *os.File, path string) {
	_ = f.Close()
	_ = os.Remove(path)
}
