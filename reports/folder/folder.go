// Package folder writes all reports of a run into one folder, under plain names.
package folder

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"torii/reports/event"
	"torii/reports/junit"
	"torii/reports/markdown"
	"torii/reports/verdict"
)

// EventsName is the file that all others can be made from again.
const EventsName = "events.ndjson"

const (
	folderMode = 0o755
	fileMode   = 0o644
)

// Make makes the folder, so that a run does not end with nowhere to go.
func Make(dir string) error {
	if err := os.MkdirAll(dir, folderMode); err != nil {
		return fmt.Errorf("--out: %w", err)
	}
	return nil
}

// Write writes junit.xml, summary.md and events.ndjson.
func Write(dir string, events []event.Event) error {
	if err := Make(dir); err != nil {
		return err
	}
	run := verdict.Judge(events)
	reports := []struct {
		name  string
		write func(io.Writer) error
	}{
		{EventsName, func(w io.Writer) error { return event.Write(w, events) }},
		{"junit.xml", func(w io.Writer) error { return junit.Write(w, run) }},
		{"summary.md", func(w io.Writer) error { return markdown.Write(w, run) }},
	}
	for _, r := range reports {
		if err := writeFile(filepath.Join(dir, r.name), r.write); err != nil {
			return fmt.Errorf("--out: %w", err)
		}
	}
	return nil
}

func writeFile(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, fileMode)
	if err != nil {
		return err
	}
	return errors.Join(write(f), f.Close())
}

// Picture keeps a picture of what a row showed, as evidence/ROW.png.
func Picture(dir, row string, png []byte) error {
	path := filepath.Join(dir, "evidence", strings.ReplaceAll(row, "/", "_")+".png")
	if err := os.MkdirAll(filepath.Dir(path), folderMode); err != nil {
		return err
	}
	return os.WriteFile(path, png, fileMode)
}

// Read reads the events of an earlier run.
func Read(dir string) ([]event.Event, error) {
	f, err := os.Open(filepath.Join(dir, EventsName))
	if err != nil {
		return nil, err
	}
	events, err := event.Read(f)
	return events, errors.Join(err, f.Close())
}
