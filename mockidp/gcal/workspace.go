package gcal

import (
	"fmt"
	"time"

	"torii/fixtures/workspace"
	"torii/mockidp/gcal/store"
)

// sow makes the events that exist at the start. Nobody is mailed about them.
func (s *Service) sow(p *parts, events []workspace.Event) {
	today := p.started
	if tenants := p.directory.Document().Tenants; len(tenants) > 0 {
		if zone, err := time.LoadLocation(tenants[0].Zone); err == nil {
			today = today.In(zone)
		}
	}
	p.store.Lock()
	defer p.store.Unlock()
	for _, e := range events {
		c, ok := p.store.Calendar(e.Calendar)
		if !ok {
			continue
		}
		start, end := when(today, c.Zone, e)
		for n := range max(e.Count, 1) {
			id := e.ID
			if e.Count > 0 {
				id = fmt.Sprintf("%s%05d", e.ID, n)
			}
			shift := time.Duration(n) * time.Hour
			w := store.Write{Actor: c.Owner, Content: content(e, start.Add(shift), end.Add(shift)), Conference: e.Meet, Updates: "none"}
			if e.Meet {
				w.Content["conferenceData"] = store.Object{"createRequest": store.Object{"requestId": id, "conferenceSolutionKey": store.Object{"type": store.MeetType}}}
			}
			made := p.store.Insert(c, id, w)
			bend(p.store, c, made, e)
		}
	}
}

// when is the event's time: days are counted from the Workspace's today, hours are the calendar's.
func when(today time.Time, zone *time.Location, e workspace.Event) (from, to time.Time) {
	day := time.Date(today.Year(), today.Month(), today.Day()+e.Day, 0, 0, 0, 0, zone)
	if e.From == "" {
		return day, day.AddDate(0, 0, 1)
	}
	return at(day, e.From), at(day, e.To)
}

func at(day time.Time, clock string) time.Time {
	t, err := time.Parse("15:04", clock)
	if err != nil {
		return day
	}
	return time.Date(day.Year(), day.Month(), day.Day(), t.Hour(), t.Minute(), 0, 0, day.Location())
}

func content(e workspace.Event, start, end time.Time) store.Object {
	o := store.Object{"summary": e.Summary}
	moment := func(t time.Time) store.Object {
		if e.From == "" {
			return store.Object{"date": t.Format(store.Day)}
		}
		return store.Object{"dateTime": t.Format(time.RFC3339), "timeZone": t.Location().String()}
	}
	o["start"], o["end"] = moment(start), moment(end)
	if e.Private {
		o["visibility"] = "private"
	}
	if e.Free {
		o["transparency"] = "transparent"
	}
	var lines, guests []any
	for _, line := range e.Repeat {
		lines = append(lines, line)
	}
	for _, g := range e.Guests {
		guests = append(guests, store.Object{"email": g})
	}
	if lines != nil {
		o["recurrence"] = lines
	}
	if guests != nil {
		o["attendees"] = guests
	}
	if len(e.Props) > 0 {
		props := store.Object{}
		for k, v := range e.Props {
			props[k] = v
		}
		o["extendedProperties"] = store.Object{"private": props}
	}
	return o
}

// bend moves, drops and deletes what the file says of an event.
func bend(s *store.Store, c *store.Calendar, made *store.Event, e workspace.Event) {
	w := store.Write{Actor: c.Owner, Updates: "none"}
	for i, item := range instances(c, made) {
		switch i + 1 {
		case e.Moved:
			w.Content = content(e, item.Start().In(c.Zone).Add(time.Hour), item.End().In(c.Zone).Add(time.Hour))
			delete(w.Content, "recurrence")
			_, _ = s.Update(item, w) // the organizer may
		case e.Dropped:
			s.Delete(item, w)
		}
	}
	if e.Deleted {
		s.Delete(store.Item{Event: made}, w)
	}
}

func instances(c *store.Calendar, e *store.Event) []store.Item {
	if !e.Series() {
		return nil
	}
	items, _ := c.List(store.Query{Single: true, Limit: -1, Match: func(i store.Item) bool { return i.Event == e }})
	return items
}
