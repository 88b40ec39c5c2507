package op

// EndRefresh ends every refresh token of a person, as a new password does.
func (p *Provider) EndRefresh(subject string) {
	p.state.mu.Lock()
	defer p.state.mu.Unlock()
	for _, kept := range p.state.refresh.values {
		kept.dead = kept.dead || kept.grant.issue.Person.Subject == subject
	}
}

// Consents reports whether a person still allows some client anything.
func (p *Provider) Consents(subject string) bool {
	p.state.mu.Lock()
	defer p.state.mu.Unlock()
	for _, given := range p.state.consents.values {
		if !given.gone && given.person.Subject == subject {
			return true
		}
	}
	return false
}

// Withdraw ends every token and consent of a person, as they can at the provider.
func (p *Provider) Withdraw(subject string) {
	for id := range p.clients {
		desk{&call{Provider: p}}.Withdraw(id, subject)
	}
}
