package odd_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"torii/mockidp/clock"
	"torii/reports/cause"
	"torii/reports/event"
	"torii/reports/junit"
	"torii/reports/verdict"
	"torii/steps"
	"torii/steps/bench"
	"torii/steps/catalog"
)

// halves are RPs of which one login works and another does not.
var halves = []entry{
	{an: "RP that signs in with Google, and was given another client's secret for LINE", providers: "google line", rp: rp{redeem: wrongAtLINE}, rows: []row{
		{"login/google", verdict.Passed, ""},
		{"claims/google-nonce-wrong", verdict.Passed, ""},
		{"login/line", verdict.Failed, "refused"},
		{"claims/line-nonce-wrong", verdict.Vacuous, "the honest login fails"},
		{"claims/line-iss-missing", verdict.Vacuous, "the honest login fails"},
	}},
}

func wrongAtLINE(a *app, p provider, code, verifier string) (idToken, accessToken string, err error) {
	if p.name == "line" {
		p.secret = "another secret"
	}
	return redeemed(a, p, code, verifier)
}

func TestAHealthyProviderIsJudgedBesideABrokenOne(t *testing.T) { judge(t, halves) }

// TestABrokenProviderIsOneFailure: for whoever counts failures in JUnit's file, and for whoever reads causes.
func TestABrokenProviderIsOneFailure(t *testing.T) {
	t.Parallel()
	e := halves[0]
	now := (&clock.Clock{}).Now
	log, masker := event.NewLog(now), event.NewMasker()
	b, err := bench.NewProcess(t.Context(), e.described(t), bench.ProcessOptions{Options: bench.Options{Log: log, Masker: masker, Salt: e.an}})
	require.NoError(t, err)
	defer b.Close()
	runner, err := steps.NewRunner(steps.Options{Bench: b, Log: log, Masker: masker, Salt: e.an, Now: now,
		Select: func(r catalog.Row) bool { return r.Rule == "FLOW-LOGIN" || strings.HasPrefix(r.ID, "claims/") }})
	require.NoError(t, err)
	run, err := runner.Run(t.Context())
	require.NoError(t, err)
	causes := cause.Group(run, log.Events())
	require.Len(t, causes, 1)
	require.Greater(t, len(causes[0].Rows), 10)
	var file bytes.Buffer
	require.NoError(t, junit.Write(&file, run, log.Events(), ""))
	require.Equal(t, failedRows(run), strings.Count(file.String(), "<failure "), "what could not be tried is skipped, and names the row that tells why")
}

// failedRows is how many rows have failed by themselves.
func failedRows(run verdict.Run) int { return run.Count()[verdict.Failed] }
