package verdict_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/reports/event"
	"torii/reports/verdict"
)

// ofEach returns a log with one row of each verdict asked for.
func ofEach(verdicts ...verdict.Verdict) []event.Event {
	ends := map[verdict.Verdict][]event.Fact{
		verdict.NotApplicable: {honest, planted, own, refuse("UIN-SUB", userinfo)},
		verdict.Passed:        {honest, checked("CB-ONCE", "1", "1")},
		verdict.Warned:        {honest, checked("SES-PAGE", "1", "2")},
		verdict.Vacuous:       {honest, planted, stuck, refuse("IDT-NONCE")},
		verdict.Failed:        {honest, checked("CB-ONCE", "1", "2")},
		verdict.HarnessError:  {honest, event.Broke{Problem: "disk full"}},
	}
	events := []event.Event{{Fact: event.RunStarted{Target: "RP", Version: "v1", Salt: "salt"}}}
	for i, v := range verdicts {
		started := event.RowStarted{Provider: "google", Rule: "IDT-NONCE"}
		if v == verdict.Skipped {
			started.Skip.EN = "shared mocks"
		}
		row := logged(append(append([]event.Fact{started}, ends[v]...), event.RowEnded{Millis: 1})...)
		for j := range row {
			row[j].Row = string(rune('z'-i)) + "/" + string(v) // later rows sort first
		}
		events = append(events, row...)
	}
	return append(events, event.Event{Fact: event.RunEnded{Rows: len(verdicts)}})
}

func TestJudge(t *testing.T) {
	log := ofEach(verdict.Ladder()...)
	run := verdict.Judge(log)
	assert.Equal(t, run, verdict.Judge(log), "the same log, the same verdicts")
	assert.Equal(t, []any{"RP", "v1", "salt", false, true}, []any{run.Target, run.Version, run.Salt, run.Built, run.Whole})
	ladder := verdict.Ladder()
	require.Len(t, run.Rows, len(ladder))
	for i, row := range run.Rows {
		assert.Equal(t, ladder[len(ladder)-1-i], row.Verdict, "%s: rows stand by id", row.ID)
	}
	for _, v := range ladder {
		assert.Equal(t, 1, run.Count()[v], v)
	}
	passed, failed, skipped := run.Totals()
	assert.Equal(t, []int{2, 3, 2}, []int{passed, failed, skipped})
}

func TestTheLadder(t *testing.T) {
	ladder := verdict.Ladder()
	for i, v := range ladder {
		assert.NotEmpty(t, v.Name().JA, v)
		for k, other := range ladder {
			assert.Equal(t, i > k, v.Worse(other), "%s worse than %s", v, other)
		}
	}
}

func TestALogThatWasCutOff(t *testing.T) {
	whole := ofEach(verdict.Passed, verdict.Passed)
	require.True(t, verdict.Judge(whole).Whole)
	require.True(t, verdict.Judge(append(ofEach(verdict.Passed), ofEach(verdict.Failed)...)).Whole, "two shards, merged")

	end := len(whole) - 1
	missing := append(append([]event.Event(nil), whole[:1]...), whole[1+(end-1)/2:]...)
	for name, log := range map[string][]event.Event{
		"no end": whole[:end], "no beginning": whole[1:], "a row is missing": missing, "nothing": nil,
		"one of two shards has but begun": append(ofEach(verdict.Passed), whole[0]), "one of two shards has no end": append(ofEach(verdict.Passed), whole[:end]...),
	} {
		run := verdict.Judge(log)
		assert.False(t, run.Whole, name)
		assert.Equal(t, verdict.Unjudged, run.Gate(false, nil), name)
	}
}

type gateTest struct {
	name     string
	rows     []verdict.Verdict
	strict   bool
	expected []verdict.Verdict // verdicts whose row may fail
	want     verdict.Gate
}

func (tt gateTest) run(t *testing.T) {
	run := verdict.Judge(ofEach(tt.rows...))
	expected := map[string]string{"elsewhere/row": "of another provider"}
	for _, row := range run.Rows {
		for _, v := range tt.expected {
			if row.Verdict == v {
				expected[row.ID] = "known"
			}
		}
	}
	require.Equal(t, tt.want, run.Gate(tt.strict, expected))
}

func TestGate(t *testing.T) {
	type rows = []verdict.Verdict
	for _, tt := range []gateTest{
		{name: "passed", rows: rows{verdict.Passed}, want: verdict.Open},
		{name: "with rows that do not count", rows: rows{verdict.Passed, verdict.Skipped, verdict.NotApplicable}, strict: true, want: verdict.Open},
		{name: "warned", rows: rows{verdict.Passed, verdict.Warned}, want: verdict.Open},
		{name: "warned, strict", rows: rows{verdict.Passed, verdict.Warned}, strict: true, want: verdict.Closed},
		{name: "warned as expected, strict", rows: rows{verdict.Passed, verdict.Warned}, strict: true, expected: rows{verdict.Warned}, want: verdict.Open},
		{name: "failed", rows: rows{verdict.Passed, verdict.Failed}, want: verdict.Closed},
		{name: "failed as expected", rows: rows{verdict.Passed, verdict.Failed}, expected: rows{verdict.Failed}, want: verdict.Open},
		{name: "only expected failures", rows: rows{verdict.Failed}, expected: rows{verdict.Failed}, want: verdict.Open},
		{name: "another row failed", rows: rows{verdict.Failed, verdict.Vacuous}, expected: rows{verdict.Failed}, want: verdict.Closed},
		{name: "vacuous", rows: rows{verdict.Passed, verdict.Vacuous}, want: verdict.Closed},
		{name: "vacuous as expected", rows: rows{verdict.Passed, verdict.Vacuous}, expected: rows{verdict.Vacuous}, want: verdict.Open},
		{name: "a harness error", rows: rows{verdict.Passed, verdict.HarnessError}, want: verdict.Unjudged},
		{name: "a harness error is never expected", rows: rows{verdict.Passed, verdict.HarnessError}, expected: rows{verdict.HarnessError}, want: verdict.Unjudged},
		{name: "a harness error hides no failure", rows: rows{verdict.Failed, verdict.HarnessError}, want: verdict.Closed},
		{name: "a harness error beside an expected failure", rows: rows{verdict.Failed, verdict.HarnessError}, expected: rows{verdict.Failed}, want: verdict.Unjudged},
		{name: "a harness error beside a vacuous row", rows: rows{verdict.Vacuous, verdict.HarnessError}, want: verdict.Unjudged},
		{name: "nothing judged", rows: rows{verdict.Skipped, verdict.NotApplicable}, want: verdict.Unjudged},
		{name: "no row at all", want: verdict.Unjudged},
	} {
		t.Run(tt.name, tt.run)
	}
}
