package inventory

import (
	"fmt"
	"slices"
	"strings"

	"torii/features"
	"torii/fixtures/cases"
	"torii/steps/catalog"
)

// relays are the providers that vouch for other providers' people: the second way in.
var relays = []string{"socialplus"}

// linking is what happens in which state of a person, with the rows that play it.
func linking() (Table, error) {
	t := Table{Columns: []string{"状態 state"}}
	rows, err := catalog.Read(features.FS)
	if err != nil {
		return t, err
	}
	played := playedBy(rows)
	for _, e := range cases.Events() {
		t.Columns = append(t.Columns, e.Says.JA+" "+e.Says.EN)
	}
	for _, s := range cases.States() {
		line := []string{s.ID + " " + s.Says.JA}
		for _, e := range cases.Events() {
			var cell []string
			for _, n := range cases.Cells(s.ID, e.ID) {
				cell = append(cell, fmt.Sprintf("L-%02d %s", n, played[fmt.Sprintf("L-%02d", n)]))
			}
			line = append(line, strings.Join(cell, "; "))
		}
		t.Rows = append(t.Rows, line)
	}
	return t, nil
}

// ways counts the rows of a case by way in.
type ways struct{ direct, relayed int }

func (w ways) String() string {
	if w == (ways{}) {
		return "—"
	}
	return fmt.Sprintf("%d+%d", w.direct, w.relayed)
}

func playedBy(rows []catalog.Row) map[string]ways {
	played := map[string]ways{}
	for _, r := range rows {
		for _, c := range r.Cases() {
			w := played[c]
			if slices.Contains(relays, r.Provider) {
				w.relayed++
			} else {
				w.direct++
			}
			played[c] = w
		}
	}
	return played
}
