package control

import (
	"slices"

	"torii/fixtures/bound"
	"torii/reports/event"
)

// stream keeps the latest of some events: where there are too many, or they bear too much, the older half goes.
type stream struct {
	events []event.Event
	bytes  int
	most   int // bytes
	gone   int // number of the latest that is kept no more
}

func (s *stream) add(e event.Event) {
	s.events, s.bytes = append(s.events, e), s.bytes+event.Weight(e.Fact)
	if len(s.events) <= bound.EventsKept && s.bytes <= s.most {
		return
	}
	half := max(len(s.events)/2, 1)
	s.gone = s.events[half-1].Seq
	s.events = append(make([]event.Event, 0, len(s.events)), s.events[half:]...)
	s.bytes = 0
	for _, e := range s.events {
		s.bytes += event.Weight(e.Fact)
	}
}

// after returns what is kept beyond a number, and whether anything beyond it is kept no more.
func (s *stream) after(seq int) (kept []event.Event, lost bool) {
	i, _ := slices.BinarySearchFunc(s.events, seq+1, func(e event.Event, n int) int { return e.Seq - n })
	return slices.Clone(s.events[i:]), s.gone > seq
}
