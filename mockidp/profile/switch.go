package profile

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
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
	Number     bool     // free text that is a whole number
	Confidence Confidence
	Says       text.Both
	Source     string
	// Since are the values by day, where the provider changed or has announced a change; Before is the one before
	// all of them. The default is the value on the day Known.
	Since  []Dated
	Before string
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
		if err := p.Switches[i].check(given[name]); err != nil {
			return nil, fmt.Errorf("%s.%s: %w", p.ID, name, err)
		}
		set[name] = given[name]
	}
	return set, nil
}

func (s Switch) check(value string) error {
	if s.Values != nil && !slices.Contains(s.Values, value) {
		return fmt.Errorf("got %q; allowed: %s", value, strings.Join(s.Values, ", "))
	}
	if _, err := strconv.ParseUint(value, 10, 31); s.Number && err != nil {
		return fmt.Errorf("got %q; want a whole number", value)
	}
	return nil
}
