package folder_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/reports/event"
	"torii/reports/folder"
)

func TestAnEarlierReportSurvivesOneThatFails(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, folder.Write(dir, events()))
	earlier := map[string][]byte{}
	for _, name := range append(names, folder.EventsName) {
		b, err := os.ReadFile(filepath.Join(dir, name))
		require.NoError(t, err)
		earlier[name] = b
	}
	require.NoError(t, os.MkdirAll(filepath.Join(dir, ".report.xlsx.part", "in the way"), 0o700))
	require.ErrorContains(t, folder.Write(dir, append(events(), event.Event{Fact: event.Printed{Line: "later"}})), "--out: report.xlsx")
	for name, want := range earlier {
		got, err := os.ReadFile(filepath.Join(dir, name))
		require.NoError(t, err)
		assert.Equal(t, string(want), string(got), name)
	}
}

func TestLinksInTheFolderAreNotFollowed(t *testing.T) {
	dir, elsewhere := t.TempDir(), t.TempDir()
	victim := filepath.Join(elsewhere, "victim")
	require.NoError(t, os.WriteFile(victim, []byte("somebody's"), 0o600))
	for _, name := range append(names, folder.EventsName, folder.JournalName, ".events.ndjson.part", ".report.html.part") {
		require.NoError(t, os.Symlink(victim, filepath.Join(dir, name)))
	}
	journal, err := folder.Keep(dir, events())
	require.NoError(t, err)
	require.NoError(t, journal.Close())
	require.NoError(t, folder.Write(dir, events()))
	require.NoError(t, os.Symlink(elsewhere, filepath.Join(dir, folder.EvidenceName)))
	require.Error(t, folder.Picture(dir, "claims/google", []byte("png")))
	pictures, err := folder.Pictures(dir, events())
	require.NoError(t, err)
	require.Empty(t, pictures)
	b, err := os.ReadFile(victim)
	require.NoError(t, err)
	require.Equal(t, "somebody's", string(b))
	there, err := os.ReadDir(elsewhere)
	require.NoError(t, err)
	require.Len(t, there, 1)
	require.NoError(t, os.Symlink(victim, filepath.Join(dir, ".torii.lock")))
	_, err = folder.Lock(dir)
	require.Error(t, err)
}

func TestATornLogIsReadAsFarAsItGoes(t *testing.T) {
	dir := t.TempDir()
	journal, err := folder.Keep(dir, events()[:3])
	require.NoError(t, err)
	require.NoError(t, journal.Close())
	path := filepath.Join(dir, folder.JournalName)
	whole, err := os.ReadFile(path)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(path, append(whole, `{"seq":4,"at":"20`...), 0o600))
	read, err := folder.Read(dir)
	require.NoError(t, err)
	require.Equal(t, events()[:3], read)
	require.NoError(t, os.WriteFile(path, append([]byte(`{"seq":4,"at":"20`+"\n"), whole...), 0o600))
	_, err = folder.Read(dir)
	require.ErrorContains(t, err, "line 1", "what is no event amid others is no torn end")
}

func TestAFolderThatCannotTakeReportsIsToldBeforeTheRun(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(dir, "report.html"), 0o700))
	_, err := folder.Lock(dir)
	require.ErrorContains(t, err, "report.html")
	if os.Geteuid() == 0 {
		return // who may do anything meets no folder that is closed
	}
	closed := t.TempDir()
	require.NoError(t, os.Chmod(closed, 0o500)) // #nosec G302 -- a folder
	_, err = folder.Lock(closed)
	require.ErrorContains(t, err, "choose another folder")
}
