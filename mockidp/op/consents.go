package op

import (
	"slices"

	"torii/fixtures/client"
	"torii/fixtures/persona"
	"torii/mockidp/profile"
)

// authn puts the person in front of the request.
func (c *call) authn(req profile.Request, who persona.Person, signedIn bool) profile.Authn {
	return profile.Authn{
		Request: req, Person: who, SignedIn: signedIn, AuthTime: c.Now(),
		Consented: who.Subject != "" && c.hasConsent(req, who),
	}
}

func (c *call) hasConsent(req profile.Request, who persona.Person) bool {
	c.state.mu.Lock()
	defer c.state.mu.Unlock()
	given, ok := c.consentOf(req.Client, who)
	if !ok {
		return false
	}
	rules := c.Profile.Consent
	if rules.Frozen {
		return true
	}
	scopes := rules.Scopes(req)
	if lasts := rules.Lasts(req, scopes); lasts > 0 && c.Now().After(given.at.Add(lasts)) {
		return false
	}
	if rules.Stale != nil && rules.Stale(scopes, given.person, who) {
		return false
	}
	return !slices.ContainsFunc(scopes, func(s string) bool { return !slices.Contains(given.scopes, s) })
}

// consentOf returns what the person grants the client at present, one that stood
// before the mock began included. The state is locked.
func (p *Provider) consentOf(c client.Client, who persona.Person) (*consent, bool) {
	owner := p.owner(c, who.Subject)
	if given, ok := p.state.consents.Values[owner]; ok {
		return given, !given.gone
	}
	if standing := p.Profile.Consent.Standing; standing != nil {
		if scopes, ok := standing(who); ok {
			given := &consent{scopes: scopes, person: who, at: p.Now(), used: true}
			p.state.consents.Put(owner, given)
			return given, true
		}
	}
	return nil, false
}

func (c *call) consentDue(a profile.Authn) bool {
	forces := c.Profile.Consent.Forces
	if spares := c.Profile.Consent.Spares; c.Profile.Consent.Never || spares != nil && spares(a.Request) {
		return false
	}
	return !a.Consented || a.Asks("prompt", "consent") || forces != nil && forces(a.Request)
}

// granted returns the scopes the person grants: those asked for, less what they untick.
func (c *call) granted(a profile.Authn, declines []string) []string {
	scopes := c.Profile.Consent.Scopes(a.Request)
	if a.Shown {
		scopes = slices.DeleteFunc(slices.Clone(scopes), func(s string) bool {
			return slices.Contains(declines, s) && !c.Profile.Consent.Item(s).Required
		})
	}
	return c.withEarlier(a, scopes)
}

// withEarlier adds what the person granted to the client before, where the request asks for that.
func (c *call) withEarlier(a profile.Authn, scopes []string) []string {
	adds := c.Profile.Consent.Adds
	if c.Profile.Consent.Frozen && !a.Shown {
		c.state.mu.Lock()
		defer c.state.mu.Unlock()
		if given, ok := c.consentOf(a.Client, a.Person); ok {
			return slices.Clone(given.scopes)
		}
		return scopes
	}
	if adds == nil || !adds(a.Request) {
		return scopes
	}
	c.state.mu.Lock()
	defer c.state.mu.Unlock()
	if given, ok := c.consentOf(a.Client, a.Person); ok {
		for _, s := range given.scopes {
			if !slices.Contains(scopes, s) {
				scopes = append(slices.Clip(scopes), s)
			}
		}
	}
	return scopes
}

// told is the person as the provider tells of them.
func (c *call) told(a profile.Authn) persona.Person {
	keeps := c.Profile.Consent.Keeps
	if keeps == nil || a.Shown {
		return a.Person
	}
	c.state.mu.Lock()
	defer c.state.mu.Unlock()
	given, ok := c.consentOf(a.Client, a.Person)
	if !ok {
		return a.Person
	}
	return keeps(given.person, a.Person, c.set)
}

// remember keeps the consent for the next login. The state is locked.
func (p *Provider) remember(scopes []string, a profile.Authn) {
	given, ok := p.consentOf(a.Client, a.Person)
	if !ok {
		given = &consent{}
		p.state.consents.Put(p.owner(a.Client, a.Person.Subject), given)
	}
	if a.Shown {
		given.at, given.used, given.person = p.Now(), false, a.Person
		for _, scope := range scopes {
			if !slices.Contains(given.scopes, scope) {
				given.scopes = append(given.scopes, scope)
			}
		}
	}
}
