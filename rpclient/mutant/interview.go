package mutant

import (
	"fmt"
	"slices"

	"torii/rpclient/interview"
)

// Interview is the reference interview form with one named step replaced.
type Interview struct {
	Step    string // name of the replaced step, e.g. "token.subject"
	Variant string // what is wrong, in a word or two
	Rule    string // identifier of the rule whose scenario must notice
	JA, EN  string // what is wrong, in one sentence
	Do      func(*interview.Job) error
}

// ID names the mutant.
func (m Interview) ID() string { return m.Step + "/" + m.Variant }

// Steps returns the reference's steps with the one replaced. It fails if the reference
// has no step of that name.
func (m Interview) Steps() ([]interview.Step, error) {
	steps := interview.Steps()
	i := slices.IndexFunc(steps, func(s interview.Step) bool { return s.Name == m.Step })
	if i < 0 {
		return nil, fmt.Errorf("mutant %s: want the name of a step, got %q", m.ID(), m.Step)
	}
	steps[i].Do = m.Do
	return steps, nil
}

func noStep(*interview.Job) error { return nil }
