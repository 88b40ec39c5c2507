package target

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
)

// killMarked ends every process of this user in whose first environment a pair
// stands: one that made itself a session of its own has left the process group.
func killMarked(pair string) {
	paths, err := filepath.Glob("/proc/[0-9]*/environ")
	if err != nil {
		return // the pattern is right
	}
	for _, path := range paths {
		environ, err := os.ReadFile(path)
		if err != nil {
			continue // it has gone, or is somebody else's
		}
		for found := range bytes.SplitSeq(environ, []byte{0}) {
			if string(found) != pair {
				continue
			}
			if pid, err := strconv.Atoi(filepath.Base(filepath.Dir(path))); err == nil && pid != os.Getpid() {
				_ = syscall.Kill(pid, syscall.SIGKILL) // one that has gone needs no signal
			}
		}
	}
}
