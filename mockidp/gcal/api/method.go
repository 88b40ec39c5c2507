package api

import (
	"net/http"
	"slices"
	"strings"
)

// Method is one method of the API as its discovery document lists it.
type Method struct {
	ID     string // for example "events.insert"
	HTTP   string
	Path   string // under /calendar/v3/
	Query  []string
	Takes  string // schema of the request, "" for none
	Gives  string // schema of the answer, "" for none
	Scopes []string
	do     func(*call) (result, *Failure) // nil: not emulated
}

// Name is the id that logs and plans use, for example "calendar.events.insert".
func (m Method) Name() string { return "calendar." + m.ID }

// Served reports whether the fake does what the method is for; others answer 501.
func (m Method) Served() bool { return m.do != nil }

// full is the name that error details use, for example "calendar.v3.Events.Insert".
func (m Method) full() string {
	parts := strings.Split(m.ID, ".")
	for i, p := range parts {
		parts[i] = strings.ToUpper(p[:1]) + p[1:]
	}
	return "calendar.v3." + strings.Join(parts, ".")
}

// The sets of scopes, without their common beginning.
var (
	eventWrite   = words("calendar calendar.events calendar.app.created calendar.events.owned")
	eventMove    = words("calendar calendar.events calendar.events.owned")
	eventRead    = slices.Concat(eventWrite, words("calendar.readonly calendar.events.readonly calendar.events.freebusy calendar.events.owned.readonly calendar.events.public.readonly"))
	freeBusyRead = words("calendar calendar.readonly calendar.freebusy calendar.events.freebusy")
	listWrite    = words("calendar calendar.calendarlist")
	listOwn      = append(words("calendar.app.created"), listWrite...)
	listRead     = append(words("calendar.readonly calendar.calendarlist.readonly"), listWrite...)
	listReadOwn  = append(words("calendar.app.created"), listRead...)
	metaAll      = words("calendar calendar.calendars")
	metaWrite    = append(words("calendar.app.created"), metaAll...)
	metaRead     = slices.Concat(metaWrite, words("calendar.readonly calendar.calendars.readonly"))
	aclWrite     = words("calendar calendar.acls")
	aclRead      = append(words("calendar.acls.readonly"), aclWrite...)
	ruleRead     = append(words("calendar.readonly"), aclRead...)
	settingsRead = words("calendar calendar.readonly calendar.settings calendar.settings.readonly")
	colorsRead   = words("calendar calendar.app.created calendar.calendarlist calendar.calendarlist.readonly calendar.events.freebusy calendar.events.owned " +
		"calendar.events.owned.readonly calendar.events.public.readonly calendar.readonly")
	channelStop = slices.Concat(eventRead, words("calendar.acls calendar.acls.readonly calendar.calendarlist calendar.calendarlist.readonly calendar.settings calendar.settings.readonly"))
)

const scopePrefix = "https://www.googleapis.com/auth/"

var (
	listQuery = words("alwaysIncludeEmail eventTypes iCalUID maxAttendees maxResults orderBy pageToken privateExtendedProperty q sharedExtendedProperty " +
		"showDeleted showHiddenInvitations singleEvents syncToken timeMax timeMin timeZone updatedMin")
	instancesQuery = words("alwaysIncludeEmail maxAttendees maxResults originalStart pageToken showDeleted timeMax timeMin timeZone")
	importQuery    = words("conferenceDataVersion eventLabelVersion supportsAttachments")
	tellQuery      = words("sendNotifications sendUpdates")
	insertQuery    = slices.Concat(importQuery, tellQuery, words("maxAttendees"))
	writeQuery     = append(words("alwaysIncludeEmail"), insertQuery...)
	pageQuery      = words("maxResults pageToken syncToken")
	aclQuery       = append(words("showDeleted"), pageQuery...)
	entriesQuery   = append(words("minAccessRole showDeleted showHidden showOwnOrganizationOnly"), pageQuery...)
)

// Methods lists the surface. What has no function answers 501 by name.
func Methods() []Method {
	const event, events = "calendars/{calendarId}/events/{eventId}", "calendars/{calendarId}/events"
	const entry, meta, acl = "users/me/calendarList", "calendars/{calendarId}", "calendars/{calendarId}/acl"
	get, post, put, patch, del := http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete
	return []Method{
		{"events.list", get, events, listQuery, "", "Events", eventRead, (*call).listEvents},
		{"events.insert", post, events, insertQuery, "Event", "Event", eventWrite, (*call).insertEvent},
		{"events.import", post, events + "/import", importQuery, "Event", "Event", eventWrite, (*call).importEvent},
		{"events.quickAdd", post, events + "/quickAdd", append([]string{"text"}, tellQuery...), "", "Event", eventWrite, nil},
		{"events.watch", post, events + "/watch", listQuery, "Channel", "Channel", eventRead, (*call).watchEvents},
		{"events.get", get, event, []string{"alwaysIncludeEmail", "maxAttendees", "timeZone"}, "", "Event", eventRead, (*call).getEvent},
		{"events.update", put, event, writeQuery, "Event", "Event", eventWrite, (*call).updateEvent},
		{"events.patch", patch, event, writeQuery, "Event", "Event", eventWrite, (*call).patchEvent},
		{"events.delete", del, event, tellQuery, "", "", eventWrite, (*call).deleteEvent},
		{"events.move", post, event + "/move", append([]string{"destination"}, tellQuery...), "", "Event", eventMove, (*call).moveEvent},
		{"events.instances", get, event + "/instances", instancesQuery, "", "Events", eventRead, (*call).listInstances},
		{"calendarList.list", get, entry, entriesQuery, "", "CalendarList", listRead, (*call).listCalendars},
		{"calendarList.get", get, entry + "/{calendarId}", nil, "", "CalendarListEntry", listReadOwn, (*call).getEntry},
		{"calendarList.insert", post, entry, []string{"colorRgbFormat"}, "CalendarListEntry", "CalendarListEntry", listWrite, nil},
		{"calendarList.update", put, entry + "/{calendarId}", []string{"colorRgbFormat"}, "CalendarListEntry", "CalendarListEntry", listOwn, nil},
		{"calendarList.patch", patch, entry + "/{calendarId}", []string{"colorRgbFormat"}, "CalendarListEntry", "CalendarListEntry", listOwn, nil},
		{"calendarList.delete", del, entry + "/{calendarId}", nil, "", "", listOwn, nil},
		{"calendarList.watch", post, entry + "/watch", entriesQuery, "Channel", "Channel", listRead, nil},
		{"calendars.insert", post, "calendars", nil, "Calendar", "Calendar", metaWrite, (*call).insertCalendar},
		{"calendars.get", get, meta, nil, "", "Calendar", metaRead, (*call).getCalendar},
		{"calendars.update", put, meta, nil, "Calendar", "Calendar", metaWrite, (*call).updateCalendar},
		{"calendars.patch", patch, meta, nil, "Calendar", "Calendar", metaWrite, (*call).patchCalendar},
		{"calendars.delete", del, meta, nil, "", "", metaWrite, (*call).deleteCalendar},
		{"calendars.clear", post, meta + "/clear", nil, "", "", metaAll, (*call).clearCalendar},
		{"calendars.transferOwnership", post, meta + "/transferOwnership", []string{"newDataOwner", "useAdminAccess"}, "", "", metaAll, nil},
		{"acl.list", get, acl, aclQuery, "", "Acl", aclRead, (*call).listRules},
		{"acl.get", get, acl + "/{ruleId}", nil, "", "AclRule", ruleRead, (*call).getRule},
		{"acl.insert", post, acl, []string{"sendNotifications"}, "AclRule", "AclRule", aclWrite, nil},
		{"acl.update", put, acl + "/{ruleId}", []string{"sendNotifications"}, "AclRule", "AclRule", aclWrite, nil},
		{"acl.patch", patch, acl + "/{ruleId}", []string{"sendNotifications"}, "AclRule", "AclRule", aclWrite, nil},
		{"acl.delete", del, acl + "/{ruleId}", nil, "", "", aclWrite, nil},
		{"acl.watch", post, acl + "/watch", aclQuery, "Channel", "Channel", aclRead, nil},
		{"freebusy.query", post, "freeBusy", nil, "FreeBusyRequest", "FreeBusyResponse", freeBusyRead, (*call).freeBusy},
		{"channels.stop", post, "channels/stop", nil, "Channel", "", channelStop, (*call).stopChannel},
		{"settings.list", get, "users/me/settings", pageQuery, "", "Settings", settingsRead, (*call).listSettings},
		{"settings.get", get, "users/me/settings/{setting}", nil, "", "Setting", settingsRead, (*call).getSetting},
		{"settings.watch", post, "users/me/settings/watch", pageQuery, "Channel", "Channel", settingsRead, nil},
		{"colors.get", get, "colors", nil, "", "Colors", colorsRead, (*call).getColors},
	}
}

// match reads the parameters of a path; segments are compared before they are unescaped.
func (m Method) match(segments []string) (map[string]string, bool) {
	pattern := strings.Split(m.Path, "/")
	if len(pattern) != len(segments) {
		return nil, false
	}
	found := map[string]string{}
	for i, p := range pattern {
		name, isParam := strings.CutPrefix(p, "{")
		if !isParam {
			if p != segments[i] {
				return nil, false
			}
			continue
		}
		found[strings.TrimSuffix(name, "}")] = segments[i]
	}
	return found, true
}

// allows reports whether one of a token's scopes opens the method.
func (m Method) allows(scopes []string) bool {
	return slices.ContainsFunc(scopes, func(s string) bool {
		name, ok := strings.CutPrefix(s, scopePrefix)
		return ok && slices.Contains(m.Scopes, name)
	})
}
