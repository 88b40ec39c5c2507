package verdict_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"torii/fixtures/text"
	"torii/reports/event"
	"torii/reports/verdict"
)

type manualTest struct {
	result       event.ManualResult
	gate, strict verdict.Gate
}

func (tt manualTest) run(t *testing.T) {
	run := verdict.Run{Whole: true, Rows: []verdict.Row{{Verdict: verdict.Passed}}, Manual: []event.Manual{{Result: tt.result}}}
	assert.Equal(t, tt.gate, run.Gate(false, nil))
	assert.Equal(t, tt.strict, run.Gate(true, nil))
}

func TestAManualCheckClosesTheGate(t *testing.T) {
	for _, tt := range []manualTest{
		{event.ManualPassed, verdict.Open, verdict.Open},
		{event.ManualNotApplicable, verdict.Open, verdict.Open},
		{event.ManualWarned, verdict.Open, verdict.Closed},
		{event.ManualOpen, verdict.Open, verdict.Closed},
		{event.ManualFailed, verdict.Closed, verdict.Closed},
		{"a word of another version", verdict.Closed, verdict.Closed},
	} {
		t.Run(string(tt.result), tt.run)
	}
}

func TestAcceptance(t *testing.T) {
	assert.True(t, verdict.Row{}.Acceptance().IsZero())
	assert.False(t, verdict.Row{}.Excused())
	r := verdict.Row{Accepted: event.Accepted{Reason: "later", Ticket: "T-1", Expires: "2027-03-31"}}
	assert.True(t, r.Excused())
	assert.Equal(t, text.Both{JA: "認めた不合格: later、T-1、2027-03-31 まで", EN: "accepted failure: later, T-1, until 2027-03-31"}, r.Acceptance())
	r.Accepted.Problem = text.Both{JA: "過ぎた", EN: "over"}
	assert.False(t, r.Excused())
	assert.Contains(t, r.Acceptance().String(), "over")
}

func TestUnconfirmed(t *testing.T) {
	for confidence, want := range map[string]bool{"": false, "documented": false, "seen": false, "inferred": true, "unknown": true} {
		assert.Equal(t, want, verdict.Row{Confidence: confidence}.Unconfirmed(), confidence)
	}
	assert.True(t, verdict.Row{Unsure: true}.Unconfirmed())
}
