package mockidp

import (
	"fmt"
	"time"

	"torii/mockidp/op"
	"torii/mockidp/plan"
)

// Stand is how the mocks stand at a time, apart from what single logins were given.
type Stand struct {
	Ahead     time.Duration // of the machine's clock
	Plans     []string      // logins that are prepared, or were
	Providers map[string]ProviderStand
}

// ProviderStand is how one of them stands.
type ProviderStand struct {
	op.Stand
	Wide []string // logins whose plans show something to everybody
}

// Stand tells how the mocks stand.
func (m *Mock) Stand() Stand {
	s := Stand{Ahead: m.Clock.Offset(), Plans: logins(m.Plans.List()), Providers: map[string]ProviderStand{}}
	for _, p := range m.providers {
		s.Providers[p.Profile.ID] = ProviderStand{p.Stand(), logins(m.Plans.Wide(p.Profile.ID))}
	}
	return s
}

func logins(plans []plan.Plan) []string {
	var ids []string
	for _, p := range plans {
		ids = append(ids, p.Login)
	}
	return ids
}

// Forget takes back all that was prepared for a row, and what its people have allowed:
// the mocks go on to serve other rows.
func (m *Mock) Forget(row string) {
	for _, planned := range m.Plans.List() {
		if planned.Row != row {
			continue
		}
		m.forget(planned)
		for _, behind := range planned.Behind {
			m.forget(behind)
		}
	}
	m.Plans.Drop(func(p plan.Plan) bool { return p.Row == row })
}

func (m *Mock) forget(planned plan.Plan) {
	if p, err := m.Provider(planned.Provider); err == nil {
		p.Forget(planned.Person.Subject)
	}
}

// Of is what an honest login at a provider rests on, as one text that can be compared. What
// single rows have under way there is no part of it.
func (s Stand) Of(provider string) string {
	p := s.Providers[provider]
	return fmt.Sprintf("%s ahead; %s; %s; wide %q", s.Ahead, p.Switches, p.Keys, p.Wide)
}
