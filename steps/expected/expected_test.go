package expected_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"torii/reports/verdict"
	"torii/steps/expected"
)

type parseTest struct{ name, yaml, says string }

func (tt parseTest) run(t *testing.T) {
	_, err := expected.Parse("accepted.yaml", []byte(tt.yaml))
	require.ErrorContains(t, err, tt.says)
}

func TestParseSaysWhereAFileIsWrong(t *testing.T) {
	for _, tt := range []parseTest{
		{"empty reason", "failures:\n- row: a/b\n  reason: ' '\n", "accepted.yaml:3: failures[0].reason: is empty"},
		{"no reason", "failures:\n- row: a/b\n", "accepted.yaml:2: failures[0].reason"},
		{"no row", "failures:\n- reason: because\n", "failures[0].row: is missing"},
		{"doubled row", "failures:\n- {row: a, reason: x}\n- {row: a, reason: y}\n", "accepted.yaml:3: failures[1].row: \"a\" is taken by line 2"},
		{"bad day", "failures:\n- {row: a, reason: x, expires: soon}\n", `got "soon"; want a day such as 2027-03-31`},
		{"unknown field", "failures:\n- {row: a, reson: x}\n", "allowed: expires, reason, row, ticket"},
	} {
		t.Run(tt.name, tt.run)
	}
}

func run(v verdict.Verdict) verdict.Run {
	return verdict.Run{Rows: []verdict.Row{{ID: "a/b", Verdict: v}}}
}

func day(t *testing.T, s string) time.Time {
	t.Helper()
	d, err := time.Parse(time.DateOnly, s)
	require.NoError(t, err)
	return d
}

type checkTest struct {
	name     string
	verdict  verdict.Verdict
	expires  string
	accepted bool
	problem  string
}

func (tt checkTest) run(t *testing.T) {
	accepted, problems := expected.Check(run(tt.verdict), []expected.Failure{{Row: "a/b", Reason: "because", Expires: tt.expires}}, day(t, "2027-04-01"))
	_, ok := accepted["a/b"]
	require.Equal(t, tt.accepted, ok)
	if tt.problem == "" {
		require.Empty(t, problems)
		return
	}
	require.Len(t, problems, 1)
	require.Contains(t, problems[0].Says.EN, tt.problem)
}

func TestAcceptedFailures(t *testing.T) {
	for _, tt := range []checkTest{
		{"fails as expected", verdict.Failed, "", true, ""},
		{"on the last day", verdict.Failed, "2027-04-01", true, ""},
		{"expired", verdict.Failed, "2027-03-31", false, "until 2027-03-31"},
		{"passes again", verdict.Passed, "", false, "take it off the list"},
		{"vacuous counts as failing", verdict.Vacuous, "", true, ""},
	} {
		t.Run(tt.name, tt.run)
	}
}

func TestADraftIsRefusedUntilItsReasonsAreGiven(t *testing.T) {
	var b strings.Builder
	require.NoError(t, expected.Draft(&b, run(verdict.Failed)))
	_, err := expected.Parse("draft.yaml", []byte(b.String()))
	require.ErrorContains(t, err, "failures[0].reason: is empty")
	failures, err := expected.Parse("filled.yaml", []byte(strings.Replace(b.String(), `reason: ""`, `reason: known`, 1)))
	require.NoError(t, err)
	require.Equal(t, "a/b", failures[0].Row)
}
