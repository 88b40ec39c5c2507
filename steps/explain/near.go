package explain

import (
	"cmp"
	"slices"
	"strings"
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
			far := changes([]rune(word), []rune(strings.ToLower(name)))
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

// changes is how many runes are put in, left out or replaced to make b of a.
func changes(a, b []rune) int {
	row := make([]int, len(b)+1)
	for i := range row {
		row[i] = i
	}
	for i, x := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j, y := range b {
			cost := diagonal
			if x != y {
				cost = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], cost
		}
	}
	return row[len(b)]
}
