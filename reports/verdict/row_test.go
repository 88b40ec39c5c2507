package verdict_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/fixtures/text"
	"torii/reports/event"
	"torii/reports/verdict"
)

const (
	rowID = "claims/google-nonce"
	login = rowID + "#1"
)

// logged gives facts their place: what belongs to a login to the row's one login.
func logged(facts ...event.Fact) []event.Event {
	var events []event.Event
	for _, f := range facts {
		e := event.Event{Seq: len(events) + 1, At: time.Unix(0, 0).UTC(), Row: rowID, Fact: f}
		switch f := f.(type) {
		case earlier:
			e.Login, e.Fact = login+"-before", f.Came
		case event.Planted, event.Served, event.Called, event.Came, event.Expected, event.Checked, event.Defended:
			e.Login = login
		}
		events = append(events, e)
	}
	return events
}

// earlier is how a login before the row's one login ended.
type earlier struct{ event.Came }

// The facts that most rows are made of.
var (
	honest  = event.Controlled{Provider: "google", SignedIn: true, Probed: true, Calls: []string{"authorization", "token"}}
	trusts  = event.Controlled{Provider: "google", SignedIn: true, Probed: true, Trusts: true, Calls: []string{"token"}}
	planted = event.Planted{Provider: "google", Faults: []string{"nonce-wrong"}}
	served  = event.Served{ID: "nonce-wrong", Place: "id_token"}
	refused = event.Came{Outcome: event.Refused, Stage: "token", Status: 400, Title: "ログインできませんでした", Page: true,
		Marker: "idtoken.nonce", Rules: []string{"IDT-NONCE"}}
	silent   = event.Came{Outcome: event.Refused, Stage: "token", Status: 400, Page: true}
	signedIn = event.Came{Outcome: event.SignedIn, Stage: "token", Status: 200}
	own      = event.Came{Outcome: event.SignedIn, Owner: event.Self}
	others   = event.Came{Outcome: event.SignedIn, Owner: event.Other}
	asked    = event.Came{Outcome: event.Registration, Stage: "token"}
	crashed  = event.Came{Outcome: event.Crashed, Detail: "connection reset"}
	odd      = event.Expected{Outcomes: []event.Outcome{event.SignedIn}, Rule: "UIN-TYPES", Fault: "nonce-wrong"}

	atProvider = event.Came{Outcome: event.AtProvider}

	stuck = event.Came{Outcome: event.Stuck, Detail: "too many hops"}
)

// refuse expects a refusal by a rule after a fault in the token response.
func refuse(rule string, change ...func(*event.Expected)) event.Expected {
	x := event.Expected{Outcomes: []event.Outcome{event.Refused}, Rule: rule, Fault: "nonce-wrong", Endpoint: "token"}
	for _, c := range change {
		c(&x)
	}
	return x
}

func family(x *event.Expected)   { x.Family = true }
func probe(x *event.Expected)    { x.Family, x.Probe = true, true }
func inferred(x *event.Expected) { x.Confidence = "inferred" }
func unknown(x *event.Expected)  { x.Confidence = "unknown" }
func seen(x *event.Expected)     { x.Confidence = "seen" }
func noCall(x *event.Expected)   { x.Forbidden = []string{"token"} }
func anywhere(x *event.Expected) { x.Endpoint = "" }
func userinfo(x *event.Expected) { x.Endpoint = "userinfo" }

func accept(rule, confidence string) event.Expected {
	return event.Expected{Outcomes: []event.Outcome{event.SignedIn}, Owner: event.Self, Rule: rule, Confidence: confidence}
}

func called(endpoint string) event.Called {
	return event.Called{Provider: "google", Endpoint: endpoint, Status: 200}
}

func checked(rule, want, got string) event.Checked {
	return event.Checked{What: "number", Rule: rule, Says: text.Both{JA: "数", EN: "number"}, Want: want, Got: got}
}

// rowTest is one hand-written row. The facts stand between its beginning and its end.
type rowTest struct {
	name   string
	built  bool
	rule   string // of the row; IDT-NONCE where empty
	facts  []event.Fact
	want   verdict.Verdict
	says   string // part of the English reason
	note   string // part of the English note
	unsure bool
}

func (tt rowTest) run(t *testing.T) {
	rule := tt.rule
	if rule == "" {
		rule = "IDT-NONCE"
	}
	facts := append([]event.Fact{event.RowStarted{Provider: "google", Rule: rule}}, tt.facts...)
	row := verdict.One(logged(append(facts, event.RowEnded{Millis: 12})...), tt.built)
	require.Equal(t, tt.want, row.Verdict, row.Reason.EN)
	assert.Equal(t, tt.unsure, row.Unsure, "unsure")
	assert.Equal(t, int64(12), row.Millis)
	if tt.want == verdict.Passed {
		assert.Empty(t, row.Reason, "only what did not pass has a reason")
	} else {
		assert.Contains(t, row.Reason.EN, tt.says)
		assert.NotEmpty(t, row.Reason.JA)
	}
	if tt.note == "" {
		assert.Empty(t, row.Notes)
		return
	}
	require.Len(t, row.Notes, 1)
	assert.Contains(t, row.Notes[0].EN, tt.note)
}

func runAll(t *testing.T, tests []rowTest) {
	t.Helper()
	for _, tt := range tests {
		t.Run(tt.name, tt.run)
	}
}

func TestRefusals(t *testing.T) {
	runAll(t, []rowTest{
		{name: "for the reason", facts: []event.Fact{honest, planted, served, refused, refuse("IDT-NONCE")}, want: verdict.Passed},
		{name: "built in, for the reason", built: true, facts: []event.Fact{honest, planted, served, refused, refuse("IDT-NONCE")}, want: verdict.Passed},
		{name: "built in, for another reason", built: true, facts: []event.Fact{honest, planted, served, refused, refuse("IDT-EXP")},
			want: verdict.Failed, says: "another reason: idtoken.nonce"},
		{name: "built in, for no reason", built: true, facts: []event.Fact{honest, planted, served, silent, refuse("IDT-NONCE")},
			want: verdict.Failed, says: "another reason: -"},
		{name: "foreign with markers, for another reason", facts: []event.Fact{honest, planted, served, refused, refuse("IDT-EXP")},
			want: verdict.Warned, says: "another reason: idtoken.nonce"},
		{name: "foreign, reason not shown", facts: []event.Fact{honest, planted, served, silent, refuse("IDT-NONCE")},
			want: verdict.Passed, note: "not shown"},
		{name: "an internal error", facts: []event.Fact{honest, planted, served,
			event.Came{Outcome: event.Refused, Status: 500, Page: true, Rules: []string{"IDT-NONCE"}}, refuse("IDT-NONCE")},
			want: verdict.Passed, note: "status 500"},
		{name: "no page for people", facts: []event.Fact{honest, planted, served,
			event.Came{Outcome: event.Refused, Status: 400, Rules: []string{"IDT-NONCE"}}, refuse("IDT-NONCE")},
			want: verdict.Passed, note: "status 400"},
		{name: "a call that should not have followed", facts: []event.Fact{honest, planted, served, called("token"), refused, refuse("IDT-NONCE", noCall)},
			want: verdict.Failed, says: "called token"},
		{name: "a call of no concern", facts: []event.Fact{honest, planted, served, called("userinfo"), refused, refuse("IDT-NONCE", noCall)},
			want: verdict.Passed},
		{name: "a call that a SHOULD forbids", facts: []event.Fact{honest, planted, served, called("token"), silent, refuse("CB-STATE-ONCE", noCall)},
			want: verdict.Warned, says: "called token", note: "not shown"},
	})
}

func TestAcceptances(t *testing.T) {
	runAll(t, []rowTest{
		{name: "against a MUST", facts: []event.Fact{honest, planted, served, signedIn, refuse("IDT-NONCE")},
			want: verdict.Failed, says: "signed in (token, 200)"},
		{name: "against a SHOULD", facts: []event.Fact{honest, planted, served, signedIn, refuse("IDT-AZP")}, want: verdict.Warned, says: "signed in"},
		{name: "registration asked", facts: []event.Fact{honest, planted, served, asked, refuse("IDT-NONCE")},
			want: verdict.Failed, says: "registration asked"},
		{name: "inferred, foreign", facts: []event.Fact{honest, planted, served, signedIn, refuse("IDT-NONCE", inferred)},
			want: verdict.Warned, says: "signed in", unsure: true},
		{name: "unknown, foreign", facts: []event.Fact{honest, planted, served, signedIn, refuse("IDT-NONCE", unknown)},
			want: verdict.Warned, says: "signed in", unsure: true},
		{name: "inferred, built in", built: true, facts: []event.Fact{honest, planted, served, signedIn, refuse("IDT-NONCE", inferred)},
			want: verdict.Failed, says: "signed in"},
		{name: "seen", facts: []event.Fact{honest, planted, served, signedIn, refuse("IDT-NONCE", seen)}, want: verdict.Failed, says: "signed in"},
		{name: "somebody else, against a SHOULD", facts: []event.Fact{honest, planted, served, others, refuse("IDT-AZP")},
			want: verdict.Failed, says: "not the person's own"},
		{name: "somebody else, inferred", facts: []event.Fact{honest, planted, served, others, refuse("IDT-NONCE", inferred)},
			want: verdict.Failed, says: "not the person's own"},
		{name: "somebody else, on the probe of the signature family", facts: []event.Fact{honest, planted, served, others, refuse("IDT-SIG", probe)},
			want: verdict.Failed, says: "not the person's own"},
		{name: "crashed", facts: []event.Fact{honest, planted, crashed, refuse("IDT-AZP", inferred)}, want: verdict.Failed, says: "crashed: connection reset"},
		{name: "stuck against a MUST", facts: []event.Fact{honest, planted, served, stuck, refuse("IDT-NONCE")}, want: verdict.Failed, says: "stuck (too many hops)"},
		{name: "stuck against a SHOULD", facts: []event.Fact{honest, planted, served, stuck, refuse("TOK-TIMEOUT")}, want: verdict.Warned, says: "stuck"},
		{name: "stayed at the provider", facts: []event.Fact{honest, planted, served, event.Came{Outcome: event.AtProvider}, refuse("IDT-NONCE")},
			want: verdict.Failed, says: "stayed at the provider"},
	})
}

func TestHonestLogins(t *testing.T) {
	runAll(t, []rowTest{
		{name: "one's own session", facts: []event.Fact{honest, own, accept("IDT-CLAIMS", "")}, want: verdict.Passed},
		{name: "somebody else's session", facts: []event.Fact{honest, others, accept("IDT-QUIRK", "inferred")},
			want: verdict.Failed, says: "not the person's own"},
		{name: "nobody knows whose session", facts: []event.Fact{honest, signedIn, accept("IDT-CLAIMS", "")},
			want: verdict.Vacuous, says: "whose session it is cannot be told"},
		{name: "refused", facts: []event.Fact{honest, refused, accept("IDT-CLAIMS", "")}, want: verdict.Failed, says: "refused (token, 400, 「ログインできませんでした」)"},
		{name: "refused against a SHOULD", facts: []event.Fact{honest, refused, accept("IDT-QUIRK", "")}, want: verdict.Warned, says: "refused"},
		{name: "refused an unconfirmed form", facts: []event.Fact{honest, refused, accept("IDT-CLAIMS", "unknown")},
			want: verdict.Warned, says: "refused", unsure: true},
		{name: "the honest login itself fails", rule: "FLOW-LOGIN",
			facts: []event.Fact{event.Controlled{Provider: "google"}, refused, accept("FLOW-LOGIN", "")}, want: verdict.Failed, says: "refused"},
	})
}

func TestTheSignatureFamily(t *testing.T) {
	runAll(t, []rowTest{
		{name: "the probe accepted: one warning", facts: []event.Fact{trusts, planted, served, signedIn, refuse("IDT-SIG", probe)},
			want: verdict.Warned, says: "corrupted signature"},
		{name: "the probe leads to registration", facts: []event.Fact{trusts, planted, served, asked, refuse("IDT-SIG", probe)},
			want: verdict.Warned, says: "corrupted signature"},
		{name: "the probe accepted, built in", built: true, facts: []event.Fact{trusts, planted, served, signedIn, refuse("IDT-SIG", probe)},
			want: verdict.Failed, says: "signed in"},
		{name: "a member accepted by one who trusts TLS", facts: []event.Fact{trusts, planted, served, signedIn, refuse("IDT-ALG", family)},
			want: verdict.NotApplicable, says: "TLS"},
		{name: "a member refused by one who trusts TLS", facts: []event.Fact{trusts, planted, served, silent, refuse("IDT-ALG", family)},
			want: verdict.Passed, note: "not shown"},
		{name: "a member accepted by one who refuses the probe", facts: []event.Fact{honest, planted, served, signedIn, refuse("IDT-ALG", family)},
			want: verdict.Failed, says: "signed in"},
		{name: "a member accepted, built in", built: true, facts: []event.Fact{trusts, planted, served, signedIn, refuse("IDT-ALG", family)},
			want: verdict.Failed, says: "signed in"},
		{name: "no signature at all", facts: []event.Fact{trusts, planted, served, signedIn, refuse("IDT-NONCE")}, want: verdict.Failed, says: "signed in"},
		{name: "an earlier failure is not made up for", facts: []event.Fact{trusts, planted, served, signedIn,
			checked("CB-ONCE", "1", "2"), refuse("IDT-ALG", family)}, want: verdict.Failed, says: "want 1, got 2"},
		{name: "another provider's control says nothing of this one", facts: []event.Fact{honest,
			event.Controlled{Provider: "line", SignedIn: true, Trusts: true}, planted, served, signedIn, refuse("IDT-ALG", family)},
			want: verdict.Failed, says: "signed in"},
	})
}

func TestFaultsThatNeverLeftTheMock(t *testing.T) {
	runAll(t, []rowTest{
		{name: "the honest login does not call the endpoint either", facts: []event.Fact{honest, planted, own, refuse("UIN-SUB", userinfo)},
			want: verdict.NotApplicable, says: "does not call userinfo"},
		{name: "an earlier failure is not made up for", facts: []event.Fact{honest, planted, own, checked("CB-ONCE", "1", "2"), refuse("UIN-SUB", userinfo)},
			want: verdict.Failed, says: "want 1, got 2"},
		{name: "a later failure counts", facts: []event.Fact{honest, planted, own, refuse("UIN-SUB", userinfo), checked("CB-ONCE", "1", "2")},
			want: verdict.Failed, says: "want 1, got 2"},
		{name: "refused before it", facts: []event.Fact{honest, planted, refused, refuse("IDT-NONCE")},
			want: verdict.Vacuous, says: "before the fault was served"},
		{name: "refused before it by the reference", built: true, facts: []event.Fact{honest, planted, refused, refuse("IDT-NONCE")},
			want: verdict.Failed, says: "before the fault was served"},
		{name: "stuck before it", facts: []event.Fact{honest, planted, stuck, refuse("IDT-NONCE")}, want: verdict.Vacuous, says: "never left the mock"},
		{name: "signed in without it", facts: []event.Fact{honest, planted, own, refuse("CB-STATE", anywhere)}, want: verdict.Vacuous, says: "never left the mock"},
		{name: "the login before it stayed at the provider", facts: []event.Fact{honest, planted, earlier{atProvider}, own, refuse("CB-STATE", anywhere)},
			want: verdict.NotApplicable, says: "did not come back"},
		{name: "the login before it stayed at the provider, built in", built: true, facts: []event.Fact{honest, planted, earlier{atProvider}, own, refuse("CB-STATE", anywhere)},
			want: verdict.Vacuous, says: "never left the mock"},
		{name: "an oddity that these answers have no place for", facts: []event.Fact{honest, planted, own, odd},
			want: verdict.NotApplicable, says: "nothing in the answers"},
		{name: "an oddity without a place, built in", built: true, facts: []event.Fact{honest, planted, own, odd},
			want: verdict.Vacuous, says: "never left the mock"},
		{name: "signed in without the token endpoint", facts: []event.Fact{honest, planted, own, refuse("IDT-NONCE")},
			want: verdict.Failed, says: "without redeeming the code"},
		{name: "registered without the token endpoint", facts: []event.Fact{honest, planted, asked, refuse("IDT-NONCE")},
			want: verdict.Failed, says: "without redeeming the code"},
		{name: "another fault was served", facts: []event.Fact{honest, planted, event.Served{ID: "nonce-missing"}, stuck, refuse("IDT-NONCE")},
			want: verdict.Vacuous, says: "never left the mock"},
	})
}

func TestComparisons(t *testing.T) {
	runAll(t, []rowTest{
		{name: "equal", facts: []event.Fact{honest, checked("CB-ONCE", "1", "1")}, want: verdict.Passed},
		{name: "a MUST", facts: []event.Fact{honest, checked("CB-ONCE", "1", "2")}, want: verdict.Failed, says: "number: want 1, got 2"},
		{name: "a SHOULD", facts: []event.Fact{honest, checked("SES-PAGE", "true", "false")}, want: verdict.Warned, says: "want true, got false"},
		{name: "by the row's own rule", rule: "REQ-PKCE", facts: []event.Fact{honest, checked("", "1", "2")}, want: verdict.Warned, says: "want 1, got 2"},
		{name: "no such rule", facts: []event.Fact{honest, checked("NO-RULE", "1", "2")}, want: verdict.HarnessError, says: "no rule NO-RULE"},
		{name: "the worst counts, with its first reason", facts: []event.Fact{honest, checked("SES-PAGE", "a", "b"),
			checked("CB-ONCE", "1", "2"), checked("CB-ONCE", "1", "3"), checked("SES-PAGE", "c", "d")},
			want: verdict.Failed, says: "want 1, got 2"},
		{name: "in a login that rests on an unconfirmed fact", facts: []event.Fact{honest, own, accept("ACC-SUB", "inferred"), checked("ACC-SUB", "true", "false")},
			want: verdict.Warned, says: "want true, got false", unsure: true},
	})
}

func TestRowsThatSayNothing(t *testing.T) {
	broken := event.Controlled{Provider: "google", Problem: "refused, status 503"}
	runAll(t, []rowTest{
		{name: "the honest login fails", facts: []event.Fact{broken}, want: verdict.Vacuous, says: "refused, status 503"},
		{name: "the honest login fails, and the RP refuses everybody", facts: []event.Fact{broken, planted, served, refused, refuse("IDT-NONCE")},
			want: verdict.Vacuous, says: "refused, status 503"},
		{name: "no honest login was tried", facts: []event.Fact{planted, served, refused, refuse("IDT-NONCE")},
			want: verdict.HarnessError, says: "no honest login"},
		{name: "nothing compared", facts: []event.Fact{honest, planted, served, refused}, want: verdict.HarnessError, says: "compared nothing"},
		{name: "no outcome logged", facts: []event.Fact{honest, planted, served, refuse("IDT-NONCE")},
			want: verdict.HarnessError, says: login},
		{name: "the harness broke", facts: []event.Fact{honest, planted, served, refused, refuse("IDT-NONCE"), event.Broke{Problem: "no control #login"}},
			want: verdict.HarnessError, says: "no control #login"},
		{name: "the target lacks what the row needs", facts: []event.Fact{event.RowStarted{Lacks: text.Both{JA: "無い", EN: "keys are fixed"}}},
			want: verdict.NotApplicable, says: "keys are fixed"},
		{name: "the target lacks what the row needs", facts: []event.Fact{event.Missed{What: "actions.member"}},
			want: verdict.Skipped, says: "`actions.member` missing"},
		{name: "lacks it after something was right", facts: []event.Fact{honest, checked("IDT-NONCE", "1", "1"), event.Missed{What: "identities"}},
			want: verdict.Skipped, says: "`identities` missing"},
		{name: "lacks it after something was wrong", facts: []event.Fact{honest, checked("IDT-NONCE", "1", "2"), event.Missed{What: "identities"}},
			want: verdict.Failed, says: "want 1, got 2"},
		{name: "left out after the target has ended too often", facts: []event.Fact{honest, planted, served, refused, refuse("IDT-NONCE"),
			event.Again{Void: text.Both{JA: "行っていない", EN: "not run alone"}}}, want: verdict.Vacuous, says: "not run alone"},
		{name: "about a document that the target does not read", facts: []event.Fact{honest, event.Rests{On: "jwks"}},
			want: verdict.NotApplicable, says: "reads jwks neither"},
		{name: "about a document that it reads, and not tried", facts: []event.Fact{
			event.Controlled{Provider: "google", SignedIn: true, Read: []string{"jwks"}}, event.Rests{On: "jwks"}},
			want: verdict.HarnessError, says: "compared nothing"},
		{name: "about a document, and the honest login fails", facts: []event.Fact{broken, event.Rests{On: "jwks"}},
			want: verdict.Vacuous, says: "refused, status 503"},
		{name: "skipped", facts: []event.Fact{event.RowStarted{Skip: text.Both{JA: "飛ばす", EN: "shared mocks"}}},
			want: verdict.Skipped, says: "shared mocks"},
	})
}

func TestARowThatWasCutOffIsNoVerdict(t *testing.T) {
	whole := logged(event.RowStarted{Provider: "google", Rule: "IDT-NONCE"}, honest, planted, served, refused, refuse("IDT-NONCE"), event.RowEnded{})
	require.Equal(t, verdict.Passed, verdict.One(whole, false).Verdict)
	row := verdict.One(whole[:len(whole)-1], false)
	assert.Equal(t, verdict.HarnessError, row.Verdict)
	assert.Contains(t, row.Reason.EN, "cut off")
}

// TestTheLastOutcomeOfALoginCounts: a second look at a login tells whose session it is.
func TestTheLastOutcomeOfALoginCounts(t *testing.T) {
	facts := []event.Fact{event.RowStarted{Provider: "google", Rule: "IDT-CLAIMS"}, honest, others, own, accept("IDT-CLAIMS", ""), event.RowEnded{}}
	assert.Equal(t, verdict.Passed, verdict.One(logged(facts...), false).Verdict)
	slices.Reverse(facts[2:4])
	assert.Equal(t, verdict.Failed, verdict.One(logged(facts...), false).Verdict)
}

func TestARowTellsWhatWasPlanted(t *testing.T) {
	row := verdict.One(logged(event.RowStarted{Feature: "機能", Name: "名", Provider: "google", Rule: "IDT-NONCE", File: "idtoken/claims.feature", Line: 9, Tags: []string{"@google"}},
		honest, planted, event.Planted{Quirks: []string{"google-bare-issuer"}}, served, refused, refuse("IDT-NONCE"), event.RowEnded{}), true)
	assert.Equal(t, []string{"nonce-wrong", "google-bare-issuer"}, row.Faults)
	assert.Equal(t, "OpenID Connect Core 1.0, 3.1.3.7 item 11", row.Rule.Clause)
	assert.Equal(t, []string{"idtoken/claims.feature", "機能", "名", "google"}, []string{row.File, row.Feature, row.Name, row.Provider})
	assert.Equal(t, rowID, row.ID)
	assert.Equal(t, 9, row.Line)
}

// TestWhatHappensInAnotherLoginSaysNothingOfThisOne: neither its fault, nor its calls, nor its outcome.
func TestWhatHappensInAnotherLoginSaysNothingOfThisOne(t *testing.T) {
	own := []event.Fact{event.RowStarted{Provider: "google", Rule: "IDT-NONCE"}, honest, planted, refused, refuse("IDT-NONCE", noCall), event.RowEnded{}}
	for _, elsewhere := range []event.Fact{served, called("token"), others} {
		events := logged(slices.Insert(slices.Clone(own), 4, event.Fact(served), elsewhere)...)
		events[5].Login = rowID + "#2"
		assert.Equal(t, verdict.Passed, verdict.One(events, false).Verdict, "%T", elsewhere)
	}
	events := logged(slices.Insert(slices.Clone(own), 4, event.Fact(served))...)
	events[4].Login = rowID + "#2"
	assert.Equal(t, verdict.Vacuous, verdict.One(events, false).Verdict, "refused before the fault, which another login got")
}

// TestACheckNeedsNoLogin: no honest login comes before it, it is named for the rule that it finds broken, and says how to mend it.
func TestACheckNeedsNoLogin(t *testing.T) {
	check := func(loginless bool, facts ...event.Fact) verdict.Row {
		facts = append([]event.Fact{event.RowStarted{Rule: "SES-PAGE", Loginless: loginless}}, facts...)
		return verdict.One(logged(append(facts, event.RowEnded{})...), false)
	}
	says := text.Both{JA: "転送先", EN: "where it leads"}
	wrong := event.Checked{Rule: "CB-REDIRECTOR", Says: says, Want: "here", Got: "there", Fix: text.Both{JA: "直す", EN: "turn round"}}
	page := event.Checked{Rule: "SES-PAGE", Says: says, Want: "a page", Got: "nothing"}

	row := check(true, page, wrong, page)
	assert.Equal(t, verdict.Failed, row.Verdict)
	assert.Equal(t, "CB-REDIRECTOR", string(row.Rule.ID))
	assert.Equal(t, "where it leads: want here, got there; mend: turn round", row.Reason.EN)
	assert.Equal(t, "転送先: 期待は here、実際は there。直し方: 直す", row.Reason.JA)

	unsure := wrong
	unsure.Confidence = "inferred"
	assert.Equal(t, verdict.Warned, check(true, unsure).Verdict)
	assert.True(t, check(true, unsure).Unsure)
	assert.Equal(t, verdict.Passed, check(true, event.Checked{Want: "here", Got: "here"}).Verdict)
	assert.Equal(t, verdict.HarnessError, check(true).Verdict, "it compared nothing")
	assert.Equal(t, verdict.HarnessError, check(false, wrong).Verdict, "a row of a scenario does need an honest login")
}
