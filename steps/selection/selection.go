// Package selection decides which rows a run takes: by provider, tags, shard, or
// what failed before. Everything it is given is checked against what there is.
package selection

import (
	"fmt"
	"slices"
	"strings"

	"torii/fixtures/near"
	"torii/steps/catalog"
)

// Rows is a predicate over rows.
type Rows func(catalog.Row) bool

// All takes every row.
func All(catalog.Row) bool { return true }

// And takes the rows that all take.
func And(all ...Rows) Rows {
	return func(r catalog.Row) bool {
		return !slices.ContainsFunc(all, func(takes Rows) bool { return !takes(r) })
	}
}

// Not takes the others.
func Not(takes Rows) Rows { return func(r catalog.Row) bool { return !takes(r) } }

// Providers takes the rows of providers by id. Unknown ids are errors.
func Providers(ids, known []string) (Rows, error) {
	if len(ids) == 0 {
		return All, nil
	}
	for _, id := range ids {
		if !slices.Contains(known, id) {
			return nil, fmt.Errorf("--provider: got %q; allowed: %s%s", id, strings.Join(known, ", "), near.Hint(id, known))
		}
	}
	return func(r catalog.Row) bool { return slices.Contains(ids, r.Provider) }, nil
}

// IDs takes the rows of these ids.
func IDs(ids []string) Rows { return func(r catalog.Row) bool { return slices.Contains(ids, r.ID) } }

// Named takes the rows of these ids, all of which there must be.
func Named(ids []string, rows []catalog.Row) (Rows, error) {
	if len(ids) == 0 {
		return All, nil
	}
	known := make([]string, len(rows))
	for i, r := range rows {
		known[i] = r.ID
	}
	for _, id := range ids {
		if !slices.Contains(known, id) {
			return nil, fmt.Errorf("--row: got %q; want the id of a row, see torii list scenarios%s", id, near.Hint(id, known))
		}
	}
	return IDs(ids), nil
}

// Rules takes the rows of these rules, each of which must have some.
func Rules(ids []string, rows []catalog.Row) (Rows, error) {
	if len(ids) == 0 {
		return All, nil
	}
	var known []string
	for _, r := range rows {
		known = append(known, r.Rule)
	}
	for _, id := range ids {
		if !slices.Contains(known, id) {
			return nil, fmt.Errorf("--rule: got %q; want the id of a rule that has rows, see torii list rules%s", id, near.Hint(id, known))
		}
	}
	return func(r catalog.Row) bool { return slices.Contains(ids, r.Rule) }, nil
}

// Rule takes the rows of one rule.
func Rule(id string) Rows { return func(r catalog.Row) bool { return r.Rule == id } }

// Shard takes every nth row in the order of their ids, from the ith: "2/4" is the
// second quarter. "1+1/4" is the same, for machines that count their parts from 0.
func Shard(s string, rows []catalog.Row) (Rows, error) {
	if s == "" {
		return All, nil
	}
	i, n, ok := part(s)
	if !ok {
		return nil, fmt.Errorf("--shard: got %q; want i/n with 1 ≤ i ≤ n, for example 2/4, or i+1/n where i counts from 0", s)
	}
	ids := make([]string, len(rows))
	for at, r := range rows {
		ids[at] = r.ID
	}
	slices.Sort(ids)
	mine := map[string]bool{}
	for at := i - 1; at < len(ids); at += n {
		mine[ids[at]] = true
	}
	return func(r catalog.Row) bool { return mine[r.ID] }, nil
}

// Part is what a shard names: the ith of n parts, counted from 1; zeros for none.
func Part(s string) (i, n int) {
	i, n, ok := part(s)
	if !ok {
		return 0, 0
	}
	return i, n
}

// part reads i/n or i+1/n.
func part(s string) (i, n int, ok bool) {
	if _, err := fmt.Sscanf(s, "%d+1/%d", &i, &n); err == nil && s == fmt.Sprintf("%d+1/%d", i, n) {
		return i + 1, n, i >= 0 && i < n
	}
	_, err := fmt.Sscanf(s, "%d/%d", &i, &n)
	return i, n, err == nil && s == fmt.Sprintf("%d/%d", i, n) && i >= 1 && i <= n
}

// subjects leaves out tags of one scenario, of a rule or of a case: hundreds.
func subjects(tags []string) []string {
	return slices.DeleteFunc(slices.Clone(tags), func(tag string) bool {
		return strings.HasPrefix(tag, "@id-") || tag != strings.ToLower(tag)
	})
}
