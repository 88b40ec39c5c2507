package gcal_test

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"torii/mockidp/gcal/store"
)

// said is one request and what the wire says back.
type said struct {
	name, method, path, body string
	status                   int
	reason, message          string
	holds                    func(*testing.T, store.Object)
}

const ours = "/calendar/v3/calendars/primary/events"

// say sends a request and returns the answer as an object.
func (f fake) say(method, path, body string) (int, store.Object) {
	f.t.Helper()
	res, raw := f.send(method, path, body, nil)
	var o store.Object
	if raw != "" {
		require.NoError(f.t, json.Unmarshal([]byte(raw), &o), raw)
	}
	return res.StatusCode, o
}

func (row said) run(t *testing.T, f fake) store.Object {
	t.Helper()
	status, o := f.say(row.method, row.path, row.body)
	require.Equal(t, row.status, status, "%s: %v", row.name, o)
	if row.reason != "" {
		e := store.Sub(o, "error")
		require.Equal(t, row.reason, store.Text(store.List(e, "errors")[0], "reason"), row.name)
		if row.message != "" {
			require.Equal(t, row.message, store.Text(e, "message"), row.name)
		}
	}
	if row.holds != nil {
		row.holds(t, o)
	}
	return o
}

// hour is an event of an hour with further members.
func hour(more string) string {
	if more != "" {
		more = "," + more
	}
	return `{"start":{"dateTime":"2026-12-01T10:00:00+09:00","timeZone":"Asia/Tokyo"},"end":{"dateTime":"2026-12-01T11:00:00+09:00","timeZone":"Asia/Tokyo"}` + more + `}`
}

// many are so many attendees.
func many(n int) string {
	all := make([]string, n)
	for i := range all {
		all[i] = `{"email":"guest` + strconv.Itoa(i) + `@example.com"}`
	}
	return `"attendees":[` + strings.Join(all, ",") + `]`
}

const both = "Cannot specify both default reminders and overrides at the same time."

func inReminders(want string) func(*testing.T, store.Object) {
	return func(t *testing.T, o store.Object) {
		t.Helper()
		got, err := json.Marshal(o["reminders"])
		require.NoError(t, err)
		require.JSONEq(t, want, string(got))
	}
}

func absent(names ...string) func(*testing.T, store.Object) {
	return func(t *testing.T, o store.Object) {
		t.Helper()
		for _, name := range names {
			require.NotContains(t, o, name)
		}
	}
}

func TestWhatGoogleRefusesAndDrops(t *testing.T) {
	const popup = `{"method":"popup","minutes":10}`
	six := strings.TrimSuffix(strings.Repeat(popup+",", 6), ",")
	day := func(more string) string {
		return `{"start":{"date":"2026-12-01"},"end":{"date":"2026-12-02"},` + more + `}`
	}
	insert := func(name, body string, status int, reason, message string, holds func(*testing.T, store.Object)) said {
		return said{name, http.MethodPost, ours, body, status, reason, message, holds}
	}
	list := func(name, query, message string) said {
		return said{name, http.MethodGet, ours + "?" + query, "", 400, "invalidParameter", message, nil}
	}
	for _, row := range []said{
		insert("default reminders and overrides", hour(`"reminders":{"useDefault":true,"overrides":[`+popup+`]}`), 400, "cannotUseDefaultRemindersAndSpecifyOverride", both, nil),
		insert("six overrides", hour(`"reminders":{"useDefault":false,"overrides":[`+six+`]}`), 400, "eventRemindersCountExceedsLimit", "", nil),
		insert("an override by sms", hour(`"reminders":{"useDefault":false,"overrides":[{"method":"sms","minutes":5},`+popup+`]}`), 200, "", "",
			inReminders(`{"useDefault":false,"overrides":[`+popup+`]}`)),
		insert("minutes out of range", hour(`"reminders":{"useDefault":false,"overrides":[{"method":"popup","minutes":-1},{"method":"email","minutes":50000}]}`), 200, "", "",
			inReminders(`{"useDefault":false,"overrides":[{"method":"popup","minutes":0},{"method":"email","minutes":40320}]}`)),
		insert("empty overrides", hour(`"reminders":{"useDefault":false,"overrides":[]}`), 200, "", "", inReminders(`{"useDefault":false}`)),
		insert("all day without reminders", day(`"summary":"x"`), 200, "", "", inReminders(`{"useDefault":false,"overrides":[`+popup+`]}`)),
		insert("unknown members", hour(`"interviewKey":"1","eventLabelId":"x","gadget":{"title":"x"},"attendees":[{"email":"`+kouho+`","rank":1}]`), 200, "", "",
			func(t *testing.T, o store.Object) {
				absent("interviewKey", "eventLabelId", "gadget")(t, o)
				absent("rank")(t, store.List(o, "attendees")[0])
			}),
		insert("visibility", hour(`"visibility":"secret"`), 400, "invalidParameter", "Invalid string value: 'secret'. Allowed values: [default, public, private, confidential]", nil),
		insert("transparency", hour(`"transparency":"busy"`), 400, "invalidParameter", "Invalid string value: 'busy'. Allowed values: [opaque, transparent]", nil),
		insert("status", hour(`"status":5`), 400, "invalidParameter", "Invalid string value: '5'. Allowed values: [confirmed, tentative, cancelled]", nil),
		insert("color", hour(`"colorId":"12"`), 400, "invalidParameter", "", nil),
		insert("event type", hour(`"eventType":"interview"`), 400, "invalidParameter", "", nil),
		insert("answer", hour(`"attendees":[{"email":"`+kouho+`","responseStatus":"yes"}]`), 400, "invalidParameter",
			"Invalid string value: 'yes'. Allowed values: [needsAction, declined, tentative, accepted]", nil),
		insert("method of a reminder", hour(`"reminders":{"overrides":[{"method":"fax","minutes":1}]}`), 400, "invalidParameter", "", nil),
		{"conferenceDataVersion", http.MethodPost, ours + "?conferenceDataVersion=2", hour(""), 400, "invalidParameter", "Invalid value '2'. Values must be within the range: [0, 1]", nil},
		{"sendUpdates", http.MethodPost, ours + "?sendUpdates=everyone", hour(""), 400, "invalidParameter", "Invalid string value: 'everyone'. Allowed values: [all, externalOnly, none]", nil},
		{"labels", http.MethodPost, ours + "?eventLabelVersion=1", hour(`"eventLabelId":"x"`), 501, "notImplemented", "parameter eventLabelVersion of calendar.events.insert is not emulated by torii", nil},
		{"no labels", http.MethodPost, ours + "?eventLabelVersion=0", hour(""), 200, "", "", nil},
		list("orderBy", "orderBy=start", "Invalid string value: 'start'. Allowed values: [startTime, updated]"),
		list("boolean", "singleEvents=yes", "Invalid boolean value: 'yes'."),
		list("event types", "eventTypes=default&eventTypes=meeting", "Invalid string value: 'meeting'. Allowed values: [birthday, default, focusTime, fromGmail, outOfOffice, workingLocation]"),
		list("maxResults", "maxResults=0", ""),
		{"minAccessRole", http.MethodGet, "/calendar/v3/users/me/calendarList?minAccessRole=admin", "", 400, "invalidParameter",
			"Invalid string value: 'admin'. Allowed values: [freeBusyReader, owner, reader, writer, writerWithoutPrivateAccess]", nil},
		insert("a dateTime in date", `{"start":{"date":"2026-12-01T10:00:00+09:00"},"end":{"date":"2026-12-02"}}`, 400, "invalid", "'T' found, can only parse bare date string", nil),
		{"a dateTime in date of a change", http.MethodPatch, ours + "/itv0kakutei0001", `{"start":{"date":"2026-12-01T10:00:00+09:00"}}`, 400, "invalid", "'T' found, can only parse bare date string", nil},
		insert("200 guests", hour(many(200)), 200, "", "", nil),
		insert("201 guests", hour(many(201)), 400, "invalid", "The number of attendees exceeds the limit of 200.", nil),
		insert("from Gmail", hour(`"eventType":"fromGmail"`), 400, "eventTypeRestriction", "", nil),
		insert("a working location without one", day(`"eventType":"workingLocation"`), 400, "malformedWorkingLocationEvent", "", nil),
		insert("a working location", day(`"eventType":"workingLocation","workingLocationProperties":{"type":"homeOffice","homeOffice":{}}`), 200, "", "", nil),
		insert("a birthday of an hour", hour(`"eventType":"birthday"`), 400, "eventTypeRestriction", "", nil),
		insert("a birthday", day(`"eventType":"birthday","recurrence":["RRULE:FREQ=YEARLY"]`), 200, "", "", nil),
		{"focus time elsewhere", http.MethodPost, "/calendar/v3/calendars/" + slots + "/events", hour(`"eventType":"focusTime"`), 400, "eventTypeRestriction", "", nil},
		{"working hours", http.MethodPatch, "/calendar/v3/calendars/primary", `{"workingHours":{"workingHoursEnabled":true},"labelProperties":{"eventLabels":[]}}`, 200, "", "",
			absent("workingHours", "labelProperties")},
	} {
		t.Run(row.name, func(t *testing.T) { row.run(t, open(t, nil, nil)) })
	}
}

func TestWhatIsCancelledIsBare(t *testing.T) {
	f := open(t, nil, nil)
	token := store.Text(said{method: http.MethodGet, path: ours + "?maxResults=2500", status: 200}.run(t, f), "nextSyncToken")
	for _, id := range []string{"itv0obosha00001", "itv0teirei00001_20261128T000000Z"} {
		said{name: id, method: http.MethodDelete, path: ours + "/" + id, status: 204}.run(t, f)
	}
	names := func(query string) map[string][]string {
		shown := map[string][]string{}
		for _, e := range store.List(said{method: http.MethodGet, path: ours + "?" + query, status: 200}.run(t, f), "items") {
			if store.Text(e, "status") == "cancelled" {
				var all []string
				for name := range e {
					all = append(all, name)
				}
				shown[store.Text(e, "id")] = all
			}
		}
		return shown
	}
	changed := names("syncToken=" + strings.ReplaceAll(token, "+", "%2B"))
	require.ElementsMatch(t, []string{"kind", "etag", "id", "status"}, changed["itv0obosha00001"])
	require.ElementsMatch(t, []string{"kind", "etag", "id", "status", "recurringEventId", "originalStartTime"}, changed["itv0teirei00001_20261128T000000Z"])
	require.ElementsMatch(t, []string{"kind", "etag", "id", "status", "recurringEventId", "originalStartTime"}, names("maxResults=2500")["itv0teirei00001_20261128T000000Z"])
	require.Contains(t, names("showDeleted=true&syncToken=" + strings.ReplaceAll(token, "+", "%2B"))["itv0obosha00001"], "summary")
}

func TestReminderPatch(t *testing.T) {
	const own = `"id":"reminded01","reminders":{"useDefault":false,"overrides":[{"method":"popup","minutes":30}]}`
	for _, row := range []struct {
		value string
		said
	}{
		{"refuse", said{status: 400, reason: "cannotUseDefaultRemindersAndSpecifyOverride", message: both}},
		{"replace", said{status: 200, holds: inReminders(`{"useDefault":true}`)}},
	} {
		t.Run(row.value, func(t *testing.T) {
			f := open(t, map[string]string{"reminder_patch": row.value}, nil)
			said{method: http.MethodPost, path: ours, body: hour(own), status: 200}.run(t, f)
			row.method, row.path, row.body = http.MethodPatch, ours+"/reminded01", `{"reminders":{"useDefault":true}}`
			row.run(t, f)
		})
	}
}

func TestSequenceDoesNotGoBack(t *testing.T) {
	const below = "Invalid sequence value. The specified sequence number is below the current sequence number of the resource. " +
		"Re-fetch the resource and use its sequence number on the following request."
	f := open(t, nil, nil)
	at, imported := ours+"/sequenced1", `"iCalUID":"seq@example.com","sequence":`
	for _, row := range []said{
		{"insert", http.MethodPost, ours, hour(`"id":"sequenced1"`), 200, "", "", nil},
		{"moved", http.MethodPatch, at, `{"location":"A"}`, 200, "", "", func(t *testing.T, o store.Object) { require.EqualValues(t, 1, o["sequence"]) }},
		{"patch", http.MethodPatch, at, `{"sequence":0,"summary":"x"}`, 400, "invalid", below, nil},
		{"update", http.MethodPut, at, hour(`"sequence":0`), 400, "invalid", below, nil},
		{"the same", http.MethodPatch, at, `{"sequence":1,"summary":"x"}`, 200, "", "", nil},
		{"none", http.MethodPut, at, hour(""), 200, "", "", nil},
		{"import", http.MethodPost, ours + "/import", hour(imported + "3"), 200, "", "", nil},
		{"import of before", http.MethodPost, ours + "/import", hour(imported + "2"), 400, "invalid", below, nil},
	} {
		row.run(t, f)
	}
}

func TestVisibilityOfOneOccasion(t *testing.T) {
	f := open(t, nil, nil)
	of := func(id string) string {
		return store.Text(said{method: http.MethodGet, path: ours + "/" + id, status: 200}.run(t, f), "visibility")
	}
	const series, first, second = "series0001", "series0001_20261201T010000Z", "series0001_20261208T010000Z"
	said{method: http.MethodPost, path: ours, body: hour(`"id":"` + series + `","recurrence":["RRULE:FREQ=WEEKLY;COUNT=3"]`), status: 200}.run(t, f)
	said{method: http.MethodPatch, path: ours + "/" + second, body: `{"summary":"x"}`, status: 200}.run(t, f)
	said{method: http.MethodPatch, path: ours + "/" + first, body: `{"visibility":"private"}`, status: 200}.run(t, f)
	require.Equal(t, []string{"private", "private", "private"}, []string{of(series), of(first), of(second)}, "what hides more spreads")
	said{method: http.MethodPatch, path: ours + "/" + first, body: `{"visibility":"public"}`, status: 200}.run(t, f)
	require.Equal(t, []string{"private", "private", "private"}, []string{of(series), of(first), of(second)}, "what hides less is ignored")
}

func TestTypeOfAnEventStays(t *testing.T) {
	for _, row := range []struct{ set, reason string }{{"own", "eventTypeRestriction"}, {"bare", "badRequest"}} {
		f := open(t, map[string]string{"event_type_reason": row.set}, nil)
		said{method: http.MethodPost, path: ours, body: hour(`"id":"kinded0001","eventType":"outOfOffice"`), status: 200}.run(t, f)
		said{method: http.MethodPatch, path: ours + "/kinded0001", body: `{"summary":"x"}`, status: 200,
			holds: func(t *testing.T, o store.Object) { require.Equal(t, "outOfOffice", o["eventType"]) }}.run(t, f)
		said{method: http.MethodPatch, path: ours + "/kinded0001", body: `{"eventType":"default"}`, status: 400, reason: row.reason}.run(t, f)
	}
}

func TestUpdateByAGuest(t *testing.T) {
	for value, want := range map[string]int{"refuse": 403, "ignore": 200} {
		f := open(t, map[string]string{"guest_update": value}, nil)
		require.NoError(t, f.Invite(suzuki, "meeting001", store.Object{"summary": "採用会議",
			"start": store.Object{"dateTime": "2026-12-01T10:00:00+09:00"}, "end": store.Object{"dateTime": "2026-12-01T11:00:00+09:00"},
			"attendees": []any{store.Object{"email": sender}}}))
		said{method: http.MethodPatch, path: ours + "/meeting001", body: `{"summary":"x"}`, status: want}.run(t, f)
		o := said{method: http.MethodGet, path: ours + "/meeting001", status: 200}.run(t, f)
		require.Equal(t, "採用会議", o["summary"])
	}
}

func TestColorsAndSettings(t *testing.T) {
	f := open(t, nil, nil)
	o := said{method: http.MethodGet, path: "/calendar/v3/colors", status: 200}.run(t, f)
	require.Len(t, store.Sub(o, "event"), 11)
	require.Len(t, store.Sub(o, "calendar"), 24)
	o = said{method: http.MethodGet, path: "/calendar/v3/users/me/settings", status: 200}.run(t, f)
	require.Len(t, store.List(o, "items"), 12)
	o = said{method: http.MethodGet, path: "/calendar/v3/users/me/settings/timezone", status: 200}.run(t, f)
	require.Equal(t, "Asia/Tokyo", o["value"])
	said{method: http.MethodGet, path: "/calendar/v3/users/me/settings/x", status: 404, reason: "notFound"}.run(t, f)
}
