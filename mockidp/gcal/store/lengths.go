package store

import (
	"math/bits"
	"time"
)

// lengths keeps events in order of their start, those of about one length together: who
// asks what is not over at a time looks back as far as the length, and one long event
// must not make that far for all others.
type lengths [16]index

func newLengths() (l lengths) {
	for k := range l {
		l[k].of = byStart
	}
	return l
}

// class is 0 below an hour, and one more with every doubling.
func (l *lengths) class(e *Event) int {
	return min(bits.Len64(uint64(max(e.end.Sub(e.start), 0)/time.Hour)), len(l)-1)
}

func (l *lengths) insert(e *Event) { l[l.class(e)].insert(e) }

func (l *lengths) remove(e *Event) { l[l.class(e)].remove(e) }

// streams yield what ends after a time, zero for everything, and stands in order after at.
func (l *lengths) streams(ends time.Time, at int64) []stream {
	var all []stream
	for k := range l {
		from := at
		if !ends.IsZero() && k < len(l)-1 {
			from = max(from, ends.Add(-time.Hour<<k).UnixMicro())
		}
		if len(l[k].events) > 0 {
			all = append(all, l[k].from(place{at: from}))
		}
	}
	return all
}
