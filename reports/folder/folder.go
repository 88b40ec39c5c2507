// Package folder writes all reports of a run into one folder, under plain names.
package folder

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"torii/fixtures/text"
	"torii/reports/cucumber"
	"torii/reports/event"
	"torii/reports/html"
	"torii/reports/junit"
	"torii/reports/markdown"
	"torii/reports/verdict"
	"torii/reports/workbook"
)

// EventsName is the file that all others can be made from again.
const EventsName = "events.ndjson"

// EvidenceName is the folder with the pictures.
const EvidenceName = "evidence"

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

// report is one file of the folder.
type report struct {
	name  string
	write func(io.Writer) error
}

// reports are all that are made from a log, whose SHA-256 is sum.
func reports(events []event.Event, sum string, pictures map[string][]byte, lang text.Lang) []report {
	run := verdict.Judge(events)
	return []report{
		{"junit.xml", func(w io.Writer) error { return junit.Write(w, run, events, lang) }},
		{"cucumber.json", func(w io.Writer) error { return cucumber.Write(w, run) }},
		{"summary.md", func(w io.Writer) error { return markdown.Write(w, run, events, lang) }},
		{"report.html", func(w io.Writer) error { return html.Write(w, run, events, pictures) }},
		{"report.xlsx", func(w io.Writer) error { return workbook.Write(w, run, pictures, sum) }},
	}
}

// Write writes every report of the events, with the pictures that lie in the folder; those that are
// in one language, in both.
func Write(dir string, events []event.Event) error { return WriteIn(dir, events, "") }

// WriteIn writes likewise, with JUnit's file and the summary in one language.
func WriteIn(dir string, events []event.Event, lang text.Lang) error {
	if err := Make(dir); err != nil {
		return err
	}
	pictures, err := Pictures(dir, events)
	if err != nil {
		return fmt.Errorf("--out: %w", err)
	}
	logged := sha256.New() // the log first: the others can be made from it again
	err = writeFile(filepath.Join(dir, EventsName), func(w io.Writer) error { return event.Write(io.MultiWriter(w, logged), events) })
	if err != nil {
		return fmt.Errorf("--out: %s: %w", EventsName, err)
	}
	all := reports(events, hex.EncodeToString(logged.Sum(nil)), pictures, lang)
	problems := make([]error, len(all))
	var wg sync.WaitGroup
	for i, r := range all {
		wg.Go(func() {
			if err := writeFile(filepath.Join(dir, r.name), r.write); err != nil {
				problems[i] = fmt.Errorf("--out: %s: %w", r.name, err)
			}
		})
	}
	wg.Wait()
	return errors.Join(problems...)
}

func writeFile(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, fileMode)
	if err != nil {
		return err
	}
	return errors.Join(write(f), f.Close())
}

// picturePath is where the picture of a row lies.
func picturePath(dir, row string) string {
	return filepath.Join(dir, EvidenceName, strings.ReplaceAll(row, "/", "_")+".png")
}

// Picture keeps a picture of what a row showed, as evidence/ROW.png.
func Picture(dir, row string, png []byte) error {
	path := picturePath(dir, row)
	if err := os.MkdirAll(filepath.Dir(path), folderMode); err != nil {
		return err
	}
	return os.WriteFile(path, png, fileMode)
}

// maxPicture bounds what is read of one picture; a larger file is none of ours.
const maxPicture = 8 << 20

// Pictures reads the pictures of the rows in a log.
func Pictures(dir string, events []event.Event) (map[string][]byte, error) {
	pictures := map[string][]byte{}
	for _, e := range events {
		if _, ok := e.Fact.(event.RowStarted); !ok || !filepath.IsLocal(strings.ReplaceAll(e.Row, "/", "_")) {
			continue
		}
		path := picturePath(dir, e.Row)
		info, err := os.Stat(path)
		if errors.Is(err, fs.ErrNotExist) || err == nil && info.Size() > maxPicture {
			continue
		}
		if err != nil {
			return nil, err
		}
		if pictures[e.Row], err = os.ReadFile(path); err != nil {
			return nil, err
		}
	}
	return pictures, nil
}

// Read reads the events of an earlier run.
func Read(dir string) ([]event.Event, error) {
	f, err := os.Open(filepath.Join(dir, EventsName))
	if err != nil {
		return nil, err
	}
	events, err := event.Read(f)
	if err = errors.Join(err, f.Close()); err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.Join(dir, EventsName), err)
	}
	return events, nil
}
