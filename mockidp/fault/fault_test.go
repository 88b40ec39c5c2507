package fault_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"torii/fixtures/rule"
	"torii/mockidp"
	"torii/mockidp/bend"
	"torii/mockidp/fault"
	"torii/mockidp/plan"
	"torii/mockidp/profile"
	"torii/mockidp/wiretest"
	"torii/reports/event"
)

func TestCatalogueNamesEachFaultOnceAndPointsAtARule(t *testing.T) {
	seen := map[string]string{}
	probes := 0
	for _, f := range fault.All() {
		for _, name := range []string{f.ID, f.Name.JA, f.Name.EN} {
			require.NotEmpty(t, name, f.ID)
			require.Empty(t, seen[name], "%q names %s and %s", name, seen[name], f.ID)
			seen[name] = f.ID
			found, ok := fault.Find(name)
			require.True(t, ok, name)
			require.Equal(t, f.ID, found.ID)
		}
		_, ok := rule.Find(f.Rule)
		require.True(t, ok, "%s: no rule %q", f.ID, f.Rule)
		require.Contains(t, []fault.Expect{fault.Refuse, fault.Own, fault.Shrug}, f.Expect, f.ID)
		require.Equal(t, f.Place() == bend.Browser, f.Attack != "", "%s: made by the provider or with the browser, not both", f.ID)
		if f.Probe {
			probes++
			require.True(t, f.Family, "%s: a probe of no family", f.ID)
		}
	}
	require.Equal(t, 1, probes, "one probe tells whether signatures are looked at")
	_, ok := fault.Find("no such fault")
	require.False(t, ok)
}

func TestEveryFaultMakesSenseSomewhere(t *testing.T) {
	for _, f := range fault.All() {
		require.True(t, slices.ContainsFunc(mockidp.Profiles(), func(p profile.Profile) bool { return f.Why(p).IsZero() }), f.ID)
		for _, p := range mockidp.Profiles() {
			if why := f.Why(p); !why.IsZero() {
				require.NotEmpty(t, why.JA, f.ID)
				require.NotEmpty(t, why.EN, f.ID)
			}
		}
	}
}

// record keeps what was served by login.
type record struct {
	mu     sync.Mutex
	served map[string][]event.Served
}

func (r *record) log(_, login string, fact event.Fact) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if s, ok := fact.(event.Served); ok {
		r.served[login] = append(r.served[login], s)
	}
}

func open(t *testing.T, set map[string]string) (*mockidp.Mock, *record) {
	t.Helper()
	r := &record{served: map[string][]event.Served{}}
	m, err := mockidp.New(mockidp.Options{Salt: t.Name(), Log: r.log, Set: set})
	require.NoError(t, err)
	return m, r
}

// playOneTime goes through a login by one-time token, where the provider has such.
func playOneTime(t *testing.T, p wiretest.Party, login string, own *bend.Own) {
	t.Helper()
	start := p.Provider.Address("authenticate")
	if start == "" {
		return
	}
	ask := func(resource string, with url.Values) *httptest.ResponseRecorder {
		with.Set("key", p.Client.Set["api_key"])
		return wiretest.Do(t, p.Mock, httptest.NewRequest(http.MethodGet, p.Provider.Address(profile.Endpoint(resource))+"?"+with.Encode(), nil))
	}
	back := p.Walk(t, login, start+"?"+url.Values{"callback": {p.Redirect}}.Encode()).Query()
	var answer struct{ User struct{ Identifier string } }
	_ = json.Unmarshal(ask("authenticated_user", url.Values{"token": {back.Get("token")}}).Body.Bytes(), &answer) // a fault may have made it anything
	ask("map", url.Values{"identifier": {answer.User.Identifier}, "primary_key": {"m-" + login}})
	if own == nil {
		return
	}
	var other struct{ User struct{ Identifier string } }
	switch own.Endpoint {
	case "dissociate":
		ask(own.Endpoint, url.Values{"identifier": {answer.User.Identifier}, "target_provider": {"line"}, "nowarn": {"true"}})
	case "line/friendship_status":
		ask(own.Endpoint, url.Values{"identifier": {answer.User.Identifier}})
	case "delete_user":
		ask(own.Endpoint, url.Values{"identifier": {answer.User.Identifier}})
	case "merge_user":
		_ = json.Unmarshal(ask("create_user", url.Values{}).Body.Bytes(), &other)
		ask(own.Endpoint, url.Values{"source_identifier": {answer.User.Identifier}, "dest_identifier": {other.User.Identifier}})
	}
}

// play goes through a login as far as the answers allow.
func play(t *testing.T, p wiretest.Party, login string, change map[string]string, refreshes bool) {
	t.Helper()
	back := p.Authorize(t, login, p.Request(change))
	if back.Get("code") == "" {
		return
	}
	tokens := p.Exchange(t, back.Get("code"))
	if tokens.Code != http.StatusOK {
		return
	}
	if refresh := wiretest.TokensOf(tokens).RefreshToken; refreshes {
		tokens = p.Token(t, url.Values{"grant_type": {"refresh_token"}, "refresh_token": {refresh}})
	}
	if access := wiretest.TokensOf(tokens).AccessToken; access != "" && p.Provider.Address(profile.UserInfo) != "" {
		p.UserInfo(t, access)
	}
}

func TestEveryFaultIsServedWhereItApplies(t *testing.T) {
	m, r := open(t, nil)
	for _, provider := range m.Providers() {
		party := wiretest.NewParty(t, m, provider.Profile.ID)
		for _, f := range fault.All() {
			if f.Place() == bend.Browser || !f.Why(provider.Profile).IsZero() {
				continue
			}
			t.Run(provider.Profile.ID+" "+f.ID, func(t *testing.T) {
				earlier, login := provider.Profile.ID+f.ID+"-earlier", provider.Profile.ID+f.ID
				planned := plan.Plan{Login: login, Provider: provider.Profile.ID, Person: provider.People[0], Other: provider.People[1].Subject, Does: plan.Approve}
				if f.Earlier {
					planned.After = earlier
					require.NoError(t, m.Plant(mockidp.Planting{Plan: plan.Plan{Login: earlier, Provider: provider.Profile.ID,
						Person: provider.People[0], Does: plan.Approve}}))
					play(t, party, earlier, map[string]string{"state": "an-earlier-state", "nonce": "an-earlier-nonce"}, false)
				}
				require.NoError(t, m.Plant(mockidp.Planting{Plan: planned, Faults: []string{f.ID}}))
				request := sends(f)
				if f.Bend.In == bend.Refreshed {
					request = offline[provider.Profile.ID]
				}
				play(t, party, login, request, f.Bend.In == bend.Refreshed)
				if f.Bend.Wide() {
					askForKeys(t, m, provider.Address(profile.JWKS))
					askForKeys(t, m, provider.Address(profile.Discovery))
					m.Plans.Mend(provider.Profile.ID, "")
				}
				if len(r.served[login]) == 0 {
					if f.Earlier {
						playOneTime(t, party, earlier, nil)
					}
					playOneTime(t, party, login, f.Bend.Own)
				}
				require.Contains(t, r.served[login], event.Served{ID: f.ID, Place: string(f.Place())})
				elsewhere := slices.DeleteFunc(f.Bend.Elsewhere(), func(at bend.Place) bool {
					return at == bend.UserInfo && provider.Address(profile.UserInfo) == ""
				})
				require.Len(t, r.served[login], 1+len(elsewhere), "once in each place")
				require.Empty(t, r.served[earlier], "the honest login before is honest")
			})
		}
	}
}

// offline is what a request has beside the usual to be given a refresh token, where that is needed.
var offline = map[string]map[string]string{
	"google":     {"access_type": "offline", "prompt": "consent"},
	"gbizid":     {"scope": "openid offline_access"},
	"gbizid-stg": {"scope": "openid offline_access"},
}

// askForKeys fetches a key set, and does not wait for one that stays away.
func askForKeys(t *testing.T, m *mockidp.Mock, address string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	defer func() { _ = recover() }() // how a handler breaks off a connection
	request := httptest.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	m.ServeHTTP(httptest.NewRecorder(), request)
}

// sends is what the request has beside the usual, so that the fault is one.
func sends(f fault.Fault) map[string]string {
	if f.Param == "max_age" {
		return map[string]string{"max_age": "3600"}
	}
	if name, value, ok := strings.Cut(f.Param, "="); ok {
		return map[string]string{name: value}
	}
	return nil
}

func TestAFaultThatMakesNoDifferenceIsNotServed(t *testing.T) {
	for _, row := range []unserved{
		{name: "no state to leave out", provider: "google", fault: "state-missing", change: map[string]string{"state": ""}},
		{name: "no nonce to leave out", provider: "google", fault: "nonce-missing", change: map[string]string{"nonce": ""}},
		{name: "no nonce to leave out", provider: "line", fault: "nonce-missing", change: map[string]string{"nonce": ""}},
		{name: "no ID token to forge", provider: "line", fault: "alg-none", change: map[string]string{"scope": "profile"}},
		{name: "no ID token to leave out", provider: "line", fault: "id-token-absent", change: map[string]string{"scope": "profile"}},
		{name: "no iss to leave out", provider: "google", fault: "iss-param-missing", set: map[string]string{"google.iss_parameter": "absent"}},
		{name: "no earlier state", provider: "google", fault: "state-reused"},
		{name: "no earlier code", provider: "google", fault: "code-replayed"},
		{name: "no earlier nonce", provider: "google", fault: "nonce-replayed"},
		{name: "no earlier ID token", provider: "google", fault: "id-token-replayed"},
		{name: "no code to spoil after a cancel", provider: "google", fault: "code-unknown", does: plan.Cancel},
		{name: "no success to spoil after a cancel", provider: "line", fault: "auto-login-failed", does: plan.Cancel},
		{name: "no error to write in lower case", provider: "line", quirk: "line-lower-case-errors"},
		{name: "errors are in lower case already", provider: "line", quirk: "line-lower-case-errors", does: plan.Cancel,
			set: map[string]string{"line.error_case": "lower"}},
		{name: "the bare issuer is the honest one", provider: "google", quirk: "google-bare-issuer",
			set: map[string]string{"google.issuer_spelling": "bare"}},
	} {
		t.Run(row.provider+" "+row.name, row.run)
	}
}

type unserved struct {
	name, provider string
	fault, quirk   string
	change, set    map[string]string
	does           plan.Deed
}

func (row unserved) run(t *testing.T) {
	m, r := open(t, row.set)
	party := wiretest.NewParty(t, m, row.provider)
	planting := mockidp.Planting{Plan: plan.Plan{Login: "1", Provider: row.provider, Person: party.Provider.People[0], Does: row.does}}
	if row.fault != "" {
		planting.Faults = []string{row.fault}
	}
	if row.quirk != "" {
		planting.Quirks = []string{row.quirk}
	}
	require.NoError(t, m.Plant(planting))
	play(t, party, "1", row.change, false)
	require.Empty(t, r.served["1"])
}

func TestTwoFaultsOfOneLoginAreBothServed(t *testing.T) {
	m, r := open(t, nil)
	party := wiretest.NewParty(t, m, "google")
	require.NoError(t, m.Plant(mockidp.Planting{Faults: []string{"userinfo-no-sub", "nonce-wrong"},
		Plan: plan.Plan{Login: "1", Provider: "google", Person: party.Provider.People[0]}}))
	play(t, party, "1", nil, false)
	require.Equal(t, []event.Served{{ID: "nonce-wrong", Place: "id_token"}, {ID: "userinfo-no-sub", Place: "userinfo"}}, r.served["1"])
}

func TestFaultsThatMakeNoSenseAreNotPlanted(t *testing.T) {
	m, _ := open(t, nil)
	for _, row := range []struct{ name, provider, fault, quirk, want string }{
		{"a key pair's fault at LINE", "line", "foreign-key", "", "shared secret"},
		{"a secret's fault at Google", "google", "hex-decoded-secret", "", "key pair"},
		{"iss at LINE", "line", "iss-param-wrong", "", "sends no iss"},
		{"an error that Google never sends", "google", "error-invalid-scope", "", "never sends invalid_scope"},
		{"an unknown fault", "google", "no-such-fault", "", "torii list faults"},
		{"an unknown quirk", "google", "", "line-amr-absent", "torii list quirks"},
		{"a quirk that nobody plays", "line", "", "line-hs256-without-kid", "torii list quirks"},
	} {
		t.Run(row.name, func(t *testing.T) {
			p := mockidp.Planting{Plan: plan.Plan{Login: row.name, Provider: row.provider}}
			if row.fault != "" {
				p.Faults = []string{row.fault}
			}
			if row.quirk != "" {
				p.Quirks = []string{row.quirk}
			}
			require.ErrorContains(t, m.Plant(p), row.want)
			_, kept := m.Plans.Find(row.name, row.provider)
			require.False(t, kept, "a refused plan leaves nothing behind")
		})
	}
}
