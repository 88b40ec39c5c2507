package steps_test

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"torii/fixtures/rule"
	"torii/mockidp/clock"
	"torii/reports/event"
	"torii/reports/verdict"
	"torii/rpclient/target"
	"torii/steps"
	"torii/steps/bench"
	"torii/steps/catalog"
)

// endsOnError is an RP whose process ends when a response carries an error.
func endsOnError(w http.ResponseWriter, r *http.Request) {
	if r.FormValue("error") != "" {
		fmt.Println("panic: no code in the response")
		os.Exit(7)
	}
	signAnybodyIn(w, r)
}

// judgeSome runs some rows against an odd RP.
func judgeSome(t *testing.T, kind string, wanted func(catalog.Row) bool) verdict.Run {
	t.Helper()
	return judgeFile(t, oddFile(t, kind, ""), wanted)
}

func judgeFile(t *testing.T, file target.File, wanted func(catalog.Row) bool) verdict.Run {
	t.Helper()
	now := (&clock.Clock{}).Now
	log, masker := event.NewLog(now), event.NewMasker()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	b, err := bench.NewProcess(ctx, file, bench.ProcessOptions{Options: bench.Options{Log: log, Masker: masker, Salt: file.Name}})
	require.NoError(t, err)
	defer b.Close()
	runner, err := steps.NewRunner(steps.Options{Bench: b, Log: log, Masker: masker, Salt: file.Name, Now: now, Select: wanted})
	require.NoError(t, err)
	run, err := runner.Run(ctx)
	require.NoError(t, err)
	return run
}

func TestACrashIsTheFindingOfTheRowThatBroughtItAbout(t *testing.T) {
	t.Parallel()
	run := judgeSome(t, "ends on an error response", func(r catalog.Row) bool {
		return r.Provider == "google" && r.Needs() == "" && (r.Rule == "CB-CANCEL" || r.Rule == "IDT-NONCE" || r.Rule == "CB-STATE")
	})
	crashed := 0
	for _, row := range run.Rows {
		require.NotEqual(t, verdict.Vacuous, row.Verdict, "%s: %s", row.ID, row.Reason)
		require.NotEqual(t, verdict.HarnessError, row.Verdict, "%s: %s", row.ID, row.Reason)
		if row.Rule.ID == rule.Alive {
			crashed++
			require.Equal(t, verdict.Failed, row.Verdict, "%s: %s", row.ID, row.Reason)
			require.Contains(t, row.Reason.EN, "process ended: exit status 7; it printed last: panic: no code in the response")
		} else {
			require.NotContains(t, row.Reason.EN, "crashed", row.ID)
		}
	}
	require.Positive(t, crashed)
	require.Less(t, crashed, len(run.Rows))
	require.Equal(t, verdict.Closed, run.Gate(false, nil))
}

func TestATargetThatEndsTooOftenIsLeft(t *testing.T) {
	t.Parallel()
	run := judgeSome(t, "crashes at the callback", func(r catalog.Row) bool {
		return r.Provider == "google" && r.Needs() == "" && (r.ID == "login/google" || r.Rule == "CB-CANCEL" || r.Rule == "REQ-FRESH")
	})
	require.Equal(t, verdict.Closed, run.Gate(false, nil))
	require.Zero(t, run.Count()[verdict.HarnessError])
	for _, row := range run.Rows {
		if row.ID == "login/google" {
			require.Equal(t, verdict.Failed, row.Verdict, row.Reason)
		}
	}
}
