package mockidp

import "torii/mockidp/profile"

// CheckSwitches reports the first "provider.name" that is unknown, or whose value is
// not allowed.
func CheckSwitches(set map[string]string) error {
	sorted, err := bySwitch(set)
	if err != nil {
		return err
	}
	for _, p := range Profiles() {
		if _, err := p.Resolve(profile.OfProvider, sorted[p.ID]); err != nil {
			return err
		}
	}
	for _, known := range knownServices {
		if err := known.check(sorted[known.id]); err != nil {
			return err
		}
	}
	return nil
}
