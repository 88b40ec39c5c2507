package steps_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/mockidp/clock"
	"torii/mockidp/serve"
	"torii/reports/event"
	"torii/reports/verdict"
	"torii/rpclient/target"
	"torii/steps"
	"torii/steps/bench"
	"torii/steps/catalog"
)

const sharedToken = "a-token-for-the-shared-mocks"

// served keeps mocks up as torii serve does, until the test ends.
func served(t *testing.T) *serve.Server {
	t.Helper()
	s, err := serve.Open(serve.Options{Listen: "127.0.0.1:0", Control: "127.0.0.1:0", Token: sharedToken, Salt: t.Name()})
	require.NoError(t, err)
	ctx, end := context.WithCancel(context.WithoutCancel(t.Context()))
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	t.Cleanup(func() {
		end()
		require.NoError(t, <-ended)
	})
	return s
}

// judgeShared judges a target before those mocks, or, where there are none, before mocks of its own.
func judgeShared(t *testing.T, s *serve.Server, file target.File, salt string) (map[string]verdict.Row, []event.Event) {
	now := (&clock.Clock{}).Now
	log, masker := event.NewLog(now), event.NewMasker()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	o := bench.ProcessOptions{Options: bench.Options{Log: log, Masker: masker, Salt: salt}}
	if s != nil {
		o.Mock, o.Token = "http://"+s.ControlAddress(), sharedToken
	}
	b, err := bench.NewProcess(ctx, file, o)
	if !assert.NoError(t, err) {
		return nil, nil
	}
	defer b.Close()
	runner, err := steps.NewRunner(steps.Options{Bench: b, Log: log, Masker: masker, Salt: salt, Now: now,
		Select: func(r catalog.Row) bool {
			return r.Provider == "google" && (r.Tags[0] == "@idtoken" || r.OwnMock() || r.Rule == "LOGIN")
		}})
	if !assert.NoError(t, err) {
		return nil, nil
	}
	run, err := runner.Run(ctx)
	assert.NoError(t, err)
	rows := map[string]verdict.Row{}
	for _, row := range run.Rows {
		rows[row.ID] = row
	}
	return rows, log.Events()
}

func TestTwoRunsAtOneMockDoNotSeeEachOther(t *testing.T) {
	t.Parallel()
	s := served(t)
	careful, careless := referenceFile(t), oddFile(t, "everybody is the same member", "")
	var good, bad map[string]verdict.Row
	var seen []event.Event
	var both sync.WaitGroup
	both.Go(func() { good, seen = judgeShared(t, s, careful, "one") })
	both.Go(func() { bad, _ = judgeShared(t, s, careless, "another") })
	both.Wait()
	alone, _ := judgeShared(t, nil, referenceFile(t), "one")
	require.NotEmpty(t, alone)
	skipped := 0
	for id, row := range good {
		if row.Verdict == verdict.Skipped {
			assert.Contains(t, row.Reason.EN, "other runs", id)
			skipped++
			continue
		}
		assert.Equal(t, alone[id].Verdict, row.Verdict, "%s: %s", id, row.Reason)
	}
	assert.NotZero(t, skipped, "rows that change the mocks for everybody")
	assert.Less(t, skipped, len(good)/2)
	assert.Equal(t, verdict.Failed, bad["claims/google-nonce-wrong"].Verdict, bad["claims/google-nonce-wrong"].Reason)
	for _, e := range seen {
		if p, ok := e.Fact.(event.Called); ok {
			_, known := good[e.Row]
			assert.True(t, known || strings.HasPrefix(e.Row, "control/"), "%s of %q belongs to a row of this run", p.Endpoint, e.Row)
		}
	}
	assert.Empty(t, s.Mock.Plans.List(), "a run takes its plans away")
}

func TestASharedMockIsNotConfiguredByARun(t *testing.T) {
	t.Parallel()
	s := served(t)
	o := bench.ProcessOptions{Options: bench.Options{Log: event.NewLog((&clock.Clock{}).Now), Masker: event.NewMasker(), Salt: "x",
		Set: map[string]string{"google.iss_parameter": "absent"}}, Mock: "http://" + s.ControlAddress(), Token: sharedToken}
	_, err := bench.NewProcess(t.Context(), referenceFile(t), o)
	require.ErrorIs(t, err, bench.ErrUsage)
	require.ErrorContains(t, err, "where torii serve is started")
	o.Set, o.Token = nil, "not the token, but as long"
	_, err = bench.NewProcess(t.Context(), referenceFile(t), o)
	require.ErrorIs(t, err, bench.ErrUsage)
	require.ErrorContains(t, err, "wants its token")
}
