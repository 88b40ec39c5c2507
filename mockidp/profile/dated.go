package profile

import (
	"time"

	"torii/fixtures/text"
)

// Known is the day on which the providers' behaviours were last held against their sources:
// the default of a dated switch is its value on that day.
const Known = "2026-12-01"

// Dated is a value that a switch takes from a day on.
type Dated struct {
	Day    string // in Japan, such as 2027-04-01; "" is announced without a day
	About  bool   // the source tells a month or a season, and Day is our reading of it
	Value  string
	Says   text.Both // what changes
	Source string    // "" is that of the switch
	// Tried are the rows that try the change: by rule, by case or quirk, or by the part of an id before the slash.
	Tried []string
}

// On returns the value of the switch on a day, of which only the date counts.
func (s Switch) On(day time.Time) string {
	if len(s.Since) == 0 {
		return s.Default
	}
	value, on := s.Before, day.Format(time.DateOnly)
	for _, d := range s.Since {
		if d.Day != "" && d.Day <= on {
			value = d.Value
		}
	}
	return value
}

// Change is a day on which a provider begins to behave otherwise.
type Change struct {
	Provider   string
	Switch     string
	From       string // the value before
	Confidence Confidence
	Dated
}

// Changes lists them as the switches are listed, each by its days.
func Changes(provider string, switches []Switch) []Change {
	var all []Change
	for _, s := range switches {
		from := s.Before
		for _, d := range s.Since {
			if d.Source == "" {
				d.Source = s.Source
			}
			all = append(all, Change{provider, s.Name, from, s.Confidence, d})
			from = d.Value
		}
	}
	return all
}
