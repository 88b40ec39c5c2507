package prove

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"torii/mockidp/clock"
	"torii/reports/cause"
	"torii/reports/event"
	"torii/reports/verdict"
	"torii/rpclient/mutant"
	"torii/steps"
	"torii/steps/bench"
	"torii/steps/catalog"
)

// pairTest are two defects in one Relying Party, and the rules whose rows tell of them.
type pairTest struct {
	one, other string
	rules      []string
}

// broken runs the rows of the pair's rules against the reference RP with these defects, and returns what did not pass by its causes.
func (tt pairTest) broken(t *testing.T, ids ...string) []cause.Cause {
	t.Helper()
	now := (&clock.Clock{}).Now
	log, masker := event.NewLog(now), event.NewMasker()
	made, err := mutant.Together(ids...)
	require.NoError(t, err)
	b, err := bench.NewReference(bench.Options{Log: log, Masker: masker, Salt: "pairs"}, made)
	require.NoError(t, err)
	defer b.Close()
	runner, err := steps.NewRunner(steps.Options{Bench: b, Log: log, Masker: masker, Salt: "pairs", Now: now,
		Select: func(r catalog.Row) bool {
			return slices.Contains(tt.rules, r.Rule) && (r.Provider == "google" || strings.HasPrefix(r.Rule, "LNK"))
		}})
	require.NoError(t, err)
	run, err := runner.Run(t.Context())
	require.NoError(t, err)
	return slices.Concat(cause.Group(run, log.Events()), cause.Warnings(run, log.Events()))
}

func idsOf(rows []verdict.Row) []string {
	var ids []string
	for _, r := range rows {
		ids = append(ids, r.ID)
	}
	return ids
}

// killed are the rows that notice one defect alone.
func (tt pairTest) killed(t *testing.T, id string) []string {
	t.Helper()
	var ids []string
	for _, c := range tt.broken(t, id) {
		ids = append(ids, idsOf(c.Rows)...)
	}
	require.NotEmpty(t, ids, "no row of %v notices %s", tt.rules, id)
	return ids
}

func (tt pairTest) run(t *testing.T) {
	t.Parallel()
	one, other := tt.killed(t, tt.one), tt.killed(t, tt.other)
	for _, c := range tt.broken(t, tt.one, tt.other) {
		ids := idsOf(c.Rows)
		only := func(by, but []string) bool {
			return slices.ContainsFunc(ids, func(id string) bool { return slices.Contains(by, id) && !slices.Contains(but, id) })
		}
		require.False(t, only(one, other) && only(other, one), "one group for both: %s: %v", c.Says.EN, ids)
	}
}

func TestTwoDefectsNeverShareACause(t *testing.T) {
	for _, tt := range []pairTest{
		{"idtoken.iss/skipped", "idtoken.aud/skipped", []string{"IDT-ISS", "IDT-AUD"}},
		{"idtoken.iss/prefix", "idtoken.aud/substring", []string{"IDT-ISS", "IDT-AUD"}},
		{"idtoken.exp/skipped", "idtoken.iat/skipped", []string{"IDT-EXP", "IDT-IAT"}},
		{"idtoken.exp/only-if-present", "idtoken.nbf/skipped", []string{"IDT-EXP", "IDT-NBF"}},
		{"idtoken.nonce/skipped", "idtoken.azp/skipped", []string{"IDT-NONCE", "IDT-AZP"}},
		{"idtoken.exp/text-is-number", "idtoken.nbf/unreadable-is-none", []string{"IDT-TIME"}},
		{"idtoken.form/asserted", "idtoken.alg/none", []string{"IDT-FORM", "IDT-ALG"}},
		{"callback.state/skipped", "callback.iss/skipped", []string{"CB-STATE", "CB-ISS"}},
		{"callback.state/only-if-present", "callback.params/doubled-state", []string{"CB-STATE", "CB-DOUBLED"}},
		{"token.type/skipped", "token.idtoken/asserted", []string{"TOK-TYPE", "TOK-IDTOKEN"}},
		{"userinfo.sub/skipped", "userinfo.fetch/redirects-followed", []string{"UIN-SUB", "UIN-REDIRECT"}},
		{"link.recent/skipped", "unlink.recent/skipped", []string{"LNK-RECENT"}},
		{"attach.notice/skipped", "unlink.notice/skipped", []string{"LNK-NOTICE"}},
		{"reset.links/skipped", "account.find/by-any-email", []string{"LNK-TROJAN", "LNK-EMAIL"}},
		{"session.renew/kept", "session.logout/cookie-only", []string{"SES-RENEW", "SES-LOGOUT"}},
	} {
		t.Run(tt.one+" and "+tt.other, tt.run)
	}
}

// TestDefectsOfOneRuleNeverShareACause pairs, for every rule about members and their links that several steps serve, two of them.
func TestDefectsOfOneRuleNeverShareACause(t *testing.T) {
	steps := map[string][]mutant.Mutant{}
	for _, m := range mutant.All() {
		same := func(other mutant.Mutant) bool { return other.Step == m.Step }
		if strings.HasPrefix(m.Rule, "LNK-") && len(steps[m.Rule]) < 2 && !slices.ContainsFunc(steps[m.Rule], same) {
			steps[m.Rule] = append(steps[m.Rule], m)
		}
	}
	for rule, two := range steps {
		if len(two) == 2 {
			tt := pairTest{two[0].ID(), two[1].ID(), []string{rule}}
			t.Run(tt.one+" and "+tt.other, tt.run)
		}
	}
}
