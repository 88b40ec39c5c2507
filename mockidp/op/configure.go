package op

import (
	"fmt"
	"maps"
	"strings"

	"torii/mockidp/profile"
)

// Configure changes a switch, or a setting of a client as "CLIENT.SETTING" by the
// client's short name. It is there for mocks that one scenario has for itself: logins
// under way may see either value.
func (p *Provider) Configure(name, value string) error {
	id, setting, ofClient := strings.Cut(name, ".")
	if !ofClient {
		return p.Turn(name, value)
	}
	for clientID, known := range p.clients {
		if known.ID != id {
			continue
		}
		set, err := p.Profile.Resolve(profile.OfClient, with(known.set, setting, value))
		if err != nil {
			return fmt.Errorf("client %s: %w", id, err)
		}
		known.set, known.Set = set, set
		clients := maps.Clone(p.clients)
		clients[clientID] = known
		p.clients = clients
		return nil
	}
	return fmt.Errorf("%s has no client %q", p.Profile.ID, id)
}

// Keep notes how switches, the clients' settings and the keys stand, and returns what puts them back.
func (p *Provider) Keep() (restore func()) {
	set, clients, keys := p.set.Load(), p.clients, p.keys.stands()
	return func() {
		p.set.Store(set)
		p.clients = clients
		p.keys.restore(keys)
	}
}

func with(set profile.Settings, name, value string) map[string]string {
	changed := maps.Clone(set)
	changed[name] = value
	return changed
}
