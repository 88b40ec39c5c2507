package gcal_test

import (
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"google.golang.org/api/calendar/v3"
)

type writeTest struct {
	name, body     string
	query          string
	status         int
	reason, domain string
	message        string
}

func (row writeTest) run(t *testing.T) {
	f := open(t, nil, nil)
	res, body := f.send(http.MethodPost, "/calendar/v3/calendars/primary/events"+row.query, row.body, nil)
	require.Equal(t, row.status, res.StatusCode, body)
	if row.status == http.StatusOK {
		return
	}
	var e struct {
		Error struct {
			Code    int
			Message string
			Errors  []struct{ Domain, Reason, Message string }
		}
	}
	require.NoError(t, json.Unmarshal([]byte(body), &e), body)
	require.Equal(t, row.status, e.Error.Code)
	require.Equal(t, row.reason, e.Error.Errors[0].Reason)
	require.Equal(t, row.message, e.Error.Message)
	if row.domain != "" {
		require.Equal(t, row.domain, e.Error.Errors[0].Domain)
	}
}

func TestWhatAnInsertRefuses(t *testing.T) {
	const start, end = `"start":{"dateTime":"2026-12-01T10:00:00+09:00"}`, `"end":{"dateTime":"2026-12-01T11:00:00+09:00"}`
	const mixed = "Start and end times must either both be date or both be dateTime."
	for _, row := range []writeTest{
		{name: "whole", body: `{` + start + `,` + end + `}`, status: 200},
		{name: "no end", body: `{` + start + `}`, status: 400, reason: "required", domain: "global", message: "Missing end time."},
		{name: "no start", body: `{` + end + `}`, status: 400, reason: "invalid", message: mixed},
		{name: "neither", body: `{}`, status: 400, reason: "required", message: "Missing end time."},
		{name: "mixed", body: `{"start":{"date":"2026-12-01"},` + end + `}`, status: 400, reason: "invalid", message: mixed},
		{name: "dateTime null", body: `{"start":{"dateTime":null},` + end + `}`, status: 400, reason: "invalid", message: mixed},
		{name: "empty range", body: `{"start":{"dateTime":"2026-12-01T11:00:00+09:00"},` + end + `}`, status: 400, reason: "timeRangeEmpty", domain: "calendar", message: "The specified time range is empty."},
		{name: "Windows zone", body: `{"start":{"dateTime":"2026-12-01T10:00:00","timeZone":"Tokyo Standard Time"},` + end + `}`, status: 400, reason: "invalid",
			message: "Invalid time zone definition for start time."},
		{name: "no offset", body: `{"start":{"dateTime":"2026-12-01T10:00:00"},` + end + `}`, status: 400, reason: "required", message: "Missing time zone definition for start time."},
		{name: "short", body: `{"start":{"dateTime":"2026"},` + end + `}`, status: 400, reason: "invalid", message: `Invalid value for: Invalid format: "2026" is too short`},
		{name: "id with hyphens", body: `{"id":"0a1b2c3d-4e5f","start":{"date":"2026-12-01"},"end":{"date":"2026-12-02"}}`, status: 400, reason: "invalid", message: "Invalid resource id value."},
		{name: "id in capitals", body: `{"id":"ABCDE",` + start + `,` + end + `}`, status: 400, reason: "invalid", message: "Invalid resource id value."},
		{name: "a deleted id", body: `{"id":"itv0deleted0001",` + start + `,` + end + `}`, status: 409, reason: "duplicate", message: "The requested identifier already exists."},
		{name: "bad guest", body: `{"attendees":[{"email":"tanaka"}],` + start + `,` + end + `}`, status: 400, reason: "invalid", message: "Invalid attendee email."},
		{name: "no JSON", body: `{`, status: 400, reason: "parseError", message: "Parse Error"},
		{name: "sendUpdates", body: `{` + start + `,` + end + `}`, query: "?sendUpdates=some", status: 400, reason: "invalidParameter", message: "Invalid string value: 'some'. Allowed values: [all, externalOnly, none]"},
		{name: "fields", body: `{` + start + `,` + end + `}`, query: "?fields=items(", status: 400, reason: "invalidParameter", message: "Invalid field selection items("},
		{name: "conference type", query: "?conferenceDataVersion=1", status: 400, reason: "invalid", message: "Invalid conference type value.",
			body: `{"conferenceData":{"createRequest":{"requestId":"1","conferenceSolutionKey":{"type":"addOn"}}},` + start + `,` + end + `}`},
		{name: "recurrence", body: `{"recurrence":["RRULE:FREQ=SOMETIMES"],"start":{"dateTime":"2026-12-01T10:00:00+09:00","timeZone":"Asia/Tokyo"},` + end + `}`,
			status: 400, reason: "invalid", message: "Invalid recurrence rule."},
	} {
		t.Run(row.name, row.run)
	}
}

func TestWhoMayDoWhat(t *testing.T) {
	f := open(t, nil, nil)
	e := timed("2026-12-01", "10:00", "11:00")

	_, err := f.as("teishi.taro@hinode.example.jp").Events.List("primary").Do()
	refused(t, err, 403, "notACalendarUser")
	_, err = f.as("mukou.jiro@hinode.example.jp").Events.List("primary").Do()
	refused(t, err, 403, "notACalendarUser")
	_, err = f.as(sender).Events.Insert(tanaka, e).Do()
	require.Equal(t, "You need to have writer access to this calendar.", refused(t, err, 403, "requiredAccessLevel").Message)
	_, err = f.as(sender).Events.List("nobody@hinode.example.jp").Do()
	refused(t, err, 404, "notFound")
	_, err = f.as("").Events.List(slots).Do()
	refused(t, err, 404, "notFound")
	_, err = f.as(tanaka).Events.Insert(slots, e).Do()
	refused(t, err, 403, "requiredAccessLevel")

	bare := f.as("")
	e.Attendees = []*calendar.EventAttendee{{Email: tanaka}}
	_, err = bare.Events.Insert("primary", e).SendUpdates("none").Do()
	refused(t, err, 403, "forbiddenForServiceAccounts")
	e.Attendees = nil
	own, err := bare.Events.Insert("primary", e).Do()
	require.NoError(t, err)
	require.Equal(t, saOK, own.Creator.Email)

	_, err = f.client(f.source("sa-apioff@hinode-apioff.iam.gserviceaccount.com", sender)).Events.List("primary").Do()
	require.Contains(t, refused(t, err, 403, "accessNotConfigured").Message, "project 700100200399 before")
	narrow := f.client(f.source("sa-subset@hinode-renkei.iam.gserviceaccount.com", sender, calendar.CalendarEventsScope))
	_, err = narrow.Events.List("primary").Do()
	require.NoError(t, err)
	_, err = narrow.Freebusy.Query(&calendar.FreeBusyRequest{TimeMin: "2026-12-01T00:00:00Z", TimeMax: "2026-12-02T00:00:00Z"}).Do()
	require.Equal(t, "Request had insufficient authentication scopes.", refused(t, err, 403, "insufficientPermissions").Message)

	res, body := f.send(http.MethodGet, "/calendar/v3/calendars/primary/events", "", http.Header{"Authorization": nil})
	require.Equal(t, 401, res.StatusCode)
	require.Contains(t, body, "Login Required.")
	require.Equal(t, `Bearer realm="https://accounts.google.com/"`, res.Header.Get("WWW-Authenticate"))
	f.ExpireTokens("")
	stale := f.source(saOK, sender)
	token, err := stale.Token()
	require.NoError(t, err)
	f.clock.Advance(3600 * time.Second)
	res, body = f.send(http.MethodGet, "/calendar/v3/calendars/primary/events", "", http.Header{"Authorization": {"Bearer " + token.AccessToken}})
	require.Equal(t, 401, res.StatusCode, body)
	require.Contains(t, body, `"reason": "authError"`)

	res, body = f.send(http.MethodPost, "/calendar/v3/calendars/primary/events/quickAdd?text=x", "", nil)
	require.Equal(t, 501, res.StatusCode)
	require.Contains(t, body, "calendar.events.quickAdd is not emulated")
	res, body = f.send(http.MethodGet, "/calendar/v3/nowhere", "", nil)
	require.Equal(t, 404, res.StatusCode)
	require.Contains(t, body, "Error 404 (Not Found)!!1")
}

func meeting(id, request string) *calendar.Event {
	e := timed("2026-12-01", "10:00", "11:00")
	e.Id = id
	e.ConferenceData = &calendar.ConferenceData{CreateRequest: &calendar.CreateConferenceRequest{RequestId: request,
		ConferenceSolutionKey: &calendar.ConferenceSolutionKey{Type: "hangoutsMeet"}}}
	return e
}

func TestMeet(t *testing.T) {
	f := open(t, map[string]string{"meet": "pending", "meet_reads": "2"}, nil)
	s := f.as(sender)
	e, err := s.Events.Insert("primary", meeting("meet1", "r1")).ConferenceDataVersion(1).Do()
	require.NoError(t, err)
	require.Equal(t, "pending", e.ConferenceData.CreateRequest.Status.StatusCode)
	require.Empty(t, e.HangoutLink)
	for _, want := range []string{"pending", "success", "success"} {
		e, err = s.Events.Get("primary", "meet1").Do()
		require.NoError(t, err)
		require.Equal(t, want, e.ConferenceData.CreateRequest.Status.StatusCode)
	}
	require.NotEmpty(t, e.HangoutLink)
	e, err = s.Events.Insert("primary", meeting("meet2", "r1")).ConferenceDataVersion(1).Do()
	require.NoError(t, err)
	require.Nil(t, e.ConferenceData, "the request id was used for another event")
	e, err = s.Events.Insert("primary", meeting("meet3", "r3")).Do()
	require.NoError(t, err)
	require.Nil(t, e.ConferenceData, "without conferenceDataVersion it is ignored")
	_, err = f.as("").Events.Insert("primary", meeting("meet4", "r4")).ConferenceDataVersion(1).Do()
	require.Equal(t, "Invalid conference type value.", refused(t, err, 400, "invalid").Message)

	failing := open(t, map[string]string{"meet": "failure"}, nil)
	e, err = failing.as(sender).Events.Insert("primary", meeting("meet5", "r5")).ConferenceDataVersion(1).Do()
	require.NoError(t, err)
	require.Equal(t, "failure", e.ConferenceData.CreateRequest.Status.StatusCode)
}

func TestRoomsAnswerLate(t *testing.T) {
	f := open(t, nil, nil)
	s := f.as(sender)
	book := func(room string) string {
		e := timed("2026-12-01", "10:00", "11:00")
		e.Attendees = []*calendar.EventAttendee{{Email: room}}
		made, err := s.Events.Insert("primary", e).Do()
		require.NoError(t, err)
		require.Equal(t, []string{"needsAction"}, answers(made))
		return made.Id
	}
	first, second, busy, manual := book(roomA), book(roomA), book(roomB), book("c_1880abcdc@resource.calendar.google.com")
	f.clock.Advance(5 * time.Second)
	for id, want := range map[string]string{first: "accepted", second: "declined", busy: "declined", manual: "needsAction"} {
		e, err := s.Events.Get("primary", id).Do()
		require.NoError(t, err)
		require.Equal(t, []string{want}, answers(e), id)
	}
}

func TestWhoIsMailed(t *testing.T) {
	for updates, want := range map[string][]string{"all": {tanaka, kouho}, "externalOnly": {kouho}, "none": nil, "": {kouho}} {
		f := open(t, nil, nil)
		e := timed("2026-12-01", "10:00", "11:00")
		e.Attendees = []*calendar.EventAttendee{{Email: tanaka}, {Email: kouho}, {Email: sender}}
		call := f.as(sender).Events.Insert("primary", e)
		if updates != "" {
			call.SendUpdates(updates)
		}
		_, err := call.Do()
		require.NoError(t, err)
		require.ElementsMatch(t, want, recipients(f.Outbox(), "REQUEST"), "sendUpdates %q", updates)
	}
	f := open(t, nil, nil)
	past := timed("2026-11-01", "10:00", "11:00")
	past.Attendees = []*calendar.EventAttendee{{Email: kouho}}
	_, err := f.as(sender).Events.Insert("primary", past).SendUpdates("all").Do()
	require.NoError(t, err)
	require.Empty(t, f.Outbox(), "what is past sends nothing")
}

func TestGuestsAndMoves(t *testing.T) {
	f := open(t, nil, nil)
	guest := f.as(tanaka)
	copied, err := guest.Events.Get("primary", "itv0kakutei0001").Do()
	require.NoError(t, err)
	_, err = guest.Events.Update("primary", copied.Id, timed("2026-12-01", "10:00", "11:00")).Do()
	refused(t, err, 403, "forbiddenForNonOrganizer")
	_, err = guest.Events.Move("primary", copied.Id, suzuki).Do()
	require.Error(t, err)

	s := f.as(sender)
	moved, err := s.Events.Move("primary", "itv0obosha00001", slots).Do()
	require.NoError(t, err)
	require.Equal(t, slots, moved.Organizer.Email)
	stub, err := s.Events.Get("primary", "itv0obosha00001").Do()
	require.NoError(t, err)
	require.Equal(t, "cancelled", stub.Status)

	revived, err := s.Events.Patch("primary", "itv0deleted0001", &calendar.Event{Status: "confirmed"}).Do()
	require.NoError(t, err)
	require.Equal(t, "confirmed", revived.Status)
	private, err := s.Events.Get(sato, "satoprivate001").Do()
	require.NoError(t, err)
	require.Empty(t, private.Summary, "a reader sees of a private event only the time")
	require.Equal(t, "private", private.Visibility)
}
