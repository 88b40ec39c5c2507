package mockidp

import "torii/mockidp/profile"

// Entrance returns the provider, and the way to sign in with it, of that id, or of that
// name in either language.
func Entrance(name string) (p profile.Profile, way string, ok bool) {
	for _, p := range known() {
		if name == p.ID || name == p.Name.JA || name == p.Name.EN {
			return p, p.ID, true
		}
		for _, w := range p.Ways {
			if name == w.ID || name == w.Name.JA || name == w.Name.EN {
				return p, w.ID, true
			}
		}
	}
	return profile.Profile{}, "", false
}
