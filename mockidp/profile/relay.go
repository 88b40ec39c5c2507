package profile

import (
	"torii/fixtures/persona"
	"torii/fixtures/text"
)

// Relay describes a provider that has no people of its own: it sends them on to
// others, as a Relying Party of theirs, and vouches for what comes back.
type Relay struct {
	// Upstream are the ids of the providers that people are sent on to.
	Upstream []string
	// Away answers an authorization request that has passed its checks.
	Away func(Desk, Request) Reply
}

// MemoryOf is what a provider's memory begins with.
type MemoryOf struct {
	People []persona.Person
	Set    Settings
}

// WayIDs are the controls that a Relying Party may have for the provider, the first
// way's first: it is called like the provider.
func (p Profile) WayIDs() []string {
	ids := []string{p.ID}
	for _, w := range p.Ways {
		ids = append(ids, w.ID)
	}
	return ids
}

// Redeems is the endpoint where a Relying Party learns who came by a way.
func (p Profile) Redeems(way string) Endpoint {
	for _, w := range p.Ways {
		if w.ID == way && w.Redeems != "" {
			return w.Redeems
		}
	}
	return Token
}

// Way is one of several ways to sign in with a provider, for each of which a Relying
// Party has a control of its own.
type Way struct {
	ID      string // of the control
	Name    text.Both
	Redeems Endpoint // where a Relying Party learns who came; "" is the token endpoint
	// Suffices: what is asked of a login by the first way can be asked of one by this way
	// as well, so that a Relying Party with this way alone is judged by it.
	Suffices bool
}
