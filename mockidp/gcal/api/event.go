package api

import (
	"errors"
	"net/http"
	"net/mail"
	"regexp"
	"strconv"
	"strings"
	"time"

	"torii/fixtures/text"
	"torii/mockidp/gcal/store"
)

// eventID is base32hex, from 5 to 1024 characters.
var eventID = regexp.MustCompile(`^[a-v0-9]{5,}$`)

const longestID = 1024

// view is how the caller sees events of the calendar.
func (c *call) view() (store.View, *Failure) {
	v := store.View{Viewer: c.token.Subject, Details: c.role >= writer}
	if name := c.query.Get("timeZone"); name != "" {
		zone, err := time.LoadLocation(name)
		if err != nil {
			return v, fail("E29")
		}
		v.Zone = zone
	}
	n, f := c.number("maxAttendees", 0, 1<<20)
	v.Guests = n
	return v, f
}

func (c *call) shown(i store.Item) (result, *Failure) {
	v, f := c.view()
	if f != nil {
		return result{}, f
	}
	return ok(i.Render(v)), nil
}

func (c *call) find() (store.Item, *Failure) {
	i, ok := c.calendar.Find(c.path["eventId"])
	if !ok {
		return i, fail("E14")
	}
	return i, nil
}

func (c *call) getEvent() (result, *Failure) {
	i, f := c.find()
	if f != nil {
		return result{}, f
	}
	c.Store.Read(i.Event)
	if tag := c.r.Header.Get("If-None-Match"); tag != "" && matches(tag, i.Event.ETag()) {
		c.calledFor.Precondition = true
		return result{status: http.StatusNotModified, etag: i.Event.ETag()}, nil
	}
	return c.shown(i)
}

// matches reports whether a list of entity tags names one.
func matches(header, tag string) bool {
	for t := range strings.SplitSeq(header, ",") {
		if t = strings.TrimPrefix(strings.TrimSpace(t), "W/"); t == "*" || t == tag {
			return true
		}
	}
	return false
}

func (c *call) precondition(i store.Item) *Failure {
	tag := c.r.Header.Get("If-Match")
	c.calledFor.Precondition = tag != ""
	if tag != "" && !matches(tag, i.Event.ETag()) {
		return fail("E20")
	}
	return nil
}

func (c *call) insertEvent() (result, *Failure) {
	w, f := c.intent(c.body)
	if f == nil {
		f = c.typed(c.body, "")
	}
	if f != nil {
		return result{}, f
	}
	id := store.Text(c.body, "id")
	if c.body["id"] != nil && (!eventID.MatchString(id) || len(id) > longestID) {
		return result{}, fail("E26")
	}
	if _, taken := c.calendar.Find(id); taken && id != "" {
		return result{}, fail("E15")
	}
	if store.Text(store.Sub(c.body, "conferenceData"), "conferenceId") != "" { // a new event has none of its own yet
		c.calledFor.Why = text.Both{JA: "別の予定の Meet のコードは使えない(2026-02-17 の告知)。予定ごとに createRequest で作る",
			EN: "a Meet code of another event must not be used again (release note of 2026-02-17): ask for one by createRequest"}
	}
	e := c.Store.Insert(c.calendar, id, w)
	c.calledFor.Event = e.ID
	return c.shown(store.Item{Event: e})
}

func (c *call) updateEvent() (result, *Failure) {
	return c.change(func(store.Item) store.Object { return c.body })
}

func (c *call) patchEvent() (result, *Failure) {
	return c.change(func(i store.Item) store.Object {
		v := store.View{Zone: c.calendar.Zone, Details: true}
		content := i.Event.Content()
		if !i.Instance.IsZero() {
			shown := i.Render(v)
			content["start"], content["end"] = shown["start"], shown["end"]
			delete(content, "recurrence")
		}
		if i.Event.Gone() {
			content["status"] = "cancelled"
		}
		store.Merge(content, c.body)
		if sent := store.Sub(c.body, "reminders"); sent != nil && c.Varies.ReplacesReminders {
			content["reminders"] = store.Clone(sent)
		}
		return content
	})
}

func (c *call) change(wanted func(store.Item) store.Object) (result, *Failure) {
	i, f := c.find()
	if f != nil {
		return result{}, f
	}
	content := wanted(i)
	if i.Event.Gone() && store.Text(content, "status") == "cancelled" {
		return c.shown(i)
	}
	w, f := c.intent(content)
	if f == nil {
		f = c.revised(i, content)
	}
	if f != nil {
		return result{}, f
	}
	if f := c.precondition(i); f != nil {
		return result{}, f
	}
	e, err := c.Store.Update(i, w)
	if errors.Is(err, store.ErrNonOrganizer) {
		if c.Varies.SilentGuests {
			return c.shown(i)
		}
		return result{}, fail("E8")
	}
	return c.shown(store.Item{Event: e})
}

// revised holds a change against what the event is: its sequence does not go back, its type does not change.
func (c *call) revised(i store.Item, content store.Object) *Failure {
	if sent, isNumber := c.body["sequence"].(float64); isNumber && int(sent) < i.Event.Sequence() {
		return fail("E39")
	}
	was := ordinaryType
	if kind := store.Text(i.Event.Content(), "eventType"); kind != "" {
		was = kind
		if content["eventType"] == nil {
			content["eventType"] = kind // what a body leaves out stays
		}
	}
	return c.typed(content, was)
}

func (c *call) deleteEvent() (result, *Failure) {
	i, f := c.find()
	if f != nil {
		return result{}, f
	}
	w, f := c.intention()
	if f != nil {
		return result{}, f
	}
	if i.Event.Gone() {
		return result{}, fail("E19")
	}
	if f := c.precondition(i); f != nil {
		return result{}, f
	}
	c.Store.Delete(i, w)
	return noContent(), nil
}

func (c *call) moveEvent() (result, *Failure) {
	i, f := c.find()
	if f != nil {
		return result{}, f
	}
	w, f := c.intention()
	if f != nil {
		return result{}, f
	}
	if c.query.Get("destination") == "" {
		return result{}, fail("E25").at("parameter destination")
	}
	to, role, f := c.resolve(c.query.Get("destination"))
	switch {
	case f != nil:
		return result{}, f
	case role < writerNoPrivate:
		return result{}, fail("E10")
	case i.Event.Gone():
		return result{}, fail("E19")
	case i.Event.Home() != c.calendar, i.Event.Private():
		return result{}, fail("E8")
	case !i.Instance.IsZero() || to == c.calendar:
		return result{}, fail("E29")
	}
	if kind := store.Text(i.Event.Content(), "eventType"); kind != "" && kind != "default" {
		return result{}, fail("E36c")
	}
	if _, taken := to.Find(i.Event.ID); taken {
		return result{}, fail("E15")
	}
	moved := c.Store.Move(i.Event, to, w)
	v := store.View{Zone: to.Zone, Viewer: c.token.Subject, Details: true}
	return ok(store.Item{Event: moved}.Render(v)), nil
}

// intention reads what a write says besides the event.
func (c *call) intention() (store.Write, *Failure) {
	w := store.Write{Actor: c.token.Subject, Updates: c.query.Get("sendUpdates"), Attachments: c.query.Get("supportsAttachments") == "true"}
	switch w.Updates {
	case "", "all", "externalOnly", "none":
	default:
		return w, fail("E29").saying("Invalid value for: sendUpdates").at("parameter sendUpdates")
	}
	if w.Updates == "" && c.query.Get("sendNotifications") == "true" {
		w.Updates = "all"
	}
	version, f := c.number("conferenceDataVersion", 0, 1)
	w.Conference = version == 1
	c.calledFor.Conference = w.Conference
	return w, f
}

// intent holds an event that shall be written against Google's rules.
func (c *call) intent(content store.Object) (store.Write, *Failure) {
	w, f := c.intention()
	if f != nil {
		return w, f
	}
	w.Content = content
	if f := checkTimes(content, c.calendar.Zone); f != nil {
		return w, f
	}
	guests := store.List(content, "attendees")
	if c.Most > 0 && len(guests) > c.Most {
		return w, fail("E41").saying("The number of attendees exceeds the limit of " + strconv.Itoa(c.Most) + ".")
	}
	c.calledFor.Attendees = len(guests)
	if len(guests) > 0 && !c.token.Delegated() && c.m.ID != "events.import" { // import invites nobody
		return w, fail("E9")
	}
	for _, g := range guests {
		email := store.Text(g, "email")
		if a, err := mail.ParseAddress(email); err != nil || a.Address != email {
			return w, fail("E28")
		}
	}
	trimProps(content)
	if f := reminders(content); f != nil {
		return w, f
	}
	if !w.Conference {
		return w, nil
	}
	request := store.Sub(store.Sub(content, "conferenceData"), "createRequest")
	if request == nil || store.Sub(request, "status") != nil {
		return w, nil
	}
	kind := store.Text(store.Sub(request, "conferenceSolutionKey"), "type")
	if c.calendar.NoMeet || !c.token.Delegated() || kind != "" && kind != store.MeetType {
		return w, fail("E27")
	}
	return w, nil
}

// The documented sizes of extended properties: longer keys are dropped, longer values cut.
const (
	maxPropKey   = 44
	maxPropValue = 1024
)

func trimProps(content store.Object) {
	props := store.Sub(content, "extendedProperties")
	for _, side := range []string{"private", "shared"} {
		all := store.Sub(props, side)
		for k, v := range all {
			s, isText := v.(string)
			switch {
			case len(k) > maxPropKey:
				delete(all, k)
			case isText && len(s) > maxPropValue:
				all[k] = s[:maxPropValue]
			}
		}
	}
}

// checkTimes holds start, end and recurrence against Google's rules, in its order.
func checkTimes(content store.Object, zone *time.Location) *Failure {
	const mixed = "Start and end times must either both be date or both be dateTime."
	invalid := func(message string) *Failure { f := fail("E26"); f.Why = whyTimes; return f.saying(message) }
	required := func(message string) *Failure { f := fail("E25"); f.Why = whyTimes; return f.saying(message) }
	start, end := store.Sub(content, "start"), store.Sub(content, "end")
	switch {
	case strings.Contains(store.Text(start, "date")+store.Text(end, "date"), "T"):
		return invalid("'T' found, can only parse bare date string")
	case end == nil:
		return required("Missing end time.")
	case start == nil:
		return invalid(mixed)
	}
	date, otherDate := store.Text(start, "date") != "", store.Text(end, "date") != ""
	timed, otherTimed := store.Text(start, "dateTime") != "", store.Text(end, "dateTime") != ""
	if date != otherDate || timed != otherTimed || date == timed {
		return invalid(mixed)
	}
	var at [2]time.Time
	for i, side := range []struct {
		name string
		o    store.Object
	}{{"start", start}, {"end", end}} {
		if name := store.Text(side.o, "timeZone"); name != "" {
			if _, err := time.LoadLocation(name); err != nil || name == "Local" {
				return invalid("Invalid time zone definition for " + side.name + " time.")
			}
		}
		t, _, err := store.Moment(side.o, zone)
		given := store.Text(side.o, "dateTime") + store.Text(side.o, "date")
		if err != nil {
			return invalid(malformed(given))
		}
		if timed && store.Text(side.o, "timeZone") == "" && !hasOffset(given) {
			return required("Missing time zone definition for " + side.name + " time.")
		}
		at[i] = t
	}
	if !at[1].After(at[0]) {
		return fail("E24")
	}
	return checkRecurrence(content, start, at[0], zone, date)
}

func checkRecurrence(content, start store.Object, first time.Time, zone *time.Location, allDay bool) *Failure {
	lines := store.Strings(content, "recurrence")
	if len(lines) == 0 {
		return nil
	}
	name := store.Text(start, "timeZone")
	if name == "" && !allDay {
		return fail("E25").saying("Missing time zone definition for start time.")
	}
	if own, err := time.LoadLocation(name); err == nil && name != "" {
		zone = own
	}
	starts, err := store.Occurrences(lines, first, zone, allDay)
	if err != nil || len(starts) == 0 {
		return fail("E26").saying("Invalid recurrence rule.")
	}
	return nil
}

func hasOffset(dateTime string) bool {
	_, err := time.Parse(time.RFC3339, strings.ToUpper(dateTime))
	return err == nil
}

// malformed words a complaint about a date as Google's parser does.
func malformed(given string) string {
	if len(given) < len("2006-01-02") {
		return `Invalid value for: Invalid format: "` + given + `" is too short`
	}
	rest := given
	for i := range given {
		if _, err := time.Parse("2006-01-02T15:04:05"[:min(i+1, 19)], given[:i+1]); err != nil && i >= 10 {
			rest = given[i:]
			break
		}
	}
	return `Invalid value for: Invalid format: "` + given + `" is malformed at "` + rest + `"`
}
