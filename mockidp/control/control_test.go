package control_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"torii/mockidp"
	"torii/mockidp/clock"
	"torii/mockidp/control"
	"torii/mockidp/profile"
	"torii/mockidp/wiretest"
	"torii/reports/event"
)

var noon = time.Date(2026, time.September, 21, 12, 0, 0, 0, time.UTC)

type port struct {
	http.Handler
	mock *mockidp.Mock
}

func open(t *testing.T) port {
	t.Helper()
	now := clock.Still(noon)
	recent := control.NewRecent(now.Now)
	m, err := mockidp.New(mockidp.Options{Clock: now, Salt: t.Name(), Log: recent.Add})
	require.NoError(t, err)
	return port{control.Handler(m, recent), m}
}

func (p port) call(t *testing.T, method, target, body string) *httptest.ResponseRecorder {
	t.Helper()
	return wiretest.Do(t, p, request(method, target, body))
}

func request(method, target, body string) *http.Request {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	r.Host = "127.0.0.1:9401"
	return r
}

func TestWebPagesCannotDriveTheMocks(t *testing.T) {
	p := open(t)
	foreign, byName := request(http.MethodPost, "/clock", `{"advance":"1m"}`), request(http.MethodGet, "/health", "")
	foreign.Header.Set("Origin", "https://evil.example")
	byName.Host = "evil.example"
	for _, r := range []*http.Request{foreign, byName} {
		require.Equal(t, http.StatusForbidden, wiretest.Do(t, p, r).Code)
	}
	require.Zero(t, p.mock.Clock.Offset())
}

func TestHealthNamesTheProviders(t *testing.T) {
	res := open(t).call(t, http.MethodGet, "/health", "")
	require.Equal(t, http.StatusOK, res.Code)
	var ids []string
	for _, p := range mockidp.Profiles() {
		ids = append(ids, p.ID)
	}
	want, err := json.Marshal(map[string]any{"status": "ok", "providers": ids})
	require.NoError(t, err)
	require.JSONEq(t, string(want), res.Body.String())
	require.Equal(t, "application/json; charset=utf-8", res.Header().Get("Content-Type"))
}

func TestAPostedPlanIsPlayed(t *testing.T) {
	p := open(t)
	res := p.call(t, http.MethodPost, "/plans", `{"login":"1","provider":"line","persona":"L1","subject":"U00000000000000000000000000000abc",
		"faults":["nonce-wrong"],"quirks":["amrの省略","line-amr-absent"]}`)
	require.Equal(t, http.StatusBadRequest, res.Code, "an unknown quirk")
	res = p.call(t, http.MethodPost, "/plans", `{"login":"1","provider":"line","persona":"L1","subject":"U00000000000000000000000000000abc",
		"faults":["nonce-wrong"],"quirks":["amr の省略"]}`)
	require.Equal(t, http.StatusOK, res.Code, res.Body)

	rp := wiretest.NewParty(t, p.mock, "line")
	back := rp.Authorize(t, "1", rp.Request(nil))
	require.NotEmpty(t, wiretest.TokensOf(rp.Exchange(t, back.Get("code"))).IDToken)

	res = p.call(t, http.MethodGet, "/events", "")
	require.Equal(t, "application/x-ndjson", res.Header().Get("Content-Type"))
	events, err := event.Read(res.Body)
	require.NoError(t, err)
	var served []string
	var calls []string
	for i, e := range events {
		require.Equal(t, i+1, e.Seq)
		require.Equal(t, noon, e.At)
		require.Equal(t, "1", e.Login)
		switch f := e.Fact.(type) {
		case event.Served:
			served = append(served, f.ID)
		case event.Called:
			calls = append(calls, f.Endpoint)
		}
	}
	require.Equal(t, []string{"nonce-wrong", "line-amr-absent"}, served)
	require.Equal(t, []string{string(profile.Authorization), string(profile.Token)}, calls)
}

func TestSubjectAndPersonaOfAPlan(t *testing.T) {
	p := open(t)
	for _, order := range []string{
		`{"login":"own","provider":"google","persona":"G1"}`,
		`{"login":"given","provider":"google","persona":"G1","subject":"109999999999999999999","signed_in":true}`,
	} {
		require.Equal(t, http.StatusOK, p.call(t, http.MethodPost, "/plans", order).Code)
	}
	own, ok := p.mock.Plans.Find("own", "google")
	require.True(t, ok)
	require.Equal(t, "107690000000000000001", own.Person.Subject)
	require.Regexp(t, `^10[0-9]{19}$`, own.Other, "somebody else in the provider's own format")
	given, ok := p.mock.Plans.Find("given", "google")
	require.True(t, ok)
	require.Equal(t, "109999999999999999999", given.Person.Subject)
	require.True(t, given.SignedIn)
}

func TestRefusedOrdersSayWhatIsAllowed(t *testing.T) {
	p := open(t)
	for _, row := range []struct{ name, target, body, want string }{
		{"unknown member", "/plans", `{"login":"1","provider":"line","persona":"L1","fault":["x"]}`, `unknown field \"fault\"`},
		{"unknown provider", "/plans", `{"login":"1","provider":"line2","persona":"L1"}`, "allowed: line, google"},
		{"unknown persona", "/plans", `{"login":"1","provider":"line","persona":"G1"}`, `line has no \"G1\"`},
		{"unknown deed", "/plans", `{"login":"1","provider":"line","persona":"L1","does":"dance"}`, "allowed: approve, cancel, leave"},
		{"unknown fault", "/plans", `{"login":"1","provider":"line","persona":"L1","faults":["dance"]}`, "torii list faults"},
		{"no login", "/plans", `{"provider":"line","persona":"L1"}`, "login is missing"},
		{"no JSON", "/plans", `login=1`, "invalid character"},
		{"nothing", "/plans", ``, "EOF"},
		{"two objects", "/plans", `{"login":"1"} {"login":"2"}`, "nothing after it"},
		{"a wrong type", "/plans", `{"login":1}`, "login"},
		{"a huge body", "/plans", `{"login":"` + strings.Repeat("x", 70<<10) + `"}`, "too large"},
		{"no duration", "/clock", `{"advance":"soon"}`, "90m"},
		{"unknown rotation", "/keys", `{"provider":"line","rotate":"sideways"}`, "allowed: scheduled, emergency, abrupt"},
		{"unknown provider's keys", "/keys", `{"provider":"nobody","rotate":"abrupt"}`, "allowed: line, google"},
	} {
		t.Run(row.name, func(t *testing.T) {
			res := p.call(t, http.MethodPost, row.target, row.body)
			require.Equal(t, http.StatusBadRequest, res.Code)
			require.Contains(t, res.Body.String(), row.want)
			_, kept := p.mock.Plans.Find("1", "line")
			require.False(t, kept, "a refused plan leaves nothing behind")
		})
	}
}

func TestOtherMethodsAndPathsAreNone(t *testing.T) {
	p := open(t)
	require.Equal(t, http.StatusMethodNotAllowed, p.call(t, http.MethodGet, "/plans", "").Code)
	require.Equal(t, http.StatusMethodNotAllowed, p.call(t, http.MethodDelete, "/events", "").Code)
	require.Equal(t, http.StatusNotFound, p.call(t, http.MethodGet, "/secrets", "").Code)
}

func TestClockMovesForEveryProvider(t *testing.T) {
	p := open(t)
	require.JSONEq(t, `{"now":"2026-09-21T12:00:00Z","offset":"0s"}`, p.call(t, http.MethodGet, "/clock", "").Body.String())
	require.JSONEq(t, `{"now":"2026-09-21T13:30:00Z","offset":"1h30m0s"}`, p.call(t, http.MethodPost, "/clock", `{"advance":"90m"}`).Body.String())
	require.Equal(t, noon.Add(90*time.Minute), p.mock.Now())
}

func TestKeysRotate(t *testing.T) {
	p := open(t)
	published := func() int {
		res := wiretest.Do(t, p.mock, httptest.NewRequest(http.MethodGet, "https://api.line.me/oauth2/v2.1/certs", nil))
		var set struct{ Keys []struct{ Kid string } }
		require.NoError(t, json.Unmarshal(res.Body.Bytes(), &set))
		return len(set.Keys)
	}
	require.Equal(t, 2, published())
	for how, want := range map[string]int{"scheduled": 3, "emergency": 3, "abrupt": 1} {
		require.Equal(t, http.StatusOK, p.call(t, http.MethodPost, "/keys", `{"provider":"line","rotate":"`+how+`"}`).Code)
		require.Equal(t, want, published(), how)
	}
}

func TestRecentKeepsTheLatest(t *testing.T) {
	const bound = 10_000
	r := control.NewRecent(func() time.Time { return noon })
	for range bound + 1 {
		r.Add("row", "login", event.Printed{Line: "x"})
	}
	kept := r.Events()
	require.LessOrEqual(t, len(kept), bound)
	require.GreaterOrEqual(t, len(kept), bound/2)
	require.Equal(t, bound+1, kept[len(kept)-1].Seq)
	for i := 1; i < len(kept); i++ {
		require.Equal(t, kept[i-1].Seq+1, kept[i].Seq)
	}
}
