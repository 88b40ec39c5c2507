package store

import (
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"time"
)

// shared is what all copies of an event have in common.
type shared struct {
	id, ical string
	home     *Calendar // the organizer's
	foreign  string    // address of an organizer elsewhere, of an imported event; home is then the only copy's
	creator  string
	body     Object // writable members that everybody sees
	series   string // id of the series an exception belongs to
	original Object // originalStartTime of an exception
	meet     meeting
	copies   []*Event
}

// Event is one calendar's copy of an event.
type Event struct {
	*shared
	ID       string
	calendar *Calendar
	own      Object // members that each calendar has for itself
	gone     bool   // this copy is cancelled

	seq        int64 // position among the calendar's changes, µs
	stamp      time.Time
	updated    time.Time
	created    time.Time
	start, end time.Time
	allDay     bool
	starts     []time.Time // of a series
}

// ownMembers are kept by each copy for itself.
var ownMembers = []string{"reminders", "colorId", "transparency"}

// readOnly members in a body are ignored.
var readOnly = []string{"kind", "etag", "htmlLink", "created", "updated", "creator", "organizer", "recurringEventId", "originalStartTime",
	"hangoutLink", "locked", "iCalUID", "id", "attendeesOmitted", "privateCopy"}

func (e *Event) isSeries() bool    { return len(e.starts) > 0 }
func (e *Event) isException() bool { return e.series != "" }

// Gone reports whether the copy is a tombstone.
func (e *Event) Gone() bool { return e.gone }

// Calendar returns the calendar the copy is in.
func (e *Event) Calendar() *Calendar { return e.calendar }

// Home returns the calendar of the organizer.
func (e *Event) Home() *Calendar { return e.home }

// Start returns when the event, or the series, begins.
func (e *Event) Start() time.Time { return e.start }

// Series reports whether the event recurs.
func (e *Event) Series() bool { return e.isSeries() }

// ETag is 2 × the time of the last change in µs, in quotes.
func (e *Event) ETag() string { return fmt.Sprintf(`"%d"`, 2*e.stamp.UnixMicro()) }

// Content returns the event's members as they were written, own ones included.
func (e *Event) Content() Object {
	c := with(Clone(e.body), Clone(e.own))
	if p := Sub(e.own, "private"); p != nil {
		props := with(Object{}, Sub(c, "extendedProperties"))
		props["private"] = Clone(p)
		c["extendedProperties"] = props
	}
	delete(c, "private")
	return c
}

// Item is an event as a list shows it: one copy, or one instance of a series.
type Item struct {
	Event    *Event
	Instance time.Time // original start of an instance, zero for the event itself
	Lost     Object    // an instance that exists no more
	at       int64     // of a lost one
}

// ID is the id that a list shows.
func (i Item) ID() string {
	switch {
	case i.Lost != nil:
		return Text(i.Lost, "id")
	case i.Instance.IsZero():
		return i.Event.ID
	}
	return i.Event.ID + "_" + stamp(i.Instance, i.Event.allDay)
}

// Start tells when the item begins.
func (i Item) Start() time.Time {
	if i.Instance.IsZero() {
		return i.Event.start
	}
	return i.Instance
}

// End tells when the item ends.
func (i Item) End() time.Time {
	if i.Instance.IsZero() {
		return i.Event.end
	}
	return i.Event.endOf(i.Instance)
}

// endOf is when an occurrence ends; a day stays a day across a change of clocks.
func (e *Event) endOf(start time.Time) time.Time {
	if !e.allDay {
		return start.Add(e.end.Sub(e.start))
	}
	days := int(e.end.Sub(e.start)/time.Hour+12) / 24
	return start.AddDate(0, 0, days)
}

// View says how an item is shown.
type View struct {
	Zone    *time.Location // default: the calendar's
	Viewer  string         // address of who looks
	Details bool           // private events too
	Guests  int            // most attendees shown, 0 for all
}

// Render shows an item as the API does; absent members are omitted.
func (i Item) Render(v View) Object {
	if i.Lost != nil {
		return Clone(i.Lost)
	}
	e := i.Event
	if v.Zone == nil {
		v.Zone = e.calendar.Zone
	}
	o := Object{"kind": "calendar#event", "etag": e.ETag(), "id": i.ID(), "status": e.status(), "htmlLink": i.link(),
		"created": e.created.UTC().Format("2006-01-02T15:04:05.000Z"), "updated": e.updated.UTC().Format("2006-01-02T15:04:05.000Z"),
		"iCalUID": e.ical, "eventType": "default"}
	i.times(o, v.Zone)
	if hidden := Text(e.body, "visibility"); !v.Details && (hidden == "private" || hidden == "confidential") {
		o["visibility"] = hidden
		return o
	}
	content := e.Content()
	for k, member := range content {
		if _, ok := o[k]; !ok || k == "eventType" {
			o[k] = member
		}
	}
	if !i.Instance.IsZero() {
		delete(o, "recurrence")
	}
	e.people(o, v)
	e.defaults(o)
	return o
}

// Bare shows what is cancelled as lists do that were not asked for more: its id, and of
// which occasion it is.
func (i Item) Bare() Object {
	o := i.Render(View{Details: true})
	return only(o, []string{"kind", "etag", "id", "status", "recurringEventId", "originalStartTime"})
}

// Sequence is the iCalendar sequence, which never goes back.
func (e *Event) Sequence() int { return number(e.body["sequence"]) }

func (e *Event) status() string {
	if e.gone {
		return "cancelled"
	}
	if s := Text(e.body, "status"); s != "" {
		return s
	}
	return "confirmed"
}

func (i Item) link() string {
	return "https://www.google.com/calendar/event?eid=" + base64.RawURLEncoding.EncodeToString([]byte(i.ID()+" "+i.Event.calendar.ID))
}

func (i Item) times(o Object, zone *time.Location) {
	e := i.Event
	o["start"], o["end"] = e.shown(i.Start(), "start", zone), e.shown(i.End(), "end", zone)
	switch {
	case !i.Instance.IsZero():
		o["recurringEventId"], o["originalStartTime"] = e.ID, e.shown(i.Instance, "start", zone)
	case e.isException():
		o["recurringEventId"], o["originalStartTime"] = e.series, Clone(e.original)
	}
}

// shown renders a time in a zone, echoing the zone that was sent.
func (e *Event) shown(t time.Time, member string, zone *time.Location) Object {
	if e.allDay {
		return Object{"date": t.In(e.calendar.Zone).Format(Day)}
	}
	name := Text(Sub(e.body, member), "timeZone")
	if name == "" {
		name = e.calendar.Zone.String()
	}
	return Object{"dateTime": t.In(zone).Format(time.RFC3339), "timeZone": name}
}

// people shows creator, organizer and attendees from the viewer's side of the calendar.
func (e *Event) people(o Object, v View) {
	o["creator"] = e.person(e.creator)
	o["organizer"] = e.person(e.organizer())
	if e.Private() {
		o["privateCopy"] = true
	} else if e.home.Secondary() {
		Sub(o, "organizer")["displayName"] = e.home.Summary
	}
	var shown []Object
	guests := List(e.body, "attendees")
	own := v.Guests > 0 && len(guests) > v.Guests || hides(e.body) && e.home != e.calendar
	for _, g := range guests {
		g = Clone(g)
		if strings.EqualFold(Text(g, "email"), e.calendar.ID) {
			g["self"] = true
		} else if own {
			continue
		}
		if Text(g, "email") == e.organizer() {
			g["organizer"] = true
		}
		if len(guests) > maxTold && e.home != e.calendar && !Flag(g, "self") {
			g["responseStatus"] = "needsAction"
		}
		shown = append(shown, g)
	}
	if len(shown) < len(guests) {
		o["attendeesOmitted"] = true
	}
	delete(o, "attendees")
	if len(shown) > 0 {
		o["attendees"] = anys(shown)
	}
}

// maxTold is how many guests an event may have whose answers the other guests are told.
const maxTold = 200

func hides(body Object) bool {
	b, ok := body["guestsCanSeeOtherGuests"].(bool)
	return ok && !b
}

func (e *Event) person(email string) Object {
	p := Object{"email": email}
	if email == e.calendar.ID {
		p["self"] = true
	}
	return p
}

// defaults adds what is always there, and omits what says nothing.
func (e *Event) defaults(o Object) {
	switch {
	case o["reminders"] != nil:
	case e.allDay: // the default ones are for events that have a time
		o["reminders"] = Object{"useDefault": false, "overrides": DefaultReminders()}
	default:
		o["reminders"] = Object{"useDefault": true}
	}
	if o["sequence"] == nil {
		o["sequence"] = 0
	}
	if Text(o, "transparency") == "opaque" {
		delete(o, "transparency")
	}
	if Text(o, "visibility") == "default" {
		delete(o, "visibility")
	}
	for _, name := range []string{"guestsCanInviteOthers", "guestsCanSeeOtherGuests"} {
		if Flag(o, name) {
			delete(o, name)
		}
	}
	for k, v := range o {
		if b, ok := v.(bool); ok && !b && !slices.Contains([]string{"guestsCanInviteOthers", "guestsCanSeeOtherGuests"}, k) {
			delete(o, k)
		}
	}
}

// DefaultReminders are those of every calendar.
func DefaultReminders() []any { return []any{Object{"method": "popup", "minutes": 10}} }

// answer returns how an address has answered, "" when it is no guest.
func (e *Event) answer(email string) string {
	for _, g := range List(e.body, "attendees") {
		if strings.EqualFold(Text(g, "email"), email) {
			return Text(g, "responseStatus")
		}
	}
	return ""
}

// busy reports whether the copy blocks its calendar's time.
func (e *Event) busy() bool {
	return !e.gone && Text(e.own, "transparency") != "transparent" && e.answer(e.calendar.ID) != "declined"
}
