package verdict_test

import (
	"os"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/reports/event"
	"torii/reports/verdict"
)

// recorded returns a log of the reference RP, on which every row passed.
func recorded(t *testing.T) []event.Event {
	t.Helper()
	f, err := os.Open("testdata/recorded.ndjson")
	require.NoError(t, err)
	defer func() { _ = f.Close() }()
	events, err := event.Read(f)
	require.NoError(t, err)
	return events
}

func find(t *testing.T, run verdict.Run, id string) verdict.Row {
	t.Helper()
	i := slices.IndexFunc(run.Rows, func(r verdict.Row) bool { return r.ID == id })
	require.GreaterOrEqual(t, i, 0, id)
	return run.Rows[i]
}

func TestTheRecordedLogPasses(t *testing.T) {
	events := recorded(t)
	run := verdict.Judge(events)
	assert.Equal(t, verdict.Open, run.Gate(true, nil))
	assert.Equal(t, run, verdict.Judge(recorded(t)), "the same log, the same verdicts")
	assert.Equal(t, recorded(t), events, "judging changes no log")
	for _, row := range run.Rows {
		assert.Equal(t, verdict.Passed, row.Verdict, "%s: %s", row.ID, row.Reason)
	}
}

// drop in place of a fact takes the event out of the log.
type drop struct{ event.Fact }

// change returns an edit of every fact of one type.
func change[F event.Fact](with func(*F)) func(event.Fact) event.Fact {
	return func(fact event.Fact) event.Fact {
		if f, ok := fact.(F); ok {
			with(&f)
			return f
		}
		return fact
	}
}

// without returns an edit that takes every fact of one type out.
func without[F event.Fact](fact event.Fact) event.Fact {
	if _, ok := fact.(F); ok {
		return drop{}
	}
	return fact
}

func becomes(o event.Outcome) func(event.Fact) event.Fact {
	return change(func(f *event.Came) { f.Outcome = o })
}

// sawOtherwise turns what a step has seen into something else.
func sawOtherwise(f *event.Checked) { f.Got = "not " + f.Got }

// flipTest edits what was observed in one row of the recorded log.
type flipTest struct {
	row, name string
	foreign   bool // judge it as another RP's
	edit      func(event.Fact) event.Fact
	want      verdict.Verdict
}

func (tt flipTest) run(t *testing.T) {
	var edited []event.Event
	changed := false
	for _, e := range recorded(t) {
		if started, ok := e.Fact.(event.RunStarted); ok {
			started.Built = !tt.foreign
			e.Fact = started
		}
		if e.Row == tt.row {
			was := e.Fact
			e.Fact = tt.edit(was)
			changed = changed || !assert.ObjectsAreEqual(was, e.Fact)
		}
		if _, gone := e.Fact.(drop); !gone {
			edited = append(edited, e)
		}
	}
	require.True(t, changed, "the edit found nothing to change")
	edited = event.Sealed(edited) // as if it had been seen so
	row := find(t, verdict.Judge(edited), tt.row)
	require.Equal(t, tt.want, row.Verdict, row.Reason)
	for _, other := range verdict.Judge(edited).Rows {
		if other.ID != tt.row {
			require.Equal(t, verdict.Passed, other.Verdict, "%s: %s", other.ID, other.Reason)
		}
	}
}

func TestEveryObservationCarriesTheVerdict(t *testing.T) {
	const (
		honestLogin = "login/google"
		claims      = "claims/google-nonce-wrong"
		callback    = "state/google-state-wrong"
		userInfo    = "userinfo-sub/google-other-sub"
		session     = "logout/google"
		signature   = "signature/google-alg-none"
		again       = "again/google"
	)
	var tests []flipTest
	for _, row := range []string{claims, callback, signature, userInfo} {
		signedIn := verdict.Failed
		if row == userInfo {
			signedIn = verdict.Vacuous // the person's own session would be right, and nobody has asked whose it is
		}
		tests = append(tests,
			flipTest{row: row, name: "signed in", edit: becomes(event.SignedIn), want: signedIn},
			flipTest{row: row, name: "signed in as somebody else", want: verdict.Failed,
				edit: change(func(f *event.Came) { f.Outcome, f.Owner = event.SignedIn, event.Other })},
			flipTest{row: row, name: "registration asked", edit: becomes(event.Registration), want: verdict.Failed},
			flipTest{row: row, name: "crashed", edit: becomes(event.Crashed), want: verdict.Failed},
			flipTest{row: row, name: "stuck", edit: becomes(event.Stuck), want: verdict.Failed},
			flipTest{row: row, name: "refused for another reason", edit: change(func(f *event.Came) { f.Rules = []string{"CB-CANCEL"} }), want: verdict.Failed},
			flipTest{row: row, name: "refused for another reason, foreign", foreign: true,
				edit: change(func(f *event.Came) { f.Rules = []string{"CB-CANCEL"} }), want: verdict.Warned},
			flipTest{row: row, name: "fault not served", edit: without[event.Served], want: verdict.Failed},
			flipTest{row: row, name: "another fault served", edit: change(func(f *event.Served) { f.ID = "exp-past" }), want: verdict.Failed},
		)
	}
	for _, row := range []string{honestLogin, session, again} {
		tests = append(tests,
			flipTest{row: row, name: "refused", edit: becomes(event.Refused), want: verdict.Failed},
			flipTest{row: row, name: "crashed", edit: becomes(event.Crashed), want: verdict.Failed},
			flipTest{row: row, name: "what was seen differs", edit: change(sawOtherwise), want: verdict.Failed},
		)
	}
	for _, row := range []string{claims, callback, signature, userInfo, session, again} {
		tests = append(tests,
			flipTest{row: row, name: "the honest login fails", edit: change(func(f *event.Controlled) { f.SignedIn = false }), want: verdict.Vacuous},
			flipTest{row: row, name: "no honest login", edit: without[event.Controlled], want: verdict.HarnessError},
		)
	}
	for _, row := range []string{honestLogin, claims, callback, signature, userInfo, again} {
		tests = append(tests,
			flipTest{row: row, name: "no outcome", edit: without[event.Came], want: verdict.HarnessError},
			flipTest{row: row, name: "cut off", edit: without[event.RowEnded], want: verdict.HarnessError},
		)
	}
	tests = append(tests,
		flipTest{row: honestLogin, name: "somebody else's session", edit: change(func(f *event.Came) { f.Owner = event.Other }), want: verdict.Failed},
		flipTest{row: userInfo, name: "somebody else's session", edit: change(func(f *event.Came) { f.Outcome, f.Owner = event.SignedIn, event.Other }), want: verdict.Failed},
		flipTest{row: claims, name: "nothing expected", edit: without[event.Expected], want: verdict.HarnessError},
		flipTest{row: callback, name: "the code redeemed all the same", edit: change(func(f *event.Called) { f.Endpoint = "token" }), want: verdict.Warned},
		flipTest{row: userInfo, name: "never called, in the honest login neither", edit: func(f event.Fact) event.Fact {
			return change(func(f *event.Controlled) { f.Calls = []string{"authorization", "token"} })(without[event.Served](f))
		}, want: verdict.NotApplicable},
		flipTest{row: signature, name: "accepted by an RP that trusts TLS", foreign: true, edit: func(f event.Fact) event.Fact {
			return change(func(f *event.Controlled) { f.Trusts = true })(becomes(event.SignedIn)(f))
		}, want: verdict.Warned},
		flipTest{row: signature, name: "accepted by an RP that checks signatures", foreign: true, edit: becomes(event.SignedIn), want: verdict.Failed},
	)
	for _, tt := range tests {
		t.Run(tt.row+" "+tt.name, tt.run)
	}
}
