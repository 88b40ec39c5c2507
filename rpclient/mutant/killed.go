package mutant

import (
	_ "embed"
	"encoding/json"
)

//go:embed killed.json
var killed []byte

// KilledBy returns the rows that noticed each mutant, by its id, when that was recorded
// last ("torii mutants --record"). A mutant that is newer than the record is not in it.
func KilledBy() (map[string][]string, error) {
	var by map[string][]string
	err := json.Unmarshal(killed, &by)
	return by, err
}
