package mockidp_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/fixtures/client"
	"torii/mockidp"
	"torii/mockidp/plan"
	"torii/mockidp/profile"
	"torii/mockidp/token"
	"torii/mockidp/wiretest"
)

// TestADatedSwitchStandsAsKnown: the default is the value on the day that the mocks are known for, and each value is allowed.
func TestADatedSwitchStandsAsKnown(t *testing.T) {
	known, err := time.Parse(time.DateOnly, profile.Known)
	require.NoError(t, err)
	for _, n := range mockidp.AllNamed() {
		for _, s := range n.Switches {
			assert.Equal(t, s.Default, s.On(known), "%s.%s", n.ID, s.Name)
			before := ""
			for _, d := range s.Since {
				assert.Contains(t, s.Values, d.Value, "%s.%s", n.ID, s.Name)
				assert.NotEmpty(t, d.Says.JA, "%s.%s", n.ID, s.Name)
				if d.Day != "" {
					_, err := time.Parse(time.DateOnly, d.Day)
					assert.NoError(t, err, "%s.%s", n.ID, s.Name)
					assert.Greater(t, d.Day, before, "%s.%s: the days in their order", n.ID, s.Name)
					before = d.Day
				}
			}
		}
	}
}

func TestAsOfReadsADay(t *testing.T) {
	for _, day := range []string{"", "tomorrow", "2027-02-30", "2027/04/01", "20270401"} {
		_, err := mockidp.AsOf(day)
		require.ErrorContains(t, err, "2027-04-01", day)
	}
	set, err := mockidp.AsOf(profile.Known)
	require.NoError(t, err)
	require.Empty(t, set, "nothing differs on the day that the mocks are known for")
	set, err = mockidp.AsOf("2027-04-01")
	require.NoError(t, err)
	require.NoError(t, mockidp.CheckSwitches(set))
}

func TestWhatComesWithinAYear(t *testing.T) {
	day := func(s string) time.Time {
		at, err := time.Parse(time.DateOnly, s)
		require.NoError(t, err)
		return at
	}
	days := func(after, until string, open bool) (all []string) {
		for _, c := range mockidp.Coming(day(after), day(until), open) {
			if c.Provider == "gcal" || c.Day == "" {
				all = append(all, c.Day)
			}
		}
		return all
	}
	require.Equal(t, []string{"2027-04-01"}, days("2027-03-31", "2027-04-01", false))
	require.Empty(t, days("2027-04-01", "2028-04-01", false), "what is in force comes no more")
	require.Empty(t, days("2027-03-30", "2027-03-31", false))
	require.Contains(t, days("2027-04-01", "2028-04-01", true), "", "what has no day is still to come")
}

// turned is what a provider does the day before a change, and on its day.
type turned struct {
	name, provider, day string
	probe               func(*testing.T, wiretest.Party, profile.Settings) string
	before, on          string
}

func (tt turned) run(t *testing.T) {
	day, err := time.Parse(time.DateOnly, tt.day)
	require.NoError(t, err)
	for at, want := range map[time.Time]string{day.AddDate(0, 0, -1): tt.before, day: tt.on} {
		set, err := mockidp.AsOf(at.Format(time.DateOnly))
		require.NoError(t, err)
		p := party(t, tt.provider, mockidp.Options{Salt: t.Name(), Set: set, Clients: miniApps(t)})
		own := map[string]string{}
		for name, value := range set {
			if name, is := strings.CutPrefix(name, tt.provider+"."); is {
				own[name] = value
			}
		}
		settings, err := p.Provider.Profile.Resolve(profile.OfProvider, own)
		require.NoError(t, err)
		assert.Equal(t, want, tt.probe(t, p, settings), at)
	}
}

// miniApps makes LINE's first channel one of a LINE MINI App.
func miniApps(t *testing.T) map[string][]client.Client {
	t.Helper()
	all, err := client.Default("line")
	require.NoError(t, err)
	all[0].Set = maps.Clone(all[0].Set)
	all[0].Set["kind"] = "mini-app"
	return map[string][]client.Client{"line": all}
}

func TestTheDayBeforeAChangeAndTheDay(t *testing.T) {
	for _, tt := range []turned{
		{"Google begins to send iss", "google", "2026-02-01", issOfGoogle, "sent false, announced false", "sent true, announced false"},
		{"Google announces iss", "google", "2026-03-01", issOfGoogle, "sent true, announced false", "sent true, announced true"},
		{"SMS no more at GBizID", "gbizid", "2025-12-17", ends("P14"), "back with a code", "403"},
		{"the app of GBizID asks for digits", "gbizid", "2026-03-25", secondFactor("P1"), "approved", "4 digits"},
		{"accounts of GBizID expire", "gbizid", "2026-07-01", ends("P10"), "back with a code", "403"},
		{"LINE MINI Apps ask for less", "line", "2026-01-08", consentAtLINE, "page true, scope openid profile", "page true, scope openid"},
		{"LINE MINI Apps ask nothing", "line", "2026-08-26", consentAtLINE, "page true, scope openid", "page false, scope openid"},
		{"truth values of Apple", "apple", "2024-02-06", truthAtApple, `"true"`, `true`},
	} {
		t.Run(tt.name, tt.run)
	}
}

func issOfGoogle(t *testing.T, p wiretest.Party, _ profile.Settings) string {
	t.Helper()
	sent := authorized(t, p, "1", "G1", nil).Has("iss")
	res := wiretest.Do(t, p.Mock, httptest.NewRequest(http.MethodGet, p.Provider.Address(profile.Discovery), nil))
	return fmt.Sprintf("sent %t, announced %t", sent, strings.Contains(res.Body.String(), "authorization_response_iss_parameter_supported"))
}

// ends tells how a person's login ends.
func ends(who string) func(*testing.T, wiretest.Party, profile.Settings) string {
	return func(t *testing.T, p wiretest.Party, _ profile.Settings) string {
		t.Helper()
		require.NoError(t, p.Mock.Plant(mockidp.Planting{Plan: plan.Plan{Login: "1", Provider: p.Provider.Profile.ID, Person: p.Person(t, who)}}))
		address := p.Provider.Address(profile.Authorization) + "?" + p.Request(nil).Encode()
		for range 5 {
			r := httptest.NewRequest(http.MethodGet, address, nil)
			r.Header.Set(plan.Header, "1")
			res := wiretest.Do(t, p.Mock, r)
			to, err := res.Result().Location()
			switch {
			case err != nil:
				return fmt.Sprint(res.Code)
			case to.Query().Has("code"):
				return "back with a code"
			}
			address = to.String()
		}
		return "sent on without end"
	}
}

func secondFactor(who string) func(*testing.T, wiretest.Party, profile.Settings) string {
	return func(t *testing.T, p wiretest.Party, set profile.Settings) string {
		t.Helper()
		asked := p.Provider.Profile.Screens.Second(profile.Authn{Person: p.Person(t, who), Request: profile.Request{Set: set, Params: url.Values{}}})
		require.NotNil(t, asked)
		if asked.Label.IsZero() {
			return asked.Answer
		}
		return fmt.Sprintf("%d digits", len(asked.Answer))
	}
}

func consentAtLINE(t *testing.T, p wiretest.Party, set profile.Settings) string {
	t.Helper()
	rules := p.Provider.Profile.Consent
	page := !rules.Spares(profile.Request{Client: p.Client, Set: set})
	return fmt.Sprintf("page %t, scope %s", page, issued(t, p, "1", "L1", map[string]string{"scope": "openid profile", "redirect_uri": p.Redirect}).Scope)
}

func truthAtApple(t *testing.T, p wiretest.Party, _ profile.Settings) string {
	t.Helper()
	back := authorized(t, p, "1", "P2", map[string]string{"scope": "openid email", "response_mode": "form_post"})
	claims, ok := token.DecodeObject(strings.Split(wiretest.TokensOf(p.Exchange(t, back.Get("code"))).IDToken, ".")[1])
	require.True(t, ok)
	raw, err := json.Marshal(claims["email_verified"])
	require.NoError(t, err)
	return string(raw)
}
