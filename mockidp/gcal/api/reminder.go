package api

import (
	"slices"

	"torii/mockidp/gcal/store"
)

// The documented limits of reminders.
const (
	maxReminders = 5
	maxMinutes   = 40320 // four weeks
	oldReminder  = "sms" // taken without a word, and dropped
)

// reminders holds an event's reminders against Google's rules, and brings them into the form that is kept.
func reminders(content store.Object) *Failure {
	given := store.Sub(content, "reminders")
	if given == nil {
		return nil
	}
	overrides := slices.DeleteFunc(store.List(given, "overrides"), func(o store.Object) bool { return store.Text(o, "method") == oldReminder })
	switch {
	case len(overrides) > 0 && store.Flag(given, "useDefault"):
		return fail("E37")
	case len(overrides) > maxReminders:
		return fail("E38")
	}
	kept := make([]any, len(overrides))
	for i, o := range overrides {
		if n, isNumber := o["minutes"].(float64); isNumber {
			o["minutes"] = min(max(n, 0), maxMinutes)
		}
		kept[i] = o
	}
	delete(given, "overrides")
	if len(kept) > 0 {
		given["overrides"] = kept
	}
	return nil
}
