package mockidp_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"torii/mockidp"
	"torii/mockidp/plan"
	"torii/mockidp/profile"
	"torii/mockidp/wiretest"
)

// FuzzAuthorization sends any query to the addresses that browsers open: whatever comes, an answer goes out.
func FuzzAuthorization(f *testing.F) {
	m, err := mockidp.New(mockidp.Options{Salt: "fuzz"})
	require.NoError(f, err)
	for _, p := range m.Providers() {
		party := wiretest.NewParty(f, m, p.Profile.ID)
		for _, change := range []map[string]string{nil, {"prompt": "none"}, {"response_mode": "form_post"}, {"response_mode": "jwt"}, {"response_mode": "fragment"},
			{"max_age": "0", "prompt": "login"}, {"scope": "email"}, {"scope": "\x00 %"}, {"claims": `{"id_token":null}`}, {"redirect_uri": "http://localhost:1/#"}, {"login_hint": "G1"}} {
			f.Add(party.Request(change).Encode(), false)
			f.Add(party.Request(change).Encode(), true)
		}
	}
	f.Add("returnUri=%2F%3Fclient_id%3D1", false)
	f.Add("authError=IJAD", false)
	f.Add("%zz;&=&==", true)
	inputs := 0
	f.Fuzz(func(t *testing.T, query string, planned bool) {
		inputs++
		for _, p := range m.Providers() {
			login := fmt.Sprintf("login-%s-%d", p.Profile.ID, inputs)
			require.NoError(t, m.Plant(mockidp.Planting{Plan: plan.Plan{Login: login, Provider: p.Profile.ID, Person: p.People[0]}}))
			for _, e := range []profile.Endpoint{profile.Authorization, profile.SignIn, profile.Consent, profile.ErrorPage} {
				address := p.Address(e)
				if address == "" {
					continue
				}
				r := httptest.NewRequest(http.MethodGet, address, nil)
				r.URL.RawQuery = query
				if planned {
					r.Header.Set(plan.Header, login)
				}
				res := wiretest.Do(t, m, r)
				require.Less(t, res.Code, http.StatusInternalServerError)
				require.GreaterOrEqual(t, res.Code, http.StatusOK)
				if res.Code == http.StatusFound {
					require.NotEmpty(t, res.Header().Get("Location"))
				}
			}
		}
		m.Plans.Drop(func(plan.Plan) bool { return true })
	})
}

// FuzzToken sends any body to the token endpoints: nobody gets tokens for nothing.
func FuzzToken(f *testing.F) {
	for _, seed := range []string{
		"grant_type=authorization_code&code=x&client_id=1650000001&client_secret=0123456789abcdef0123456789abcdef",
		"grant_type=refresh_token&refresh_token=x&client_id=1650000004",
		"grant_type=authorization_code&code=4%2F0A&client_id=123456789012-abcdefghijklmnopqrstuvwxyz012345.apps.googleusercontent.com&client_secret=GOCSPX-EXAMPLEexampleEXAMPLEexample",
		"%zz", "grant_type", "", "a=b;c=d", "client_id=\x00",
	} {
		f.Add(seed, "application/x-www-form-urlencoded", "")
		f.Add(seed, "application/json", "Basic OjpbOg==")
	}
	m, err := mockidp.New(mockidp.Options{Salt: "fuzz"})
	require.NoError(f, err)
	f.Fuzz(func(t *testing.T, body, contentType, authorization string) {
		for _, p := range m.Providers() {
			r := httptest.NewRequest(http.MethodPost, p.Address(profile.Token), strings.NewReader(body))
			r.Header.Set("Content-Type", contentType)
			r.Header.Set("Authorization", authorization)
			res := wiretest.Do(t, m, r)
			require.GreaterOrEqual(t, res.Code, http.StatusBadRequest)
			require.Less(t, res.Code, http.StatusInternalServerError)
			require.NotEmpty(t, wiretest.TokensOf(res).Error)
		}
	})
}
