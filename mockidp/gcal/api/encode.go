package api

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"torii/mockidp/gcal/store"
)

// orders says in which order Google writes members, by the object's kind or the member it stands in.
var orders = map[string][]string{
	"calendar#event": words("kind etag id status htmlLink created updated summary description location colorId eventLabelId creator organizer start end " +
		"endTimeUnspecified recurrence recurringEventId originalStartTime transparency visibility iCalUID sequence attendees attendeesOmitted " +
		"extendedProperties hangoutLink conferenceData anyoneCanAddSelf guestsCanInviteOthers guestsCanModify guestsCanSeeOtherGuests privateCopy locked " +
		"reminders source attachments eventType"),
	"calendar#events":            words("kind etag summary description updated timeZone accessRole defaultReminders nextPageToken nextSyncToken items"),
	"calendar#calendarList":      words("kind etag nextPageToken nextSyncToken items"),
	"calendar#calendarListEntry": words("kind etag id summary description location timeZone dataOwner colorId backgroundColor foregroundColor selected accessRole defaultReminders notificationSettings primary conferenceProperties autoAcceptInvitations"),
	"calendar#calendar":          words("kind etag id summary description location timeZone dataOwner conferenceProperties autoAcceptInvitations"),
	"calendar#acl":               words("kind etag nextPageToken nextSyncToken items"),
	"calendar#aclRule":           words("kind etag id scope role"),
	"calendar#freeBusy":          words("kind timeMin timeMax groups calendars"),
	"api#channel":                words("kind id resourceId resourceUri token expiration"),
	"creator":                    words("id email displayName self"),
	"organizer":                  words("id email displayName self"),
	"attendees":                  words("id email displayName organizer self resource optional responseStatus comment additionalGuests"),
	"start":                      words("date dateTime timeZone"),
	"conferenceData":             words("createRequest entryPoints conferenceSolution conferenceId signature notes"),
	"createRequest":              words("requestId conferenceSolutionKey status"),
	"entryPoints":                words("regionCode entryPointType uri label pin"),
	"conferenceSolution":         words("key name iconUri"),
	"reminders":                  words("useDefault overrides"),
	"overrides":                  words("method minutes"),
	"defaultReminders":           words("method minutes"),
	"scope":                      words("type value"),
	"busy":                       words("start end"),
	"errors":                     words("domain reason"),
}

func words(s string) []string { return strings.Fields(s) }

// encode writes an object as Google does: known members in their order, others after them.
func encode(o store.Object, indent string) []byte {
	var b bytes.Buffer
	write(&b, o, "")
	if indent == "" {
		return b.Bytes()
	}
	var pretty bytes.Buffer
	if json.Indent(&pretty, b.Bytes(), "", indent) != nil {
		return b.Bytes()
	}
	pretty.WriteByte('\n')
	return pretty.Bytes()
}

func write(b *bytes.Buffer, v any, inside string) {
	switch x := v.(type) {
	case store.Object:
		writeObject(b, x, inside)
	case []any:
		b.WriteByte('[')
		for i, e := range x {
			if i > 0 {
				b.WriteByte(',')
			}
			write(b, e, inside)
		}
		b.WriteByte(']')
	default:
		b.Write(scalar(v))
	}
}

func scalar(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if e.Encode(v) != nil {
		return []byte("null")
	}
	return bytes.TrimRight(b.Bytes(), "\n")
}

func writeObject(b *bytes.Buffer, o store.Object, inside string) {
	order, known := orders[store.Text(o, "kind")]
	if !known {
		order = orders[inside]
	}
	names := slices.SortedFunc(maps.Keys(o), func(p, q string) int {
		if d := rank(order, p) - rank(order, q); d != 0 {
			return d
		}
		return strings.Compare(p, q)
	})
	b.WriteByte('{')
	for i, name := range names {
		if i > 0 {
			b.WriteByte(',')
		}
		b.Write(scalar(name))
		b.WriteByte(':')
		write(b, o[name], name)
	}
	b.WriteByte('}')
}

func rank(order []string, name string) int {
	if i := slices.Index(order, name); i >= 0 {
		return i
	}
	return len(order)
}
