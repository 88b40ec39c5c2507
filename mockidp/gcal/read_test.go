package gcal_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"google.golang.org/api/calendar/v3"
)

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
