package store

import (
	"slices"
	"time"

	"torii/fixtures/workspace"
)

// answer is a room's reply that is still to come.
type answer struct {
	at    time.Time
	event *Event // the room's copy
	seq   int    // sequence of the event it is about
}

// askRooms has rooms answer later, again when the time has changed.
func (s *Store) askRooms(sh *shared, old Object) {
	for _, e := range sh.copies {
		if !e.calendar.Room || e.gone {
			continue
		}
		if old != nil && !moved(old, sh.body) && e.answer(e.calendar.ID) != "needsAction" {
			continue
		}
		s.due = append(s.due, answer{s.now().Add(s.Knobs.RoomDelay), e, number(sh.body["sequence"])})
	}
}

// Settle lets everything happen whose time has come.
func (s *Store) Settle() {
	var later []answer
	due := s.due
	s.due = nil
	for _, a := range due {
		if a.at.After(s.now()) {
			later = append(later, a)
			continue
		}
		s.reply(a)
	}
	s.due = append(later, s.due...)
}

func (s *Store) reply(a answer) {
	e := a.event
	room, ok := s.directory.Room(e.calendar.ID)
	if !ok || e.gone || room.Answers == workspace.Manual || e.answer(room.ID) == "" || number(e.body["sequence"]) != a.seq {
		return
	}
	status := "accepted"
	if room.Answers == workspace.Busy || e.collides() {
		status = "declined"
	}
	s.Answer(e, room.ID, status, "")
}

// collides reports whether another event that the room has accepted takes any of the time.
func (e *Event) collides() bool {
	starts := e.starts
	if len(starts) == 0 {
		starts = []time.Time{e.start}
	}
	return slices.ContainsFunc(starts, func(t time.Time) bool {
		items, _ := e.calendar.List(Query{Single: true, Min: t, Max: e.endOf(t), Limit: 1, Match: func(i Item) bool {
			return i.Event.ID != e.ID && i.Event.series != e.ID && i.Event.answer(e.calendar.ID) == "accepted"
		}})
		return len(items) > 0
	})
}
