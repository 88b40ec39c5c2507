package profile

import (
	"slices"
	"strings"
)

// Part is a part of what a provider does.
type Part string

// The parts, in the order of their listing.
const (
	Addresses    Part = "address"
	Metadata     Part = "metadata"
	Requests     Part = "request"
	Admissions   Part = "admission"
	Callbacks    Part = "callback"
	TokenMembers Part = "token"
	TokenErrors  Part = "token error"
	IDClaims     Part = "id token"
	InfoMembers  Part = "userinfo"
	SwitchPart   Part = "switch"
	QuirkPart    Part = "quirk"
)

// Ground is what our knowledge of a part rests on. Names are those of its facts, separated by
// semicolons; "" are all that no other ground of the part names.
type Ground struct {
	Part       Part
	Names      string
	Confidence Confidence
	Source     string
}

// Behaviour is one thing that a provider is played to do.
type Behaviour struct {
	Part       Part
	Name       string
	Confidence Confidence // "" where no ground is given
	Source     string
}

// Spare are members of a part that the provider leaves out in some state, separated by semicolons.
type Spare struct {
	Part   Part
	Names  string
	Source string
}

// MayLack returns the members of a part that may be absent though everything was granted.
func (p Profile) MayLack(part Part) []string {
	var all []string
	for _, s := range p.Spares {
		if s.Part == part {
			all = append(all, split(s.Names)...)
		}
	}
	return all
}

// Grounded returns the facts of a part with what they rest on.
func Grounded(grounds []Ground, part Part, names []string) []Behaviour {
	var all []Behaviour
	for _, name := range names {
		f := Behaviour{Part: part, Name: name}
		for _, g := range grounds {
			if g.Part == part && (g.Names == "" && f.Confidence == "" || slices.Contains(split(g.Names), name)) {
				f.Confidence, f.Source = g.Confidence, g.Source
			}
		}
		all = append(all, f)
	}
	return all
}

func split(names string) []string {
	if names == "" {
		return nil
	}
	all := strings.Split(names, ";")
	for i := range all {
		all[i] = strings.TrimSpace(all[i])
	}
	return all
}

// Unused lists the names of grounds that no fact has.
func Unused(grounds []Ground, facts []Behaviour) []string {
	var all []string
	for _, g := range grounds {
		for _, name := range split(g.Names) {
			if !slices.ContainsFunc(facts, func(f Behaviour) bool { return f.Part == g.Part && f.Name == name }) {
				all = append(all, string(g.Part)+" "+name)
			}
		}
	}
	return all
}

// Behaviours returns all that the provider is played to do, by its parts.
func (p Profile) Behaviours() []Behaviour {
	var all []Behaviour
	for _, of := range []struct {
		part  Part
		names []string
	}{
		{Addresses, p.addresses()}, {Metadata, names(p.Metadata, func(m Metadatum) string { return m.Name })},
		{Requests, names(p.Request, func(c RequestCheck) string { return c.Name })},
		{Admissions, names(p.Admission, func(c AdmissionCheck) string { return c.Name })},
		{Callbacks, names(p.Callback.Errors, func(e CallbackError) string { return e.Name })},
		{TokenMembers, names(p.Reply.Members, claimName)}, {TokenErrors, p.failures()},
		{IDClaims, names(p.IDToken.Claims, claimName)}, {InfoMembers, names(p.UserInfo.Members, claimName)},
	} {
		all = append(all, Grounded(p.Grounds, of.part, of.names)...)
	}
	return append(append(all, SwitchBehaviours(p.Switches)...), quirkFacts(p.Quirks)...)
}

func claimName(c Claim) string { return c.Name }

// names are the different names of things, in their order.
func names[E any](things []E, name func(E) string) []string {
	var all []string
	for _, t := range things {
		if n := name(t); n != "" && !slices.Contains(all, n) {
			all = append(all, n)
		}
	}
	return all
}

// addresses are those that are played.
func (p Profile) addresses() []string {
	played := slices.DeleteFunc(slices.Clone(p.Routes), func(r Route) bool { return r.Missing })
	if p.Relay != nil { // the same ones for each tenant and each provider behind
		return names(played, func(r Route) string { return string(r.Endpoint) })
	}
	return names(played, func(r Route) string { return r.URL })
}

func (p Profile) failures() []string {
	var all []string
	for failure := range p.Reply.Errors {
		all = append(all, string(failure))
	}
	slices.Sort(all)
	return all
}

// SwitchBehaviours are the points that a switch decides.
func SwitchBehaviours(switches []Switch) []Behaviour {
	var all []Behaviour
	for _, s := range switches {
		all = append(all, Behaviour{SwitchPart, s.Name, s.Confidence, s.Source})
	}
	return all
}

func quirkFacts(quirks []Quirk) []Behaviour {
	var all []Behaviour
	for _, q := range quirks {
		all = append(all, Behaviour{QuirkPart, q.ID, q.Confidence, q.Source})
	}
	return all
}
