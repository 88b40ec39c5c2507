package verdict_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/reports/event"
	"torii/reports/verdict"
)

// begun returns the recorded log with another beginning.
func begun(t *testing.T, change func(*event.RunStarted)) []event.Event {
	t.Helper()
	events := recorded(t)
	f := events[0].Fact.(event.RunStarted)
	change(&f)
	events[0].Fact = f
	return event.Sealed(events)
}

// edited returns the recorded log with one row's facts changed, as if it had been seen so.
func edited(t *testing.T, row string, edit func(event.Fact) event.Fact) []event.Event {
	t.Helper()
	events := recorded(t)
	for i, e := range events {
		if e.Row == row {
			events[i].Fact = edit(e.Fact)
		}
	}
	return event.Sealed(events)
}

// remarkTest is a beginning, and what reports say on top of it.
type remarkTest struct {
	name    string
	extent  event.Extent
	says    string // "" for nothing
	partial bool
	gate    verdict.Gate
}

func (tt remarkTest) run(t *testing.T) {
	run := verdict.Judge(begun(t, func(f *event.RunStarted) { f.Extent = tt.extent }))
	assert.Equal(t, tt.partial, run.Partial())
	assert.Equal(t, tt.gate, run.Gate(true, nil))
	if tt.says == "" {
		assert.Empty(t, remarks(run))
	} else {
		assert.Contains(t, remarks(run), tt.says)
	}
}

func TestARunTellsHowFarItWent(t *testing.T) {
	for _, tt := range []remarkTest{
		{"the whole", event.Extent{Exist: 9, Apply: 7, Chosen: 7}, "", false, verdict.Open},
		{"some tags", event.Extent{Tags: "@login", Exist: 9, Apply: 8, Chosen: 7}, `partial: 7 of 8 rows that apply to this RP (--tags "@login")`, true, verdict.Open},
		{"a part", event.Extent{Parts: []int{2}, Of: 3, Exist: 9, Apply: 9, Chosen: 7}, "--shard 2/3", true, verdict.Open},
		{"a part that was lost", event.Extent{Parts: []int{1, 3}, Of: 3, Merged: true, Exist: 9, Apply: 9, Chosen: 7}, "of 3 parts, these are absent: 2", true, verdict.Unjudged},
		{"nobody says", event.Extent{}, "", false, verdict.Open},
	} {
		t.Run(tt.name, tt.run)
	}
}

// newTest is a row that did not pass, when it came, and what the gate is held to.
type newTest struct {
	name, since, counted string
	isNew                bool
	gate                 verdict.Gate
}

func (tt newTest) run(t *testing.T) {
	const row = "claims/google-nonce-wrong"
	events := edited(t, row, func(f event.Fact) event.Fact {
		if opened, ok := f.(event.RowStarted); ok {
			opened.Since = tt.since
			return opened
		}
		return becomes(event.SignedIn)(f)
	})
	begins := events[0].Fact.(event.RunStarted)
	begins.Rows = tt.counted
	events[0].Fact = begins
	run := verdict.Judge(events)
	judged := find(t, run, row)
	require.Equal(t, verdict.Failed, judged.Verdict, "it is told all the same")
	assert.Equal(t, tt.isNew, judged.New)
	assert.Equal(t, tt.isNew, !judged.Novelty().IsZero())
	assert.Equal(t, tt.gate, run.Gate(false, nil))
	if tt.isNew {
		assert.Contains(t, remarks(run), "1 rows are new in this version (after rows: "+tt.counted+") and do not count for the gate; 1 of them did not pass")
	}
}

func TestNewRowsCloseNoGateUntilTheyCount(t *testing.T) {
	for _, tt := range []newTest{
		{"of the first version", "", "1", false, verdict.Closed},
		{"newer", "2", "1", true, verdict.Open},
		{"newer by a number after the dot", "1.10", "1.9", true, verdict.Open},
		{"as new as what counts", "2", "2.0", false, verdict.Closed},
		{"older", "2", "3", false, verdict.Closed},
		{"where nothing is said, all count", "2", "", false, verdict.Closed},
	} {
		t.Run(tt.name, tt.run)
	}
}

func TestANewRowOfWhichSomethingWasTakenAwayCounts(t *testing.T) {
	const row = "claims/google-nonce-wrong"
	events := edited(t, row, func(f event.Fact) event.Fact {
		if opened, ok := f.(event.RowStarted); ok {
			opened.Since = "9"
			return opened
		}
		return f
	})
	begins := events[0].Fact.(event.RunStarted)
	begins.Rows = "1"
	events[0].Fact = begins
	require.Equal(t, verdict.Open, verdict.Judge(events).Gate(false, nil))
	gone := left(events, func(_ int, e event.Event) bool { _, is := e.Fact.(event.Came); return is && e.Row == row })
	require.Equal(t, verdict.Unjudged, verdict.Judge(gone).Gate(false, nil))
}

// stepsTest is how many steps of a row were taken, and why no more.
type stepsTest struct {
	name string
	edit func(*event.RowEnded)
	want verdict.Verdict
}

func (tt stepsTest) run(t *testing.T) {
	const row = "logout/google"
	run := verdict.Judge(edited(t, row, change(tt.edit)))
	require.Equal(t, tt.want, find(t, run, row).Verdict, find(t, run, row).Reason)
}

func TestEveryStepCounts(t *testing.T) {
	for _, tt := range []stepsTest{
		{"all", func(*event.RowEnded) {}, verdict.Passed},
		{"one that nobody took", func(f *event.RowEnded) { f.Steps-- }, verdict.HarnessError},
		{"one that ended the row", func(f *event.RowEnded) { f.Steps, f.Stopped = f.Steps-1, "no mail came" }, verdict.Vacuous},
		{"more than there are", func(f *event.RowEnded) { f.Steps++ }, verdict.HarnessError},
	} {
		t.Run(tt.name, tt.run)
	}
}
