package steps_test

import (
	"context"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"torii/mockidp/clock"
	"torii/reports/event"
	"torii/reports/verdict"
	"torii/steps"
	"torii/steps/bench"
	"torii/steps/catalog"
)

// interruptedAfter runs rows of LINE against a target until so many are through, and is interrupted then.
func interruptedAfter(t *testing.T, n int64, b func(bench.Options) bench.Bench) verdict.Run {
	t.Helper()
	now := (&clock.Clock{}).Now
	log, masker := event.NewLog(now), event.NewMasker()
	target := b(bench.Options{Log: log, Masker: masker, Salt: "interrupted"})
	t.Cleanup(target.Close)
	ctx, interrupt := context.WithCancel(t.Context())
	defer interrupt()
	var through atomic.Int64
	runner, err := steps.NewRunner(steps.Options{Bench: target, Log: log, Masker: masker, Salt: "interrupted", Now: now,
		Select: func(r catalog.Row) bool {
			return r.Provider == "google" && (r.Rule == "IDT-NONCE" || r.Rule == "CB-STATE" || r.Rule == "KEY-REFETCH")
		},
		Done: func(verdict.Row) {
			if through.Add(1) == n {
				interrupt()
			}
		}})
	require.NoError(t, err)
	run, err := runner.Run(ctx)
	require.NoError(t, err)
	return run
}

// interruptTest is a target that is interrupted under way.
type interruptTest struct {
	name   string
	target func(t *testing.T) func(bench.Options) bench.Bench
}

func (tt interruptTest) run(t *testing.T) {
	const through = 3
	run := interruptedAfter(t, through, tt.target(t))
	require.True(t, run.Interrupted)
	require.True(t, run.Whole)
	require.Equal(t, verdict.Unjudged, run.Gate(false, nil))
	count := run.Count()
	require.Positive(t, count[verdict.Passed])
	require.Positive(t, count[verdict.Skipped])
	for _, row := range run.Rows {
		require.Contains(t, []verdict.Verdict{verdict.Passed, verdict.Skipped, verdict.NotApplicable}, row.Verdict, "%s is charged with it: %s", row.ID, row.Reason)
		if row.Verdict == verdict.Skipped {
			require.Contains(t, row.Reason.EN, "interrupted", row.ID)
		}
	}
	require.Contains(t, run.Remarks()[0].Says.EN, "interrupted")
}

func TestAnInterruptionChargesNobody(t *testing.T) {
	t.Parallel()
	for _, tt := range []interruptTest{
		{"in the process", func(t *testing.T) func(bench.Options) bench.Bench {
			return func(o bench.Options) bench.Bench {
				b, err := bench.NewReference(o, nil)
				require.NoError(t, err)
				return b
			}
		}},
		{"as a process of its own", func(t *testing.T) func(bench.Options) bench.Bench {
			return func(o bench.Options) bench.Bench {
				b, err := bench.NewProcess(t.Context(), referenceFile(t), bench.ProcessOptions{Options: o})
				require.NoError(t, err)
				return b
			}
		}},
	} {
		t.Run(tt.name, tt.run)
	}
}
