package target

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

// The files of a command may hold secrets: nobody else reads them.
const (
	fileMode   = 0o600
	folderMode = 0o700
)

func (f File) validateFiles() error {
	for _, name := range slices.Sorted(maps.Keys(f.Files)) {
		switch {
		case len(f.Command) == 0:
			return f.fail("files", "goes with command; a container has files of its own, in container.files")
		case !fs.ValidPath(name) || name == ".":
			return f.fail("files", "got %q; want a path below the folder of the run, such as conf/realm.json", name)
		}
	}
	return nil
}

// WriteFiles fills in the files of the command and puts them into the surroundings' folder.
func (f File) WriteFiles(s Surroundings) error {
	for _, name := range slices.Sorted(maps.Keys(f.Files)) {
		filled, err := f.fill("files."+name, f.Files[name], s)
		if err != nil {
			return err
		}
		path := filepath.Join(s.Files, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), folderMode); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(filled), fileMode); err != nil {
			return err
		}
	}
	return nil
}

// Filled returns the file with the templates of its command's arguments filled in.
func (f File) Filled(s Surroundings) (File, error) {
	args := slices.Clone(f.Command)
	for i := range args {
		var err error
		if args[i], err = f.fill("command", args[i], s); err != nil {
			return f, err
		}
	}
	f.Command = args
	return f, nil
}
