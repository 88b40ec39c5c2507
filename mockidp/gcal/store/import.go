package store

import "slices"

// Import takes an event over from another calendar system by its iCalUID: in place where
// the calendar has it already. An organizer other than the calendar's owner makes it a
// private copy, which is passed on to nobody. Nobody is mailed.
func (s *Store) Import(c *Calendar, uid, organizer string, w Write) *Event {
	w.Updates = "none"
	if e := c.Imported(uid); e != nil {
		if e.home == c {
			// The only error is that of a guest's copy.
			e, _ = s.Update(Item{Event: e}, w)
		}
		return e
	}
	sh := &shared{id: s.newID(), ical: uid, home: c, foreign: organizer, creator: w.Actor}
	e := &Event{shared: sh, ID: sh.id, calendar: c, created: s.created()}
	sh.copies = []*Event{e}
	s.fill(e, w)
	s.put(e, true)
	return e
}

// Imported finds an event by its iCalUID, nil for none, exceptions left out: they share that of their series.
func (c *Calendar) Imported(uid string) *Event {
	i := slices.IndexFunc(c.changes.events, func(e *Event) bool { return e.ical == uid && !e.isException() })
	if i < 0 {
		return nil
	}
	return c.changes.events[i]
}

// organizer is the address that the event is shown to be organized by.
func (sh *shared) organizer() string {
	if sh.foreign != "" {
		return sh.foreign
	}
	return sh.home.ID
}

// Private reports whether the copy belongs to an organizer elsewhere, and is passed on to nobody.
func (e *Event) Private() bool { return e.foreign != "" }
