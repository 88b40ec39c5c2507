package profile

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"torii/fixtures/text"
)

// Confidence says how well a fact about a provider is known.
type Confidence string

// The degrees of confidence.
const (
	Documented Confidence = "documented"
	Seen       Confidence = "seen"
	Inferred   Confidence = "inferred"
	Unknown    Confidence = "unknown"
)

// Scope says to what a switch belongs.
type Scope string

// A switch belongs to the provider as a whole or to each registered client.
const (
	OfProvider Scope = "provider"
	OfClient   Scope = "client"
)

// Switch is a point where the real provider is not known for certain, or varies.
type Switch struct {
	Name       string
	Scope      Scope
	Default    string
	Values     []string // nil: free text
	Confidence Confidence
	Says       text.Both
	Source     string
}

// Resolve returns the effective values of the switches of that scope. An unknown
// name or value is an error that says what is allowed.
func (p Profile) Resolve(scope Scope, given map[string]string) (Settings, error) {
	set, names := Settings{}, []string{}
	for _, s := range p.Switches {
		if s.Scope == scope {
			set[s.Name] = s.Default
			names = append(names, s.Name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		i := slices.IndexFunc(p.Switches, func(s Switch) bool { return s.Scope == scope && s.Name == name })
		if i < 0 {
			return nil, fmt.Errorf("%s has no %s switch %q; allowed: %s", p.ID, scope, name, strings.Join(names, ", "))
		}
		if s := p.Switches[i]; s.Values != nil && !slices.Contains(s.Values, given[name]) {
			return nil, fmt.Errorf("%s.%s: got %q; allowed: %s", p.ID, name, given[name], strings.Join(s.Values, ", "))
		}
		set[name] = given[name]
	}
	return set, nil
}
