package prove

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
)

// Record is which rows noticed which mutant, as JSON with one line a mutant.
func (p Proof) Record() ([]byte, error) {
	by := map[string][]string{}
	for _, r := range p.Results {
		rows := append([]string{}, r.KilledBy...)
		slices.Sort(rows)
		by[r.Mutant.ID()] = rows
	}
	var b bytes.Buffer
	b.WriteString("{")
	for i, id := range slices.Sorted(maps.Keys(by)) {
		if i > 0 {
			b.WriteString(",")
		}
		line, err := json.Marshal(map[string][]string{id: by[id]})
		if err != nil {
			return nil, err
		}
		b.WriteString("\n")
		b.Write(bytes.Trim(line, "{}"))
	}
	b.WriteString("\n}\n")
	return b.Bytes(), nil
}
