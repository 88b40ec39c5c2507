package mockidp

// ChangePassword ends the refresh tokens of somebody who changes the password at a provider.
func (m *Mock) ChangePassword(provider, subject string) error {
	p, err := m.Provider(provider)
	if err == nil {
		p.EndRefresh(subject)
	}
	return err
}

// WithdrawConsent ends all that somebody has allowed at a provider.
func (m *Mock) WithdrawConsent(provider, subject string) error {
	p, err := m.Provider(provider)
	if err == nil {
		p.Withdraw(subject)
	}
	return err
}

// Consents reports whether somebody allows anything at a provider.
func (m *Mock) Consents(provider, subject string) (bool, error) {
	p, err := m.Provider(provider)
	if err != nil {
		return false, err
	}
	return p.Consents(subject), nil
}
