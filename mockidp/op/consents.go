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
		Consented: who.Subject != "" && c.hasConsent(req, who.Subject),
	}
}

func (c *call) hasConsent(req profile.Request, subject string) bool {
	c.state.mu.Lock()
	defer c.state.mu.Unlock()
	given, ok := c.state.consents.values[consentKey(req.Client.ClientID, subject)]
	if !ok {
		return false
	}
	rules := c.Profile.Consent
	scopes := rules.Scopes(req)
	if lasts := rules.Lasts(scopes, c.set); lasts > 0 && c.Now().After(given.at.Add(lasts)) {
		return false
	}
	return !slices.ContainsFunc(scopes, func(s string) bool { return !slices.Contains(given.scopes, s) })
}

func (c *call) consentDue(a profile.Authn) bool {
	return !a.Consented || a.Asks("prompt", "consent")
}

// granted returns the scopes the person grants: those asked for, less what they untick.
func (c *call) granted(a profile.Authn, declines []string) []string {
	scopes := c.Profile.Consent.Scopes(a.Request)
	if !a.Shown {
		return scopes
	}
	return slices.DeleteFunc(slices.Clone(scopes), func(s string) bool {
		return slices.Contains(declines, s) && !c.Profile.Consent.Item(s).Required
	})
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
		given.at, given.used = p.Now(), false
		for _, scope := range scopes {
			if !slices.Contains(given.scopes, scope) {
				given.scopes = append(given.scopes, scope)
			}
		}
	}
	return given
}
