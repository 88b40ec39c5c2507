package mockidp_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"

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
