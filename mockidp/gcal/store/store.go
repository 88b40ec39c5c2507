// Package store keeps calendars and events as Google Calendar does: one copy of an event
// in each guest's calendar, series with exceptions, tombstones, and an order of changes
// that sync tokens point into.
//
// It knows no HTTP and refuses nothing for want of rights: that is the API's business.
package store

import (
	"slices"
	"strings"
	"sync"
	"time"

	"torii/fixtures/workspace"
	"torii/mockidp/gcal/directory"
	"torii/mockidp/seed"
)

// Knobs are what a scenario can set about how the store behaves.
type Knobs struct {
	Meet      string        // how conferences come about: success, pending, failure
	MeetReads int           // reads of the event until a pending one is there
	RoomDelay time.Duration // until a room answers
	OwnHiding bool          // the visibility of one occasion of a series is its own
}

// Store is all calendars. Callers hold its lock for as long as one call of the API lasts.
type Store struct {
	sync.Mutex
	Knobs   Knobs
	Changed func(*Calendar) // told after each change; it must not call the store
	Mailed  func(Mail)      // told of each mail; likewise

	directory *directory.Directory
	now       func() time.Time
	rand      *seed.Source
	calendars map[string]*Calendar
	order     []*Calendar
	outbox    []Mail
	due       []answer
	requests  map[string]string // conference request ids, and the event they were used for
}

// Calendar is one calendar: a user's own, a room's, or a secondary one.
type Calendar struct {
	ID, Summary, Description, Where string
	Owner                           string // data owner
	Zone                            *time.Location
	Rules                           []workspace.Rule
	NoMeet                          bool
	Room                            bool
	Stamp                           time.Time // when it was last changed itself

	last       int64 // the latest change, µs
	floor      int64 // sync tokens from before are dead
	byID       map[string]*Event
	live, dead lengths
	series     index
	changes    index
	exceptions map[string]map[int64]*Event // by series, by original start in seconds
	lost       []Item
}

// New returns the calendars of everybody in the directory, still without events.
func New(d *directory.Directory, now func() time.Time, r *seed.Source, k Knobs) *Store {
	s := &Store{Knobs: k, Changed: func(*Calendar) {}, Mailed: func(Mail) {}, directory: d, now: now, rand: r, calendars: map[string]*Calendar{}, requests: map[string]string{}}
	doc := d.Document()
	for _, u := range doc.Users {
		rules := u.Shares
		if t, ok := doc.TenantOf(u.Email); rules == nil && ok && t.Edition == workspace.Paid {
			rules = []workspace.Rule{{Scope: "domain:" + t.Domain, Role: "reader"}}
		}
		s.add(&Calendar{ID: u.Email, Summary: u.Email, Owner: u.Email, Zone: zone(u.Zone), Rules: rules, NoMeet: u.NoMeet})
	}
	for _, room := range doc.Rooms {
		c := s.add(&Calendar{ID: room.ID, Summary: room.Name, Zone: zone(doc.Tenants[0].Zone), Room: true})
		c.Rules = []workspace.Rule{{Scope: "domain:" + doc.Tenants[0].Domain, Role: "reader"}}
	}
	for _, other := range doc.Calendars {
		s.add(&Calendar{ID: other.ID, Summary: other.Summary, Owner: other.Owner, Zone: zone(other.Zone), Rules: other.Shares})
	}
	return s
}

func zone(name string) *time.Location {
	if z, err := time.LoadLocation(name); err == nil {
		return z
	}
	return time.UTC
}

func (s *Store) add(c *Calendar) *Calendar {
	c.byID, c.exceptions = map[string]*Event{}, map[string]map[int64]*Event{}
	c.live, c.dead = newLengths(), newLengths()
	c.series.of, c.changes.of = byStart, byChange
	c.Stamp = s.now().Truncate(time.Millisecond)
	c.last = c.Stamp.UnixMicro()
	s.calendars[strings.ToLower(c.ID)] = c
	s.order = append(s.order, c)
	return c
}

// Secondary reports whether the calendar is nobody's own.
func (c *Calendar) Secondary() bool { return strings.HasSuffix(c.ID, "@group.calendar.google.com") }

// Calendar returns the calendar of that id. A service account's own comes into being when it is first asked for.
func (s *Store) Calendar(id string) (*Calendar, bool) {
	if c, ok := s.calendars[strings.ToLower(id)]; ok {
		return c, true
	}
	if s.directory.SortOf(id) == directory.Service {
		return s.add(&Calendar{ID: id, Summary: id, Owner: id, Zone: time.UTC, NoMeet: true}), true
	}
	return nil, false
}

// Create makes a secondary calendar.
func (s *Store) Create(owner, summary, description, where string, z *time.Location) *Calendar {
	return s.add(&Calendar{ID: "c_" + s.rand.String("0123456789abcdefghijklmnopqrstuv", 26) + "@group.calendar.google.com",
		Summary: summary, Description: description, Where: where, Owner: owner, Zone: z})
}

// Remove forgets a secondary calendar.
func (s *Store) Remove(c *Calendar) {
	delete(s.calendars, strings.ToLower(c.ID))
	s.order = slices.DeleteFunc(s.order, func(o *Calendar) bool { return o == c })
}

// Clear removes every event of a calendar, and with them every sync token.
func (s *Store) Clear(c *Calendar) {
	for _, e := range slices.Clone(c.changes.events) {
		if !e.gone {
			s.cancel(e)
		}
	}
	s.Forget(c)
}

// Forget kills every sync token of a calendar that was handed out so far.
func (s *Store) Forget(c *Calendar) { c.floor = s.tick(c) }

// Calendars returns every calendar.
func (s *Store) Calendars() []*Calendar { return s.order }

// tick is the next place in the order of a calendar's changes: the time in µs, later
// than any before.
func (s *Store) tick(c *Calendar) int64 {
	c.last = max(s.now().Truncate(time.Millisecond).UnixMicro(), c.last+1)
	return c.last
}

// Last is the latest change, which a sync token points at.
func (c *Calendar) Last() int64 { return c.last }

// Floor is the change before which sync tokens are dead.
func (c *Calendar) Floor() int64 { return c.floor }

// Updated is when anything in the calendar last changed.
func (c *Calendar) Updated() time.Time { return time.UnixMicro(c.last) }

// lift takes an event out of the orders before it changes.
func (c *Calendar) lift(e *Event) {
	c.live.remove(e)
	c.dead.remove(e)
	c.series.remove(e)
	c.changes.remove(e)
}

// put brings an event's times up to date and sets it into the orders. seen says that
// the change is one that its updated time tells.
func (s *Store) put(e *Event, seen bool) {
	c := e.calendar
	e.start, e.allDay, _ = Moment(Sub(e.body, "start"), c.Zone)
	e.end, _, _ = Moment(Sub(e.body, "end"), c.Zone)
	e.starts = nil
	if lines := Strings(e.body, "recurrence"); len(lines) > 0 {
		e.starts, _ = Occurrences(lines, e.start, zoneOf(Sub(e.body, "start"), c.Zone), e.allDay) // the API has refused bad ones
	}
	e.seq = s.tick(c)
	now := s.now().Truncate(time.Millisecond)
	if !now.After(e.stamp) {
		now = e.stamp.Add(time.Millisecond)
	}
	e.stamp = now
	if seen {
		e.updated = now
	}
	c.byID[e.ID] = e
	c.changes.insert(e)
	switch {
	case e.gone && !c.liveSeries(e.series):
		c.dead.insert(e)
	case e.isSeries() && !e.gone:
		c.series.insert(e)
	default:
		c.live.insert(e)
	}
	s.Changed(c)
}

func (c *Calendar) liveSeries(id string) bool {
	e, ok := c.byID[id]
	return ok && id != "" && e.isSeries() && !e.gone
}

// change applies do to a copy, and keeps the orders, the lost instances and the
// exceptions in step with it.
func (s *Store) change(e *Event, seen bool, do func()) {
	c := e.calendar
	before, tombstone := e.instances(), e.gone && !e.isException()
	c.lift(e)
	do()
	s.put(e, seen)
	after := e.instances()
	if tombstone && !e.gone && e.isSeries() {
		s.lose(e, e.ID, e.start) // nothing else tells any more that there is no single event
	}
	for id, at := range before {
		if _, still := after[id]; !still {
			s.lose(e, id, at)
		}
	}
	if len(before) > 0 {
		s.orphans(e, after)
	}
}

// instances are the ids under which a list of single events shows a live copy.
func (e *Event) instances() map[string]time.Time {
	ids := map[string]time.Time{}
	if e.gone || e.byChangeOnly() {
		return ids
	}
	if !e.isSeries() {
		ids[e.ID] = e.start
	}
	for _, t := range e.starts {
		ids[e.ID+"_"+stamp(t, e.allDay)] = t
	}
	return ids
}

// byChangeOnly: an exception tells of its own end.
func (e *Event) byChangeOnly() bool { return e.isException() }

// lose notes that an instance exists no more, for those who sync single events.
func (s *Store) lose(e *Event, id string, at time.Time) {
	if e.gone && id == e.ID {
		return // the tombstone says so
	}
	c := e.calendar
	if _, ok := c.exceptions[e.ID][at.Unix()]; ok && id != e.ID {
		return // the exception tells of itself
	}
	lost := Object{"kind": "calendar#event", "etag": e.ETag(), "id": id, "status": "cancelled"}
	if id != e.ID {
		lost["recurringEventId"], lost["originalStartTime"] = e.ID, e.shown(at, "start", c.Zone)
	}
	item := Item{Event: e, Lost: lost, at: e.seq}
	i, _ := slices.BinarySearchFunc(c.lost, item.place(), func(i Item, p place) int { return i.place().compare(p) })
	c.lost = slices.Insert(c.lost, i, item)
	if len(c.lost) > maxLost {
		c.floor = c.lost[maxLost/2].at // who has not synced since then must begin anew
		c.lost = slices.Clone(c.lost[maxLost/2:])
	}
}

// maxLost bounds how many lost instances are remembered.
const maxLost = 20_000

// orphans cancels the exceptions whose occurrence is gone.
func (s *Store) orphans(e *Event, left map[string]time.Time) {
	for _, x := range e.calendar.sortedExceptions(e.ID) {
		_, still := left[x.ID]
		switch {
		case e.gone && x.gone:
			e.calendar.lift(x)
			s.put(x, false)
		case !still && !x.gone:
			s.change(x, true, func() { x.gone = true })
		}
	}
}

func (c *Calendar) sortedExceptions(series string) []*Event {
	var all []*Event
	for _, x := range c.exceptions[series] {
		all = append(all, x)
	}
	slices.SortFunc(all, func(a, b *Event) int { return strings.Compare(a.ID, b.ID) })
	return all
}

// Find returns what an id names in a calendar: an event, an exception, or an instance.
func (c *Calendar) Find(id string) (Item, bool) {
	if e, ok := c.byID[id]; ok {
		return Item{Event: e}, true
	}
	i := strings.LastIndexByte(id, '_')
	if i < 0 {
		return Item{}, false
	}
	e, ok := c.byID[id[:i]]
	if !ok || !e.isSeries() || e.gone {
		return Item{}, false
	}
	for _, t := range e.starts {
		if stamp(t, e.allDay) == id[i+1:] {
			return Item{Event: e, Instance: t}, true
		}
	}
	return Item{}, false
}

// Size tells how many events a calendar holds, tombstones and exceptions too.
func (c *Calendar) Size() int { return len(c.byID) }
