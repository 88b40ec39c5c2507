// Package verdict judges: from rules and events alone, as a pure function. The same
// log gives the same verdicts, next year too.
//
// It sees no Relying Party, no mock and no clock.
package verdict

import (
	"cmp"
	"slices"
	"time"

	"torii/fixtures/rule"
	"torii/fixtures/text"
	"torii/reports/event"
)

// Verdict is a rung of the ladder.
type Verdict string

// The ladder, worst last. Each but passed has a reason.
const (
	NotApplicable Verdict = "not applicable"
	Skipped       Verdict = "skipped"
	Passed        Verdict = "passed"
	Warned        Verdict = "warned"
	Vacuous       Verdict = "vacuous"
	Failed        Verdict = "failed"
	HarnessError  Verdict = "harness error"
)

// Ladder returns the verdicts, worst last.
func Ladder() []Verdict {
	return []Verdict{NotApplicable, Skipped, Passed, Warned, Vacuous, Failed, HarnessError}
}

// Worse reports whether v stands lower on the ladder than other.
func (v Verdict) Worse(other Verdict) bool {
	return slices.Index(Ladder(), v) > slices.Index(Ladder(), other)
}

// Name returns the verdict's word in both languages.
func (v Verdict) Name() text.Both {
	ja := map[Verdict]string{NotApplicable: "対象外", Skipped: "未実施", Passed: "合格", Warned: "条件付合格",
		Vacuous: "空振り", Failed: "不合格", HarnessError: "試験装置の異常"}[v]
	return text.Both{JA: ja, EN: string(v)}
}

// Row is one judged row.
type Row struct {
	ID       string      `json:"id"`
	Feature  string      `json:"feature"`
	Name     string      `json:"name"`
	Provider string      `json:"provider"`
	File     string      `json:"file"`
	Line     int         `json:"line"`
	Tags     []string    `json:"tags,omitempty"`
	Rule     rule.Rule   `json:"rule"`
	Faults   []string    `json:"faults,omitempty"`
	Verdict  Verdict     `json:"verdict"`
	Reason   text.Both   `json:"reason,omitzero"`
	Notes    []text.Both `json:"notes,omitempty"`
	Unsure   bool        `json:"unsure,omitempty"` // rests on a provider fact that nobody has confirmed
	Millis   int64       `json:"ms"`
	// Started is when the row began, zero when it was never run.
	Started time.Time    `json:"started,omitzero"`
	Steps   []event.Step `json:"steps,omitempty"`
	// Confidence is how well the provider fact is known that the row rests on; "" where it rests on the specification alone.
	Confidence string `json:"confidence,omitempty"`
	// Accepted tells that the failure is accepted for a time; it changes no verdict.
	Accepted event.Accepted `json:"accepted,omitzero"`
}

// Run is one judged log.
type Run struct {
	Target  string
	Built   bool
	Version string
	Salt    string
	Rows    []Row // by id
	Whole   bool  // the log was not cut off

	Started, Ended time.Time // the first and the last event
	Settings       map[string]string
	Environment    map[string]string
	Round          int            // from 1
	Manual         []event.Manual // by id: what people checked, or have to
	Spent          event.Spent    // where the time went; zero where that was not measured
}

// Judge judges a whole log.
func Judge(events []event.Event) Run {
	var run Run
	byRow := map[string][]event.Event{}
	var ids []string
	started, ended, promised := 0, 0, 0
	for _, e := range events {
		run.span(e)
		switch f := e.Fact.(type) {
		case event.RunStarted:
			started++
			run.begin(f)
		case event.RunEnded:
			ended++
			promised += f.Rows
		case event.RowStarted:
			ids = append(ids, e.Row)
		case event.Manual:
			run.Manual = append(run.Manual, f)
		case event.Spent:
			run.spend(f)
		}
		if e.Row != "" {
			byRow[e.Row] = append(byRow[e.Row], e)
		}
	}
	for _, id := range ids {
		run.Rows = append(run.Rows, One(byRow[id], run.Built))
	}
	// A log merged from several runs has several beginnings, each with its end.
	run.Whole = started > 0 && ended == started && promised == len(ids)
	slices.SortStableFunc(run.Rows, func(a, b Row) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortStableFunc(run.Manual, func(a, b event.Manual) int { return cmp.Compare(a.ID, b.ID) })
	return run
}

// begin takes over what the run says of itself.
func (r *Run) begin(f event.RunStarted) {
	r.Target, r.Built, r.Version, r.Salt = f.Target, f.Built, f.Version, f.Salt
	r.Settings, r.Environment, r.Round = f.Settings, f.Environment, max(f.Round, 1)
}

// span widens the time of the run. What was added later by hand is no part of it.
func (r *Run) span(e event.Event) {
	switch e.Fact.(type) {
	case event.Manual, event.Accepted:
		return
	}
	if r.Started.IsZero() || e.At.Before(r.Started) {
		r.Started = e.At
	}
	if e.At.After(r.Ended) {
		r.Ended = e.At
	}
}

// Count returns how many rows have each verdict.
func (r Run) Count() map[Verdict]int {
	counts := map[Verdict]int{}
	for _, row := range r.Rows {
		counts[row.Verdict]++
	}
	return counts
}

// Totals folds the seven counts into the three of the closing line: passed with
// warned; failed with vacuous and harness error; skipped with not applicable.
func (r Run) Totals() (passed, failed, skipped int) {
	c := r.Count()
	return c[Passed] + c[Warned], c[Failed] + c[Vacuous] + c[HarnessError], c[Skipped] + c[NotApplicable]
}

// Gate is what a run means for a release.
type Gate int

// The gates, which are the exit codes of the command line.
const (
	Open     Gate = 0
	Closed   Gate = 1
	Unusable Gate = 2
	Unjudged Gate = 3
)

// Gate returns what the run means. Rows named in expected may fail; strict closes on
// a warning too, and on a manual check that nobody has made. A manual check that failed closes it anyway. Of a run that was cut off nothing is said, nor of one in which no row was judged.
func (r Run) Gate(strict bool, expected map[string]string) Gate {
	c := r.Count()
	if !r.Whole || c[HarnessError] > 0 || c[Passed]+c[Warned]+c[Failed]+c[Vacuous] == 0 {
		return Unjudged
	}
	for _, row := range r.Rows {
		if _, known := expected[row.ID]; known {
			continue
		}
		if row.Verdict == Failed || row.Verdict == Vacuous || strict && row.Verdict == Warned {
			return Closed
		}
	}
	for _, m := range r.Manual {
		switch m.Result {
		case event.ManualPassed, event.ManualNotApplicable:
		case event.ManualWarned, event.ManualOpen:
			if strict {
				return Closed
			}
		default:
			return Closed
		}
	}
	return Open
}
