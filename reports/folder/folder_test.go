package folder_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/fixtures/text"
	"torii/reports/event"
	"torii/reports/folder"
)

func events() []event.Event {
	at := time.Date(2026, 4, 1, 9, 0, 0, 0, time.UTC)
	facts := []event.Fact{event.RunStarted{Target: "RP"},
		event.RowStarted{Feature: "機能", Name: "名", Provider: "google", Rule: "IDT-NONCE", Skip: text.Both{JA: "飛ばす", EN: "skipped"}},
		event.RowEnded{Millis: 3}, event.RunEnded{Rows: 1}}
	rows := []string{"", "claims/google", "claims/google", ""}
	var log []event.Event
	for i, f := range facts {
		log = append(log, event.Event{Seq: i + 1, At: at, Row: rows[i], Fact: f})
	}
	return log
}

func TestAReportIsReadBack(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "report")
	require.NoError(t, folder.Write(dir, events()))
	for _, name := range []string{folder.EventsName, "junit.xml", "summary.md"} {
		b, err := os.ReadFile(filepath.Join(dir, name))
		require.NoError(t, err)
		assert.Contains(t, string(b), "claims/google", name)
	}
	read, err := folder.Read(dir)
	require.NoError(t, err)
	assert.Equal(t, events(), read)
}

func TestALaterReportReplacesAnEarlierOne(t *testing.T) {
	dir, again := t.TempDir(), t.TempDir()
	long := append(events(), event.Event{Fact: event.Printed{Line: "a line more"}})
	require.NoError(t, folder.Write(dir, long))
	require.NoError(t, folder.Write(dir, events()))
	require.NoError(t, folder.Write(again, events()))
	for _, name := range []string{folder.EventsName, "junit.xml", "summary.md"} {
		got, err := os.ReadFile(filepath.Join(dir, name))
		require.NoError(t, err)
		want, err := os.ReadFile(filepath.Join(again, name))
		require.NoError(t, err)
		assert.Equal(t, string(want), string(got), "%s: the same log, the same bytes", name)
	}
}

// errorTest makes a folder unusable and says what the error names.
type errorTest struct {
	name  string
	spoil func(t *testing.T, dir string)
	write string // part of the error of Write
	read  string // part of the error of Read
}

func (tt errorTest) run(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "report")
	tt.spoil(t, dir)
	if tt.write != "" {
		err := folder.Write(dir, events())
		require.ErrorContains(t, err, "--out: ")
		require.ErrorContains(t, err, tt.write)
	}
	read, err := folder.Read(dir)
	require.ErrorContains(t, err, tt.read)
	require.Empty(t, read)
}

func TestFolderErrors(t *testing.T) {
	for _, tt := range []errorTest{
		{"a file where the folder should be", func(t *testing.T, dir string) {
			require.NoError(t, os.WriteFile(dir, nil, 0o600))
		}, "report", folder.EventsName},
		{"a folder where a report should be", func(t *testing.T, dir string) {
			require.NoError(t, os.MkdirAll(filepath.Join(dir, folder.EventsName), 0o700))
		}, folder.EventsName, "is a directory"},
		{"no folder", func(*testing.T, string) {}, "", folder.EventsName},
		{"a broken log", func(t *testing.T, dir string) {
			require.NoError(t, os.MkdirAll(dir, 0o700))
			require.NoError(t, os.WriteFile(filepath.Join(dir, folder.EventsName), []byte("\n{"), 0o600))
		}, "", "line 2"},
	} {
		t.Run(tt.name, tt.run)
	}
}
