package verdict

import (
	"fmt"
	"slices"
	"strings"

	"torii/fixtures/text"
	"torii/reports/event"
)

// Remark is something to be known of a run before its verdicts are read.
type Remark struct {
	Says   text.Both
	Weight Weight
}

// Weight is what a remark means for who takes the run for a whole one.
type Weight int

// The weights.
const (
	Aside Weight = iota // the verdicts say it themselves
	Left                // something was not looked at
	Grave               // there are rows of which nobody knows
)

// Grave reports whether half a run could be taken for a whole one.
func (r Remark) Grave() bool { return r.Weight == Grave }

// Remarks are what a report says on top, the worst first.
func (r Run) Remarks() []Remark {
	var all []Remark
	tell := func(weight Weight, is bool, ja, en string) {
		if is {
			all = append(all, Remark{text.Both{JA: ja, EN: en}, weight})
		}
	}
	tell(Grave, r.Interrupted, "実行は中断された。終わっていなかった行は未実施", "the run was interrupted: rows that were not through are skipped")
	tell(Grave, !r.Whole, "実行が途中で終わっている", "the run was cut off")
	absent := strings.Join(numbers(r.Extent.Absent()), ", ")
	tell(Grave, absent != "", fmt.Sprintf("%d分割のうち %s が無い", r.Extent.Of, absent), fmt.Sprintf("of %d parts, these are absent: %s", r.Extent.Of, absent))
	tell(Left, r.Partial(), "一部だけの実行: "+r.coverage().JA, "partial: "+r.coverage().EN)
	for _, t := range r.Taken() {
		tell(Aside, true, t.says().JA, t.says().EN)
	}
	if asked := strings.Join(r.asked(), ", "); asked != "" {
		tell(Aside, true, "サービスの決めごとを torii.yaml に書けば、条件付合格の行が決まる: "+asked, "declare what the service has decided in torii.yaml, and warned rows are settled: "+asked)
	}
	c := r.Count()
	tell(Aside, c[Failed] > 0 && c[HarnessError] > 0, fmt.Sprintf("不合格 %d 行のほかに、試験装置の異常で何も言えない行が %d 行ある", c[Failed], c[HarnessError]),
		fmt.Sprintf("besides the %d failed rows there are %d of which nothing can be said (harness error)", c[Failed], c[HarnessError]))
	fresh := r.fresh()
	tell(Aside, len(fresh) > 0, fmt.Sprintf("rows: %s より後に加わった行が %d 行あり、関門には数えない。うち合格でないものは %d 行", r.Counted, len(fresh), notPassed(fresh)),
		fmt.Sprintf("%d rows are new in this version (after rows: %s) and do not count for the gate; %d of them did not pass", len(fresh), r.Counted, notPassed(fresh)))
	tell(Left, r.Format == 1, "古い形式の記録: 欠けていないかも、試験の範囲も確かめられない", "a log of an older format: whether all of it is there, and how far the run went, cannot be told")
	return all
}

// Partial reports whether the run left out rows of what the target offers.
func (r Run) Partial() bool { return r.Extent.Chosen < r.Extent.Apply || len(r.Extent.Absent()) > 0 }

// coverage tells how much was judged, and what chose it.
func (r Run) coverage() text.Both {
	x := r.Extent
	said := text.Both{JA: fmt.Sprintf("このRPに当てはまる %d 行のうち %d 行", x.Apply, x.Chosen), EN: fmt.Sprintf("%d of %d rows that apply to this RP", x.Chosen, x.Apply)}
	if by := Selection(x); by != "" {
		said.JA += "（" + by + "）"
		said.EN += " (" + by + ")"
	}
	return said
}

// Selection is what chose the rows of a run, as on its command line; "" where nothing did.
func Selection(x event.Extent) string {
	var flags []string
	for _, f := range []struct{ name, value string }{{"provider", strings.Join(x.Providers, ",")}, {"tags", x.Tags},
		{"row", strings.Join(x.Named, ",")}, {"rule", strings.Join(x.Rules, ",")}, {"failed", x.Failed}} {
		if f.value != "" {
			flags = append(flags, fmt.Sprintf("--%s %q", f.name, f.value))
		}
	}
	if x.Of > 0 {
		flags = append(flags, fmt.Sprintf("--shard %s/%d", strings.Join(numbers(x.Parts), ","), x.Of))
	}
	return strings.Join(flags, " ")
}

func numbers(all []int) []string {
	words := make([]string, len(all))
	for i, n := range all {
		words[i] = fmt.Sprint(n)
	}
	return words
}

// fresh are the rows that do not count yet.
func (r Run) fresh() []Row {
	return slices.DeleteFunc(slices.Clone(r.Rows), func(row Row) bool { return !row.New })
}

func notPassed(rows []Row) int {
	n := 0
	for _, row := range rows {
		if row.Verdict.Worse(Passed) {
			n++
		}
	}
	return n
}
