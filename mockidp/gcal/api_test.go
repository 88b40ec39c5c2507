package gcal_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"mime"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"google.golang.org/api/calendar/v3"
	"google.golang.org/api/googleapi"

	"torii/mockidp/gcal/api"
	"torii/mockidp/gcal/directory"
	"torii/mockidp/gcal/fault"
	"torii/reports/event"
)

// send calls the API without a client library.
func (f fake) send(method, path, body string, head http.Header) (*http.Response, string) {
	f.t.Helper()
	r, err := http.NewRequestWithContext(f.t.Context(), method, f.door.Server("https://www.googleapis.com"+path), strings.NewReader(body))
	require.NoError(f.t, err)
	token, err := f.source(saOK, sender).Token()
	require.NoError(f.t, err)
	r.Header.Set("Authorization", "Bearer "+token.AccessToken)
	maps.Copy(r.Header, head)
	res, err := http.DefaultClient.Do(r)
	require.NoError(f.t, err)
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	require.NoError(f.t, err)
	return res, string(b)
}

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
		{name: "sendUpdates", body: `{` + start + `,` + end + `}`, query: "?sendUpdates=some", status: 400, reason: "badRequest", message: "Invalid value for: sendUpdates"},
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

func TestPagesAndSync(t *testing.T) {
	f := open(t, nil, nil)
	s := f.as(sender)
	var ids []string
	token := ""
	for pages := 0; ; pages++ {
		l, err := s.Events.List("primary").PageToken(token).Do()
		require.NoError(t, err)
		for _, e := range l.Items {
			ids = append(ids, e.Id)
		}
		if token = l.NextPageToken; token == "" {
			require.Equal(t, 1, pages)
			token = l.NextSyncToken
			break
		}
		require.Empty(t, l.NextSyncToken)
	}
	// 260 slots, interview, series with one moved and one dropped instance, day off, the applicant's.
	require.Len(t, ids, 260+1+1+2+1+1)
	require.Regexp(t, `^[A-Za-z0-9+/=]+$`, token)

	l, err := s.Events.List("primary").SyncToken(token).Do()
	require.NoError(t, err)
	require.Empty(t, l.Items)
	made, err := s.Events.Insert("primary", timed("2026-12-01", "10:00", "11:00")).Do()
	require.NoError(t, err)
	require.NoError(t, s.Events.Delete("primary", "itv0yukyu000001").Do())
	l, err = s.Events.List("primary").SyncToken(l.NextSyncToken).Do()
	require.NoError(t, err)
	require.Equal(t, []string{made.Id + " confirmed", "itv0yukyu000001 cancelled"}, []string{l.Items[0].Id + " " + l.Items[0].Status, l.Items[1].Id + " " + l.Items[1].Status})

	_, err = s.Events.List("primary").SyncToken(token).TimeMin("2026-12-01T00:00:00Z").Do()
	refused(t, err, 400, "syncTokenWithRequestRestrictions")
	_, err = s.Events.List("primary").SyncToken("X" + token).Do()
	refused(t, err, 410, "fullSyncRequired")
	f.clock.Advance(31 * 24 * time.Hour)
	s = f.as(sender)
	_, err = s.Events.List("primary").SyncToken(token).Do()
	require.Equal(t, "Sync token is no longer valid, a full sync is required.", refused(t, err, 410, "fullSyncRequired").Message)
	_, err = s.Events.List("primary").UpdatedMin("2026-10-01T00:00:00Z").Do()
	refused(t, err, 410, "updatedMinTooLongAgo")
	_, err = s.Events.List("primary").OrderBy("startTime").Do()
	require.Equal(t, "The requested ordering is not available for the particular query.", refused(t, err, 400, "badRequest").Message)
	_, err = s.Events.List("primary").TimeMin("2026-12-02T00:00:00Z").TimeMax("2026-12-01T00:00:00Z").Do()
	refused(t, err, 400, "timeRangeEmpty")
}

func TestFilters(t *testing.T) {
	f := open(t, nil, nil)
	s := f.as(sender)
	for name, call := range map[string]*calendar.EventsListCall{
		"property": s.Events.List("primary").PrivateExtendedProperty("applicantId=1024"),
		"words":    s.Events.List("primary").Q("応募者"),
		"uid":      s.Events.List("primary").ICalUID("itv0obosha00001@google.com"),
		"times":    s.Events.List("primary").TimeMin("2026-11-30T11:00:00+09:00").TimeMax("2026-11-30T12:00:00+09:00"),
		"singles":  s.Events.List("primary").SingleEvents(true).OrderBy("startTime").TimeMin("2026-11-30T11:00:00+09:00").TimeMax("2026-11-30T12:00:00+09:00"),
	} {
		l, err := call.Do()
		require.NoError(t, err, name)
		require.Len(t, l.Items, 1, name)
		require.Equal(t, "itv0obosha00001", l.Items[0].Id, name)
	}
	l, err := s.Events.List("primary").Fields("items(id,start/dateTime),nextPageToken").MaxResults(1).Do()
	require.NoError(t, err)
	require.NotEmpty(t, l.NextPageToken)
	require.NotEmpty(t, l.Items[0].Id)
	require.Empty(t, l.Items[0].Summary+l.Kind)
}

func TestASeries(t *testing.T) {
	f := open(t, nil, nil)
	s := f.as(sender)
	l, err := s.Events.Instances("primary", "itv0teirei00001").Do()
	require.NoError(t, err)
	require.Len(t, l.Items, 3, "of four weekly ones one is cancelled")
	require.Equal(t, "itv0teirei00001_20261128T000000Z", l.Items[0].Id)
	require.Equal(t, "2026-12-05T10:00:00+09:00", l.Items[1].Start.DateTime, "one is moved by an hour")
	require.Equal(t, "2026-12-05T09:00:00+09:00", l.Items[1].OriginalStartTime.DateTime)
	require.Equal(t, "itv0teirei00001", l.Items[2].RecurringEventId)

	last := l.Items[2]
	_, err = s.Events.Patch("primary", last.Id, &calendar.Event{Summary: "最終回"}).Do()
	require.NoError(t, err)
	master, err := s.Events.Get("primary", "itv0teirei00001").Do()
	require.NoError(t, err)
	require.Equal(t, "定例", master.Summary)
	require.NoError(t, s.Events.Delete("primary", master.Id).Do())
	l, err = s.Events.List("primary").SingleEvents(true).Q("最終回").Do()
	require.NoError(t, err)
	require.Empty(t, l.Items)
}

func TestFreeBusy(t *testing.T) {
	f := open(t, nil, nil)
	ask := func(ids ...string) *calendar.FreeBusyResponse {
		q := &calendar.FreeBusyRequest{TimeMin: "2026-11-27T00:00:00+09:00", TimeMax: "2026-11-28T00:00:00+09:00", TimeZone: "Asia/Tokyo"}
		for _, id := range ids {
			q.Items = append(q.Items, &calendar.FreeBusyRequestItem{Id: id})
		}
		r, err := f.as(sender).Freebusy.Query(q).Do()
		require.NoError(t, err)
		return r
	}
	r := ask(tanaka, sato, "nobody@hinode.example.jp")
	require.Equal(t, "2026-11-27T10:00:00+09:00", r.Calendars[tanaka].Busy[0].Start)
	require.Equal(t, "2026-11-27T16:00:00+09:00", r.Calendars[tanaka].Busy[1].Start, "the interview; what is transparent is free")
	require.Len(t, r.Calendars[tanaka].Busy, 2)
	require.Len(t, r.Calendars[sato].Busy, 2)
	require.Equal(t, "notFound", r.Calendars["nobody@hinode.example.jp"].Errors[0].Reason)
	require.Empty(t, r.Calendars["nobody@hinode.example.jp"].Busy)

	r = ask("saiyo-team@hinode.example.jp", "zenin@hinode.example.jp")
	require.Len(t, r.Groups["saiyo-team@hinode.example.jp"].Calendars, 4)
	require.Equal(t, "groupTooBig", r.Groups["zenin@hinode.example.jp"].Errors[0].Reason)
	var many []string
	for i := range 51 {
		many = append(many, fmt.Sprintf("u%d@hinode.example.jp", i))
	}
	r = ask(many...)
	require.Equal(t, "tooManyCalendarsRequested", r.Calendars[many[0]].Errors[0].Reason)
	_, err := f.as(sender).Freebusy.Query(&calendar.FreeBusyRequest{TimeMin: "2026-01-01T00:00:00Z", TimeMax: "2026-12-01T00:00:00Z"}).Do()
	refused(t, err, 400, "timeRangeTooLong")
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

func TestCalendarsAndSharing(t *testing.T) {
	f := open(t, nil, nil)
	s := f.as(sender)
	l, err := s.CalendarList.List().Do()
	require.NoError(t, err)
	require.Len(t, l.Items, 2)
	require.True(t, l.Items[0].Primary)
	entry, err := s.CalendarList.Get(slots).Do()
	require.NoError(t, err)
	require.Equal(t, "owner", entry.AccessRole)
	made, err := s.Calendars.Insert(&calendar.Calendar{Summary: "説明会"}).Do()
	require.NoError(t, err)
	require.Regexp(t, `^c_[a-v0-9]{26}@group\.calendar\.google\.com$`, made.Id)
	require.Equal(t, "Asia/Tokyo", made.TimeZone)
	patched, err := s.Calendars.Patch(made.Id, &calendar.Calendar{Description: "x"}).Do()
	require.NoError(t, err)
	require.Equal(t, "説明会", patched.Summary)
	require.NotEqual(t, made.Etag, patched.Etag)
	rules, err := s.Acl.List(slots).Do()
	require.NoError(t, err)
	require.Equal(t, "user:"+tanaka, rules.Items[1].Id)
	_, err = f.as(tanaka).Acl.List(slots).Do()
	refused(t, err, 403, "requiredAccessLevel")
	require.NoError(t, s.Calendars.Delete(made.Id).Do())
	_, err = s.Calendars.Get(made.Id).Do()
	refused(t, err, 404, "notFound")
	require.Error(t, s.Calendars.Delete("primary").Do())
	require.NoError(t, s.Calendars.Clear("primary").Do())
	events, err := s.Events.List("primary").Do()
	require.NoError(t, err)
	require.Empty(t, events.Items)
}

func TestPush(t *testing.T) {
	var mu sync.Mutex
	var heads []http.Header
	statuses := []int{200, 503, 200}
	receiver := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		heads = append(heads, r.Header)
		status := http.StatusOK
		if len(statuses) > 0 {
			status, statuses = statuses[0], statuses[1:]
		}
		w.WriteHeader(status)
	}))
	t.Cleanup(receiver.Close)
	f := open(t, map[string]string{"push_http": "allowed"}, http.DefaultTransport)
	s := f.as(sender)
	channel := &calendar.Channel{Id: "ch1", Type: "web_hook", Address: receiver.URL, Token: "secret-of-rp", Params: map[string]string{"ttl": "3600"}}
	opened, err := s.Events.Watch("primary", channel).Do()
	require.NoError(t, err)
	require.Equal(t, morning.Add(time.Hour).UnixMilli(), opened.Expiration)
	_, err = s.Events.Watch("primary", channel).Do()
	refused(t, err, 400, "channelIdNotUnique")
	require.Zero(t, f.Flush(t.Context()))
	_, err = s.Events.Insert("primary", timed("2026-12-01", "10:00", "11:00")).Do()
	require.NoError(t, err)
	require.Eventually(t, func() bool { return f.Flush(t.Context()) == 1 }, 5*time.Second, time.Millisecond, "503 is tried again, later")
	f.clock.Advance(time.Second)
	require.Zero(t, f.Flush(t.Context()))
	mu.Lock()
	require.Len(t, heads, 3)
	require.Equal(t, []string{"sync", "exists", "exists"}, []string{heads[0].Get("X-Goog-Resource-State"), heads[1].Get("X-Goog-Resource-State"), heads[2].Get("X-Goog-Resource-State")})
	require.Equal(t, "1", heads[0].Get("X-Goog-Message-Number"))
	require.Equal(t, "secret-of-rp", heads[0].Get("X-Goog-Channel-Token"))
	require.Equal(t, "Fri, 20 Nov 2026 02:00:00 GMT", heads[0].Get("X-Goog-Channel-Expiration"))
	mu.Unlock()
	require.NoError(t, s.Channels.Stop(&calendar.Channel{Id: "ch1", ResourceId: opened.ResourceId}).Do())
	refused(t, s.Channels.Stop(&calendar.Channel{Id: "ch1", ResourceId: opened.ResourceId}).Do(), 404, "notFound")

	strict := open(t, nil, nil)
	_, err = strict.as(sender).Events.Watch("primary", channel).Do()
	require.Equal(t, "WebHook callback must be HTTPS", refused(t, err, 400, "push.webhookUrlNotHttps").Message)
}

func TestPlannedFaults(t *testing.T) {
	f := open(t, nil, nil)
	s := f.as(sender)
	plant := func(p fault.Plan) {
		f.Clear()
		_, err := f.Plant(p)
		require.NoError(t, err)
	}
	plant(fault.Plan{Fault: "rate-limit", Sender: sender})
	for _, want := range []int{403, 429} {
		_, err := s.Events.List("primary").Do()
		refused(t, err, want, "rateLimitExceeded")
	}
	_, err := s.Events.List("primary").Do()
	require.NoError(t, err)
	_, err = f.as(tanaka).Events.List("primary").Do()
	require.NoError(t, err)

	plant(fault.Plan{Fault: "lost-answer"})
	e := timed("2026-12-01", "10:00", "11:00")
	e.Id = "lost1"
	_, err = s.Events.Insert("primary", e).Do()
	require.Error(t, err)
	_, err = s.Events.Insert("primary", e).Do()
	refused(t, err, 409, "duplicate")

	plant(fault.Plan{Fault: "html-502", Method: "calendar.events.get"})
	_, err = s.Events.Get("primary", "lost1").Do()
	require.ErrorContains(t, err, "502")
	plant(fault.Plan{Fault: "token-expired", After: 1})
	_, err = s.Events.Get("primary", "lost1").Do()
	require.NoError(t, err)
	_, err = s.Events.Get("primary", "lost1").Do()
	refused(t, err, 401, "authError")
	s = f.as(sender)
	plant(fault.Plan{Fault: "empty-page"})
	l, err := s.Events.List("primary").Do()
	require.NoError(t, err)
	require.Empty(t, l.Items)
	require.NotEmpty(t, l.NextPageToken)
	l, err = s.Events.List("primary").PageToken(l.NextPageToken).Do()
	require.NoError(t, err)
	require.NotEmpty(t, l.Items)
	plant(fault.Plan{Fault: "sync-lost", After: 1})
	l, err = s.Events.List("primary").MaxResults(2500).Do()
	require.NoError(t, err)
	_, err = s.Events.List("primary").SyncToken(l.NextSyncToken).Do()
	refused(t, err, 410, "fullSyncRequired")
	plant(fault.Plan{Fault: "edited-meanwhile"})
	got, err := s.Events.Get("primary", "lost1").Do()
	require.NoError(t, err)
	call := s.Events.Patch("primary", "lost1", &calendar.Event{Summary: "x"})
	call.Header().Set("If-Match", got.Etag)
	_, err = call.Do()
	refused(t, err, 412, "conditionNotMet")
	plant(fault.Plan{Fault: "delegation-revoked"})
	token, err := f.source(saOK, sender).Token()
	require.NoError(t, err)
	res, _ := f.send(http.MethodGet, "/calendar/v3/calendars/primary", "", http.Header{"Authorization": {"Bearer " + token.AccessToken}})
	require.Equal(t, 200, res.StatusCode, "an issued token lives on")
	_, err = f.source(saOK, sender).Token()
	require.ErrorContains(t, err, "unauthorized_client")

	served := map[string]bool{}
	for _, fact := range *f.facts {
		if s, ok := fact.(event.Served); ok {
			served[s.ID] = true
		}
	}
	for _, id := range []string{"rate-limit", "lost-answer", "html-502", "token-expired", "empty-page", "sync-lost", "edited-meanwhile", "delegation-revoked"} {
		require.True(t, served[id], id)
	}
	_, err = f.Plant(fault.Plan{Fault: "x"})
	require.ErrorContains(t, err, "rate-limit")
}

func TestQuota(t *testing.T) {
	f := open(t, map[string]string{"user_quota": "4"}, nil)
	s := f.as(sender)
	_, err := s.Events.Patch("primary", "itv0obosha00001", &calendar.Event{Summary: "x"}).Do()
	require.NoError(t, err)
	_, err = s.Events.Get("primary", "itv0obosha00001").Do()
	require.NoError(t, err)
	_, err = s.Events.Get("primary", "itv0obosha00001").Do()
	require.Contains(t, refused(t, err, 403, "rateLimitExceeded").Message, "consumer 'project_number:700100200300'")
	_, err = s.Events.Get("primary", "itv0obosha00001").Do(googleapi.QuotaUser(sender))
	require.NoError(t, err, "charged to the sender")
	f.clock.Advance(time.Minute)
	_, err = s.Events.Get("primary", "itv0obosha00001").Do()
	require.NoError(t, err)
}

func TestBatch(t *testing.T) {
	f := open(t, nil, nil)
	body := strings.ReplaceAll(`--b
Content-Type: application/http
Content-ID: <u + 1>

GET /calendar/v3/calendars/primary/events/itv0obosha00001?alt=json HTTP/1.1
accept: application/json

--b
Content-Type: application/http
Content-ID: 2

POST http://host/calendar/v3/calendars/primary/events HTTP/1.1
Content-Type: application/json

{"id":"batch1","start":{"date":"2026-12-01"},"end":{"date":"2026-12-02"}}
--b
Content-Type: application/http
Content-ID: 3

GET /calendar/v3/calendars/primary/events/nothing HTTP/1.1

--b--
`, "\n", "\r\n")
	res, answer := f.send(http.MethodPost, "/batch/calendar/v3", body, http.Header{"Content-Type": {"multipart/mixed; boundary=b"}})
	require.Equal(t, 200, res.StatusCode, answer)
	_, params, err := mime.ParseMediaType(res.Header.Get("Content-Type"))
	require.NoError(t, err)
	parts := multipart.NewReader(strings.NewReader(answer), params["boundary"])
	for _, want := range [][2]string{{"<response-u + 1>", "200 OK"}, {"response-2", "200 OK"}, {"response-3", "404 Not Found"}} {
		p, err := parts.NextRawPart()
		require.NoError(t, err)
		require.Equal(t, want[0], p.Header.Get("Content-ID"))
		b, err := io.ReadAll(p)
		require.NoError(t, err)
		require.True(t, strings.HasPrefix(string(b), "HTTP/1.1 "+want[1]), string(b))
	}
}

func TestOddTransports(t *testing.T) {
	f := open(t, nil, nil)
	var z bytes.Buffer
	w := gzip.NewWriter(&z)
	_, _ = w.Write([]byte(`{"id":"packed","start":{"date":"2026-12-01"},"end":{"date":"2026-12-02"}}`))
	require.NoError(t, w.Close())
	res, body := f.send(http.MethodPost, "/calendar/v3/calendars/primary/events", z.String(), http.Header{"Content-Encoding": {"gzip"}})
	require.Equal(t, 200, res.StatusCode, body)
	res, body = f.send(http.MethodPost, "/calendar/v3/calendars/primary/events/packed", `{"summary":"x"}`, http.Header{"X-Http-Method-Override": {"PATCH"}})
	require.Equal(t, 200, res.StatusCode, body)
	require.Contains(t, body, `"summary": "x"`)
	res, body = f.send(http.MethodPost, "/calendar/v3/calendars/primary/events", "q=x&maxResults=1", http.Header{"X-Http-Method-Override": {"GET"},
		"Content-Type": {"application/x-www-form-urlencoded"}})
	require.Equal(t, 200, res.StatusCode, body)
	require.Contains(t, body, "calendar#events")
	res, body = f.send(http.MethodGet, "/discovery/v1/apis/calendar/v3/rest", "", nil)
	require.Equal(t, 200, res.StatusCode)
	require.Contains(t, body, f.door.Server("https://www.googleapis.com/"))
	require.Contains(t, body, "calendar.events.insert")
}

func TestTheGuide(t *testing.T) {
	f := open(t, nil, nil)
	for _, s := range []struct {
		step  string
		given directory.Given
	}{{"1-1", directory.Given{Project: "saiyo-renkei"}}, {"1-2", directory.Given{}}, {"1-3", directory.Given{}}, {"1-4", directory.Given{}},
		{"2", directory.Given{}}, {"3", directory.Given{Sender: sender}}} {
		_, err := f.Walk(s.step, s.given)
		require.NoError(t, err)
	}
	g := f.Guide()
	require.True(t, g.Handed)
	require.Equal(t, "hito-link@saiyo-renkei.iam.gserviceaccount.com", g.Account)
	require.Regexp(t, `^[0-9]{21}$`, g.Client)
	require.Len(t, g.Notes, 1, "the missing role is a note")
	_, err := f.client(f.source(g.Account, sender)).Events.List("primary").Do()
	require.NoError(t, err)

	require.NoError(t, f.Change(directory.Change{Do: "key-policy", Of: "saiyo-renkei", To: "on"}))
	_, err = f.Walk("1-3", directory.Given{})
	require.ErrorIs(t, err, directory.ErrKeyPolicy)
	_, err = f.Walk("9", directory.Given{})
	require.ErrorContains(t, err, "1-1, 1-2")
}

func TestEveryFailureAndMethodIsWhole(t *testing.T) {
	seen := map[string]bool{}
	for _, x := range api.Failures() {
		require.False(t, seen[x.ID], x.ID)
		seen[x.ID] = true
		require.NotEmpty(t, x.Reason, x.ID)
		require.NotEmpty(t, x.Why.JA, x.ID)
	}
	for _, x := range fault.All() {
		for _, r := range x.Replies {
			if r.Error != "" {
				require.True(t, seen[r.Error], x.ID)
			}
		}
	}
}
