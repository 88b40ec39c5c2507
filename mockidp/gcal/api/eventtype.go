package api

import (
	"strings"

	"torii/mockidp/gcal/store"
)

// typed holds an event that shall be written against what its type allows. was is the
// type that the event has, "" of a new one.
func (c *call) typed(content store.Object, was string) *Failure {
	kind := store.Text(content, "eventType")
	if kind == "" {
		kind = ordinaryType
	}
	if was != "" && kind != was {
		return c.untyped("E36c", "The event type cannot be changed.")
	}
	switch kind {
	case "fromGmail":
		if was == "" {
			return c.untyped("E36c", "Events of type fromGmail cannot be created.")
		}
	case "focusTime", "outOfOffice":
		if c.calendar.Secondary() {
			return c.untyped("E36c", "Events of this type can only be on primary calendars.")
		}
	case "workingLocation":
		if c.calendar.Secondary() {
			return c.untyped("E36c", "Events of this type can only be on primary calendars.")
		}
		if place := store.Sub(content, "workingLocationProperties"); store.Text(place, "type") == "" {
			return c.untyped("E36d", "")
		}
	case "birthday":
		yearly := strings.Contains(strings.ToUpper(strings.Join(store.Strings(content, "recurrence"), "\n")), "FREQ=YEARLY")
		if !yearly || store.Text(store.Sub(content, "start"), "date") == "" {
			return c.untyped("E36c", "Birthday events must last all day and recur every year.")
		}
	}
	return nil
}

const ordinaryType = "default"

// untyped refuses for the sake of the type: the words are not known for certain.
func (c *call) untyped(id, message string) *Failure {
	f := fail(id)
	if message != "" {
		f.Message = message
	}
	if f.Status = 400; c.Varies.BareTypes {
		bare := fail("E29")
		bare.Why = f.Why
		return bare
	}
	return f
}
