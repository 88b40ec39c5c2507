package main

import (
	"cmp"
	"errors"
	"fmt"
	"path/filepath"

	"torii/reports/folder"
	"torii/reports/merge"
	"torii/reports/verdict"
	"torii/steps"
)

// resumed reads the run that was cut off, and takes its salt; nil where none goes on. Its pictures come along.
func (f *runFlags) resumed() (*steps.Resumed, error) {
	if f.resume == "" {
		return nil, nil
	}
	if f.repeat > 1 {
		return nil, errors.New("--resume goes on with one run: it does not go with --repeat")
	}
	events, err := folder.Read(f.resume)
	if err != nil {
		return nil, fmt.Errorf("--resume: %w", err)
	}
	if run := verdict.Judge(events); run.Whole && !run.Interrupted {
		return nil, fmt.Errorf("--resume: the run in %s came to its end; --failed %s runs again what did not pass", f.resume, f.resume)
	}
	r, err := steps.Resume(events)
	if r == nil || err != nil {
		return nil, err
	}
	f.salt = cmp.Or(f.salt, r.Began.Salt)
	if filepath.Clean(f.resume) == filepath.Clean(f.out) {
		return r, nil
	}
	return r, carry(merge.Shard{Name: f.resume, Events: r.Log()}, f.out)
}
