package op

import (
	"slices"

	"torii/fixtures/client"
	"torii/fixtures/persona"
	"torii/mockidp/archive"
	"torii/mockidp/profile"
	"torii/mockidp/token"
)

// Recall implements [archive.Keeper]. It comes before the provider serves anybody.
func (p *Provider) Recall(entries []archive.Entry) error {
	entries = slices.DeleteFunc(slices.Clone(entries), func(e archive.Entry) bool { return e.Of != p.Profile.ID })
	for _, part := range []func([]archive.Entry) error{p.recallSettings, p.recallParties, p.recallStanding, p.recallTokens} {
		if err := part(entries); err != nil {
			return err
		}
	}
	if k, ok := p.memory.(archive.Keeper); ok {
		return k.Recall(entries)
	}
	return nil
}

// recallSettings takes up switches and keys; a switch that was given otherwise now stays so, and
// one that there is no more is left.
func (p *Provider) recallSettings(entries []archive.Entry) error {
	err := archive.Each(entries, p.Profile.ID, archive.Switch, func(name, value string) error {
		if _, given := p.Set[name]; given || !slices.ContainsFunc(p.Profile.Switches, func(s profile.Switch) bool {
			return s.Name == name && s.Scope == profile.OfProvider
		}) {
			return nil
		}
		return p.Turn(name, value)
	})
	if err != nil {
		return err
	}
	return archive.Each(entries, p.Profile.ID, archive.Keys, func(_ string, k keptKeys) error {
		p.keys.take(k)
		return nil
	})
}

// take lets the keys stand as they stood, where all of them are there still.
func (r *keyRing) take(k keptKeys) {
	known := slices.Concat([]token.Key{r.current, r.next, r.rotatedIn}, r.also)
	find := func(id string) (token.Key, bool) {
		i := slices.IndexFunc(known, func(one token.Key) bool { return one.ID == id })
		if i < 0 {
			return token.Key{}, false
		}
		return known[i], true
	}
	signer, ok := find(k.Signer)
	if !ok {
		return
	}
	to := keyStand{signer: signer, drops: k.Drops, last: k.Last}
	for _, id := range k.Published {
		one, ok := find(id)
		if !ok {
			return
		}
		to.published = append(to.published, one)
	}
	r.restore(to)
}

// recallParties takes up clients and people that were added, and callbacks that were.
func (p *Provider) recallParties(entries []archive.Entry) error {
	err := archive.Each(entries, p.Profile.ID, archive.Client, func(id string, c client.Client) error {
		known, ok := p.clients[id]
		if ok {
			for _, address := range c.RedirectURIs {
				if !slices.Contains(known.RedirectURIs, address) {
					known.RedirectURIs = append(slices.Clip(known.RedirectURIs), address)
				}
			}
			p.clients[id] = known
			return nil
		}
		set, err := p.Profile.Resolve(profile.OfClient, c.Set)
		if err != nil {
			return nil // it was made for other settings than there are
		}
		c.Set = set
		p.clients[id] = registered{c, set}
		p.Clients = append(slices.Clip(p.Clients), c)
		return nil
	})
	if err != nil {
		return err
	}
	return archive.Each(entries, p.Profile.ID, archive.Person, func(id string, who persona.Person) error {
		if !slices.ContainsFunc(p.People, func(known persona.Person) bool { return known.ID == id || known.Subject == who.Subject }) {
			p.People = append(slices.Clip(p.People), who)
		}
		return nil
	})
}

// recallStanding takes up consents and browsers that are signed in.
func (p *Provider) recallStanding(entries []archive.Entry) error {
	p.state.mu.Lock()
	defer p.state.mu.Unlock()
	err := archive.Each(entries, p.Profile.ID, archive.Consent, func(owner string, k keptConsent) error {
		p.state.consents.Put(owner, &consent{scopes: k.Scopes, person: k.Person, at: k.At, used: k.Used, gone: k.Gone})
		return nil
	})
	if err != nil {
		return err
	}
	return archive.Each(entries, p.Profile.ID, archive.Session, func(id string, k keptSession) error {
		p.state.sessions.Put(id, session{k.Person, k.Since, k.Resumed})
		return nil
	})
}

// recallTokens takes up grants and the tokens issued on them.
func (p *Provider) recallTokens(entries []archive.Entry) error {
	p.state.mu.Lock()
	defer p.state.mu.Unlock()
	grants := map[string]*grant{}
	err := archive.Each(entries, p.Profile.ID, archive.Grant, func(number string, k keptGrant) error {
		if g, ok := p.grantOf(k); ok {
			grants[number] = g
		}
		return nil
	})
	if err != nil {
		return err
	}
	err = archive.Each(entries, p.Profile.ID, archive.Access, func(value string, k keptToken) error {
		if g := grants[k.Grant]; g != nil {
			t := &accessToken{grant: g, scopes: k.Scopes, expires: k.Expires, dead: k.Dead}
			if k.Latest {
				g.latest = t
			}
			p.state.access.Put(value, t)
			p.Masker.Learn(value)
		}
		return nil
	})
	if err != nil {
		return err
	}
	err = archive.Each(entries, p.Profile.ID, archive.Refresh, func(value string, k keptToken) error {
		if g := grants[k.Grant]; g != nil {
			p.state.refresh.Put(value, &refreshToken{grant: g, expires: k.Expires, used: k.Used, uses: k.Uses, dead: k.Dead})
			p.Masker.Learn(value)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return archive.Each(entries, p.Profile.ID, archive.Latest, func(owner string, values []string) error {
		p.state.live.Put(owner, values)
		return nil
	})
}
