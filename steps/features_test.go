package steps_test

import (
	"context"
	"flag"
	"os"
	"sync/atomic"
	"testing"

	"github.com/cucumber/godog"
	"github.com/stretchr/testify/require"

	"torii/features"
	"torii/mockidp/clock"
	"torii/reports/event"
	"torii/reports/verdict"
	"torii/rpclient/target/namespace"
	"torii/steps"
	"torii/steps/bench"
	"torii/steps/catalog"
)

// options take godog's own flags, for example -godog.tags=@line -godog.format=pretty. Each row
// has mocks of its own, and some wait for an answer that never comes: they wait together.
var options = godog.Options{Format: "progress", Strict: true, FS: features.FS, Paths: []string{"."}, Concurrency: 4}

func TestMain(m *testing.M) {
	if namespace.Wanted() {
		os.Exit(namespace.Main(context.Background()))
	}
	if kind := os.Getenv(oddKind); kind != "" {
		serveOdd(kind)
		return
	}
	godog.BindFlags("godog.", flag.CommandLine, &options)
	flag.Parse()
	os.Exit(m.Run())
}

// reference returns a runner over the reference RP; done is called after each row.
func reference(t testing.TB, takes func(catalog.Row) bool, done func(verdict.Row)) *steps.Runner {
	t.Helper()
	now := (&clock.Clock{}).Now
	log, masker := event.NewLog(now), event.NewMasker()
	b, err := bench.NewReference(bench.Options{Log: log, Masker: masker, Salt: t.Name()}, nil)
	require.NoError(t, err)
	runner, err := steps.NewRunner(steps.Options{Bench: b, Log: log, Masker: masker, Salt: t.Name(), Now: now, Select: takes, Done: done})
	require.NoError(t, err)
	return runner
}

func TestFeatures(t *testing.T) {
	if raced {
		testOneRowPerRule(t)
		return
	}
	var ran atomic.Int64
	runner := reference(t, nil, func(verdict.Row) { ran.Add(1) })
	suite := godog.TestSuite{Name: "torii", ScenarioInitializer: runner.Initialize, Options: &options}
	require.Zero(t, suite.Run(), "godog's exit code")
	require.NotZero(t, ran.Load(), "no scenario ran: check the tag expression %q", options.Tags)
}

func testOneRowPerRule(t *testing.T) {
	rows, err := catalog.Read(features.FS)
	require.NoError(t, err)
	first := map[string]string{}
	for _, row := range rows {
		if _, ok := first[row.Rule]; !ok {
			first[row.Rule] = row.ID
		}
	}
	run, err := reference(t, func(r catalog.Row) bool { return first[r.Rule] == r.ID }, nil).Run(t.Context())
	require.NoError(t, err)
	for _, row := range run.Rows {
		require.Equal(t, verdict.Passed, row.Verdict, "%s: %s", row.ID, row.Reason)
	}
}

// BenchmarkRow is the mean cost of one row against the reference RP.
func BenchmarkRow(b *testing.B) {
	rows := 0
	for b.Loop() {
		run, err := reference(b, nil, nil).Run(b.Context())
		require.NoError(b, err)
		passed, failed, _ := run.Totals()
		require.Zero(b, failed)
		rows += passed
	}
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(rows), "ms/row")
	b.ReportMetric(float64(rows)/float64(b.N), "rows")
}
