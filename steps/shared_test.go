package steps_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/features"
	"torii/mockidp/clock"
	"torii/mockidp/serve"
	"torii/reports/event"
	"torii/reports/merge"
	"torii/reports/verdict"
	"torii/rpclient/target"
	"torii/steps"
	"torii/steps/bench"
	"torii/steps/catalog"
	"torii/steps/selection"
)

const sharedToken = "a-token-for-the-shared-mocks"

// served keeps mocks up as torii serve does, until the test ends.
func served(t *testing.T) *serve.Server {
	t.Helper()
	s, end := servedAt(t, "127.0.0.1:0", "127.0.0.1:0")
	t.Cleanup(end)
	return s
}

// servedAt keeps mocks up at these addresses until they are ended.
func servedAt(t *testing.T, listen, port string) (_ *serve.Server, end func()) {
	t.Helper()
	s, ended, err := serving(context.WithoutCancel(t.Context()), listen, port, t.Name())
	require.NoError(t, err)
	return s, func() { require.NoError(t, ended()) }
}

// serving is servedAt for who may not end the test; end tells how the mocks ended.
func serving(ctx context.Context, listen, port, salt string) (_ *serve.Server, end func() error, _ error) {
	s, err := serve.Open(serve.Options{Listen: listen, Control: port, Token: sharedToken, Salt: salt})
	if err != nil {
		return nil, nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	return s, func() error {
		cancel()
		return <-ended
	}, nil
}

// sharing is one of the runs at the same mocks.
type sharing struct {
	salt, part string
	done       func(verdict.Row) // called after each row; nil is nobody
}

// judgeShared judges a target before those mocks, or, where there are none, before mocks of its own.
func judgeShared(t *testing.T, s *serve.Server, file target.File, salt string) (map[string]verdict.Row, []event.Event) {
	return sharing{salt: salt}.judge(t, s, file)
}

func (sh sharing) judge(t *testing.T, s *serve.Server, file target.File) (map[string]verdict.Row, []event.Event) {
	now := (&clock.Clock{}).Now
	log, masker := event.NewLog(now), event.NewMasker()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	o := bench.ProcessOptions{Options: bench.Options{Log: log, Masker: masker, Salt: sh.salt, Shard: sh.part}}
	if s != nil {
		o.Mock, o.Token = "http://"+s.ControlAddress(), sharedToken
	}
	b, err := bench.NewProcess(ctx, file, o)
	if !assert.NoError(t, err) {
		return nil, nil
	}
	defer b.Close()
	all, err := catalog.Read(features.FS)
	if !assert.NoError(t, err) {
		return nil, nil
	}
	mine, err := selection.Shard(sh.part, all)
	if !assert.NoError(t, err) {
		return nil, nil
	}
	runner, err := steps.NewRunner(steps.Options{Bench: b, Log: log, Masker: masker, Salt: sh.salt, Part: sh.part, Now: now, Done: sh.done,
		Select: func(r catalog.Row) bool {
			return mine(r) && r.Provider == "google" && (r.Tags[0] == "@idtoken" || r.OwnMock() || r.Rule == "LOGIN")
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

func TestMocksThatAreStartedAnewAreNotBlamedOnTheRP(t *testing.T) {
	t.Parallel()
	s, end, err := serving(context.WithoutCancel(t.Context()), "127.0.0.1:0", "127.0.0.1:0", t.Name())
	require.NoError(t, err)
	listen, port := strings.TrimPrefix(s.Path.Origin, "http://"), s.ControlAddress()
	var rows atomic.Int32
	half := make(chan struct{})
	restarted := make(chan error)
	var again func() error
	go func() {
		<-half
		problem := end()
		var err error
		_, again, err = serving(context.WithoutCancel(t.Context()), listen, port, t.Name())
		restarted <- errors.Join(problem, err)
	}()
	judged, events := sharing{salt: "anew", done: func(row verdict.Row) {
		if row.Verdict == verdict.Passed && rows.Add(1) == 30 {
			close(half)
		}
	}}.judge(t, s, referenceFile(t))
	require.NoError(t, <-restarted)
	require.NoError(t, again())
	alone, _ := judgeShared(t, nil, referenceFile(t), "anew")
	require.NotEmpty(t, judged)
	repeated := 0
	for id, row := range judged {
		switch row.Verdict {
		case verdict.Skipped:
			assert.Regexp(t, "other runs|started anew", row.Reason.EN, id)
		default:
			assert.Equal(t, alone[id].Verdict, row.Verdict, "%s: %s", id, row.Reason)
		}
	}
	for _, e := range events {
		if again, is := e.Fact.(event.Again); is {
			assert.Contains(t, again.Why.EN+again.Skip.EN, "started anew")
			repeated++
		}
	}
	t.Logf("%d rows, %d repeated or told", len(judged), repeated)
	assert.NotZero(t, repeated, "rows were under way")
}

// clients log in at the mocks by script, as many as are wanted, until the test ends them. It returns how often.
func clients(t *testing.T, s *serve.Server, many int) (end func() int64) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	var times atomic.Int64
	var all sync.WaitGroup
	for i := range many {
		all.Go(func() {
			login := fmt.Sprintf("script-%d", i)
			for ctx.Err() == nil {
				order(t, s, http.MethodPost, "/plans", fmt.Sprintf(`{"login":%q,"run":"script%d","row":"r","provider":"google","persona":"G1"}`, login, i))
				req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.Path.Origin+"/accounts.google.com/o/oauth2/v2/auth?client_id=nobody&scope=openid", nil)
				if !assert.NoError(t, err) {
					return
				}
				req.Header.Set("Torii-Login", login)
				if res, err := http.DefaultTransport.RoundTrip(req); err == nil {
					_ = res.Body.Close()
					times.Add(1)
				}
			}
		})
	}
	return func() int64 {
		cancel()
		all.Wait()
		return times.Load()
	}
}

func TestShardsOfOneReleaseAtOneMockAddUpToOneRun(t *testing.T) {
	t.Parallel()
	s := served(t)
	const parts, others, scripts = 8, 3, 100
	shards, beside := make([]map[string]verdict.Row, parts), make([]map[string]verdict.Row, others)
	logs := make([]merge.Shard, parts)
	end := clients(t, s, scripts)
	var all sync.WaitGroup
	for i := range parts {
		all.Go(func() {
			part := fmt.Sprintf("%d/%d", i+1, parts)
			shards[i], logs[i].Events = sharing{salt: "release", part: part}.judge(t, s, referenceFile(t))
			logs[i].Name = part
		})
	}
	for i := range others {
		all.Go(func() { beside[i], _ = judgeShared(t, s, referenceFile(t), fmt.Sprintf("other %d", i)) })
	}
	all.Wait()
	t.Logf("beside %d logins by script", end())
	alone, _ := judgeShared(t, s, referenceFile(t), "alone")
	seen := 0
	for i, rows := range append(shards, beside...) {
		for id, row := range rows {
			assert.Equal(t, alone[id].Verdict, row.Verdict, "%s: %s", id, row.Reason)
			assert.NotEqual(t, verdict.HarnessError, row.Verdict)
			if i < parts {
				seen++
			}
		}
	}
	assert.Len(t, alone, seen, "the shards add up")
	for _, rows := range beside {
		assert.Len(t, rows, len(alone))
	}
	for _, log := range logs {
		require.NoError(t, merge.Own(log))
	}
}
