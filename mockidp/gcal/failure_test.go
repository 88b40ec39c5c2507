package gcal_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"google.golang.org/api/calendar/v3"

	"torii/mockidp/gcal/api"
	"torii/mockidp/gcal/fault"
	"torii/mockidp/gcal/grant"
)

// failureTest is an error with the very bytes of its answer, white space aside.
type failureTest struct {
	id                 string
	planted            bool // no state brings it about
	method, path, send string
	status             int
	body               string
}

const eventsPath = "/calendar/v3/calendars/primary/events"

func (row failureTest) run(t *testing.T) {
	f := open(t, nil, nil)
	if row.planted {
		_, err := f.Plant(fault.Plan{Fault: row.id})
		require.NoError(t, err)
	}
	if row.path == "" {
		row.method, row.path = http.MethodGet, eventsPath
	}
	path := row.path + "?prettyPrint=false"
	var status int
	var body string
	if strings.HasPrefix(row.id, "T") {
		res, err := http.PostForm(f.door.Server(tokenURL), url.Values{"grant_type": {bearer}, "assertion": {f.assert(f.signs(saOK, sender), nil, nil)}})
		require.NoError(t, err)
		status, body = res.StatusCode, read(t, res)
	} else {
		var res *http.Response
		res, body = f.send(row.method, path, row.send, nil)
		status = res.StatusCode
	}
	require.Equal(t, row.status, status, body)
	require.Equal(t, row.body, body)
}

func TestWhatFailuresSay(t *testing.T) {
	const foreign = `{"iCalUID":"a@example.com","organizer":{"email":"kouho@example.com"},"start":{"date":"2026-12-01"},"end":{"date":"2026-12-02"}}`
	for _, row := range []failureTest{
		{id: "E11", planted: true, status: 403, body: `{"error":{"errors":[{"domain":"calendar","reason":"forbidden","message":"Forbidden"}],"code":403,"message":"Forbidden"}}`},
		{id: "E12", planted: true, status: 403, body: `{"error":{"code":403,"message":"Requests to this API calendar method calendar.v3.Events.List are blocked.",` +
			`"errors":[{"message":"Requests to this API calendar method calendar.v3.Events.List are blocked.","domain":"global","reason":"forbidden"}],"status":"PERMISSION_DENIED",` +
			`"details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_SERVICE_BLOCKED","domain":"googleapis.com",` +
			`"metadata":{"consumer":"projects/700100200300","service":"calendar-json.googleapis.com"}},` +
			`{"@type":"type.googleapis.com/google.rpc.LocalizedMessage","locale":"en-US","message":"Requests to this API calendar method calendar.v3.Events.List are blocked."}]}}`},
		{id: "E16", planted: true, status: 409, body: `{"error":{"errors":[{"domain":"global","reason":"conflict","message":"Conflict"}],"code":409,"message":"Conflict"}}`},
		{id: "E33", method: http.MethodPost, path: eventsPath + "/import", send: foreign, status: 400,
			body: `{"error":{"errors":[{"domain":"global","reason":"participantIsNeitherOrganizerNorAttendee",` +
				`"message":"The owner of the calendar must either be the organizer or an attendee of an event that is imported."}],"code":400,` +
				`"message":"The owner of the calendar must either be the organizer or an attendee of an event that is imported."}}`},
		{id: "E35", planted: true, method: http.MethodPost, path: eventsPath + "/watch", send: `{"id":"ch1","type":"web_hook","address":"https://rp.example.test/notices"}`, status: 401,
			body: `{"error":{"errors":[{"domain":"global","reason":"push.webhookUrlUnauthorized","message":"Unauthorized WebHook callback channel: https://rp.example.test/notices"}],` +
				`"code":401,"message":"Unauthorized WebHook callback channel: https://rp.example.test/notices"}}`},
		{id: "T19", planted: true, status: 400, body: "{\n  \"error\": \"invalid_account\",\n  \"error_description\": \"Forbidden\"\n}"},
		{id: "T22", planted: true, status: 401, body: "{\n  \"error\": \"invalid_client\",\n  \"error_description\": \"The OAuth client was invalid.\"\n}"},
	} {
		t.Run(row.id, row.run)
	}
}

// TestEveryErrorCanBePlanted holds that each listed error comes when it is asked for by its number.
func TestEveryErrorCanBePlanted(t *testing.T) {
	f := open(t, map[string]string{"invalid_account_status": "403"}, nil)
	for _, x := range api.Failures() {
		f.Clear()
		_, err := f.Plant(fault.Plan{Fault: x.ID, Method: "calendar.calendars.get"})
		require.NoError(t, err)
		res, body := f.send(http.MethodGet, "/calendar/v3/calendars/primary", "", nil)
		require.Equal(t, x.Status, res.StatusCode, x.ID)
		require.Contains(t, body, `"reason": "`+x.Reason+`"`, x.ID)
	}
	for _, x := range grant.Refusals() {
		f.Clear()
		_, err := f.Plant(fault.Plan{Fault: x.ID})
		require.NoError(t, err)
		a := f.post(tokenURL, url.Values{"grant_type": {bearer}, "assertion": {f.assert(f.signs(saOK, sender), nil, nil)}})
		want := x.Status
		if x.ID == "T19" {
			want = http.StatusForbidden
		}
		require.Equal(t, want, a.status, x.ID)
		require.Equal(t, x.Code, a.Error, x.ID)
	}
	for _, number := range []string{"E99", "T0", "E", "x"} {
		_, err := f.Plant(fault.Plan{Fault: number})
		require.ErrorContains(t, err, "T11", number)
	}
}

func TestImport(t *testing.T) {
	f := open(t, nil, nil)
	s := f.as(sender)
	e := timed("2026-12-01", "10:00", "11:00")
	e.ICalUID = "foreign-1@example.com"
	e.Organizer = &calendar.EventOrganizer{Email: kouho}
	e.Attendees = []*calendar.EventAttendee{{Email: sender, ResponseStatus: "tentative"}, {Email: tanaka}}
	made, err := s.Events.Import("primary", e).Do()
	require.NoError(t, err)
	require.True(t, made.PrivateCopy)
	require.Equal(t, kouho, made.Organizer.Email)
	require.False(t, made.Organizer.Self)
	require.Equal(t, []string{"tentative", "needsAction"}, answers(made))
	require.Empty(t, f.Outbox())
	_, err = f.as(tanaka).Events.Get("primary", made.Id).Do()
	refused(t, err, 404, "notFound")

	e.Summary = "日程変更"
	again, err := s.Events.Import("primary", e).Do()
	require.NoError(t, err)
	require.Equal(t, made.Id, again.Id, "the same iCalUID is the same event")
	require.Equal(t, "日程変更", again.Summary)
	require.NotEqual(t, made.Etag, again.Etag)
	_, err = s.Events.Move("primary", made.Id, slots).Do()
	require.Error(t, err)
	require.NoError(t, s.Events.Delete("primary", made.Id).SendUpdates("all").Do())
	require.Empty(t, f.Outbox(), "it is nobody else's business")

	e.Id = "itvimport1"
	_, err = s.Events.Import("primary", e).Do()
	require.Equal(t, "Invalid resource id value.", refused(t, err, 400, "invalid").Message)
	_, err = s.Events.Import("primary", timed("2026-12-01", "10:00", "11:00")).Do()
	refused(t, err, 400, "required")

	own := timed("2026-12-01", "10:00", "11:00")
	own.ICalUID, own.Attendees = "own-1@example.com", []*calendar.EventAttendee{{Email: kouho}}
	made, err = s.Events.Import("primary", own).Do()
	require.NoError(t, err)
	require.True(t, made.Organizer.Self)
	require.Empty(t, f.Outbox(), "an import mails nobody")
	_, err = s.Events.Patch("primary", made.Id, &calendar.Event{Location: "会議室A"}).SendUpdates("all").Do()
	require.NoError(t, err)
	require.Equal(t, []string{kouho}, recipients(f.Outbox(), "UPDATE"), "yet a later change does")
}
