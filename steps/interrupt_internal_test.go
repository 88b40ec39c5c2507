package steps

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/cucumber/godog"
	"github.com/stretchr/testify/require"

	"torii/features"
	"torii/mockidp/clock"
	"torii/reports/event"
	"torii/steps/bench"
)

// TestNothingIsLookedForOnceTheRunIsInterrupted: of thousands of rows that nobody runs no sentence
// is compared with any other, for the reports are waited for.
func TestNothingIsLookedForOnceTheRunIsInterrupted(t *testing.T) {
	now := (&clock.Clock{}).Now
	log, masker := event.NewLog(now), event.NewMasker()
	b, err := bench.NewReference(bench.Options{Log: log, Masker: masker, Salt: "interrupted"}, nil)
	require.NoError(t, err)
	t.Cleanup(b.Close)
	r, err := NewRunner(Options{Bench: b, Log: log, Masker: masker, Salt: "interrupted", Now: now})
	require.NoError(t, err)
	feature, err := features.FS.ReadFile("token/token.feature")
	require.NoError(t, err)
	ctx, interrupt := context.WithCancel(t.Context())
	interrupt()
	var told bytes.Buffer
	suite := godog.TestSuite{Name: "torii", ScenarioInitializer: r.unlessInterrupted(ctx), Options: &godog.Options{
		FeatureContents: []godog.Feature{{Name: "token/token.feature", Contents: feature}}, Format: "progress", Output: &told, NoColors: true,
		Strict: true, Concurrency: 1, DefaultContext: ctx}}
	require.Equal(t, 1, suite.Run())
	require.False(t, strings.Contains(told.String(), "skipped"), "a sentence was found, which was looked for")
	require.True(t, strings.Contains(told.String(), "undefined"))
	require.Empty(t, log.Events(), "no row was begun")
	require.NoError(t, r.suite(ctx, []godog.Feature{{Name: "no.feature", Contents: []byte("this is no feature")}}, 1), "nothing is even read")
}
