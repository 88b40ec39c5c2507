package op

// EndRefresh ends every refresh token of a person, as a new password does.
func (p *Provider) EndRefresh(subject string) {
	p.state.mu.Lock()
	defer p.state.mu.Unlock()
	for _, kept := range p.state.refresh.values {
		kept.dead = kept.dead || kept.grant.issue.Person.Subject == subject
	}
}

// Withdraw ends every token and consent of a person, as they can at the provider.
func (p *Provider) Withdraw(subject string) {
	for id := range p.clients {
		desk{&call{Provider: p}}.Withdraw(id, subject)
	}
}
