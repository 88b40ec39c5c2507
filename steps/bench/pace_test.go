package bench

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestLoginsTakeTurns(t *testing.T) {
	now := time.Date(2026, 4, 1, 9, 0, 0, 0, time.UTC)
	p := newPacer(2 * time.Second)
	p.now = func() time.Time { return now }
	for _, want := range []time.Duration{0, 2 * time.Second, 4 * time.Second} {
		require.Equal(t, want, p.take())
	}
	now = now.Add(10 * time.Second)
	require.Equal(t, time.Duration(0), p.take(), "nobody waits for turns that were not taken")
}

func TestWhoWaitsForATurnEndsWithTheRun(t *testing.T) {
	p := newPacer(time.Hour)
	require.NoError(t, p.wait(t.Context()))
	interrupted := errors.New("interrupted")
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(interrupted)
	require.ErrorIs(t, p.wait(ctx), interrupted)
	require.NoError(t, newPacer(0).wait(ctx), "without a limit all begin at once")
}
