package prove

import (
	"torii/rpclient/mutant"
	"torii/steps/bench"
)

// Mutant is one wrong Relying Party, whichever part of the reference it is made of.
type Mutant struct {
	Name   string // step and variant
	Rule   string // whose rows must notice
	JA, EN string
	made   maker
}

// ID names the mutant.
func (m Mutant) ID() string { return m.Name }

// maker brings up the bench of a Relying Party.
type maker func(bench.Options) (*bench.Reference, error)

// plain is the reference itself.
func plain(o bench.Options) (*bench.Reference, error) { return bench.NewReference(o, nil) }

// wrong returns every mutant: those of the login and its surroundings, and those of the interview form.
func wrong() []Mutant {
	var all []Mutant
	for _, m := range mutant.All() {
		all = append(all, Mutant{m.ID(), m.Rule, m.JA, m.EN, func(o bench.Options) (*bench.Reference, error) {
			steps, err := m.Steps()
			if err != nil {
				return nil, err
			}
			return bench.NewReference(o, steps)
		}})
	}
	for _, m := range mutant.Interviews() {
		all = append(all, Mutant{m.ID(), m.Rule, m.JA, m.EN, func(o bench.Options) (*bench.Reference, error) {
			steps, err := m.Steps()
			if err != nil {
				return nil, err
			}
			b, err := plain(o)
			if err != nil {
				return nil, err
			}
			return b.WithInterviews(steps), nil
		}})
	}
	return all
}
