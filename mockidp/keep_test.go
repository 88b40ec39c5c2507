package mockidp_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"

	"torii/mockidp"
	"torii/mockidp/bend"
	"torii/mockidp/op"
	"torii/mockidp/plan"
	"torii/mockidp/profile"
	"torii/mockidp/wiretest"
)

func TestWhatWasSetIsPutBack(t *testing.T) {
	p := strict(t, "gbizid")
	metadata := func() string {
		return wiretest.Do(t, p.Mock, httptest.NewRequest(http.MethodGet, p.Provider.Address(profile.Discovery), nil)).Body.String()
	}
	asked := func() int {
		r := httptest.NewRequest(http.MethodGet, p.Provider.Address(profile.Authorization)+"?"+p.Request(nil).Encode(), nil)
		return wiretest.Do(t, p.Mock, r).Code
	}
	stood, answered := metadata(), asked()

	restore := p.Provider.Keep()
	require.NoError(t, p.Provider.Configure("discovery", "stock"))
	require.NotEqual(t, stood, metadata())
	require.NoError(t, p.Provider.Configure(p.Client.ID+".onboarding", "preparation"))
	require.NotEqual(t, answered, asked())

	restore()
	require.Equal(t, stood, metadata())
	require.Equal(t, answered, asked())
}

// standTest is something that is done at a provider and taken back.
type standTest struct {
	name string
	do   func(*testing.T, wiretest.Party)
}

func (tt standTest) run(t *testing.T) {
	p := strict(t, "gbizid")
	found, restore := p.Mock.Stand(), p.Provider.Keep()
	tt.do(t, p)
	require.NotEqual(t, found, p.Mock.Stand())
	restore()
	p.Mock.Forget("row")
	require.Equal(t, found, p.Mock.Stand())
}

func TestAProviderStandsAsBefore(t *testing.T) {
	plant := func(t *testing.T, p wiretest.Party, faults ...string) {
		require.NoError(t, p.Mock.Plant(mockidp.Planting{Faults: faults,
			Plan: plan.Plan{Login: "login", Row: "row", Provider: "gbizid", Person: p.Provider.People[0], Does: plan.Approve}}))
	}
	for _, tt := range []standTest{
		{"keys replaced at once", func(t *testing.T, p wiretest.Party) { require.NoError(t, p.Provider.Rotate(op.Abrupt)) }},
		{"the signing key last", func(_ *testing.T, p wiretest.Party) { p.Provider.SigningKeyLast() }},
		{"a switch that changes keys", func(t *testing.T, p wiretest.Party) { require.NoError(t, p.Provider.Configure("discovery", "stock")) }},
		{"a plan that everybody sees", func(t *testing.T, p wiretest.Party) { plant(t, p, "jwks-500") }},
		{"a consent", func(t *testing.T, p wiretest.Party) {
			plant(t, p)
			r := httptest.NewRequest(http.MethodGet, p.Provider.Address(profile.Authorization)+"?"+p.Request(nil).Encode(), nil)
			r.Header.Set(plan.Header, "login")
			wiretest.Do(t, p.Mock, r)
			require.NotEmpty(t, p.Mock.Stand().Providers["gbizid"].Consents)
		}},
	} {
		t.Run(tt.name, tt.run)
	}
}

func TestKeysGoBackToAllThatWerePublishedAtFirst(t *testing.T) {
	for _, profile := range mockidp.Profiles() {
		p := strict(t, profile.ID)
		found := p.Mock.Stand()
		require.NoError(t, p.Provider.Rotate(op.Abrupt))
		p.Provider.SigningKeyLast()
		p.Provider.RestoreKeys()
		require.Equal(t, found, p.Mock.Stand(), profile.ID)
	}
}

func TestPlansMayShowThingsBesideEachOther(t *testing.T) {
	b := plan.NewBook()
	for login, beside := range map[string]bool{"a": true, "b": true} {
		require.NoError(t, b.Put(plan.Plan{Login: login, Row: login, Provider: "line", Beside: beside,
			Bends: []plan.Named{{ID: login, Bend: bend.Bend{Keys: func(*bend.Answer, bend.Context) {}}}}}))
	}
	require.Len(t, b.Wide("line"), 2)
	b.Mend("line", "a")
	require.Equal(t, "b", b.Wide("line")[0].Login)
	require.NoError(t, b.Put(plan.Plan{Login: "c", Row: "c", Provider: "line", Bends: []plan.Named{{Bend: bend.Bend{Keys: func(*bend.Answer, bend.Context) {}}}}}))
	require.Len(t, b.Wide("line"), 1, "in the place of the others")
	b.Drop(func(plan.Plan) bool { return true })
	require.Empty(t, b.Wide("line"))
}
