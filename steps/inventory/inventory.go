// Package inventory turns everything the project declares as data into tables: for
// the command line, and for the documentation that is generated from them.
package inventory

// The rows come first: the program embeds them.
//go:generate sh -c "cd ../.. && go run ./steps/inventory/gen -rows && go run ./steps/inventory/gen"

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"torii/features"
	"torii/fixtures/cases"
	"torii/fixtures/rule"
	"torii/fixtures/text"
	"torii/mockidp"
	"torii/mockidp/fault"
	"torii/mockidp/gcal"
	calendarfault "torii/mockidp/gcal/fault"
	"torii/mockidp/quirk"
	"torii/reports/verdict"
	"torii/rpclient/check"
	"torii/rpclient/mutant"
	"torii/steps/catalog"
	"torii/steps/sentence"
)

// Table is a list of things, one a row.
type Table struct {
	Columns []string
	Rows    [][]string
}

// Lists returns every table by name.
func Lists() map[string]func() (Table, error) {
	return map[string]func() (Table, error){
		"providers": providers, "switches": switches, "quirks": quirks, "faults": faults, "rules": rules,
		"scenarios": scenarios, "steps": sentences, "mutants": mutants,
		"cases": numbered, "checks": checks, "catalogue": outside, "linking": linking,
		"unplayed": unplayed, "changes": changes, "dated": dated, "facts": facts, "trust": trust, "fields": fields,
	}
}

func providers() (Table, error) {
	t := Table{Columns: []string{"id", "name_ja", "name_en", "issuer", "hosts"}}
	m, err := mockidp.New(mockidp.Options{})
	if err != nil {
		return t, err
	}
	for _, p := range m.Providers() {
		t.Rows = append(t.Rows, []string{p.Profile.ID, p.Profile.Name.JA, p.Profile.Name.EN, p.Profile.Issuer, strings.Join(p.Hosts(), " ")})
	}
	for _, s := range m.Services() {
		t.Rows = append(t.Rows, []string{s.ID(), s.Name().JA, s.Name().EN, "", strings.Join(s.Hosts(), " ")})
	}
	return t, nil
}

func switches() (Table, error) {
	t := Table{Columns: []string{"switch", "of", "default", "allowed", "confidence", "ja", "en", "source"}}
	for _, p := range mockidp.AllNamed() {
		for _, s := range p.Switches {
			allowed := strings.Join(s.Values, ", ")
			if s.Values == nil {
				allowed = "(text)"
			}
			if s.Number {
				allowed = "(number)"
			}
			t.Rows = append(t.Rows, []string{p.ID + "." + s.Name, string(s.Scope), s.Default, allowed, string(s.Confidence), s.Says.JA, s.Says.EN, s.Source})
		}
	}
	return t, nil
}

func quirks() (Table, error) {
	t := Table{Columns: []string{"id", "provider", "ja", "en", "rp_ja", "rp_en", "rule", "confidence", "source"}}
	for _, q := range quirk.Common() {
		t.Rows = append(t.Rows, []string{q.ID, "any", q.Name.JA, q.Name.EN, q.RP.JA, q.RP.EN, q.Rule, string(q.Confidence), q.Source})
	}
	for _, p := range mockidp.Profiles() {
		for _, q := range p.Quirks {
			t.Rows = append(t.Rows, []string{q.ID, p.ID, q.Name.JA, q.Name.EN, q.RP.JA, q.RP.EN, q.Rule, string(q.Confidence), q.Source})
		}
	}
	return t, nil
}

func faults() (Table, error) {
	t := Table{Columns: []string{"id", "rule", "level", "place", "expect", "providers", "ja", "en"}}
	for _, f := range fault.All() {
		r, _ := rule.Find(f.Rule)
		var at []string
		for _, p := range mockidp.Profiles() {
			if f.Why(p).IsZero() {
				at = append(at, p.ID)
			}
		}
		t.Rows = append(t.Rows, []string{f.ID, string(f.Rule), string(r.Level), string(f.Place()), string(f.Expect), strings.Join(at, " "), f.Name.JA, f.Name.EN})
	}
	for _, f := range calendarfault.All() {
		r, _ := rule.Find(f.Rule)
		place := strings.Join(f.Methods, " ")
		if f.Methods == nil {
			place = "calendar.*"
		}
		t.Rows = append(t.Rows, []string{f.ID, string(f.Rule), string(r.Level), place, "survive", gcal.ID, f.Name.JA, f.Name.EN})
	}
	return t, nil
}

func rules() (Table, error) {
	t := Table{Columns: []string{"id", "level", "ground", "clause", "ja", "en", "binds_ja", "binds_en"}}
	for _, r := range rule.All() {
		b := rule.Bound(r.ID)
		ground := b.Ground
		if ground == "" {
			ground = rule.Recommended
		}
		t.Rows = append(t.Rows, []string{string(r.ID), string(r.Level), string(ground), r.Clause, r.Says.JA, r.Says.EN, b.Binds.JA, b.Binds.EN})
	}
	return t, nil
}

func checks() (Table, error) {
	t := Table{Columns: []string{"id", "family", "rule", "sends", "calls_out", "ja", "en"}}
	for _, c := range check.All() {
		t.Rows = append(t.Rows, []string{c.ID, string(c.Family), string(c.Rule), string(c.Sends), strconv.FormatBool(c.CallsOut()), c.Says.JA, c.Says.EN})
	}
	return t, nil
}

func scenarios() (Table, error) {
	t := Table{Columns: []string{"id", "cases", "provider", "rule", "confidence", "planted", "since", "name", "file"}}
	rows, err := catalog.Read(features.FS)
	if err != nil {
		return t, err
	}
	slices.SortFunc(rows, func(a, b catalog.Row) int { return strings.Compare(a.ID, b.ID) })
	for _, r := range rows {
		t.Rows = append(t.Rows, []string{r.ID, strings.Join(r.Cases(), " "), r.Provider, r.Rule, confidence(r), strings.TrimSpace(r.Fault + " " + r.Quirk), cmp.Or(r.Since, verdict.FirstRows), r.Name, "features/" + r.File})
	}
	return t, nil
}

// confidence is how well the quirk that a row plants is known, "" where it plants none.
func confidence(r catalog.Row) string {
	p, err := mockidp.Profile(r.Provider)
	if err != nil {
		return ""
	}
	q, _ := mockidp.FindQuirk(p, r.Quirk)
	return string(q.Confidence)
}

// numbered are the cases of the providers' catalogues with the rows that play them.
func numbered() (Table, error) {
	t := Table{Columns: []string{"case", "provider", "rows", "left_out_ja", "left_out_en"}}
	rows, err := catalog.Read(features.FS)
	if err != nil {
		return t, err
	}
	played := map[string][]string{}
	for _, r := range rows {
		for _, name := range r.Cases() {
			played[name] = append(played[name], r.ID)
		}
	}
	for _, c := range cases.All() {
		for n := 1; n <= c.Last; n++ {
			var why text.Both
			if i := slices.IndexFunc(c.LeftOut, func(l cases.LeftOut) bool { return l.Number == n }); i >= 0 {
				why = c.LeftOut[i].Why
			}
			t.Rows = append(t.Rows, []string{c.Name(n), c.Provider, strings.Join(played[c.Name(n)], " "), why.JA, why.EN})
		}
	}
	return t, nil
}

func sentences() (Table, error) {
	t := Table{Columns: []string{"ja", "en"}}
	for _, s := range sentence.All() {
		t.Rows = append(t.Rows, []string{s.JA, s.EN})
	}
	return t, nil
}

func mutants() (Table, error) {
	t := Table{Columns: []string{"id", "step", "variant", "rule", "ja", "en", "killed_by"}}
	by, err := mutant.KilledBy()
	if err != nil {
		return t, err
	}
	rows, err := catalog.Read(features.FS)
	if err != nil {
		return t, err
	}
	living := map[string]bool{}
	for _, row := range rows {
		living[row.ID] = true
	}
	add := func(id, step, variant, rule, ja, en string) {
		t.Rows = append(t.Rows, []string{id, step, variant, rule, ja, en, killers(by[id], living)})
	}
	for _, m := range mutant.All() {
		add(m.ID(), m.Step, m.Variant, m.Rule, m.JA, m.EN)
	}
	for _, m := range mutant.Interviews() {
		add(m.ID(), m.Step, m.Variant, m.Rule, m.JA, m.EN)
	}
	return t, nil
}

// mostKillers is how many rows are named in one cell.
const mostKillers = 3

// killers names the first of the rows that noticed a mutant and are there still, and counts the others.
func killers(rows []string, living map[string]bool) string {
	var named []string
	for _, row := range rows {
		if living[row] {
			named = append(named, row)
		}
	}
	return few(named)
}

// few names the first of them, and counts the others.
func few(rows []string) string {
	if more := len(rows) - mostKillers; more > 0 {
		return strings.Join(rows[:mostKillers], " ") + " +" + strconv.Itoa(more)
	}
	return strings.Join(rows, " ")
}
