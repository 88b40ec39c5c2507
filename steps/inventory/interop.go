package inventory

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"torii/fixtures/rule"
	"torii/reports/verdict"
)

// VerdictsName is the file that keeps what a foreign RP was judged to, beside its manifest.
const VerdictsName = "verdicts.json"

// Verdicts are the rows of one judged run, by id.
type Verdicts map[string]Judged

// Judged is one row's verdict and the rule it is about.
type Judged struct {
	Verdict verdict.Verdict `json:"verdict"`
	Rule    rule.ID         `json:"rule"`
}

// Of returns the verdicts of a run.
func Of(run verdict.Run) Verdicts {
	v := Verdicts{}
	for _, row := range run.Rows {
		v[row.ID] = Judged{row.Verdict, row.Rule.ID}
	}
	return v
}

// JSON writes the verdicts, sorted by id, one a line.
func (v Verdicts) JSON() ([]byte, error) {
	b, err := json.MarshalIndent(v, "", "  ")
	return append(b, '\n'), err
}

// Differences are the rows that later verdicts have otherwise, sorted, one a line.
func (v Verdicts) Differences(later Verdicts) []string {
	var lines []string
	for id, was := range v {
		switch is, ok := later[id]; {
		case !ok:
			lines = append(lines, fmt.Sprintf("%s: was %s, is gone", id, was.Verdict))
		case is != was:
			lines = append(lines, fmt.Sprintf("%s: was %s [%s], is %s [%s]", id, was.Verdict, was.Rule, is.Verdict, is.Rule))
		}
	}
	for id, is := range later {
		if _, ok := v[id]; !ok {
			lines = append(lines, fmt.Sprintf("%s: is new, %s", id, is.Verdict))
		}
	}
	slices.Sort(lines)
	return lines
}

// Interop returns the table of foreign RPs from the verdicts kept under fixtures/rp.
func Interop(root fs.FS) func() (Table, error) {
	return func() (Table, error) {
		t := Table{Columns: []string{"RP", "合格 passed", "条件付 warned", "不合格 failed", "対象外・未実施 n/a, skipped", "不合格の規則 rules failed", "条件付の規則 rules warned"}}
		files, err := fs.Glob(root, "fixtures/rp/*/"+VerdictsName)
		if err != nil {
			return t, err
		}
		for _, file := range files {
			b, err := fs.ReadFile(root, file)
			if err != nil {
				return t, err
			}
			var v Verdicts
			if err := json.Unmarshal(b, &v); err != nil {
				return t, fmt.Errorf("%s: %w", file, err)
			}
			t.Rows = append(t.Rows, v.line(path.Base(path.Dir(file))))
		}
		return t, nil
	}
}

func (v Verdicts) line(name string) []string {
	counts := map[verdict.Verdict]int{}
	failed, warned := map[string]bool{}, map[string]bool{}
	for _, j := range v {
		counts[j.Verdict]++
		r, ok := rule.Find(j.Rule)
		switch {
		case !ok:
		case j.Verdict == verdict.Warned:
			warned[string(r.ID)] = true
		case j.Verdict.Worse(verdict.Warned):
			failed[fmt.Sprintf("%s (%s)", r.ID, r.Clause)] = true
		}
	}
	number := func(of ...verdict.Verdict) string {
		n := 0
		for _, o := range of {
			n += counts[o]
		}
		return fmt.Sprint(n)
	}
	return []string{"`" + name + "`", number(verdict.Passed), number(verdict.Warned),
		number(verdict.Failed, verdict.Vacuous, verdict.HarnessError), number(verdict.NotApplicable, verdict.Skipped),
		joined(failed, "; "), joined(warned, " ")}
}

// joined lists a set in order.
func joined(set map[string]bool, separator string) string {
	return strings.Join(slices.Sorted(maps.Keys(set)), separator)
}
