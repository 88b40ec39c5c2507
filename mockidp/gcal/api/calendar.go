package api

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"torii/fixtures/workspace"
	"torii/mockidp/gcal/store"
)

func meta(cal *store.Calendar) store.Object {
	o := store.Object{"kind": "calendar#calendar", "etag": fmt.Sprintf(`"%d"`, cal.Stamp.UnixMicro()), "id": cal.ID, "summary": cal.Summary, "timeZone": cal.Zone.String(),
		"conferenceProperties": conferenceProperties(cal)}
	for name, v := range map[string]string{"description": cal.Description, "location": cal.Where} {
		if v != "" {
			o[name] = v
		}
	}
	if cal.Secondary() {
		o["dataOwner"] = cal.Owner
	}
	return o
}

func conferenceProperties(cal *store.Calendar) store.Object {
	if cal.NoMeet {
		return store.Object{}
	}
	return store.Object{"allowedConferenceSolutionTypes": []any{store.MeetType}}
}

func (c *call) getCalendar() (result, *Failure) { return ok(meta(c.calendar)), nil }

func (c *call) insertCalendar() (result, *Failure) {
	summary := store.Text(c.body, "summary")
	if summary == "" {
		return result{}, fail("E25").saying("Missing summary.")
	}
	zone := time.UTC
	if own, found := c.Store.Calendar(c.token.Subject); found {
		zone = own.Zone
	}
	if name := store.Text(c.body, "timeZone"); name != "" {
		own, err := time.LoadLocation(name)
		if err != nil {
			return result{}, fail("E29").saying("Invalid time zone value.")
		}
		zone = own
	}
	return ok(meta(c.Store.Create(c.token.Subject, summary, store.Text(c.body, "description"), store.Text(c.body, "location"), zone))), nil
}

func (c *call) updateCalendar() (result, *Failure) {
	if store.Text(c.body, "summary") == "" {
		return result{}, fail("E25").saying("Missing summary.")
	}
	return c.describe(c.body)
}

func (c *call) patchCalendar() (result, *Failure) {
	o := meta(c.calendar)
	store.Merge(o, c.body)
	return c.describe(o)
}

func (c *call) describe(o store.Object) (result, *Failure) {
	if name := store.Text(o, "timeZone"); name != "" {
		zone, err := time.LoadLocation(name)
		if err != nil {
			return result{}, fail("E29").saying("Invalid time zone value.")
		}
		c.calendar.Zone = zone
	}
	c.calendar.Summary, c.calendar.Description, c.calendar.Where = store.Text(o, "summary"), store.Text(o, "description"), store.Text(o, "location")
	c.calendar.Stamp = later(c.calendar.Stamp, c.Now())
	return ok(meta(c.calendar)), nil
}

// later is now, or just after what was.
func later(was, now time.Time) time.Time {
	now = now.Truncate(time.Millisecond)
	if !now.After(was) {
		return was.Add(time.Millisecond)
	}
	return now
}

func (c *call) deleteCalendar() (result, *Failure) {
	if !c.calendar.Secondary() {
		return result{}, fail("E36b")
	}
	c.Store.Remove(c.calendar)
	return noContent(), nil
}

func (c *call) clearCalendar() (result, *Failure) {
	if c.calendar.Secondary() {
		return result{}, fail("E29")
	}
	c.Store.Clear(c.calendar)
	return noContent(), nil
}

func (c *call) entry(cal *store.Calendar, role int) store.Object {
	o := meta(cal)
	o["kind"], o["accessRole"], o["selected"] = "calendar#calendarListEntry", roleNames[role], true
	o["colorId"], o["backgroundColor"], o["foregroundColor"] = "14", "#9fe1e7", "#000000"
	o["defaultReminders"] = []any{}
	if strings.EqualFold(cal.ID, c.token.Subject) {
		var told []any
		for _, kind := range []string{"eventCreation", "eventChange", "eventCancellation", "eventResponse"} {
			told = append(told, store.Object{"type": kind, "method": "email"})
		}
		o["primary"], o["defaultReminders"], o["notificationSettings"] = true, store.DefaultReminders(), store.Object{"notifications": told}
	}
	return o
}

func (c *call) getEntry() (result, *Failure) { return ok(c.entry(c.calendar, c.role)), nil }

// listCalendars shows one's own calendar and those shared with oneself by name.
func (c *call) listCalendars() (result, *Failure) {
	if _, found := c.Store.Calendar(c.token.Subject); !found {
		return result{}, fail("E14")
	}
	entries, newest := []any{}, int64(0)
	for _, cal := range c.Store.Calendars() {
		if role := c.listed(cal); role > noRole && role >= minRole(c.query) {
			entries = append(entries, c.entry(cal, role))
			newest = max(newest, cal.Stamp.UnixMicro())
		}
	}
	return c.paged("calendar#calendarList", fmt.Sprintf(`"%d"`, newest), entries)
}

func minRole(query url.Values) int {
	for i, name := range roleNames {
		if name == query.Get("minAccessRole") {
			return i
		}
	}
	return noRole
}

func (c *call) listed(cal *store.Calendar) int {
	if strings.EqualFold(cal.Owner, c.token.Subject) {
		return owner
	}
	for _, r := range cal.Rules {
		if r.Scope == "user:"+c.token.Subject {
			return c.roleOf(cal, c.token.Subject)
		}
	}
	return noRole
}

func (c *call) rules() []any {
	own := []any{}
	if c.calendar.Owner != "" {
		own = append(own, ruleObject(workspace.Rule{Scope: "user:" + c.calendar.Owner, Role: "owner"}, `"00000000000000000000"`))
	}
	for _, r := range c.calendar.Rules {
		own = append(own, ruleObject(r, fmt.Sprintf(`"%020d"`, c.calendar.Stamp.UnixMicro())))
	}
	return own
}

func ruleObject(r workspace.Rule, etag string) store.Object {
	kind, value, _ := strings.Cut(r.Scope, ":")
	scope := store.Object{"type": kind}
	if value != "" {
		scope["value"] = value
	}
	return store.Object{"kind": "calendar#aclRule", "etag": etag, "id": r.Scope, "scope": scope, "role": r.Role}
}

func (c *call) listRules() (result, *Failure) {
	return c.paged("calendar#acl", fmt.Sprintf(`"p%d"`, c.calendar.Stamp.UnixMicro()), c.rules())
}

func (c *call) getRule() (result, *Failure) {
	for _, r := range c.rules() {
		if o, isRule := r.(store.Object); isRule && o["id"] == c.path["ruleId"] {
			return ok(o), nil
		}
	}
	return result{}, fail("E14")
}
