package gcal_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"google.golang.org/api/calendar/v3"
	"google.golang.org/api/googleapi"

	"torii/mockidp/gcal/fault"
	"torii/reports/event"
)

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
