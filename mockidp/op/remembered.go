package op

import (
	"maps"
	"slices"
	"strconv"
	"time"

	"torii/mockidp/archive"
)

// keyRingKey is the key of the one entry about the keys.
const keyRingKey = "ring"

// Remembered implements [archive.Keeper]. Tokens that are over are left out, and so are codes.
func (p *Provider) Remembered() ([]archive.Entry, error) {
	b := &archive.Book{Of: p.Profile.ID}
	set := *p.set.Load()
	for _, s := range p.Profile.Switches {
		if value, ok := set[s.Name]; ok && value != s.Default {
			b.Add(archive.Switch, s.Name, value)
		}
	}
	b.Add(archive.Keys, keyRingKey, p.keys.stands().kept())
	for _, id := range slices.Sorted(maps.Keys(p.clients)) {
		b.Add(archive.Client, id, p.clients[id].Client)
	}
	for _, who := range p.People {
		b.Add(archive.Person, who.ID, who)
	}
	p.state.copied(p.Now()).note(b)
	if k, ok := p.memory.(archive.Keeper); ok {
		own, err := k.Remembered()
		if err != nil {
			return nil, err
		}
		for _, e := range own {
			b.Add(e.Kind, e.Key, e.Value)
		}
	}
	return b.Entries()
}

// copied is what a state holds at a moment: requests go on while it is written down.
type copied struct {
	grants          map[string]keptGrant
	access, refresh map[string]keptToken
	latest          map[string][]string
	sessions        map[string]keptSession
	consents        map[string]keptConsent
}

// copied copies what is not over. Grants go by a number, as tokens share them.
func (s *state) copied(now time.Time) copied {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := copied{map[string]keptGrant{}, map[string]keptToken{}, map[string]keptToken{}, maps.Clone(s.live.Values), map[string]keptSession{}, map[string]keptConsent{}}
	numbers := map[*grant]string{}
	number := func(g *grant) string {
		n, ok := numbers[g]
		if !ok {
			n = strconv.Itoa(len(numbers))
			numbers[g] = n
			c.grants[n] = g.kept()
		}
		return n
	}
	over := func(expires time.Time) bool { return !expires.IsZero() && now.After(expires) }
	for value, t := range s.access.Values {
		if !over(t.expires) {
			c.access[value] = keptToken{Grant: number(t.grant), Scopes: t.scopes, Expires: t.expires, Dead: t.dead, Latest: t.grant.latest == t}
		}
	}
	for value, t := range s.refresh.Values {
		if !over(t.expires) {
			c.refresh[value] = keptToken{Grant: number(t.grant), Expires: t.expires, Used: t.used, Uses: t.uses, Dead: t.dead}
		}
	}
	for id, of := range s.sessions.Values {
		c.sessions[id] = keptSession{of.person, of.since, of.resumed}
	}
	for owner, given := range s.consents.Values {
		c.consents[owner] = keptConsent{slices.Clone(given.scopes), given.person, given.at, given.used, given.gone}
	}
	return c
}

func (c copied) note(b *archive.Book) {
	all(b, archive.Grant, c.grants)
	all(b, archive.Access, c.access)
	all(b, archive.Refresh, c.refresh)
	all(b, archive.Latest, c.latest)
	all(b, archive.Session, c.sessions)
	all(b, archive.Consent, c.consents)
}

func all[T any](b *archive.Book, kind archive.Kind, of map[string]T) {
	for key, value := range of {
		b.Add(kind, key, value)
	}
}
