package inventory

import (
	"slices"
	"strings"
	"time"

	"torii/features"
	"torii/mockidp"
	"torii/mockidp/clock"
	"torii/mockidp/profile"
	"torii/steps/catalog"
)

// soon is how far ahead changes are told.
const soon = 1

// Changes lists what changes at the providers within a year after a day, what is announced
// without a day, and the rows that try each.
func Changes(after time.Time) (Table, error) {
	return changed(mockidp.Coming(after, after.AddDate(soon, 0, 0), true))
}

// changes are those after today.
func changes() (Table, error) { return Changes((&clock.Clock{}).Now()) }

// dated are all that are known, those that came to pass included.
func dated() (Table, error) { return changed(mockidp.Changes()) }

func changed(all []profile.Change) (Table, error) {
	t := Table{Columns: []string{"day", "provider", "switch", "from", "to", "confidence", "ja", "en", "rows", "source"}}
	rows, err := catalog.Read(features.FS)
	if err != nil {
		return t, err
	}
	for _, c := range all {
		t.Rows = append(t.Rows, []string{day(c.Dated), c.Provider, c.Switch, c.From, c.Value, string(c.Confidence), c.Says.JA, c.Says.EN, tried(c, rows), c.Source})
	}
	return t, nil
}

// day tells the day as well as it is known.
func day(d profile.Dated) string {
	switch {
	case d.Day == "":
		return "open"
	case d.About:
		return "about " + d.Day
	}
	return d.Day
}

// tried names the first of the rows that try a change, and counts the others.
func tried(c profile.Change, rows []catalog.Row) string {
	provider := c.Provider
	if p, err := mockidp.Profile(provider); err == nil && p.Rehearsal && p.Twin != nil {
		provider = p.Twin.ID // whose rows stand for both
	}
	var ids []string
	for _, r := range rows {
		if r.Provider == provider && slices.ContainsFunc(c.Tried, func(what string) bool { return tries(r, what) }) {
			ids = append(ids, r.ID)
		}
	}
	slices.Sort(ids)
	return few(ids)
}

// tries: by its rule, its quirk, a case, its id or its scenario's.
func tries(r catalog.Row, what string) bool {
	scenario, _, _ := strings.Cut(r.ID, "/")
	return what == r.Rule || what == r.Quirk || what == r.ID || what == scenario || slices.Contains(r.Cases(), what)
}
