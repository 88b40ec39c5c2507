package control

import (
	"slices"
	"sync"
	"time"

	"torii/reports/event"
)

// maxRecent bounds how many events are kept for reading.
const maxRecent = 10_000

// Recent keeps the latest events of a mock that runs for long.
type Recent struct {
	now func() time.Time

	mu     sync.Mutex
	events []event.Event
	seq    int
	more   chan struct{} // closed at the next event
}

// NewRecent returns an empty record that stamps events with now.
func NewRecent(now func() time.Time) *Recent { return &Recent{now: now, more: make(chan struct{})} }

// Add keeps one fact; the oldest goes when there are too many.
func (r *Recent) Add(row, login string, fact event.Fact) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.seq++
	if len(r.events) == maxRecent {
		r.events = append(r.events[:0], r.events[maxRecent/2:]...)
	}
	r.events = append(r.events, event.Event{Seq: r.seq, At: r.now().UTC(), Row: row, Login: login, Fact: fact})
	close(r.more)
	r.more = make(chan struct{})
}

// Events returns what is kept.
func (r *Recent) Events() []event.Event {
	kept, _, _ := r.after(0)
	return kept
}

// latest is the number of the latest event, 0 before any.
func (r *Recent) latest() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.seq
}

// after returns what is kept beyond a number, whether anything beyond it is kept no
// more, and a channel that is closed at the next event.
func (r *Recent) after(seq int) (kept []event.Event, lost bool, more <-chan struct{}) {
	r.mu.Lock()
	defer r.mu.Unlock()
	i, _ := slices.BinarySearchFunc(r.events, seq+1, func(e event.Event, n int) int { return e.Seq - n })
	lost = len(r.events) > 0 && r.events[0].Seq > seq+1
	return slices.Clone(r.events[i:]), lost, r.more
}
