package mockidp

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"torii/mockidp/profile"
)

// AsOf returns the switches, by "provider.name", that differ from their defaults on a day
// such as 2027-04-01. The clock stays: a Relying Party of today has to accept the tokens.
func AsOf(day string) (map[string]string, error) {
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return nil, fmt.Errorf("got %q; want a day such as 2027-04-01", day)
	}
	set := map[string]string{}
	for _, n := range AllNamed() {
		for _, s := range n.Switches {
			if value := s.On(at); value != s.Default {
				set[n.ID+"."+s.Name] = value
			}
		}
	}
	return set, nil
}

// Changes lists the days on which providers change their behaviour, the earliest first and
// last what is announced without a day.
func Changes() []profile.Change {
	var all []profile.Change
	for _, n := range AllNamed() {
		all = append(all, profile.Changes(n.ID, n.Switches)...)
		for _, d := range n.Announced {
			all = append(all, profile.Change{Provider: n.ID, Confidence: profile.Seen, Dated: d})
		}
	}
	const never = "9999-12-31"
	slices.SortStableFunc(all, func(a, b profile.Change) int { return strings.Compare(cmp.Or(a.Day, never), cmp.Or(b.Day, never)) })
	return all
}

// Coming lists the changes whose day is after one day and not after another; open adds those without a day.
func Coming(after, until time.Time, open bool) []profile.Change {
	from, to := after.Format(time.DateOnly), until.Format(time.DateOnly)
	return slices.DeleteFunc(Changes(), func(c profile.Change) bool {
		return c.Day == "" && !open || c.Day != "" && (c.Day <= from || c.Day > to)
	})
}
