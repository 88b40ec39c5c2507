package op

import (
	"fmt"

	"torii/fixtures/persona"
)

// EndRefresh ends every refresh token of a person, as a new password does.
func (p *Provider) EndRefresh(subject string) {
	p.state.mu.Lock()
	defer p.state.mu.Unlock()
	for _, kept := range p.state.refresh.Values {
		kept.dead = kept.dead || kept.grant.issue.Person.Subject == subject
	}
}

// Consents reports whether a person still allows some client anything.
func (p *Provider) Consents(subject string) bool {
	p.state.mu.Lock()
	defer p.state.mu.Unlock()
	for _, given := range p.state.consents.Values {
		if !given.gone && given.person.Subject == subject {
			return true
		}
	}
	return false
}

// Allow records that a person allowed a client all its scopes before, and so every
// client of the same group.
func (p *Provider) Allow(clientID string, who persona.Person) error {
	c, ok := p.clients[clientID]
	if !ok {
		return fmt.Errorf("%s: no client %q", p.Profile.ID, clientID)
	}
	var scopes []string
	for _, item := range p.Profile.Consent.Items {
		scopes = append(scopes, item.Scope)
	}
	p.state.mu.Lock()
	defer p.state.mu.Unlock()
	p.state.consents.Put(p.owner(c.Client, who.Subject), &consent{scopes: scopes, person: who, at: p.Now(), used: true})
	return nil
}

// Withdraw ends every token and consent of a person, as they can at the provider.
func (p *Provider) Withdraw(subject string) {
	for id := range p.clients {
		desk{&call{Provider: p}}.Withdraw(id, subject)
	}
}
