package folder

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
)

// beside is where a report is written before it takes its place.
func (r report) beside() string { return path.Join(path.Dir(r.name), "."+path.Base(r.name)+".part") }

// writeBeside writes a report whole, onto the disk, beside its place. Nothing that lies there is followed.
func writeBeside(root *os.Root, r report) error {
	err := root.Remove(r.beside())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("--out: %s: %w", r.name, err)
	}
	f, err := root.OpenFile(r.beside(), os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return fmt.Errorf("--out: %s: %w", r.name, err)
	}
	err = r.write(f)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		_ = root.Remove(r.beside())
		return fmt.Errorf("--out: %s: %w", r.name, err)
	}
	return nil
}

// straight holds that a folder of the reports is one, and no way to another place.
func straight(root *os.Root, name string) error {
	info, err := root.Lstat(name)
	if err == nil && !info.IsDir() {
		err = fmt.Errorf("--out: %s is no folder of its own; links are not followed: remove it", name)
	}
	return err
}

// spare is how much must be free before a run begins: the reports of all rows take a few times less.
const spare = 64 << 20

// probe holds that the reports will find a place: so that no run ends with nowhere to go.
func probe(dir string) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fmt.Errorf("--out: %w", err)
	}
	defer func() { _ = root.Close() }()
	const name = ".torii.probe"
	_ = root.Remove(name) // of a run that was killed
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return fmt.Errorf("--out: nothing can be written into %s: %w; choose another folder", dir, err)
	}
	if err := errors.Join(f.Close(), root.Remove(name)); err != nil {
		return fmt.Errorf("--out: %w", err)
	}
	if free, known := freeBytes(dir); known && free < spare {
		return fmt.Errorf("--out: %s has %d MiB left; want %d MiB for the reports: make room, or choose another folder", dir, free>>20, spare>>20)
	}
	for _, r := range append(reports(nil, "", nil, ""), report{name: EventsName}) {
		if info, err := root.Lstat(r.name); err == nil && info.IsDir() {
			return fmt.Errorf("--out: %s in %s is a directory, where a report is to be written; remove it, or choose another folder", r.name, dir)
		}
	}
	return nil
}
