package store

import (
	"errors"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	"torii/mockidp/gcal/directory"
)

// ErrNonOrganizer tells that a guest changed what only the organizer may.
var ErrNonOrganizer = errors.New("shared properties can only be changed by the organizer")

// Write is one change of an event as a caller wants it.
type Write struct {
	Actor       string // whose name stands behind it
	Content     Object // the event's members as they shall be
	Conference  bool   // conferenceDataVersion=1
	Updates     string // sendUpdates, or "" where it was not sent
	Attachments bool   // supportsAttachments
}

// Insert makes an event; the id must be free, "" for a new one.
func (s *Store) Insert(c *Calendar, id string, w Write) *Event {
	if id == "" {
		id = s.newID()
	}
	sh := &shared{id: id, ical: id + "@google.com", home: c, creator: w.Actor}
	if given := Text(w.Content, "iCalUID"); given != "" {
		sh.ical = given
	}
	e := &Event{shared: sh, ID: id, calendar: c, created: s.created()}
	sh.copies = []*Event{e}
	s.fill(e, w)
	s.put(e, true)
	s.spread(sh, w, nil)
	return e
}

func (s *Store) newID() string { return s.rand.String("0123456789abcdefghijklmnopqrstuv", 26) }

// created is a time of creation, which Google keeps to the second.
func (s *Store) created() time.Time { return s.now().Truncate(time.Second) }

// fill gives a new event its members.
func (s *Store) fill(e *Event, w Write) {
	body, own := split(w.Content)
	s.confer(e.shared, body, nil, w)
	if !w.Attachments {
		delete(body, "attachments")
	}
	body["attendees"] = anys(s.guests(e.shared, body, nil))
	body["sequence"] = number(body["sequence"])
	e.body, e.own = body, own
	e.gone = Text(body, "status") == "cancelled"
}

// number reads a whole number of JSON.
func number(v any) int {
	switch n := v.(type) {
	case float64:
		return int(n)
	case int:
		return n
	}
	return 0
}

// split parts what everybody sees from what each calendar has for itself.
func split(content Object) (body, own Object) {
	content = Clone(content)
	own = only(content, ownMembers)
	if props := Sub(content, "extendedProperties"); props != nil {
		if p := Sub(props, "private"); p != nil {
			own["private"] = p
		}
		delete(props, "private")
		if len(props) == 0 {
			delete(content, "extendedProperties")
		}
	}
	for _, name := range slices.Concat(ownMembers, readOnly) {
		delete(content, name)
	}
	for k, v := range content {
		if v == nil {
			delete(content, k)
		}
	}
	return content, own
}

// Update changes an event, or one instance of a series, to what w says.
func (s *Store) Update(i Item, w Write) (*Event, error) {
	if i.Event.home != i.Event.calendar && !Flag(i.Event.body, "guestsCanModify") {
		return s.asGuest(i, w)
	}
	e := s.alone(i)
	body, own := split(w.Content)
	if w.Content["eventType"] == nil {
		delete(body, "eventType")
	}
	old := e.body
	if e.isException() {
		delete(body, "recurrence") // an instance does not recur
		s.seclude(e, body)
	}
	s.confer(e.shared, body, old, w)
	if !w.Attachments {
		keep(body, old, "attachments")
	}
	body["attendees"] = anys(s.guests(e.shared, body, List(old, "attendees")))
	body["sequence"] = max(number(old["sequence"]), number(body["sequence"]))
	if moved(old, body) {
		body["sequence"] = number(old["sequence"]) + 1
	}
	onlyReminders := reflect.DeepEqual(old, body) && reflect.DeepEqual(without(e.own, "reminders"), without(own, "reminders"))
	if Text(body, "status") == "cancelled" {
		delete(body, "status")
		e.body = body
		s.Delete(Item{Event: e}, w)
		return e, nil
	}
	if onlyReminders && !e.gone {
		s.change(e, false, func() { e.own = own })
		return e, nil
	}
	revived := e.gone
	for _, copied := range slices.Clone(e.copies) {
		s.change(copied, true, func() {
			copied.body = body
			if copied == e {
				copied.own = own
			}
			if copied == e || revived && e.answer(copied.calendar.ID) != "" {
				copied.gone = false
			}
		})
	}
	s.spread(e.shared, w, old)
	return e, nil
}

// seclusion ranks visibilities, the most open first.
var seclusion = map[string]int{"public": 0, "default": 1, "": 1, "private": 2, "confidential": 2}

// seclude has the visibility of one occasion spread: to the whole series where it hides
// more, else it stays as it was.
func (s *Store) seclude(e *Event, body Object) {
	wanted := Text(body, "visibility")
	master, ok := e.home.byID[e.series]
	switch {
	case !ok || s.Knobs.OwnHiding || seclusion[wanted] == seclusion[Text(e.body, "visibility")]:
		return
	case seclusion[wanted] < seclusion[Text(e.body, "visibility")]:
		keep(body, e.body, "visibility")
		return
	}
	others := []*shared{master.shared}
	for _, x := range e.home.exceptions[e.series] {
		if x.shared != e.shared {
			others = append(others, x.shared)
		}
	}
	slices.SortFunc(others, func(a, b *shared) int { return strings.Compare(a.id, b.id) })
	for _, sh := range others {
		hidden := with(sh.body, Object{"visibility": wanted})
		for _, copied := range slices.Clone(sh.copies) {
			s.change(copied, true, func() { copied.body = hidden })
		}
	}
}

func without(o Object, name string) Object {
	c := maps.Clone(o)
	delete(c, name)
	return c
}

func keep(body, old Object, name string) {
	delete(body, name)
	if v, ok := old[name]; ok {
		body[name] = v
	}
}

func moved(old, body Object) bool {
	for _, name := range []string{"start", "end", "recurrence", "location"} {
		if !reflect.DeepEqual(old[name], body[name]) {
			return true
		}
	}
	return false
}

// asGuest takes a guest's own answer and members; all else must stay as it is.
func (s *Store) asGuest(i Item, w Write) (*Event, error) {
	body, own := split(w.Content)
	before, _ := split(i.Event.Content())
	if !i.Instance.IsZero() {
		before = with(before, Object{"start": body["start"], "end": body["end"]})
		delete(before, "recurrence")
	}
	if !reflect.DeepEqual(plain(before), plain(body)) {
		return nil, ErrNonOrganizer
	}
	e := s.alone(i)
	var answer, comment string
	for _, g := range List(body, "attendees") {
		if strings.EqualFold(Text(g, "email"), e.calendar.ID) {
			answer, comment = Text(g, "responseStatus"), Text(g, "comment")
		}
	}
	if answer == "" || answer == e.answer(e.calendar.ID) {
		s.change(e, true, func() { e.own = own })
		return e, nil
	}
	e.own = own
	s.Answer(e, e.calendar.ID, answer, comment)
	return e, nil
}

// plain drops what a guest may send back differently.
func plain(body Object) Object {
	c := Clone(body)
	for _, name := range []string{"attendees", "sequence", "status", "eventType", "conferenceData"} {
		delete(c, name)
	}
	return c
}

// Answer sets a guest's response on every copy.
func (s *Store) Answer(e *Event, guest, status, comment string) {
	body := Clone(e.body)
	for _, g := range List(body, "attendees") {
		if strings.EqualFold(Text(g, "email"), guest) {
			g["responseStatus"] = status
			if comment != "" {
				g["comment"] = comment
			}
		}
	}
	for _, copied := range slices.Clone(e.copies) {
		s.change(copied, true, func() { copied.body = body })
	}
}

// Delete cancels an event or one instance: the organizer's for everybody, a guest's for
// themselves, which declines.
func (s *Store) Delete(i Item, w Write) {
	e := s.alone(i)
	if e.home != e.calendar {
		s.change(e, true, func() { e.gone = true })
		s.Answer(e, e.calendar.ID, "declined", "")
		return
	}
	s.mail(e.shared, w, Cancel, List(e.body, "attendees"), "deleted")
	for _, copied := range slices.Clone(e.copies) {
		s.cancel(copied)
	}
}

func (s *Store) cancel(e *Event) { s.change(e, true, func() { e.gone = true }) }

// Move gives an event another organizer and leaves a stub behind.
func (s *Store) Move(e *Event, to *Calendar, w Write) *Event {
	sh := *e.shared
	sh.home, sh.body = to, Clone(e.body)
	placed := &Event{shared: &sh, ID: e.ID, calendar: to, own: Clone(e.own), created: e.created}
	sh.copies = []*Event{placed}
	for _, copied := range slices.Clone(e.copies) {
		if copied != e && copied.calendar != to {
			s.change(copied, true, func() { copied.shared = &sh }) // it has another organizer
			sh.copies = append(sh.copies, copied)
		}
	}
	e.copies = []*Event{e}
	s.cancel(e)
	s.put(placed, true)
	s.spread(&sh, w, sh.body)
	return placed
}

// alone returns the event itself, or makes an exception of an instance.
func (s *Store) alone(i Item) *Event {
	if i.Instance.IsZero() {
		return i.Event
	}
	master := i.Event
	sh := &shared{id: i.ID(), ical: master.ical, home: master.home, foreign: master.foreign, creator: master.creator, series: master.ID, body: Clone(master.body), meet: master.meet}
	delete(sh.body, "recurrence")
	shown := Object{}
	i.times(shown, master.calendar.Zone)
	sh.body["start"], sh.body["end"], sh.original = shown["start"], shown["end"], Sub(shown, "originalStartTime")
	var own *Event
	for _, copied := range master.copies {
		x := &Event{shared: sh, ID: sh.id, calendar: copied.calendar, own: Clone(copied.own), created: copied.created, gone: copied.gone}
		sh.copies = append(sh.copies, x)
		if copied == master {
			own = x
		}
		of := copied.calendar.exceptions
		if of[master.ID] == nil {
			of[master.ID] = map[int64]*Event{}
		}
		of[master.ID][i.Instance.Unix()] = x
		s.put(x, true)
	}
	return own
}

// guests brings an attendee list into the form Google keeps: one entry an address, rooms
// named, groups expanded, and nobody's answer but one's own changed.
func (s *Store) guests(sh *shared, body Object, old []Object) []Object {
	answers := map[string]string{}
	for _, g := range old {
		answers[strings.ToLower(Text(g, "email"))] = Text(g, "responseStatus")
	}
	var all []Object
	seen := map[string]bool{}
	add := func(g Object) {
		email := strings.ToLower(Text(g, "email"))
		if email == "" || seen[email] {
			return
		}
		seen[email] = true
		all = append(all, s.guest(sh, g, answers[email]))
	}
	for _, g := range List(body, "attendees") {
		add(g)
		if group, ok := s.directory.Group(Text(g, "email")); ok {
			for _, member := range group.Members {
				if member != sh.home.ID {
					add(Object{"email": member})
				}
			}
		}
	}
	return all
}

func (s *Store) guest(sh *shared, g Object, before string) Object {
	g = Clone(g)
	for _, name := range []string{"organizer", "self", "id"} {
		delete(g, name)
	}
	email := Text(g, "email")
	switch {
	case strings.EqualFold(email, sh.organizer()):
		g["responseStatus"] = "accepted"
	case sh.foreign != "" && strings.EqualFold(email, sh.home.ID) && g["responseStatus"] != nil: // the owner's own answer
	case before == "" || g["responseStatus"] == nil:
		g["responseStatus"] = "needsAction"
	default:
		g["responseStatus"] = before
	}
	if s.directory.SortOf(email) == directory.Room {
		g["resource"] = true
		g["displayName"] = s.directory.Name(email)
	} else {
		delete(g, "resource")
	}
	for k, v := range g {
		if v == nil || v == false {
			delete(g, k)
		}
	}
	return g
}

// spread passes an event on: copies for new guests, none for those who were removed, mails.
func (s *Store) spread(sh *shared, w Write, old Object) {
	before, now := map[string]bool{}, map[string]bool{}
	for _, g := range List(old, "attendees") {
		before[strings.ToLower(Text(g, "email"))] = true
	}
	var added, kept, removed []Object
	if sh.foreign != "" {
		return
	}
	for _, g := range List(sh.body, "attendees") {
		email := strings.ToLower(Text(g, "email"))
		now[email] = true
		if before[email] {
			kept = append(kept, g)
		} else {
			added = append(added, g)
		}
		s.invite(sh, email, !before[email])
	}
	for _, g := range List(old, "attendees") {
		if email := strings.ToLower(Text(g, "email")); !now[email] {
			removed = append(removed, g)
			s.uninvite(sh, email)
		}
	}
	s.mail(sh, w, Request, added, "invited")
	s.mail(sh, w, Change, kept, "changed")
	s.mail(sh, w, Cancel, removed, "removed")
	s.askRooms(sh, old)
}

// invite puts a copy into a guest's calendar; fresh says that the guest was none before.
func (s *Store) invite(sh *shared, email string, fresh bool) {
	c, ok := s.calendars[email]
	if !ok || c == sh.home {
		return
	}
	if i := slices.IndexFunc(sh.copies, func(e *Event) bool { return e.calendar == c }); i >= 0 {
		if e := sh.copies[i]; e.gone && fresh {
			s.change(e, true, func() { e.gone = false })
		}
		return
	}
	if _, taken := c.byID[sh.id]; taken {
		return
	}
	e := &Event{shared: sh, ID: sh.id, calendar: c, own: Object{}, created: s.created()}
	if home := sh.copies[0]; home.own["transparency"] != nil {
		e.own["transparency"] = home.own["transparency"]
	}
	sh.copies = append(sh.copies, e)
	s.put(e, true)
	if sh.series != "" {
		if c.exceptions[sh.series] == nil {
			c.exceptions[sh.series] = map[int64]*Event{}
		}
		if t, _, err := Moment(sh.original, c.Zone); err == nil {
			c.exceptions[sh.series][t.Unix()] = e
		}
	}
}

// uninvite leaves a tombstone in the calendar of a guest who was removed.
func (s *Store) uninvite(sh *shared, email string) {
	for _, e := range slices.Clone(sh.copies) {
		if strings.EqualFold(e.calendar.ID, email) && e.calendar != sh.home {
			s.cancel(e)
		}
	}
}
