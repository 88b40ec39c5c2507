package control_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
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
	return port{control.Handler(control.Options{Mock: m, Recent: recent}), m}
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
	want, err := json.Marshal(map[string]any{"status": "ok", "providers": ids, "seq": 0})
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
		{"a notification of a provider that sends none", "/notices", `{"provider":"line","persona":"L1","kind":"follow","to":"http://127.0.0.1:1/"}`, "line sends no messages"},
		{"an unknown kind of notification", "/notices", `{"provider":"google","persona":"G1","kind":"account-purged","to":"http://127.0.0.1:1/"}`, "sessions-revoked"},
		{"nobody to notify of", "/notices", `{"provider":"google","persona":"L1","kind":"tokens-revoked","to":"http://127.0.0.1:1/"}`, `google has no \"L1\"`},
		{"no time", "/notices", `{"provider":"google","persona":"G1","kind":"tokens-revoked","ago":"long","to":"http://127.0.0.1:1/"}`, "24h"},
		{"an unknown variant", "/notices", `{"provider":"apple","persona":"P1","kind":"consent-revoked","variant":"x","to":"http://127.0.0.1:1/"}`, `no message is called`},
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
	require.Equal(t, http.StatusMethodNotAllowed, p.call(t, http.MethodPut, "/plans", "").Code)
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

// plant plants a login of a run.
func (p port) plant(t *testing.T, run, login string) {
	t.Helper()
	res := p.call(t, http.MethodPost, "/plans", `{"run":"`+run+`","row":"login/google","login":"`+login+`","provider":"google","persona":"G1"}`)
	require.Equal(t, http.StatusOK, res.Code, res.Body)
}

func TestRunsSeeOnlyTheirOwn(t *testing.T) {
	p := open(t)
	p.plant(t, "a", "a1")
	p.plant(t, "b", "b1")
	rp := wiretest.NewParty(t, p.mock, "google")
	for _, login := range []string{"a1", "b1"} {
		rp.Exchange(t, rp.Authorize(t, login, rp.Request(nil)).Get("code"))
	}
	events, err := event.Read(p.call(t, http.MethodGet, "/events?run=a", "").Body)
	require.NoError(t, err)
	require.NotEmpty(t, events)
	called := 0
	for _, e := range events {
		require.Equal(t, "a/login/google", e.Row)
		require.Equal(t, "a1", e.Login)
		if e.Fact.Kind() == (event.Called{}).Kind() {
			called++
		}
	}
	require.Equal(t, 2, called, "the request of the browser, and that of the RP's server")
	last := events[len(events)-1].Seq
	require.Empty(t, p.call(t, http.MethodGet, fmt.Sprintf("/events?run=a&after=%d", last), "").Body.String())

	require.Contains(t, p.call(t, http.MethodGet, "/plans?run=b", "").Body.String(), `"row":"login/google"`)
	require.Equal(t, http.StatusNoContent, p.call(t, http.MethodDelete, "/plans?run=a", "").Code)
	require.JSONEq(t, "[]", p.call(t, http.MethodGet, "/plans?run=a", "").Body.String())
	require.Contains(t, p.call(t, http.MethodGet, "/plans", "").Body.String(), `"login":"b1"`)
}

func TestEventsThatAreKeptNoMoreAreTold(t *testing.T) {
	recent := control.NewRecent(func() time.Time { return noon })
	m, err := mockidp.New(mockidp.Options{})
	require.NoError(t, err)
	for range 10_001 {
		recent.Add("row", "login", event.Printed{Line: "x"})
	}
	p := port{control.Handler(control.Options{Mock: m, Recent: recent}), m}
	require.Equal(t, http.StatusGone, p.call(t, http.MethodGet, "/events?after=1", "").Code)
	require.Equal(t, http.StatusOK, p.call(t, http.MethodGet, "/events", "").Code)
	require.Equal(t, http.StatusBadRequest, p.call(t, http.MethodGet, "/events?after=last", "").Code)
}

func TestEventsCanBeFollowed(t *testing.T) {
	p := open(t)
	server := httptest.NewServer(p)
	t.Cleanup(server.Close)
	ctx, leave := context.WithTimeout(t.Context(), 10*time.Second)
	defer leave()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, server.URL+"/events?follow=true&run=a", nil)
	require.NoError(t, err)
	res, err := http.DefaultClient.Do(req)
	require.NoError(t, err)
	defer res.Body.Close()
	p.plant(t, "b", "b1")
	p.plant(t, "a", "a1")
	line, err := bufio.NewReader(res.Body).ReadString('\n')
	require.NoError(t, err)
	require.Contains(t, line, `"login":"a1"`)
}

func TestATokenIsAskedFor(t *testing.T) {
	const token = "a-token-of-some-length"
	recent := control.NewRecent(clock.Still(noon).Now)
	m, err := mockidp.New(mockidp.Options{})
	require.NoError(t, err)
	h := control.Handler(control.Options{Mock: m, Recent: recent, Token: token})
	for _, tt := range []struct {
		name, given, origin string
		want                int
	}{
		{"the token", "Bearer " + token, "", http.StatusOK},
		{"none", "", "", http.StatusUnauthorized},
		{"its beginning", "Bearer a-token", "", http.StatusUnauthorized},
		{"another scheme", "Basic " + token, "", http.StatusUnauthorized},
		{"a web page that knows it", "Bearer " + token, "https://evil.example", http.StatusUnauthorized},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := httptest.NewRequest(http.MethodGet, "/google-calendar/guide", nil)
			r.Host = "mocks.staging.example:9401"
			r.Header.Set("Authorization", tt.given)
			if tt.origin != "" {
				r.Header.Set("Origin", tt.origin)
			}
			res := wiretest.Do(t, h, r)
			require.Equal(t, tt.want, res.Code)
			require.NotContains(t, res.Body.String(), token)
		})
	}
}

func TestPeopleOfOnesOwn(t *testing.T) {
	p := open(t)
	res := p.call(t, http.MethodPost, "/plans", `{"login":"1","provider":"google","other":"102","person":{"id":"X","sub":"101","name":"Somebody","email":"x@example.jp"}}`)
	require.Equal(t, http.StatusOK, res.Code, res.Body)
	planted, ok := p.mock.Plans.Find("1", "google")
	require.True(t, ok)
	require.Equal(t, "x@example.jp", planted.Person.Email)
	require.Equal(t, "102", planted.Other)
	for body, want := range map[string]string{
		`{"login":"2","provider":"google","persona":"G1","person":{"sub":"1"}}`: "not both",
		`{"login":"2","provider":"google","person":{"name":"x"}}`:               "sub is missing",
		`{"login":"2","provider":"google","person":{"subject":"x"}}`:            "unknown field",
		`{"login":"2","provider":"google","persona":"G1","run":"a/b"}`:          "run: got",
	} {
		res := p.call(t, http.MethodPost, "/plans", body)
		require.Equal(t, http.StatusBadRequest, res.Code)
		require.Contains(t, res.Body.String(), want)
	}
	require.Equal(t, http.StatusOK, p.call(t, http.MethodPost, "/people", `{"provider":"google","subject":"101","does":"withdraw-consent"}`).Code)
	require.Contains(t, p.call(t, http.MethodPost, "/people", `{"provider":"google","subject":"101","does":"leave"}`).Body.String(), "allowed: change-password, withdraw-consent")
}
