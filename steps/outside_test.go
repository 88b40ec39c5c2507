package steps_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"torii/fixtures/catalogue"
	"torii/fixtures/rule"
	"torii/mockidp"
	"torii/mockidp/fault"
	"torii/mockidp/quirk"
)

// The sizes of the two outside catalogues.
const modules, edgeCases = 57, 101

// TestEveryOutsideTestIsAccountedFor joins the outside catalogues with what there is here.
func TestEveryOutsideTestIsAccountedFor(t *testing.T) {
	played := map[string]bool{} // by fault, quirk, outline and rule
	for _, row := range everyRow(t) {
		for _, name := range []string{row.Fault, row.Quirk, outlineOf(row.ID), row.Rule} {
			played[name] = true
		}
	}
	known := knownNames()
	seen := map[string]bool{}
	for _, e := range catalogue.All() {
		assert.False(t, seen[e.ID], "%s is there twice", e.ID)
		seen[e.ID] = true
		assert.NotEmpty(t, e.Says.JA, e.ID)
		assert.NotEmpty(t, e.Says.EN, e.ID)
		assert.True(t, len(e.By) > 0 || !e.Out.IsZero(), "%s: want what plays it, or why nothing does", e.ID)
		for _, name := range e.By {
			assert.True(t, played[name], "%s: no row plays %q (known: %t)", e.ID, name, slices.Contains(known, name))
		}
	}
	assert.Len(t, seen, modules+edgeCases)
}

// knownNames are the names that an entry may give besides those of outlines.
func knownNames() (names []string) {
	for _, f := range fault.All() {
		names = append(names, f.ID)
	}
	for _, q := range quirk.Common() {
		names = append(names, q.ID)
	}
	for _, p := range mockidp.Profiles() {
		for _, q := range p.Quirks {
			names = append(names, q.ID)
		}
	}
	for _, r := range rule.All() {
		names = append(names, string(r.ID))
	}
	return names
}

// outlineOf is the first part of a row's id.
func outlineOf(row string) string {
	outline, _, _ := strings.Cut(row, "/")
	return outline
}
