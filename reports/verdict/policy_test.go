package verdict_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/reports/event"
	"torii/reports/verdict"
)

// policyTest is a login of a row that falls under a decision of the service's.
type policyTest struct {
	name     string
	rule     string
	how      event.Declaration
	want     []event.Outcome
	came     event.Came
	calls    []string
	verdict  verdict.Verdict
	by, asks string
}

func (tt policyTest) judged() verdict.Run {
	events := []event.Event{{Seq: 1, Fact: event.RunStarted{}}}
	add := func(login string, f event.Fact) {
		events = append(events, event.Event{Seq: len(events) + 1, At: time.Unix(0, 0).UTC(), Row: rowID, Login: login, Fact: f})
	}
	calls := tt.calls
	if calls == nil {
		calls = []string{"authorization", "token"}
	}
	add("", event.RowStarted{Rule: tt.rule, Provider: "google"})
	add("", event.Controlled{Provider: "google", SignedIn: true, Calls: calls})
	add(login, event.Planted{Provider: "google"})
	add(login, tt.came)
	add(login, event.Declared{By: "policy.some", How: tt.how})
	add(login, event.Expected{Outcomes: tt.want, Rule: tt.rule})
	add("", event.RowEnded{})
	events = append(events, event.Event{Seq: len(events) + 1, Fact: event.RunEnded{Rows: 1}})
	return verdict.Judge(events)
}

func (tt policyTest) run(t *testing.T) {
	run := tt.judged()
	require.Len(t, run.Rows, 1)
	row := run.Rows[0]
	assert.Equal(t, tt.verdict, row.Verdict, row.Reason.EN)
	assert.Equal(t, []string{tt.by, tt.asks}, []string{row.By, row.Asks})
}

func TestPolicies(t *testing.T) {
	in, out := []event.Outcome{event.SignedIn}, []event.Outcome{event.Refused}
	const must, should = "IDT-SUB", "GBIZ-KIND"
	for _, tt := range []policyTest{
		{name: "a refusal is excused", rule: must, how: event.Excuses, want: in, came: silent, verdict: verdict.NotApplicable, by: "policy.some"},
		{name: "to be asked to register is excused", rule: must, how: event.Excuses, want: in, came: asked, verdict: verdict.NotApplicable, by: "policy.some"},
		{name: "who comes in all the same contradicts it", rule: should, how: event.Excuses, want: in, came: own, verdict: verdict.Failed},
		{name: "somebody else's session is not excused", rule: must, how: event.Excuses, want: in, came: others, verdict: verdict.Failed},
		{name: "a crash is not excused", rule: must, how: event.Excuses, want: in, came: crashed, verdict: verdict.Failed},
		{name: "a session is admitted", rule: should, how: event.Admits, want: out, came: own, verdict: verdict.NotApplicable, by: "policy.some"},
		{name: "somebody else's session is not admitted", rule: should, how: event.Admits, want: out, came: others, verdict: verdict.Failed},
		{name: "a refusal of who is admitted contradicts it", rule: should, how: event.Admits, want: out, came: silent, verdict: verdict.Failed},
		{name: "what the ID token says is ignored", rule: must, how: event.Ignores, want: out, came: own, calls: []string{"token", "userinfo"},
			verdict: verdict.NotApplicable, by: "policy.some"},
		{name: "somebody else's session by it is not", rule: must, how: event.Ignores, want: out, came: others, calls: []string{"token", "userinfo"}, verdict: verdict.Failed},
		{name: "who asks nowhere else contradicts it", rule: must, how: event.Ignores, want: out, came: own, verdict: verdict.Failed},
		{name: "what is declared binds", rule: should, how: event.Binds, want: out, came: own, verdict: verdict.Failed},
		{name: "and is passed", rule: should, how: event.Binds, want: out, came: silent, verdict: verdict.Passed},
		{name: "what is not declared is asked for", rule: should, how: event.Asks, want: out, came: own, verdict: verdict.Warned, asks: "policy.some"},
		{name: "but not of who refuses", rule: should, how: event.Asks, want: out, came: silent, verdict: verdict.Passed},
	} {
		t.Run(tt.name, tt.run)
	}
}

func TestARunTellsWhatDeclarationsTookAndWhichAreAskedFor(t *testing.T) {
	in := []event.Outcome{event.SignedIn}
	run := policyTest{rule: "IDT-SUB", how: event.Excuses, want: in, came: silent}.judged()
	require.Equal(t, []verdict.Taken{{By: "policy.some", Rows: 1, Must: 1}}, run.Taken())
	assert.Contains(t, said(run), "policy.some takes 1 rows away, 1 of them MUST")

	run = policyTest{rule: "GBIZ-KIND", how: event.Asks, want: []event.Outcome{event.Refused}, came: own}.judged()
	assert.Empty(t, run.Taken())
	assert.Contains(t, said(run), "declare what the service has decided in torii.yaml, and warned rows are settled: policy.some")
}

func said(run verdict.Run) (all []string) {
	for _, r := range run.Remarks() {
		all = append(all, r.Says.EN)
	}
	return all
}
