//go:build unix

package folder

import "golang.org/x/sys/unix"

// freeBytes is how much may be written below a folder, where the system tells.
func freeBytes(dir string) (uint64, bool) {
	var fs unix.Statfs_t
	if err := unix.Statfs(dir, &fs); err != nil {
		return 0, false
	}
	return uint64(fs.Bavail) * uint64(fs.Bsize), true //nolint:gosec,unconvert // their types differ by system
}
