package mockidp_test

import (
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
	"torii/mockidp/clock"
	"torii/mockidp/plan"
	"torii/mockidp/profile"
	"torii/mockidp/wiretest"
)

// registeredAt is the one callback of all clients here: none on the own machine passes.
const registeredAt = "https://rp.example.test/cb"

// strict returns a Relying Party at mocks whose clients have registered one callback.
func strict(t *testing.T, provider string) wiretest.Party {
	t.Helper()
	clients := map[string][]client.Client{}
	for _, p := range mockidp.Profiles() {
		all, err := client.Default(p.ID)
		require.NoError(t, err)
		for i := range all {
			all[i].Loopback = false
			all[i].RedirectURIs = append(all[i].RedirectURIs, registeredAt)
		}
		clients[p.ID] = append(all, neighbour(all[0]))
	}
	p := party(t, provider, mockidp.Options{Salt: t.Name(), Clients: clients,
		Clock: clock.Still(time.Date(2026, time.September, 21, 12, 0, 0, 0, time.UTC))})
	p.Redirect = registeredAt
	return p
}

// neighbour is a client that differs from the first in nothing but who it is.
func neighbour(c client.Client) client.Client {
	c.ID, c.ClientID = "N1", "9"+c.ClientID
	if c.Secret != "" {
		c.Secret = "9" + c.Secret[1:]
	}
	return c
}

// usual are two people of each provider about whom nothing is special.
var usual = map[string][2]string{
	"line": {"L1", "L9"}, "google": {"G1", "G2"}, "yahoo": {"taro", "hanako"}, "gbizid": {"P1", "P2"}, "gbizid-stg": {"T1", "T2"},
	"socialplus": {"SP4", "SP7A"}, "apple": {"P1", "P2"},
}

// offline are parameters without which a provider gives no refresh token.
var offline = map[string]map[string]string{"google": {"access_type": "offline"}, "gbizid": {"scope": "openid offline_access"}, "gbizid-stg": {"scope": "openid offline_access"}}

// authorized logs a person in and returns the response.
func authorized(t *testing.T, p wiretest.Party, login, who string, change map[string]string) url.Values {
	t.Helper()
	require.NoError(t, p.Mock.Plant(mockidp.Planting{Plan: plan.Plan{Login: login, Provider: p.Provider.Profile.ID, Person: p.Person(t, who)}}))
	return p.Authorize(t, login, p.Request(change))
}

// issued redeems the code of a login.
func issued(t *testing.T, p wiretest.Party, login, who string, change map[string]string) wiretest.Tokens {
	t.Helper()
	res := p.Exchange(t, authorized(t, p, login, who, change).Get("code"))
	require.Equal(t, http.StatusOK, res.Code, res.Body)
	return wiretest.TokensOf(res)
}

// asked sends an authorization request of a planted login, and returns the raw answer.
func asked(t *testing.T, p wiretest.Party, login string, request url.Values) *httptest.ResponseRecorder {
	t.Helper()
	require.NoError(t, p.Mock.Plant(mockidp.Planting{Plan: plan.Plan{Login: login, Provider: p.Provider.Profile.ID, Person: p.Person(t, usual[p.Provider.Profile.ID][0])}}))
	r := httptest.NewRequest(http.MethodGet, p.Provider.Address(profile.Authorization)+"?"+request.Encode(), nil)
	r.Header.Set(plan.Header, login)
	return wiretest.Do(t, p.Mock, r)
}

// exchange is the form that redeems a code.
func exchange(code string) url.Values {
	return url.Values{"grant_type": {"authorization_code"}, "code": {code}, "redirect_uri": {registeredAt}, "code_verifier": {wiretest.Verifier}}
}

// The ways in which clients authenticate at the token endpoint.
const (
	byPost  = "client_secret_post"
	byBasic = "client_secret_basic"
	byNone  = "none"
)

// style is the way that a provider takes.
func style(p wiretest.Party) string {
	if p.Provider.Profile.Reply.Errors[profile.AuthMethod].Code == "unauthorized" {
		return byBasic
	}
	return byPost
}

// sent sends a token request.
func sent(t *testing.T, p wiretest.Party, form url.Values, style string) *httptest.ResponseRecorder {
	t.Helper()
	if style == byPost {
		form.Set("client_id", p.Client.ClientID)
		form.Set("client_secret", p.Secret(t))
	}
	r := httptest.NewRequest(http.MethodPost, tokensOf(p), strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if style == byBasic {
		r.SetBasicAuth(p.Client.ClientID, p.Client.Secret)
	}
	return wiretest.Do(t, p.Mock, r)
}

// tokensOf is the token endpoint that knows the client, of a provider with tenants.
func tokensOf(p wiretest.Party) string {
	knows := p.Provider.Profile.Knows
	for _, r := range p.Provider.Profile.Routes {
		if r.Endpoint == profile.Token && knows != nil && knows(r.Variant, p.Client) {
			return r.URL
		}
	}
	return p.Provider.Address(profile.Token)
}

// worded demands that an answer has the provider's words for a failure.
func worded(t *testing.T, p wiretest.Party, f profile.TokenFailure, res *httptest.ResponseRecorder, style string) {
	t.Helper()
	of := p.Provider.Profile.Reply
	set, err := p.Provider.Profile.Resolve(profile.OfProvider, nil)
	require.NoError(t, err)
	e, ok := of.Errors[f]
	require.True(t, ok, "no words for %q", f)
	if of.Reword != nil {
		e = of.Reword(f, e, set)
	}
	if of.Amend != nil {
		e = of.Amend(e, set)
	}
	status := e.Status
	if style == byBasic && e.BasicStatus != 0 {
		status = e.BasicStatus
	}
	assert.Equal(t, status, res.Code, "%s: %s", f, res.Body)
	if e.Raw == "" {
		var says struct{ Error string }
		require.NoError(t, jsonOf(res, &says), f)
		assert.Equal(t, e.Code, says.Error, f)
	}
}
