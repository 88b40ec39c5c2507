package explain

import (
	"cmp"
	"slices"
	"strings"

	"torii/fixtures/near"
)

// shown bounds how many near words are named.
const shown = 5

// Near returns the names that are nearest to a word that nothing has: those that hold
// it, then those that need the fewest changes. There is always one.
func Near(word string) ([]string, error) {
	all, err := All()
	if err != nil {
		return nil, err
	}
	word = strings.ToLower(strings.TrimPrefix(strings.TrimSpace(word), "@"))
	const longest = 100 // runes; what is longer is no word that was mistyped
	if r := []rune(word); len(r) > longest {
		word = string(r[:longest])
	}
	type candidate struct {
		name string
		far  int
	}
	var found []candidate
	seen := map[string]bool{}
	for _, e := range all {
		for _, name := range e.names() {
			if name == "" || seen[name] {
				continue
			}
			seen[name] = true
			far := near.Changes(word, name)
			if word != "" && strings.Contains(strings.ToLower(name), word) {
				far = 1
			}
			found = append(found, candidate{name, far})
		}
	}
	slices.SortStableFunc(found, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.far, b.far), cmp.Compare(len(a.name), len(b.name)))
	})
	var names []string
	for _, c := range found[:min(shown, len(found))] {
		if len(names) == 0 || c.far <= found[0].far+1 {
			names = append(names, c.name)
		}
	}
	return names, nil
}
