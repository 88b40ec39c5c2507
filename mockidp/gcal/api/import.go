package api

import (
	"slices"
	"strings"

	"torii/mockidp/gcal/store"
)

// importEvent takes an event over under its iCalUID; it has no id of the caller's.
func (c *call) importEvent() (result, *Failure) {
	uid := store.Text(c.body, "iCalUID")
	switch {
	case c.body["id"] != nil:
		return result{}, fail("E26")
	case uid == "":
		return result{}, fail("E25")
	}
	w, f := c.intent(c.body)
	if f == nil {
		f = c.typed(c.body, "")
	}
	if f != nil {
		return result{}, f
	}
	if e := c.calendar.Imported(uid); e != nil {
		if sent, isNumber := c.body["sequence"].(float64); isNumber && int(sent) < e.Sequence() {
			return result{}, fail("E39")
		}
	}
	organizer := store.Text(store.Sub(c.body, "organizer"), "email")
	if strings.EqualFold(organizer, c.calendar.ID) {
		organizer = ""
	}
	if organizer != "" && !slices.ContainsFunc(store.List(c.body, "attendees"), func(g store.Object) bool {
		return strings.EqualFold(store.Text(g, "email"), c.calendar.ID)
	}) {
		return result{}, fail("E33")
	}
	e := c.Store.Import(c.calendar, uid, organizer, w)
	c.calledFor.Event = e.ID
	return c.shown(store.Item{Event: e})
}
