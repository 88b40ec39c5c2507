package steps

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"torii/mockidp/clock"
	"torii/reports/event"
	"torii/rpclient/target"
	"torii/steps/bench"
)

// counting counts how often a target is opened, which has ended where gone is set.
type counting struct {
	bench.Bench
	gone   bool
	lacks  func(*target.Account)
	opened atomic.Int32
}

func (c *counting) Open(row string) (*bench.Bay, error) {
	c.opened.Add(1)
	if c.gone {
		return nil, fmt.Errorf("%w: exit status 7", bench.ErrGone)
	}
	bay, err := c.Bench.Open(row)
	if err == nil && c.lacks != nil {
		c.lacks(&bay.Target.Account)
	}
	return bay, err
}

// groundTest is a ground that is asked for by many rows.
type groundTest struct {
	name  string
	gone  bool
	lacks func(*target.Account)
	on    event.Ground
	of    string
	holds bool
	says  string
}

func (tt groundTest) run(t *testing.T) {
	now := (&clock.Clock{}).Now
	log, masker := event.NewLog(now), event.NewMasker()
	reference, err := bench.NewReference(bench.Options{Log: log, Masker: masker, Salt: t.Name()}, nil)
	require.NoError(t, err)
	t.Cleanup(reference.Close)
	b := &counting{Bench: reference, gone: tt.gone, lacks: tt.lacks}
	r, err := NewRunner(Options{Bench: b, Log: log, Masker: masker, Salt: t.Name(), Now: now})
	require.NoError(t, err)
	var all sync.WaitGroup
	found := make([]event.Rested, 8)
	problems := make([]error, len(found))
	for i := range found {
		all.Go(func() { found[i], problems[i] = r.ground(context.WithoutCancel(t.Context()), tt.on, tt.of) })
	}
	all.Wait()
	for i, rested := range found {
		require.NoError(t, problems[i])
		require.Equal(t, found[0], rested, "all rows hear the same")
	}
	require.Equal(t, tt.holds, found[0].Holds, found[0].Problem.EN)
	require.Contains(t, found[0].Problem.EN, tt.says)
	require.Equal(t, tt.on, found[0].On)
	tried := slices.ContainsFunc(log.Events(), func(e event.Event) bool { return e.Row == "control/honest-link/google" })
	require.Equal(t, tt.on == event.HonestLink && !tt.gone, tried, "a trial is told under a name of its own")
	opened := b.opened.Load()
	_, err = r.ground(t.Context(), tt.on, tt.of)
	require.NoError(t, err)
	require.Equal(t, opened, b.opened.Load(), "it was tried once more")
}

func TestAGroundIsTriedOnce(t *testing.T) {
	for _, tt := range []groundTest{
		{name: "a link that is made", on: event.HonestLink, of: "google", holds: true},
		{name: "a registration", on: event.HonestRegistration, of: "register", holds: true},
		{name: "a form", on: event.FormSent, of: "email", holds: true},
		{name: "a target that has ended", gone: true, on: event.HonestLink, of: "google", says: "exit status 7"},
		{name: "a form that the target has none of is told of by the rows themselves", on: event.FormSent, of: "email",
			lacks: func(a *target.Account) { a.Email = target.Form{} }, holds: true},
		{name: "a form that is not on its page", on: event.FormSent, of: "email",
			lacks: func(a *target.Account) { a.Email.Steps = []target.FormStep{{Select: "#no-such-form"}} }, says: "the form email was not on the page"},
		{name: "a link that is not shown", on: event.HonestLink, of: "google",
			lacks: func(a *target.Account) { a.Identities.Linked = map[string]string{"google": "#no-such-link"} }, says: "google is not linked"},
	} {
		t.Run(tt.name, tt.run)
	}
}
