package junit_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"torii/reports/event"
	"torii/reports/verdict"
)

func TestAnAcceptedFailureIsNamedAsSuchAndStaysOne(t *testing.T) {
	run := verdict.Run{Whole: true, Rows: []verdict.Row{{ID: "a/b", Verdict: verdict.Failed,
		Accepted: event.Accepted{Reason: "次の版で直す", Ticket: "BUG-1"}}}}
	got := written(t, run)
	assert.Contains(t, got, `failures="1"`)
	assert.Contains(t, got, `<failure message="認めた不合格: 次の版で直す、BUG-1`)
	assert.Contains(t, got, `<property name="accepted"`)
}

func TestManualChecksAreCases(t *testing.T) {
	got := written(t, verdict.Run{Whole: true, Manual: []event.Manual{
		{ID: "M-1", Item: "見る", Result: event.ManualFailed, Note: "崩れている"}, {ID: "M-2", Item: "押す", Result: event.ManualOpen}}})
	assert.Contains(t, got, `tests="2" failures="1" errors="0" skipped="1"`)
	assert.Contains(t, got, `<failure message="崩れている"`)
	assert.Equal(t, 1, strings.Count(got, `<skipped message="open`))
}
