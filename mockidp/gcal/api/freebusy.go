package api

import (
	"time"

	"torii/mockidp/gcal/store"
)

// The limits of a free/busy query.
const (
	maxRange     = 92 * 24 * time.Hour
	maxCalendars = 50
	maxMembers   = 100
)

func (c *call) freeBusy() (result, *Failure) {
	from, to, f := c.freeBusyRange()
	if f != nil {
		return result{}, f
	}
	zone := time.UTC
	if name := store.Text(c.body, "timeZone"); name != "" {
		own, err := time.LoadLocation(name)
		if err != nil {
			return result{}, fail("E29")
		}
		zone = own
	}
	asked, groups := c.expand()
	calendars := store.Object{}
	for _, id := range asked {
		calendars[id] = c.taken(id, from, to, zone, len(asked))
	}
	o := store.Object{"kind": "calendar#freeBusy", "calendars": calendars,
		"timeMin": from.UTC().Format("2006-01-02T15:04:05.000Z"), "timeMax": to.UTC().Format("2006-01-02T15:04:05.000Z")}
	if len(groups) > 0 {
		o["groups"] = groups
	}
	return ok(o), nil
}

func (c *call) freeBusyRange() (from, to time.Time, f *Failure) {
	for _, side := range []struct {
		name string
		to   *time.Time
	}{{"timeMin", &from}, {"timeMax", &to}} {
		text := store.Text(c.body, side.name)
		if text == "" {
			return from, to, fail("E25").saying("Missing " + side.name + " parameter.")
		}
		t, err := time.Parse(time.RFC3339, text)
		if err != nil {
			return from, to, fail("E29")
		}
		*side.to = t.Truncate(time.Second)
	}
	switch {
	case !from.Before(to):
		return from, to, fail("E24").at("parameter timeMax")
	case to.Sub(from) > maxRange:
		return from, to, fail("E36")
	}
	return from, to, nil
}

// expand turns groups into their members.
func (c *call) expand() (ids []string, groups store.Object) {
	groups = store.Object{}
	most := maxMembers
	if n, isNumber := c.body["groupExpansionMax"].(float64); isNumber {
		most = min(int(n), maxMembers)
	}
	seen := map[string]bool{}
	add := func(id string) {
		if !seen[id] {
			seen[id] = true
			ids = append(ids, id)
		}
	}
	for _, item := range store.List(c.body, "items") {
		id := store.Text(item, "id")
		group, isGroup := c.Directory.Group(id)
		switch {
		case !isGroup:
			add(id)
		case max(group.Size, len(group.Members)) > most:
			groups[id] = store.Object{"errors": trouble("groupTooBig")}
		default:
			members := []any{}
			for _, m := range group.Members {
				members = append(members, m)
				add(m)
			}
			groups[id] = store.Object{"calendars": members}
		}
	}
	return ids, groups
}

func trouble(reason string) []any { return []any{store.Object{"domain": "global", "reason": reason}} }

func (c *call) taken(id string, from, to time.Time, zone *time.Location, asked int) store.Object {
	most := maxCalendars
	if n, isNumber := c.body["calendarExpansionMax"].(float64); isNumber {
		most = min(int(n), maxCalendars)
	}
	if asked > most {
		return store.Object{"errors": trouble("tooManyCalendarsRequested"), "busy": []any{}}
	}
	cal, _, f := c.resolve(id)
	if f != nil {
		return store.Object{"errors": trouble("notFound"), "busy": []any{}}
	}
	busy := []any{}
	for _, b := range cal.Busy(from, to) {
		busy = append(busy, store.Object{"start": stampIn(b.Start, zone), "end": stampIn(b.End, zone)})
	}
	return store.Object{"busy": busy}
}

func stampIn(t time.Time, zone *time.Location) string { return t.In(zone).Format(time.RFC3339) }
