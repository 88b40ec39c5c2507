package steps_test

import (
	"flag"
	"os"
	"testing"

	"github.com/cucumber/godog"
	"github.com/stretchr/testify/require"

	"torii/features"
	"torii/mockidp/clock"
	"torii/reports/event"
	"torii/reports/verdict"
	"torii/steps"
	"torii/steps/bench"
)

// options take godog's own flags, for example -godog.tags=@line -godog.format=pretty.
var options = godog.Options{Format: "progress", Strict: true, FS: features.Files, Paths: []string{"."}}

func TestMain(m *testing.M) {
	godog.BindFlags("godog.", flag.CommandLine, &options)
	flag.Parse()
	os.Exit(m.Run())
}

func TestFeatures(t *testing.T) {
	now := (&clock.Clock{}).Now
	log, masker := event.NewLog(now), event.NewMasker()
	reference, err := bench.NewReference(bench.Options{Log: log, Masker: masker, Salt: "features"}, nil)
	require.NoError(t, err)
	ran := 0
	runner, err := steps.NewRunner(steps.Options{Bench: reference, Log: log, Masker: masker, Salt: "features", Now: now,
		Done: func(verdict.Row) { ran++ }})
	require.NoError(t, err)
	suite := godog.TestSuite{Name: "torii", ScenarioInitializer: runner.Initialize, Options: &options}
	require.Zero(t, suite.Run(), "godog's exit code")
	require.NotZero(t, ran, "no scenario ran: check the tag expression %q", options.Tags)
}
