package steps

import (
	"fmt"
	"strings"
	"sync"

	"torii/fixtures/near"
	"torii/fixtures/text"
	"torii/mockidp"
	"torii/steps/catalog"
	"torii/steps/sentence"
)

// rehearse reads a row without running it: every provider that it names has to be one, and
// what it plants at one provider must not be left to a login at another.
func rehearse(row catalog.Row) []string {
	var problems []string
	type planted struct {
		at   string
		step catalog.Step
	}
	var waiting []planted
	for _, step := range row.Steps {
		s := sentence.Read(step.Text)
		at := ""
		for _, name := range s.Providers {
			id, problem := providerCalled(name)
			if problem != "" {
				problems = append(problems, fmt.Sprintf("%s:%d: %q: %s", row.File, step.Line, step.Text, problem))
			}
			at = id
		}
		switch {
		case at == "":
		case s.Plants:
			waiting = append(waiting, planted{at, step})
		case s.Meets:
			for _, p := range waiting {
				if p.at != at {
					problems = append(problems, fmt.Sprintf("%s:%d: %q is planted at %s, and the login that should meet it is at %s (line %d, %q): name one provider in both",
						row.File, p.step.Line, p.step.Text, p.at, at, step.Line, step.Text))
				}
			}
			waiting = nil
		}
	}
	return problems
}

// entrances are the providers and services by every name that a sentence may call them,
// described once a process.
var entrances = sync.OnceValue(func() map[string]string {
	all := map[string]string{}
	name := func(id, as string, names text.Both) {
		all[as], all[names.JA], all[names.EN] = id, id, id
	}
	for _, p := range mockidp.Profiles() {
		name(p.ID, p.ID, p.Name)
		for _, w := range p.Ways {
			name(p.ID, w.ID, w.Name)
		}
	}
	return all
})

// providerCalled returns the id of the provider of that name, or what is wrong with it.
func providerCalled(name string) (id, problem string) {
	if id, ok := entrances()[name]; ok {
		return id, ""
	}
	var allowed []string
	for _, p := range mockidp.Profiles() {
		allowed = append(allowed, p.Name.JA)
	}
	return "", fmt.Sprintf("no provider is called %q; allowed, the nearest first: %s; torii list providers names the ways to sign in with them too",
		name, strings.Join(near.Words(name, allowed), ", "))
}
