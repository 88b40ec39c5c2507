package steps

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"torii/mockidp"
	"torii/mockidp/clock"
	"torii/reports/event"
	"torii/rpclient/target"
	"torii/steps/bench"
	"torii/steps/catalog"
)

func rowAt(id, provider string, steps ...string) catalog.Row {
	row := catalog.Row{ID: id, Provider: provider, Tags: []string{"@keys", "@own-mock", "@" + provider}}
	for _, s := range steps {
		row.Steps = append(row.Steps, catalog.Step{Text: s})
	}
	return row
}

const replaced = "Googleが鍵を前触れなく入れ替える"

func TestRowsThatWaitForKeysShareTheWait(t *testing.T) {
	broken := rowAt("broken/google", "google")
	broken.Fault = "jwks-500"
	two := rowAt("two/apple", "apple")
	two.Tags = append(two.Tags, "@google")
	groups := waves([]catalog.Row{
		rowAt("cached/google", "google"), rowAt("rotation/google", "google", replaced), rowAt("rotation/apple", "apple", replaced),
		rowAt("cached/apple", "apple"), rowAt("rollback/google", "google", replaced), broken, two, {ID: "shares the mocks"},
	})
	var ids [][]string
	for _, group := range groups {
		var in []string
		for _, row := range group {
			in = append(in, row.ID)
		}
		ids = append(ids, in)
	}
	require.Equal(t, [][]string{
		{"rotation/google", "rotation/apple"}, {"rollback/google"}, // two waits
		{"cached/google", "cached/apple"}, {"two/apple"}, {"broken/google"},
	}, ids)
}

// waveTest is a wave of two rows, of which some wait for the start.
type waveTest struct {
	name   string
	waits  []string
	leaves []string
	starts int
}

func (tt waveTest) run(t *testing.T) {
	starts := 0
	w := newWave([]catalog.Row{{ID: "a"}, {ID: "b"}}, 1, func(context.Context) error { starts++; return nil },
		func(string) (*bench.Bay, error) { return &bench.Bay{}, nil })
	var all sync.WaitGroup
	for _, row := range tt.waits {
		all.Go(func() {
			_, _ = w.arrive(t.Context(), row)
			w.leave(t.Context(), row)
		})
	}
	for _, row := range tt.leaves {
		w.leave(t.Context(), row)
	}
	all.Wait()
	require.Equal(t, tt.starts, starts)
}

func TestAWaveStartsTheTargetForRowsThatComeToALogin(t *testing.T) {
	for _, tt := range []waveTest{
		{"both wait", []string{"a", "b"}, nil, 1},
		{"one is over before its first login", []string{"a"}, []string{"b"}, 1},
		{"both are", nil, []string{"a", "b"}, 0},
	} {
		t.Run(tt.name, tt.run)
	}
}

// stands is a bench whose mocks stand as the test says.
type stands struct {
	bench.Bench
	stand mockidp.Stand
	opens int
}

func (s *stands) Stand() mockidp.Stand { return s.stand }

func (s *stands) Target() target.Description { return target.Description{} }

func (s *stands) Open(string) (*bench.Bay, error) {
	s.opens++
	return nil, errors.New("counted")
}

func TestAnHonestLoginIsRetakenWhenWhatItRestsOnHasChanged(t *testing.T) {
	ahead := mockidp.Stand{Ahead: 1}
	for _, tt := range []struct {
		name    string
		changed mockidp.Stand
		all     bool
		opens   int
	}{
		{"nothing has changed", mockidp.Stand{}, false, 1},
		{"the clock was moved", ahead, false, 2},
		{"the target was started anew", mockidp.Stand{}, true, 2},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := &stands{}
			r := &Runner{Options: Options{Bench: b, Log: event.NewLog((&clock.Clock{}).Now), Masker: event.NewMasker()}, controls: map[string]*control{}, attempts: map[string]int{}}
			_, err := r.control(t.Context(), "google")
			require.ErrorContains(t, err, "counted")
			b.stand = tt.changed
			r.retake(tt.all)
			_, _ = r.control(t.Context(), "google")
			_, _ = r.control(t.Context(), "google")
			require.Equal(t, tt.opens, b.opens)
		})
	}
}

// unsteady is a target that is gone whenever it is opened, and can be started again.
type unsteady struct {
	stands
	restarts int
}

func (u *unsteady) Open(string) (*bench.Bay, error) { return nil, bench.ErrGone }
func (u *unsteady) Restartable() bool               { return true }
func (u *unsteady) Restart(context.Context) error   { u.restarts++; return nil }

func TestWhatIsLeftOutInCompanyIsRunAlone(t *testing.T) {
	c, b := &crashes{}, &unsteady{}
	for range maxRevivals + 2 {
		_, err := c.revive(t.Context(), b, "row", bench.ErrGone)
		require.ErrorIs(t, err, bench.ErrGone)
	}
	require.Equal(t, maxRevivals, b.restarts)
	_, later := c.left("row", true, bench.ErrGone)
	require.True(t, later, "its turn comes alone")
	require.True(t, c.take("row", c.generation(), false, nil))

	c.oneAtATime(true)
	c.rows = nil
	for range maxAlone + 2 {
		_, _ = c.revive(t.Context(), b, "row", bench.ErrGone)
	}
	require.Equal(t, maxRevivals+maxAlone, b.restarts)
	again, later := c.left("row", true, bench.ErrGone)
	require.False(t, later)
	require.Contains(t, again.Void.EN, "not run alone")
}

func TestARowThatHasMetTwoProcessesIsRunAlone(t *testing.T) {
	c, b := &crashes{}, &unsteady{}
	began := c.generation()
	_, _ = c.revive(t.Context(), b, "a neighbour", bench.ErrGone)
	require.True(t, c.take("row", began, false, nil))
	require.False(t, c.take("another", c.generation(), false, nil))
	require.True(t, slices.Contains(c.rows, "row"))
}
