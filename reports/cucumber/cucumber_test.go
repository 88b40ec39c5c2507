package cucumber_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/fixtures/text"
	"torii/reports/cucumber"
	"torii/reports/event"
	"torii/reports/verdict"
)

// element is what a viewer reads of a scenario.
type element struct {
	ID   string
	Tags []struct{ Name string }
	// Steps are read by every viewer as keyword, name and result.
	Steps []struct {
		Keyword, Name string
		Line          int
		Output        []string
		Result        struct {
			Status   string
			Duration int64
			Error    string `json:"error_message"`
		}
	}
}

func read(t *testing.T, run verdict.Run) []element {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, cucumber.Write(&b, run))
	var features []struct {
		URI      string
		Elements []element
	}
	require.NoError(t, json.Unmarshal(b.Bytes(), &features))
	var all []element
	for _, f := range features {
		all = append(all, f.Elements...)
	}
	return all
}

func row(v verdict.Verdict) verdict.Row {
	return verdict.Row{ID: "a/b", File: "x/y.feature", Feature: "機能", Name: "名", Verdict: v, Reason: text.Both{JA: "理由", EN: "reason"}, Millis: 3,
		Steps: []event.Step{{Keyword: "もし", Text: "する", Line: 5}, {Keyword: "ならば", Text: "なる", Line: 6}}}
}

type statusTest struct {
	verdict     verdict.Verdict
	first, last string
}

func (tt statusTest) run(t *testing.T) {
	got := read(t, verdict.Run{Whole: true, Rows: []verdict.Row{row(tt.verdict)}})
	require.Len(t, got, 1)
	steps := got[0].Steps
	require.Len(t, steps, 2)
	assert.Equal(t, []string{tt.first, tt.last}, []string{steps[0].Result.Status, steps[1].Result.Status})
	assert.Equal(t, tt.last == "failed", steps[1].Result.Error != "")
	if tt.verdict == verdict.Warned {
		assert.Contains(t, steps[1].Output[0], "理由")
	}
	assert.Equal(t, int64(3_000_000), steps[1].Result.Duration)
	assert.Equal(t, 5, steps[0].Line)
}

func TestTheVerdictStandsAtTheLastStep(t *testing.T) {
	for _, tt := range []statusTest{
		{verdict.Passed, "passed", "passed"}, {verdict.Warned, "passed", "passed"}, {verdict.Failed, "passed", "failed"},
		{verdict.Vacuous, "passed", "failed"}, {verdict.HarnessError, "passed", "failed"},
		{verdict.Skipped, "skipped", "skipped"}, {verdict.NotApplicable, "skipped", "skipped"},
	} {
		t.Run(string(tt.verdict), tt.run)
	}
}

func TestAnAcceptedFailureIsNamedAsSuchAndStaysOne(t *testing.T) {
	accepted := row(verdict.Failed)
	accepted.Accepted = event.Accepted{Reason: "次の版で直す", Ticket: "BUG-1"}
	got := read(t, verdict.Run{Whole: true, Rows: []verdict.Row{accepted}})[0]
	require.Len(t, got.Tags, 1)
	assert.Equal(t, "@accepted-failure", got.Tags[0].Name)
	assert.Equal(t, "failed", got.Steps[1].Result.Status)
	assert.Contains(t, got.Steps[1].Result.Error, "accepted failure: 次の版で直す, BUG-1")
}

func TestHalfARunAndOpenChecksAreTold(t *testing.T) {
	got := read(t, verdict.Run{Manual: []event.Manual{{ID: "M", Item: "見る", Result: event.ManualOpen}}})
	require.Len(t, got, 2)
	assert.Equal(t, "pending", got[0].Steps[0].Result.Status)
	assert.Equal(t, "failed", got[1].Steps[0].Result.Status)
	var b bytes.Buffer
	require.NoError(t, cucumber.Write(&b, verdict.Run{Whole: true}))
	assert.Equal(t, "[]\n", b.String(), "no null where viewers expect a list")
}
