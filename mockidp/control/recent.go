package control

import (
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"torii/fixtures/bound"
	"torii/mockidp/clock"
	"torii/reports/event"
)

// Recent keeps the latest events of mocks that run for long: those of everybody in one
// stream, and those of each run that has told of itself in one of its own, so that no
// traffic of others takes them away.
type Recent struct {
	now  func() time.Time
	wall func() time.Time // the machine's, which nobody moves

	mu   sync.Mutex
	all  stream
	runs map[string]*living
	seq  int
	more chan struct{} // closed at the next event

	followers atomic.Int32
}

// NewRecent returns an empty record that stamps events with now.
func NewRecent(now func() time.Time) *Recent {
	return &Recent{now: now, wall: (&clock.Clock{}).Now, all: stream{most: bound.EventBytes}, runs: map[string]*living{}, more: make(chan struct{})}
}

// Add keeps one fact; the oldest go when there are too many.
func (r *Recent) Add(row, login string, fact event.Fact) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.seq++
	e := event.Event{Seq: r.seq, At: r.now().UTC(), Row: row, Login: login, Fact: fact}
	r.all.add(e)
	if run, _, of := strings.Cut(row, ofRun); of {
		if l, known := r.runs[run]; known {
			l.events.add(e)
		}
	}
	close(r.more)
	r.more = make(chan struct{})
}

// Events returns what is kept.
func (r *Recent) Events() []event.Event {
	kept, _, _ := r.after(0, "")
	return kept
}

// latest is the number of the latest event, 0 before any.
func (r *Recent) latest() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.seq
}

// after returns what is kept beyond a number, whether anything beyond it is kept no
// more, and a channel that is closed at the next event. A run that has told of itself is
// answered from its own stream, and is alive.
func (r *Recent) after(seq int, run string) (kept []event.Event, lost bool, more <-chan struct{}) {
	r.mu.Lock()
	defer r.mu.Unlock()
	from := &r.all
	if l, known := r.runs[run]; known {
		l.heard, from = r.wall(), &l.events
	}
	kept, lost = from.after(seq)
	return kept, lost, r.more
}
