// Package clock is the one source of time: real time plus an offset that a
// scenario may move. Nothing else in the project reads the machine's clock.
package clock

import (
	"sync/atomic"
	"time"
)

// Clock tells the time. The zero value tells real time; it is safe for concurrent use.
type Clock struct {
	offset atomic.Int64
	still  time.Time // the time it stands at, zero when it runs
}

// Still returns a clock that stands at t and moves by Advance alone.
func Still(t time.Time) *Clock { return &Clock{still: t} }

// Now returns real time, or the time the clock stands at, plus the offset.
func (c *Clock) Now() time.Time {
	now := c.still
	if now.IsZero() {
		now = time.Now()
	}
	return now.Add(time.Duration(c.offset.Load()))
}

// Advance moves the clock by d, which may be negative.
func (c *Clock) Advance(d time.Duration) { c.offset.Add(int64(d)) }

// Offset returns how far the clock was moved.
func (c *Clock) Offset() time.Duration { return time.Duration(c.offset.Load()) }
