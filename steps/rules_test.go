package steps_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/features"
	"torii/fixtures/rule"
	"torii/mockidp"
	"torii/mockidp/fault"
	calendarfault "torii/mockidp/gcal/fault"
	"torii/mockidp/profile"
	"torii/mockidp/quirk"
	"torii/rpclient/check"
	"torii/steps/catalog"
)

func everyRow(t *testing.T) []catalog.Row {
	t.Helper()
	rows, err := catalog.Read(features.FS)
	require.NoError(t, err)
	return rows
}

func TestEveryRuleIsTried(t *testing.T) {
	tried, honest := map[string]bool{}, map[string]bool{}
	for _, row := range everyRow(t) {
		tried[row.Rule] = true
		if row.Fault == "" {
			honest[row.Rule] = true
		}
	}
	for _, id := range check.Rules() { // tried without a login; its own tests break each
		tried[string(id)], honest[string(id)] = true, true
	}
	for _, id := range rule.Underway() { // any row may find them broken
		tried[string(id)], honest[string(id)] = true, true
	}
	broken := map[string]bool{}
	for _, f := range fault.All() {
		broken[string(f.Rule)] = true
	}
	for _, f := range calendarfault.All() {
		broken[string(f.Rule)] = true
	}
	for _, r := range rule.All() {
		id := string(r.ID)
		assert.True(t, tried[id], "no row tries %s", id)
		assert.True(t, r.Level != rule.Must || broken[id] || honest[id], "%s is a MUST without a fault and without an honest row", id)
	}
}

func TestEveryFaultAndQuirkNamesARule(t *testing.T) {
	names := map[string]string{}
	for _, f := range fault.All() {
		_, ok := rule.Find(f.Rule)
		assert.True(t, ok, "fault %s names the rule %s", f.ID, f.Rule)
		for _, name := range []string{f.ID, f.Name.JA, f.Name.EN} {
			assert.NotEmpty(t, name, f.ID)
			assert.Empty(t, names[name], "%s and %s are both called %q", names[name], f.ID, name)
			names[name] = f.ID
		}
	}
	quirks := quirk.Common()
	for _, p := range mockidp.Profiles() {
		quirks = append(quirks, p.Quirks...)
	}
	for _, q := range quirks {
		_, ok := rule.Find(rule.ID(q.Rule))
		assert.True(t, ok, "quirk %s names the rule %s", q.ID, q.Rule)
	}
}

// TestEveryCalendarFaultIsPlanted holds that whatever can go wrong with the calendar does in some row.
func TestEveryCalendarFaultIsPlanted(t *testing.T) {
	planted := map[string]bool{}
	for _, row := range everyRow(t) {
		planted[row.Provider+" "+row.Fault] = true
	}
	for _, f := range calendarfault.All() {
		assert.True(t, planted["gcal "+f.ID], "no row plants %s", f.ID)
		_, ok := rule.Find(f.Rule)
		assert.True(t, ok, "fault %s names the rule %s", f.ID, f.Rule)
	}
}

// TestTheMatrixIsComplete holds that whatever can be planted at a provider is planted by some row.
func TestTheMatrixIsComplete(t *testing.T) {
	planted := map[string]bool{}
	for _, row := range everyRow(t) {
		planted[row.Provider+" "+row.Fault] = true
		planted[row.Provider+" "+row.Quirk] = true
	}
	for _, p := range mockidp.Profiles() {
		if p.Rehearsal {
			continue // its twin's rows stand for it
		}
		for _, f := range fault.All() {
			assert.Equal(t, f.Why(p).IsZero(), planted[p.ID+" "+f.ID], "fault %s at %s: %s", f.ID, p.ID, f.Why(p))
		}
		for _, q := range append(append([]profile.Quirk(nil), p.Quirks...), quirk.Common()...) {
			assert.Equal(t, q.Plays() && q.Why(p).IsZero(), planted[p.ID+" "+q.ID], "quirk %s at %s", q.ID, p.ID)
		}
	}
}
