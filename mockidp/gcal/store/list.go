package store

import (
	"slices"
	"strings"
	"time"
)

// Query says what a list holds. Its cost grows with the page, and with what filters drop.
type Query struct {
	Single   bool // instances instead of series
	Deleted  bool
	Min, Max time.Time // the end is after Min, the start before Max
	Updated  bool      // in the order of changes
	Since    int64     // changes after this one only; deletions included
	Match    func(Item) bool
	After    Cursor
	Limit    int
}

// ordinaryPage is what a list mostly holds at most.
const ordinaryPage = 250

// Cursor is where a page ended.
type Cursor struct {
	At int64
	ID string
}

func (i Item) place() place {
	if i.Lost != nil {
		return place{i.at, Text(i.Lost, "id")}
	}
	return place{i.Start().UnixMicro(), i.ID()}
}

// stream yields items in order.
type stream struct {
	next func() (Item, bool)
	head Item
	at   place
	ok   bool
}

func (s *stream) advance(at func(Item) place) {
	if s.head, s.ok = s.next(); s.ok {
		s.at = at(s.head)
	}
}

// List returns one page, and where the next begins, if there is one.
func (c *Calendar) List(q Query) (items []Item, next *Cursor) {
	at, streams := Item.place, c.streams(q)
	if q.byChange() {
		at, streams = Item.changed, c.changed(q)
	}
	for i := range streams {
		streams[i].advance(at)
	}
	last := place{q.After.At, q.After.ID}
	if q.Limit > 0 {
		items = make([]Item, 0, min(q.Limit, ordinaryPage))
	}
	for {
		first := -1
		for i := range streams {
			if streams[i].ok && (first < 0 || streams[i].at.compare(streams[first].at) < 0) {
				first = i
			}
		}
		if first < 0 || !q.byChange() && !q.Max.IsZero() && streams[first].at.at >= q.Max.UnixMicro() {
			return items, nil
		}
		item, here := streams[first].head, streams[first].at
		streams[first].advance(at)
		if q.After != (Cursor{}) && here.compare(place{q.After.At, q.After.ID}) <= 0 || !q.shows(c, item) {
			continue
		}
		if len(items) == q.Limit {
			return items, &Cursor{last.at, last.id}
		}
		items, last = append(items, item), here
	}
}

func (q Query) byChange() bool { return q.Updated || q.Since > 0 }

// changed is an item's place in the order of changes.
func (i Item) changed() place {
	if i.Lost != nil {
		return place{i.at, i.ID()}
	}
	return place{i.Event.seq, i.ID()}
}

// shows reports whether a list holds the item.
func (q Query) shows(c *Calendar, i Item) bool {
	if i.Lost != nil {
		return true
	}
	if i.Event.gone && q.Since == 0 && !q.Deleted && (q.Single || !c.liveSeries(i.Event.series)) {
		return false
	}
	if q.Since == 0 && !q.inside(i) {
		return false
	}
	return q.Match == nil || q.Match(i)
}

func (q Query) inside(i Item) bool {
	if e := i.Event; i.Instance.IsZero() && e.isSeries() {
		from := e.firstAfter(q.Min)
		return from < len(e.starts) && (q.Max.IsZero() || e.starts[from].Before(q.Max))
	}
	return (q.Min.IsZero() || i.End().After(q.Min)) && (q.Max.IsZero() || i.Start().Before(q.Max))
}

// firstAfter is the first occurrence of a series that ends after t.
func (e *Event) firstAfter(t time.Time) int {
	if t.IsZero() {
		return 0
	}
	i, _ := slices.BinarySearchFunc(e.starts, t, func(s, t time.Time) int {
		if e.endOf(s).After(t) {
			return 1
		}
		return -1
	})
	return i
}

// streams are the sources of a list in the order of time.
func (c *Calendar) streams(q Query) []stream {
	from := q.After.At
	if q.After == (Cursor{}) {
		from = -1 << 62
	}
	all := c.live.streams(q.Min, from)
	if q.Deleted {
		all = append(all, c.dead.streams(q.Min, from)...)
	}
	if !q.Single {
		// A series is placed by its first occurrence, and belongs where any is.
		return append(all, c.series.from(place{at: q.After.At, id: q.After.ID}.orFirst(q.After)))
	}
	for _, e := range c.series.events {
		all = append(all, stream{next: c.occurrences(e, q)})
	}
	return all
}

func (p place) orFirst(after Cursor) place {
	if after == (Cursor{}) {
		return place{at: -1 << 62}
	}
	return p
}

func (x *index) from(p place) stream {
	i := x.seek(p)
	return stream{next: func() (Item, bool) {
		if i == len(x.events) {
			return Item{}, false
		}
		i++
		return Item{Event: x.events[i-1]}, true
	}}
}

// occurrences yields the instances of a series that have no exception.
func (c *Calendar) occurrences(e *Event, q Query) func() (Item, bool) {
	i := e.firstAfter(q.Min)
	if q.After != (Cursor{}) && !q.byChange() {
		i = max(i, e.firstFrom(time.UnixMicro(q.After.At)))
	}
	return func() (Item, bool) {
		for ; i < len(e.starts); i++ {
			if !q.Max.IsZero() && !e.starts[i].Before(q.Max) {
				return Item{}, false
			}
			if _, ok := c.exceptions[e.ID][e.starts[i].Unix()]; !ok {
				i++
				return Item{Event: e, Instance: e.starts[i-1]}, true
			}
		}
		return Item{}, false
	}
}

func (e *Event) firstFrom(t time.Time) int {
	i, _ := slices.BinarySearchFunc(e.starts, t, time.Time.Compare)
	return i
}

// changed are the sources of a list in the order of changes.
func (c *Calendar) changed(q Query) []stream {
	since := max(q.Since+1, q.After.At)
	i := c.changes.seek(place{at: since})
	var inner func() (Item, bool)
	all := []stream{{next: func() (Item, bool) {
		for {
			if inner != nil {
				if item, ok := inner(); ok {
					return item, true
				}
				inner = nil
			}
			if i == len(c.changes.events) {
				return Item{}, false
			}
			e := c.changes.events[i]
			i++
			// Of a deleted series the lost instances tell, and its own tombstone: it may have been a single event before.
			if !q.Single || !e.isSeries() || e.gone && q.Since > 0 {
				return Item{Event: e}, true
			}
			if !e.gone {
				inner = c.occurrences(e, q)
			}
		}
	}}}
	if q.Single && q.Since > 0 {
		n, _ := slices.BinarySearchFunc(c.lost, place{at: since}, func(i Item, p place) int { return i.place().compare(p) })
		all = append(all, stream{next: func() (Item, bool) {
			if n == len(c.lost) {
				return Item{}, false
			}
			n++
			return c.lost[n-1], true
		}})
	}
	return all
}

// Interval is a stretch of time, its end exclusive.
type Interval struct{ Start, End time.Time }

// Busy returns when a calendar is taken between two times, overlaps merged.
func (c *Calendar) Busy(from, to time.Time) []Interval {
	items, _ := c.List(Query{Single: true, Min: from, Max: to, Limit: -1, Match: func(i Item) bool { return i.Event.busy() }})
	var busy []Interval
	for _, i := range items {
		start, end := i.Start(), i.End()
		if start.Before(from) {
			start = from
		}
		if end.After(to) {
			end = to
		}
		if n := len(busy); n > 0 && !start.After(busy[n-1].End) {
			if end.After(busy[n-1].End) {
				busy[n-1].End = end
			}
			continue
		}
		busy = append(busy, Interval{start, end})
	}
	return busy
}

// Matches reports whether a text stands in one of the places that the parameter q looks at.
func (i Item) Matches(text string) bool {
	e := i.Event
	where := []string{Text(e.body, "summary"), Text(e.body, "description"), Text(e.body, "location"), e.home.ID}
	for _, g := range List(e.body, "attendees") {
		where = append(where, Text(g, "displayName"), Text(g, "email"))
	}
	all := strings.ToLower(strings.Join(where, "\n"))
	for word := range strings.FieldsSeq(strings.ToLower(text)) {
		if !strings.Contains(all, word) {
			return false
		}
	}
	return true
}
