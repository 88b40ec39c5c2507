package store

import (
	"cmp"
	"slices"
)

// place is where an item stands in an order: by time or by change, then by id.
type place struct {
	at int64
	id string
}

func (p place) compare(q place) int {
	return cmp.Or(cmp.Compare(p.at, q.at), cmp.Compare(p.id, q.id))
}

// index keeps events in order. Finding costs a logarithm; inserting moves pointers.
type index struct {
	of     func(*Event) place
	events []*Event
}

func (x *index) seek(p place) int {
	i, _ := slices.BinarySearchFunc(x.events, p, func(e *Event, p place) int { return x.of(e).compare(p) })
	return i
}

func (x *index) insert(e *Event) { x.events = slices.Insert(x.events, x.seek(x.of(e)), e) }

// remove takes an event out; it must not have moved since it was inserted.
func (x *index) remove(e *Event) {
	if i := x.seek(x.of(e)); i < len(x.events) && x.events[i] == e {
		x.events = slices.Delete(x.events, i, i+1)
	}
}

func byStart(e *Event) place { return place{e.start.UnixMicro(), e.ID} }

func byChange(e *Event) place { return place{e.seq, e.ID} }
