package store

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// TestAListLooksBackNoFurtherThanItMust counts what a list passes over before its first
// item: it must not grow with the calendar, even where one event lasts for years.
func TestAListLooksBackNoFurtherThanItMust(t *testing.T) {
	first := time.Date(2026, time.November, 20, 0, 0, 0, 0, time.UTC)
	for _, size := range []int{600, 20_000} {
		c := &Calendar{live: newLengths(), dead: newLengths()}
		c.series.of, c.changes.of = byStart, byChange
		put := func(id string, start time.Time, length time.Duration) {
			c.live.insert(&Event{shared: &shared{}, ID: id, start: start, end: start.Add(length)})
		}
		for n := range size {
			put(fmt.Sprint("short", n), first.Add(time.Duration(n)*30*time.Minute), time.Hour)
		}
		put("day", first, 24*time.Hour)
		put("year", first, 365*24*time.Hour)
		put("decade", first, 10*365*24*time.Hour)
		q := Query{Min: first.Add(time.Duration(size/2) * 30 * time.Minute)}
		passed, found := 0, 0
		for _, s := range c.streams(q) {
			for item, ok := s.next(); ok; item, ok = s.next() {
				if q.inside(item) {
					found++
				} else {
					passed++
				}
			}
		}
		require.LessOrEqual(t, passed, 6, "of %d", size)
		require.Greater(t, found, size/2)
	}
}
