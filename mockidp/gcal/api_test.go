package gcal_test

import (
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"google.golang.org/api/calendar/v3"

	"torii/mockidp/gcal/api"
	"torii/mockidp/gcal/directory"
	"torii/mockidp/gcal/fault"
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
