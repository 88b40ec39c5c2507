package api

import (
	"slices"

	"torii/mockidp/gcal/store"
)

// Schema is one kind of object that the API takes or gives, with every member that
// Google's discovery document lists. An object inside another is named after its place,
// for example "Event.reminders".
type Schema struct {
	Name  string
	Takes []string // callers write them
	Gives []string // only the service writes them; in a body they say nothing
	Drops []string // not emulated: dropped from a body, never given
}

// Schemas lists them.
func Schemas() []Schema {
	return []Schema{
		{"Acl", nil, words("etag items kind nextPageToken nextSyncToken"), nil},
		{"AclRule", words("role scope"), words("etag id kind"), nil},
		{"AclRule.scope", words("type value"), nil, nil},
		{"Calendar", words("description location summary timeZone"), words("conferenceProperties dataOwner etag id kind"), words("autoAcceptInvitations labelProperties workingHours")},
		{"Calendar.workingHours", nil, nil, words("availableTimes workingHoursEnabled")},
		{"Calendar.workingHours.availableTimes", nil, nil, words("dayOfWeek periodEnd periodStart")},
		{"CalendarList", nil, words("etag items kind nextPageToken nextSyncToken"), nil},
		{"CalendarListEntry", nil, words("accessRole backgroundColor colorId conferenceProperties dataOwner defaultReminders description etag foregroundColor id kind location " +
			"notificationSettings primary selected summary timeZone"), words("autoAcceptInvitations deleted hidden summaryOverride")},
		{"CalendarListEntry.notificationSettings", nil, words("notifications"), nil},
		{"CalendarNotification", nil, words("method type"), nil},
		{"Channel", words("address expiration id params resourceId token type"), words("kind resourceUri"), words("payload")},
		{"ColorDefinition", nil, words("background foreground"), nil},
		{"Colors", nil, words("calendar event kind updated"), nil},
		{"ConferenceData", words("createRequest"), words("conferenceId conferenceSolution entryPoints signature"), words("notes parameters")},
		{"ConferenceParameters", nil, nil, words("addOnParameters")},
		{"ConferenceParametersAddOnParameters", nil, nil, words("parameters")},
		{"ConferenceProperties", nil, words("allowedConferenceSolutionTypes"), nil},
		{"ConferenceRequestStatus", nil, words("statusCode"), nil},
		{"ConferenceSolution", nil, words("iconUri key name"), nil},
		{"ConferenceSolutionKey", words("type"), nil, nil},
		{"CreateConferenceRequest", words("conferenceSolutionKey requestId"), words("status"), nil},
		{"EntryPoint", nil, words("entryPointType label uri"), words("accessCode entryPointFeatures meetingCode passcode password pin regionCode")},
		{"Error", nil, words("domain reason"), nil},
		{"Event", words("anyoneCanAddSelf attachments attendees birthdayProperties colorId conferenceData description end endTimeUnspecified eventType extendedProperties " +
			"focusTimeProperties guestsCanInviteOthers guestsCanModify guestsCanSeeOtherGuests iCalUID id location organizer outOfOfficeProperties recurrence reminders " +
			"sequence source start status summary transparency visibility workingLocationProperties"),
			words("attendeesOmitted created creator etag hangoutLink htmlLink kind originalStartTime privateCopy recurringEventId updated"), words("eventLabelId gadget locked")},
		{"Event.creator", nil, words("email self"), words("displayName id")},
		{"Event.extendedProperties", words("private shared"), nil, nil},
		{"Event.gadget", nil, nil, words("display height iconLink link preferences title type width")},
		{"Event.organizer", words("displayName email"), words("self"), words("id")},
		{"Event.reminders", words("overrides useDefault"), nil, nil},
		{"Event.source", words("title url"), nil, nil},
		{"EventAttachment", words("fileUrl iconLink mimeType title"), nil, words("fileId")},
		{"EventAttendee", words("additionalGuests comment displayName email optional resource responseStatus"), words("organizer self"), words("asyncOperation id")},
		{"EventBirthdayProperties", words("type"), nil, words("contact customTypeName")},
		{"EventDateTime", words("date dateTime timeZone"), nil, nil},
		{"EventFocusTimeProperties", words("autoDeclineMode chatStatus declineMessage"), nil, nil},
		{"EventLabel", nil, nil, words("backgroundColor id name")},
		{"EventOutOfOfficeProperties", words("autoDeclineMode declineMessage"), nil, nil},
		{"EventReminder", words("method minutes"), nil, nil},
		{"EventWorkingLocationProperties", words("customLocation homeOffice officeLocation type"), nil, nil},
		{"EventWorkingLocationProperties.customLocation", words("label"), nil, nil},
		{"EventWorkingLocationProperties.officeLocation", words("buildingId deskId floorId floorSectionId label"), nil, nil},
		{"Events", nil, words("accessRole defaultReminders description etag items kind nextPageToken nextSyncToken summary timeZone updated"), nil},
		{"FreeBusyCalendar", nil, words("busy errors"), nil},
		{"FreeBusyGroup", nil, words("calendars errors"), nil},
		{"FreeBusyRequest", words("calendarExpansionMax groupExpansionMax items timeMax timeMin timeZone"), nil, nil},
		{"FreeBusyRequestItem", words("id"), nil, nil},
		{"FreeBusyResponse", nil, words("calendars groups kind timeMax timeMin"), nil},
		{"LabelProperties", nil, nil, words("eventLabels")},
		{"Setting", nil, words("etag id kind value"), nil},
		{"Settings", nil, words("etag items kind nextPageToken nextSyncToken"), nil},
		{"TimePeriod", nil, words("end start"), nil},
	}
}

// inner names the schema of the objects that stand in a member of another.
var inner = map[string]string{
	"AclRule.scope":                                 "AclRule.scope",
	"ConferenceData.createRequest":                  "CreateConferenceRequest",
	"CreateConferenceRequest.conferenceSolutionKey": "ConferenceSolutionKey",
	"Event.attachments":                             "EventAttachment",
	"Event.attendees":                               "EventAttendee",
	"Event.birthdayProperties":                      "EventBirthdayProperties",
	"Event.conferenceData":                          "ConferenceData",
	"Event.end":                                     "EventDateTime",
	"Event.extendedProperties":                      "Event.extendedProperties",
	"Event.focusTimeProperties":                     "EventFocusTimeProperties",
	"Event.organizer":                               "Event.organizer",
	"Event.outOfOfficeProperties":                   "EventOutOfOfficeProperties",
	"Event.reminders":                               "Event.reminders",
	"Event.reminders.overrides":                     "EventReminder",
	"Event.source":                                  "Event.source",
	"Event.start":                                   "EventDateTime",
	"Event.workingLocationProperties":               "EventWorkingLocationProperties",
	"EventWorkingLocationProperties.customLocation": "EventWorkingLocationProperties.customLocation",
	"EventWorkingLocationProperties.officeLocation": "EventWorkingLocationProperties.officeLocation",
	"FreeBusyRequest.items":                         "FreeBusyRequestItem",
}

// Enumerations are the members of bodies that take one of a few values. The document
// gives the values of some in words only.
var Enumerations = map[string][]string{
	"AclRule.role":                               roleNames,
	"AclRule.scope.type":                         words("default user group domain"),
	"EventBirthdayProperties.type":               words("anniversary birthday custom other self"),
	"Event.eventType":                            eventTypes,
	"Event.status":                               words("confirmed tentative cancelled"),
	"Event.transparency":                         words("opaque transparent"),
	"Event.visibility":                           words("default public private confidential"),
	"Event.colorId":                              words("1 2 3 4 5 6 7 8 9 10 11"),
	"EventAttendee.responseStatus":               words("needsAction declined tentative accepted"),
	"EventReminder.method":                       words("email popup"),
	"EventFocusTimeProperties.autoDeclineMode":   declineModes,
	"EventOutOfOfficeProperties.autoDeclineMode": declineModes,
	"EventFocusTimeProperties.chatStatus":        words("available doNotDisturb"),
	"EventWorkingLocationProperties.type":        words("homeOffice officeLocation customLocation"),
}

var (
	eventTypes   = words("birthday default focusTime fromGmail outOfOffice workingLocation")
	declineModes = words("declineNone declineAllConflictingInvitations declineOnlyNewConflictingInvitations")
)

// prune drops what a schema does not take from a body, and refuses a value that an
// enumeration does not have.
func prune(schema string, body store.Object) *Failure {
	all := Schemas()
	i := slices.IndexFunc(all, func(s Schema) bool { return s.Name == schema })
	if i < 0 {
		return nil
	}
	for name, v := range body {
		if !slices.Contains(all[i].Takes, name) && !slices.Contains(all[i].Gives, name) {
			delete(body, name)
			continue
		}
		if f := valued(schema+"."+name, v); f != nil {
			return f
		}
	}
	return nil
}

// valued holds the value of a member against its enumeration, and what is inside it against its schema.
func valued(place string, v any) *Failure {
	if v == nil {
		return nil
	}
	if allowed, ok := Enumerations[place]; ok {
		given, isText := v.(string)
		if place == "EventReminder.method" && given == oldReminder {
			return nil
		}
		if place == "Event.colorId" && given == "" || isText && slices.Contains(allowed, given) {
			return nil
		}
		return notAllowed(v, allowed)
	}
	schema, ok := inner[place]
	if !ok {
		return nil
	}
	switch x := v.(type) {
	case store.Object:
		return prune(schema, x)
	case []any:
		for _, e := range x {
			if o, isObject := e.(store.Object); isObject {
				if f := prune(schema, o); f != nil {
					return f
				}
			}
		}
	}
	return nil
}
