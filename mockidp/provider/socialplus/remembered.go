package socialplus

import (
	"fmt"
	"maps"
	"slices"

	"torii/mockidp/archive"
)

// kept is a user as they outlive the process, at one service.
type kept struct {
	Service string
	User    user
}

// Remembered implements [archive.Keeper]: users with their accounts and their members. One-time
// tokens are over before anybody starts a process again.
func (m *memory) Remembered() ([]archive.Entry, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var b archive.Book
	for _, service := range slices.Sorted(maps.Keys(m.worlds)) {
		for id, u := range m.worlds[service].users.Values {
			b.Add(archive.Identity, service+" "+id, kept{service, *u})
		}
	}
	return b.Entries()
}

// Recall implements [archive.Keeper]. Who was there when the process began has been so in the
// earlier one too, and may have gone since.
func (m *memory) Recall(entries []archive.Entry) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(entries) > 0 {
		for service := range m.worlds {
			m.worlds[service] = &world{}
		}
	}
	return archive.Each(entries, ID, archive.Identity, func(_ string, k kept) error {
		w, ok := m.worlds[k.Service]
		if !ok {
			return fmt.Errorf("archive: socialplus has no service %q", k.Service)
		}
		u := k.User
		identities := u.Identities
		u.Identities = nil
		w.users.Put(u.ID, &u)
		for _, i := range identities {
			w.attach(&u, i)
		}
		if u.Key != "" {
			w.mapTo(&u, u.Key, u.MappedAt)
		}
		return nil
	})
}
