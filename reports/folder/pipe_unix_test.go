//go:build unix

package folder_test

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"torii/reports/folder"
)

func TestAPipeIsNoLog(t *testing.T) {
	for _, name := range []string{folder.EventsName, folder.JournalName} {
		dir := t.TempDir()
		require.NoError(t, unix.Mkfifo(filepath.Join(dir, name), 0o600))
		_, err := folder.Read(dir)
		require.ErrorContains(t, err, "a pipe or a device")
	}
}
