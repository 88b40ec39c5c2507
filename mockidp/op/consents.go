package op

import (
	"slices"

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
	given, ok := c.state.consents.values[consentKey(req.Client.ClientID, who.Subject)]
	if !ok {
		return false
	}
	rules := c.Profile.Consent
	scopes := rules.Scopes(req)
	if lasts := rules.Lasts(req, scopes); lasts > 0 && c.Now().After(given.at.Add(lasts)) {
		return false
	}
	if rules.Stale != nil && rules.Stale(scopes, given.person, who) {
		return false
	}
	return !slices.ContainsFunc(scopes, func(s string) bool { return !slices.Contains(given.scopes, s) })
}

func (c *call) consentDue(a profile.Authn) bool {
	forces := c.Profile.Consent.Forces
	if c.Profile.Consent.Never {
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
	if adds == nil || !adds(a.Request) {
		return scopes
	}
	c.state.mu.Lock()
	defer c.state.mu.Unlock()
	if given, ok := c.state.consents.values[consentKey(a.Client.ClientID, a.Person.Subject)]; ok {
		for _, s := range given.scopes {
			if !slices.Contains(scopes, s) {
				scopes = append(slices.Clip(scopes), s)
			}
		}
	}
	return scopes
}

// remember keeps the consent for the next login.
func (s *state) remember(clientID, subject string, scopes []string, a profile.Authn, p *Provider) *consent {
	key := consentKey(clientID, subject)
	given, ok := s.consents.values[key]
	if !ok {
		given = &consent{}
		s.consents.put(key, given)
	}
	if a.Shown {
		given.at, given.used, given.person = p.Now(), false, a.Person
		for _, scope := range scopes {
			if !slices.Contains(given.scopes, scope) {
				given.scopes = append(given.scopes, scope)
			}
		}
	}
	return given
}
