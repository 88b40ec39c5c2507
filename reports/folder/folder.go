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

	"torii/fixtures/bound"
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

// WriteIn writes likewise, with JUnit's file and the summary in one language. Every file is written
// beside the one that is there, and takes its place once all are whole: where one fails, an earlier
// report stays as it was. The journal goes with the last of them.
func WriteIn(dir string, events []event.Event, lang text.Lang) error {
	if err := Make(dir); err != nil {
		return err
	}
	pictures, err := Pictures(dir, events)
	if err != nil {
		return fmt.Errorf("--out: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fmt.Errorf("--out: %w", err)
	}
	defer func() { _ = root.Close() }()
	logged := sha256.New() // the log first: the others can be made from it again
	all := []report{{EventsName, func(w io.Writer) error { return event.Write(io.MultiWriter(w, logged), events) }}}
	if err := writeBeside(root, all[0]); err != nil {
		return err
	}
	made := reports(events, hex.EncodeToString(logged.Sum(nil)), pictures, lang)
	all = append(all, made...)
	problems := make([]error, len(made))
	var wg sync.WaitGroup
	for i, r := range made {
		wg.Go(func() { problems[i] = writeBeside(root, r) })
	}
	wg.Wait()
	if err := errors.Join(problems...); err != nil {
		for _, r := range all {
			_ = root.Remove(r.beside()) // there may be none
		}
		return err
	}
	for _, r := range all {
		if err := root.Rename(r.beside(), r.name); err != nil {
			return fmt.Errorf("--out: %s: %w", r.name, err)
		}
	}
	_ = root.Remove(JournalName) // there may be none
	return nil
}

// pictureName is the picture of a row within the folder.
func pictureName(row string) string {
	return EvidenceName + "/" + strings.ReplaceAll(row, "/", "_") + ".png"
}

// Picture keeps a picture of what a row showed, as evidence/ROW.png.
func Picture(dir, row string, png []byte) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer func() { _ = root.Close() }()
	if err := root.MkdirAll(EvidenceName, folderMode); err != nil {
		return err
	}
	if err := straight(root, EvidenceName); err != nil {
		return err
	}
	picture := report{pictureName(row), func(w io.Writer) error { _, err := w.Write(png); return err }}
	if err := writeBeside(root, picture); err != nil {
		return err
	}
	return root.Rename(picture.beside(), picture.name)
}

// maxPicture bounds what is read of one picture; a larger file is none of ours.
const maxPicture = bound.Picture

// Pictures reads the pictures of the rows in a log. What is no plain file is none of ours.
func Pictures(dir string, events []event.Event) (map[string][]byte, error) {
	pictures := map[string][]byte{}
	root, err := os.OpenRoot(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return pictures, nil
	}
	if err != nil {
		return nil, err
	}
	defer func() { _ = root.Close() }()
	if straight(root, EvidenceName) != nil {
		return pictures, nil
	}
	for _, e := range events {
		name := pictureName(e.Row)
		if _, ok := e.Fact.(event.RowStarted); !ok || !filepath.IsLocal(name) {
			continue
		}
		info, err := root.Lstat(name)
		if errors.Is(err, fs.ErrNotExist) || err == nil && (info.Size() > maxPicture || !info.Mode().IsRegular()) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if pictures[e.Row], err = root.ReadFile(name); err != nil {
			return nil, err
		}
	}
	return pictures, nil
}

// Read reads the events of an earlier run: of one that was cut off, as far as they were written.
func Read(dir string) ([]event.Event, error) {
	events, err := readPlain(filepath.Join(dir, JournalName), event.ReadTorn)
	if !errors.Is(err, fs.ErrNotExist) {
		return events, err
	}
	return readPlain(filepath.Join(dir, EventsName), event.Read)
}

// readPlain reads a file that has an end: a pipe may have none.
func readPlain(path string, read func(io.Reader) ([]event.Event, error)) ([]event.Event, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is %s; want the log of a run, as a plain file", path, kind(info))
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	events, err := read(f)
	if err = errors.Join(err, f.Close()); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return events, nil
}

func kind(info fs.FileInfo) string {
	if info.IsDir() {
		return "a directory"
	}
	return "a pipe or a device"
}
