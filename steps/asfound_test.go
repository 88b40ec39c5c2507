package steps_test

import (
	"context"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"torii/mockidp/clock"
	"torii/reports/event"
	"torii/reports/verdict"
	"torii/steps"
	"torii/steps/bench"
	"torii/steps/catalog"
)

// allTwice is the environment variable by which every row of the providers is run twice,
// not only those that change what other rows could see, and some beside them.
const allTwice = "TORII_EVERY_ROW"

// changing reports whether a row changes mocks for others, or lets time pass, or is one of
// those that would see it: honest logins, and those that hold the time of a token.
func changing(r catalog.Row) bool {
	return os.Getenv(allTwice) != "" || r.OwnMock() && (r.Fault == "" || strings.HasSuffix(r.Fault, "500")) || r.Tags[0] == "@gbizid" || r.Tags[0] == "@login" ||
		strings.HasSuffix(r.Fault, "iat-future")
}

// once is one run of the reference RP as a process, at mocks that other runs have used.
func once(ctx context.Context, t *testing.T, b bench.Bench, log *event.Log, masker *event.Masker, o steps.Options) map[string]verdict.Row {
	t.Helper()
	log.Take()
	require.NoError(t, b.Restart(ctx)) // what it reads when it starts is part of a run
	o.Bench, o.Log, o.Masker, o.Now = b, log, masker, (&clock.Clock{}).Now
	runner, err := steps.NewRunner(o)
	require.NoError(t, err)
	run, err := runner.Run(ctx)
	require.NoError(t, err)
	rows := map[string]verdict.Row{}
	for _, row := range run.Rows {
		rows[row.ID] = row
	}
	t.Log(run.TimeSpent().EN, run.Count())
	return rows
}

func TestRowsLeaveTheMocksAsTheyWereFound(t *testing.T) {
	t.Parallel()
	log, masker := event.NewLog((&clock.Clock{}).Now), event.NewMasker()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Minute)
	defer cancel()
	b, err := bench.NewProcess(ctx, referenceFile(t, "google", "gbizid"),
		bench.ProcessOptions{Options: bench.Options{Log: log, Masker: masker, Salt: t.Name()}})
	require.NoError(t, err)
	defer b.Close()
	found := b.Stand()
	first := once(ctx, t, b, log, masker, steps.Options{Salt: "one", Select: changing})
	require.Equal(t, found, b.Stand())
	second := once(ctx, t, b, log, masker, steps.Options{Salt: "another", Scramble: 7, Jobs: 2, Select: changing})
	require.Equal(t, found, b.Stand())
	require.Len(t, second, len(first))
	changed, judged := 0, 0
	for id, row := range first {
		require.Equal(t, row.Verdict, second[id].Verdict, "%s: %s, and then %s", id, row.Reason, second[id].Reason)
		require.NotEqual(t, verdict.HarnessError, row.Verdict, "%s: %s", id, row.Reason)
		if slices.Contains([]verdict.Verdict{verdict.Passed, verdict.Warned, verdict.Failed}, row.Verdict) {
			judged++
			if slices.Contains(row.Tags, "@own-mock") {
				changed++
			}
		}
	}
	require.Greater(t, changed, 30, "rows that change the mocks")
	require.Greater(t, judged, changed+30)
}
