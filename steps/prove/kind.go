package prove

import (
	"cmp"
	"strings"

	"torii/steps/catalog"
)

// kind names what a row is about whichever provider it is played at: its outline and
// what it plants, or its id without the provider's.
func kind(r catalog.Row) string {
	outline, own, _ := strings.Cut(r.ID, "/")
	if planted := cmp.Or(r.Fault, r.Quirk); planted != "" {
		return outline + "/" + planted
	}
	own = strings.Trim(strings.TrimPrefix(own, r.Provider), "-")
	return strings.TrimSuffix(outline+"/"+own, "/")
}

// kindred are the rows of a rule, in the order they are read, by kind.
type kindred struct {
	names []string
	rows  map[string][]catalog.Row
}

func kindredOf(rows []catalog.Row, rule string) kindred {
	k := kindred{rows: map[string][]catalog.Row{}}
	for _, r := range rows {
		if r.Rule != rule {
			continue
		}
		name := kind(r)
		if k.rows[name] == nil {
			k.names = append(k.names, name)
		}
		k.rows[name] = append(k.rows[name], r)
	}
	return k
}

// first takes one row of each kind, another provider's for every next turn, so that a
// rule's mutants between them meet all providers.
func (k kindred) first(turn int) (ids map[string]bool) {
	ids = map[string]bool{}
	for i, name := range k.names {
		of := k.rows[name]
		ids[of[(turn+i)%len(of)].ID] = true
	}
	return ids
}
