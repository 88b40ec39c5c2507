package verdict

import (
	"fmt"
	"slices"
	"strings"

	"torii/fixtures/text"
	"torii/reports/event"
)

// Strict is what the environment of a run says, under "gate", where warnings close the gate too.
const Strict = "strict"

// Excuses are the rows whose failure is accepted, with the reason.
func (r Run) Excuses() map[string]string {
	accepted := map[string]string{}
	for _, row := range r.Rows {
		if row.Excused() {
			accepted[row.ID] = row.Accepted.Reason
		}
	}
	return accepted
}

// Standing is the gate as the log alone tells it: as strict as the run was, and closed where
// the list of accepted failures does not hold.
func (r Run) Standing() Gate {
	g := r.Gate(r.Environment["gate"] == Strict, r.Excuses())
	wrong := slices.ContainsFunc(r.Rows, func(row Row) bool { return !row.Accepted.Problem.IsZero() })
	if g == Open && wrong {
		return Closed
	}
	return g
}

// Told says what a gate means for a release, and why it is open or closed.
func (r Run) Told(g Gate) text.Both {
	name := map[Gate]text.Both{
		Open:     {JA: "公開可（関門は開いている）", EN: "ready for release (the gate is open)"},
		Closed:   {JA: "公開不可（関門は閉じている）", EN: "not ready for release (the gate is closed)"},
		Unusable: {JA: "判定不能（指定の誤り）", EN: "not judged (wrong use)"},
		Unjudged: {JA: "判定不能（試験装置または環境の異常）", EN: "not judged (the harness or the environment broke)"},
	}[g]
	var ja, en []string
	for _, v := range []Verdict{Failed, Vacuous, HarnessError, Warned} {
		n, excused := 0, 0
		for _, row := range r.Rows {
			switch {
			case row.Verdict != v || row.New:
			case row.Excused():
				excused++
			default:
				n++
			}
		}
		if n > 0 {
			ja, en = append(ja, fmt.Sprintf("%s %d", v.Name().JA, n)), append(en, fmt.Sprintf("%d %s", n, v))
		}
		if excused > 0 {
			ja, en = append(ja, fmt.Sprintf("認めた%s %d", v.Name().JA, excused)), append(en, fmt.Sprintf("%d %s and accepted", excused, v))
		}
	}
	if r.byHand(event.ManualFailed) {
		ja, en = append(ja, "実機・目視の不合格"), append(en, "a manual check failed")
	}
	if len(ja) > 0 {
		name.JA, name.EN = name.JA+": "+strings.Join(ja, "、"), name.EN+": "+strings.Join(en, ", ")
	}
	return name
}
