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
	By       string      `json:"by,omitempty"`     // the declaration in torii.yaml, or what is missing there, that takes the row away
	Asks     string      `json:"asks,omitempty"`   // the declaration that would settle the row
	Unsure   bool        `json:"unsure,omitempty"` // rests on a provider fact that nobody has confirmed
	Millis   int64       `json:"ms"`
	// Started is when the row began, zero when it was never run.
	Started time.Time    `json:"started,omitzero"`
	Steps   []event.Step `json:"steps,omitempty"`
	// Confidence is how well the provider fact is known that the row rests on; "" where it rests on the specification alone.
	Confidence string `json:"confidence,omitempty"`
	// Accepted tells that the failure is accepted for a time; it changes no verdict.
	Accepted event.Accepted `json:"accepted,omitzero"`
	// Since is the version of the catalogue that the row came with, "" for the first.
	Since string `json:"since,omitempty"`
	// New tells that the row came after the version that the gate is held to: it is told, and closes nothing.
	New bool `json:"new,omitempty"`
}

// Run is one judged log.
type Run struct {
	Target  string
	Built   bool
	Version string
	Salt    string
	Rows    []Row // by id
	Whole   bool  // the log was not cut off, and nothing beside its rows was taken away
	Loose   bool  // what stands beside the rows is not what was written: an honest login, or what people checked by hand
	Format  int   // of the log; 0 is 1, which is not sealed

	Interrupted   bool   // by a person or the machine: what was not through is skipped
	TargetVersion string // what its makers call what was judged
	Extent        event.Extent
	Counted       string // the version of the catalogue that the gate is held to, "" for all rows

	Started, Ended time.Time // the first and the last event
	Settings       map[string]string
	Environment    map[string]string
	Round          int            // from 1
	Manual         []event.Manual // by id: what people checked, or have to
	Spent          event.Spent    // where the time went; zero where that was not measured
}

// Judge judges a whole log. A row of which anything was taken away is a harness error, one
// that was taken away altogether too, as far as the end of the log knows of it.
func Judge(events []event.Event) Run {
	var run Run
	l := &ledger{byRow: map[string][]event.Event{}, seals: map[string]string{}}
	for _, e := range events {
		run.span(e)
		switch f := e.Fact.(type) {
		case event.RunStarted:
			l.started++
			run.begin(f)
		case event.RunEnded:
			l.end(f)
			run.Interrupted = run.Interrupted || f.Interrupted
		case event.RowStarted:
			l.ids = append(l.ids, e.Row)
		case event.Manual:
			run.Manual = append(run.Manual, f)
		case event.Spent:
			run.spend(f)
		}
		if e.Row != "" {
			l.byRow[e.Row] = append(l.byRow[e.Row], e)
		}
	}
	run.Rows = l.rows(run)
	// A log merged from several runs has several beginnings, each with its end.
	run.Loose = event.Loose(events)
	run.Whole = !run.Loose && l.started > 0 && l.ended == l.started && l.promised == len(l.ids)
	slices.SortStableFunc(run.Rows, func(a, b Row) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortStableFunc(run.Manual, func(a, b event.Manual) int { return cmp.Compare(a.ID, b.ID) })
	return run
}

// begin takes over what the run says of itself.
func (r *Run) begin(f event.RunStarted) {
	r.Target, r.Built, r.Version, r.Salt = f.Target, f.Built, f.Version, f.Salt
	r.Settings, r.Environment, r.Round = f.Settings, f.Environment, max(f.Round, 1)
	r.Format, r.TargetVersion, r.Extent, r.Counted = max(f.Format, 1), f.TargetVersion, f.Extent, f.Rows
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
