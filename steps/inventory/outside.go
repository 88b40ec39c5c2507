package inventory

import (
	"strings"

	"torii/fixtures/catalogue"
)

// outside are the tests of two outside catalogues, and what became of each here.
func outside() (Table, error) {
	t := Table{Columns: []string{"id", "status", "by", "ja", "en", "out_ja", "out_en"}}
	for _, e := range catalogue.All() {
		t.Rows = append(t.Rows, []string{e.ID, e.Status(), strings.Join(e.By, " "), e.Says.JA, e.Says.EN, e.Out.JA, e.Out.EN})
	}
	return t, nil
}
