package clock_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"torii/mockidp/clock"
)

func TestTheZeroClockTellsRealTime(t *testing.T) {
	var c clock.Clock
	before := time.Now()
	now := c.Now()
	require.False(t, now.Before(before))
	require.False(t, time.Now().Before(now))
	require.Zero(t, c.Offset())
}

func TestAdvanceAddsUp(t *testing.T) {
	noon := time.Date(2026, time.September, 21, 12, 0, 0, 0, time.UTC)
	c := clock.Still(noon)
	require.Equal(t, noon, c.Now())
	c.Advance(time.Hour)
	c.Advance(-2 * time.Hour)
	require.Equal(t, noon.Add(-time.Hour), c.Now())
	require.Equal(t, -time.Hour, c.Offset())

	var running clock.Clock
	running.Advance(24 * time.Hour)
	require.Greater(t, time.Until(running.Now()), 23*time.Hour)
}
