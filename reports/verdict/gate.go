package verdict

import (
	"slices"

	"torii/reports/event"
)

// Gate is what a run means for a release.
type Gate int

// The gates, which are the exit codes of the command line.
const (
	Open     Gate = 0
	Closed   Gate = 1
	Unusable Gate = 2
	Unjudged Gate = 3
)

// Gate returns what the run means: the one place where verdicts become an exit code.
// What comes first counts.
//
//   - A row failed that is not expected to, or a manual check did: closed. Nothing hides that.
//   - A harness error, a log that was cut off, a run that was interrupted, a part that was
//     lost, or nothing judged at all: nothing can be said of the rest.
//   - A row was vacuous that is not expected to be; with strict a warning, or a manual
//     check that nobody has made: closed.
//
// Rows that came after the version of the catalogue that the run is held to close nothing.
func (r Run) Gate(strict bool, expected map[string]string) Gate {
	has := func(verdicts ...Verdict) bool {
		return slices.ContainsFunc(r.Rows, func(row Row) bool {
			_, known := expected[row.ID]
			return !known && !row.New && slices.Contains(verdicts, row.Verdict)
		})
	}
	c := r.Count()
	broken := slices.ContainsFunc(r.Rows, func(row Row) bool { return row.Verdict == HarnessError && !row.New })
	switch {
	case has(Failed), r.byHand(event.ManualFailed):
		return Closed
	case broken, !r.Whole, r.Interrupted, len(r.Extent.Absent()) > 0, c[Passed]+c[Warned]+c[Failed]+c[Vacuous] == 0:
		return Unjudged
	case has(Vacuous), strict && has(Warned), strict && r.byHand(event.ManualWarned, event.ManualOpen):
		return Closed
	}
	return Open
}

// byHand reports whether a manual check came to one of these results. One that is none is a failure.
func (r Run) byHand(results ...event.ManualResult) bool {
	known := []event.ManualResult{event.ManualPassed, event.ManualWarned, event.ManualFailed, event.ManualNotApplicable, event.ManualOpen}
	return slices.ContainsFunc(r.Manual, func(m event.Manual) bool {
		result := m.Result
		if !slices.Contains(known, result) {
			result = event.ManualFailed
		}
		return slices.Contains(results, result)
	})
}
