package mockidp_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"torii/fixtures/client"
	"torii/mockidp"
	"torii/mockidp/profile"
	"torii/mockidp/wiretest"
)

// outlivingTest is a provider whose people and tokens another process takes up.
type outlivingTest struct{ provider string }

func (tt outlivingTest) run(t *testing.T) {
	before := party(t, tt.provider, mockidp.Options{})
	who := before.Provider.People[0]
	tokens := flow(t, before, "one", who.ID, nil)
	entries, err := before.Mock.Remembered()
	require.NoError(t, err)

	m, err := mockidp.New(mockidp.Options{Salt: "another process"})
	require.NoError(t, err)
	require.NoError(t, m.Recall(entries))
	after := wiretest.NewParty(t, m, tt.provider)
	require.Equal(t, before.Provider.Stand(), after.Provider.Stand())
	if after.Provider.Address(profile.UserInfo) != "" {
		require.Equal(t, before.UserInfo(t, tokens.AccessToken).Body.String(), after.UserInfo(t, tokens.AccessToken).Body.String())
	}
	if tokens.RefreshToken != "" {
		res := after.Token(t, url.Values{"grant_type": {"refresh_token"}, "refresh_token": {tokens.RefreshToken}})
		require.Equal(t, http.StatusOK, res.Code, res.Body)
		require.NotEmpty(t, wiretest.TokensOf(res).AccessToken)
	}
	again, err := after.Mock.Remembered()
	require.NoError(t, err)
	require.NotEmpty(t, again)
}

func TestPeopleAndTokensOutliveTheProcess(t *testing.T) {
	for _, p := range mockidp.Profiles() {
		if p.Relay == nil {
			t.Run(p.ID, outlivingTest{p.ID}.run)
		}
	}
}

func TestAClientThatWasAddedIsKnownToTheNextProcess(t *testing.T) {
	shop := client.Client{ID: "shop", ClientID: "1659999999", Secret: "s", Name: "Shop", RedirectURIs: []string{"https://shop.example.test/cb"}}
	line, err := client.Default("line")
	require.NoError(t, err)
	before, err := mockidp.New(mockidp.Options{Clients: map[string][]client.Client{"line": append(line, shop)}})
	require.NoError(t, err)
	entries, err := before.Remembered()
	require.NoError(t, err)
	after, err := mockidp.New(mockidp.Options{})
	require.NoError(t, err)
	require.NoError(t, after.Recall(entries))
	p := wiretest.NewParty(t, after, "line")
	p.Client, p.Redirect = shop, shop.RedirectURIs[0]
	require.NotEmpty(t, flow(t, p, "one", p.Provider.People[0].ID, nil).IDToken)
}
