// Package clock is the one source of time: real time plus an offset that a
// scenario may move. Nothing else in the project reads the machine's clock.
package clock

import (
	"sync/atomic"
	"time"
)

// Clock tells the time. The zero value tells real time; it is safe for concurrent use.
type Clock struct{ offset atomic.Int64 }

// Now returns real time plus the offset.
func (c *Clock) Now() time.Time { return time.Now().Add(time.Duration(c.offset.Load())) }

// Advance moves the clock by d, which may be negative.
func (c *Clock) Advance(d time.Duration) { c.offset.Add(int64(d)) }

// Offset returns how far the clock is from real time.
func (c *Clock) Offset() time.Duration { return time.Duration(c.offset.Load()) }
