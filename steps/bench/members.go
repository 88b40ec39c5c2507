package bench

import "sync"

// Members is who the members of a target are, as far as honest logins have shown it. It is safe
// for concurrent use, and nil knows nobody.
type Members struct {
	mu sync.Mutex
	of map[string]string // person by member
}

// Met notes that an honest login of a person ended as a member. Whoever was first is who it is.
func (m *Members) Met(member, person string) {
	if m == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.of == nil {
		m.of = map[string]string{}
	}
	if _, known := m.of[member]; !known && len(m.of) < maxMembers {
		m.of[member] = person
	}
}

// OfAnother reports whether a member is known to be somebody else than that person.
func (m *Members) OfAnother(member, person string) bool {
	if m == nil {
		return false
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	whose, known := m.of[member]
	return known && whose != person
}

// forget makes members unknown: a target that has started anew may call others by the same names.
func (m *Members) forget() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.of = nil
}

// maxMembers is how many members are kept: more than the rows of a run have people.
const maxMembers = 100_000
