package steps

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"torii/features"
	"torii/rpclient/target"
	"torii/steps/catalog"
	"torii/steps/sentence"
)

// Mistakes are what is wrong with feature files, each with file and line: nothing is
// run from them, for what is not understood would prove nothing.
type Mistakes []string

func (m Mistakes) Error() string {
	return fmt.Sprintf("the scenarios say what torii does not understand (%d mistakes):\n%s", len(m), strings.Join(m, "\n"))
}

// Lint reports what is wrong with feature files: what the catalogue stumbles over, needs
// that no target can lack, and steps that are not exactly one sentence of the vocabulary.
func Lint(files fs.FS) (Mistakes, error) {
	problems, err := catalog.Lint(files)
	if err != nil || len(problems) > 0 {
		return problems, err // what does not parse is not looked at sentence by sentence
	}
	rows, err := catalog.Read(files)
	if err != nil {
		return nil, err
	}
	var mistakes Mistakes
	said := map[string]bool{}
	note := func(problem string) {
		if !said[problem] {
			mistakes = append(mistakes, problem)
		}
		said[problem] = true
	}
	for _, row := range rows {
		if need := row.Needs(); need != "" && !slices.Contains(target.Capabilities, need) {
			mistakes = append(mistakes, fmt.Sprintf("%s:%d: the row needs %q, which no target declares to lack; allowed: %s",
				row.File, row.Line, need, strings.Join(target.Capabilities, ", ")))
		}
		for _, step := range row.Steps {
			if problem := sentence.Misunderstood(step.Text); problem != "" {
				note(fmt.Sprintf("%s:%d: %s", row.File, step.Line, problem))
			}
		}
		for _, problem := range rehearse(row) {
			note(problem)
		}
	}
	return mistakes, nil
}

// linted are torii's own features, looked at once a process.
var linted = sync.OnceValues(func() (Mistakes, error) { return Lint(features.FS) })

// Linted is Lint of the features that torii was built with.
func Linted() error { return faultless(linted()) }

func faultless(m Mistakes, err error) error {
	if err == nil && len(m) > 0 {
		return m
	}
	return err
}
