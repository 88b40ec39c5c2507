package verdict_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/fixtures/rule"
	"torii/fixtures/text"
	"torii/reports/event"
	"torii/reports/verdict"
)

// filedTest is one hand-written row about IDT-NONCE, and the rule that it is filed under.
type filedTest struct {
	name     string
	built    bool
	baseline string
	facts    []event.Fact
	want     verdict.Verdict
	rule     rule.ID
}

func (tt filedTest) run(t *testing.T) {
	facts := append([]event.Fact{event.RowStarted{Provider: "google", Rule: "IDT-NONCE", Baseline: tt.baseline}}, tt.facts...)
	row := verdict.One(logged(append(facts, event.RowEnded{})...), tt.built)
	require.Equal(t, tt.want, row.Verdict, row.Reason.EN)
	require.Equal(t, tt.rule, row.Rule.ID, row.Reason.EN)
}

func TestARowIsFiledUnderTheRuleThatIsBroken(t *testing.T) {
	loop := event.Came{Outcome: event.Stuck, Nobody: true}
	kept := event.Came{Outcome: event.AtProvider, Nobody: true}
	order := refuse("IDT-NONCE", noCall, func(x *event.Expected) { x.Forbids = "CB-ORDER" })
	hangs := refuse("TOK-TIMEOUT", func(x *event.Expected) { x.Hangs = true })
	alone := refuse("IDT-ALG", family, func(x *event.Expected) { x.Alone = true })
	elsewhere := event.Defended{How: text.Both{JA: "別の守り", EN: "another defence"}}
	for _, tt := range []filedTest{
		{name: "right", facts: []event.Fact{honest, planted, served, refused, refuse("IDT-NONCE")}, want: verdict.Passed, rule: "IDT-NONCE"},
		{name: "no page", facts: []event.Fact{honest, planted, served, refused, refuse("IDT-NONCE"), checked("SES-PAGE", "1", "2")}, want: verdict.Warned, rule: "SES-PAGE"},
		{name: "the worse of two", facts: []event.Fact{honest, checked("SES-PAGE", "1", "2"), checked("CB-ONCE", "1", "2"), checked("SES-LEAK", "1", "2")}, want: verdict.Failed, rule: "CB-ONCE"},
		{name: "a crash", facts: []event.Fact{honest, planted, served, crashed, refuse("IDT-NONCE")}, want: verdict.Failed, rule: rule.Alive},
		{name: "somebody else's session", facts: []event.Fact{honest, planted, served, others, refuse("IDT-TYP")}, want: verdict.Failed, rule: rule.OwnSession},
		{name: "somebody else's session, honestly", facts: []event.Fact{honest, others, accept("SES-BACK", "")}, want: verdict.Failed, rule: rule.OwnSession},
		{name: "a loop that signs nobody in", facts: []event.Fact{honest, planted, served, loop, refuse("IDT-NONCE")}, want: verdict.Warned, rule: rule.ReadablePage},
		{name: "a loop of which nobody has asked", facts: []event.Fact{honest, planted, served, stuck, refuse("IDT-NONCE")}, want: verdict.Failed, rule: "IDT-NONCE"},
		{name: "a loop, built in", built: true, facts: []event.Fact{honest, planted, served, loop, refuse("IDT-NONCE")}, want: verdict.Failed, rule: "IDT-NONCE"},
		{name: "a loop where a session is due", facts: []event.Fact{honest, loop, accept("CB-UNKNOWN", "")}, want: verdict.Failed, rule: "CB-UNKNOWN"},
		{name: "kept at the provider", facts: []event.Fact{honest, planted, served, kept, refuse("IDT-NONCE")}, want: verdict.Warned, rule: rule.ReadablePage},
		{name: "waits for ever", facts: []event.Fact{honest, planted, served, loop, hangs}, want: verdict.Warned, rule: "TOK-TIMEOUT"},
		{name: "redeemed before it was refused", facts: []event.Fact{honest, planted, served, called("token"), refused, order}, want: verdict.Warned, rule: rule.Order},
		{name: "redeemed and signed in", facts: []event.Fact{honest, planted, served, called("token"), signedIn, order}, want: verdict.Failed, rule: "IDT-NONCE"},
		{name: "none, by one who trusts TLS", facts: []event.Fact{trusts, planted, served, signedIn, alone}, want: verdict.Warned, rule: "IDT-ALG"},
		{name: "none, by one who checks signatures", facts: []event.Fact{honest, planted, served, signedIn, alone}, want: verdict.Failed, rule: "IDT-ALG"},
		{name: "guarded otherwise", facts: []event.Fact{honest, planted, served, elsewhere, called("token"), own, refuse("CB-MIXUP", anywhere)}, want: verdict.NotApplicable, rule: "IDT-NONCE"},
		{name: "guarded otherwise, yet the code went elsewhere", facts: []event.Fact{honest, planted, served, elsewhere, own, refuse("CB-MIXUP", anywhere)}, want: verdict.Failed, rule: "CB-MIXUP"},
		{name: "what rests on ASVS", facts: []event.Fact{honest, checked("SES-LOGOUT", "1", "2")}, want: verdict.Warned, rule: "SES-LOGOUT"},
		{name: "what rests on ASVS, adopted", baseline: "asvs", facts: []event.Fact{honest, checked("SES-LOGOUT", "1", "2")}, want: verdict.Failed, rule: "SES-LOGOUT"},
		{name: "a recommendation, with ASVS adopted", baseline: "asvs", facts: []event.Fact{honest, checked("SES-PAGE", "1", "2")}, want: verdict.Warned, rule: "SES-PAGE"},
	} {
		t.Run(tt.name, tt.run)
	}
}

// TestABaselineShowsInTheLevel: reports show the level that the row was judged by.
func TestABaselineShowsInTheLevel(t *testing.T) {
	for baseline, want := range map[string]rule.Level{"": rule.Should, "asvs": rule.Must} {
		row := verdict.One(logged(event.RowStarted{Provider: "google", Rule: "SES-LOGOUT", Baseline: baseline}, honest, checked("SES-LOGOUT", "1", "1"), event.RowEnded{}), false)
		assert.Equal(t, verdict.Passed, row.Verdict)
		assert.Equal(t, want, row.Rule.Level, baseline)
	}
}
