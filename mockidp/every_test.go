package mockidp_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/mockidp"
	"torii/mockidp/profile"
	"torii/mockidp/wiretest"
)

// Every provider is held to these demands on its behaviour; profiletest holds it to those
// on its description. Where a provider really does otherwise, the exception stands here.
func TestEveryProvider(t *testing.T) {
	for _, p := range mockidp.Profiles() {
		for _, d := range []struct {
			name string
			run  func(*testing.T, string)
		}{
			{"discovery agrees with behaviour", discoveryAgrees},
			{"nobody is sent to an address that is not registered", staysHome},
			{"what is missing or unknown brings no code", bringsNoCode},
			{"a code is good once and for a time", goodOnce},
			{"one of many gets the tokens", oneOfMany},
			{"what one client was given is nothing to another", nothingToAnother},
			{"what is said of one person is not said of another", ofOnePerson},
			{"a refresh token works, and not for others", refreshes},
			{"every error of the token endpoint is met", everyTokenError},
			{"what UserInfo refuses", userInfoRefuses},
		} {
			t.Run(p.ID+"/"+d.name, func(t *testing.T) { d.run(t, p.ID) })
		}
	}
}

func staysHome(t *testing.T, provider string) {
	p := strict(t, provider)
	for i, to := range []string{"https://elsewhere.example/cb", registeredAt + "/", registeredAt + "/x", registeredAt + "#x", "https://rp.example.test/CB",
		"https://rp.example.test:444/cb", "http://rp.example.test/cb", "https://rp.example.test.elsewhere.example/cb", "https://rp.example.test@elsewhere.example/cb",
		"http://localhost:3000/cb", "javascript:alert(1)", "//elsewhere.example/cb"} {
		res := asked(t, p, "to "+to, p.Request(map[string]string{"redirect_uri": to}))
		assert.False(t, strings.HasPrefix(res.Header().Get("Location"), to), "%d: %s", i, res.Header().Get("Location"))
		assert.NotContains(t, res.Body.String(), `action="`+to, to)
		assert.NotRegexp(t, `[?&#]code=`, res.Body.String()+res.Header().Get("Location"), to)
	}
	for _, id := range []string{"nobody", ""} {
		res := asked(t, p, "client "+id, p.Request(map[string]string{"client_id": id}))
		assert.False(t, strings.HasPrefix(res.Header().Get("Location"), registeredAt), "client %q: %s", id, res.Header().Get("Location"))
	}
}

func bringsNoCode(t *testing.T, provider string) {
	p := strict(t, provider)
	for i, change := range []map[string]string{{"response_type": ""}, {"response_type": "nonsense"}, {"response_type": "code nonsense"}, {"client_id": ""},
		{"redirect_uri": "https://elsewhere.example/cb"}, {"scope": "no-such-scope"}} {
		res := asked(t, p, fmt.Sprint(i), p.Request(change))
		assert.NotRegexp(t, `[?&#]code=`, res.Header().Get("Location"), "%v", change)
		assert.NotContains(t, res.Body.String(), `name="code"`, "%v", change)
	}
}

func goodOnce(t *testing.T, provider string) {
	p := strict(t, provider)
	who, how := usual[provider][0], style(p)
	code := authorized(t, p, "1", who, nil).Get("code")
	require.Equal(t, http.StatusOK, sent(t, p, exchange(code), how).Code)
	worded(t, p, profile.CodeUsed, sent(t, p, exchange(code), how), how)

	set, err := p.Provider.Profile.Resolve(profile.OfProvider, nil)
	require.NoError(t, err)
	life := p.Provider.Profile.Callback.CodeLife(set)
	code = authorized(t, p, "2", who, nil).Get("code")
	p.Mock.Clock.Advance(life)
	assert.Equal(t, http.StatusOK, sent(t, p, exchange(code), how).Code, "good to the end")
	code = authorized(t, p, "3", who, nil).Get("code")
	p.Mock.Clock.Advance(life + time.Second)
	worded(t, p, profile.CodeExpired, sent(t, p, exchange(code), how), how)
}

// many is how often a code is redeemed at the same time.
const many = 12

func oneOfMany(t *testing.T, provider string) {
	p := strict(t, provider)
	code := authorized(t, p, "1", usual[provider][0], nil).Get("code")
	how := style(p)
	statuses := make(chan int, many)
	var all sync.WaitGroup
	for range many {
		all.Go(func() { statuses <- sent(t, p, exchange(code), how).Code })
	}
	all.Wait()
	close(statuses)
	given := 0
	for status := range statuses {
		if status == http.StatusOK {
			given++
		}
	}
	assert.Equal(t, 1, given)
}

// another returns the same Relying Party under the first other client that can authenticate.
func another(t *testing.T, p wiretest.Party) wiretest.Party {
	t.Helper()
	none := p.Provider.Profile.Callback.Code(p.Provider.Rand)
	for _, c := range p.Provider.Clients[1:] {
		other := p
		other.Client = c
		if c.Secret == "" && c.Key == "" {
			continue
		}
		if res := sent(t, other, exchange(none), style(p)); wiretest.TokensOf(res).Error == p.Provider.Profile.Reply.Errors[profile.CodeUnknown].Code {
			return other
		}
	}
	require.Fail(t, "no other client can authenticate")
	return p
}

func nothingToAnother(t *testing.T, provider string) {
	p := strict(t, provider)
	other, how := another(t, p), style(p)
	code := authorized(t, p, "1", usual[provider][0], nil).Get("code")
	worded(t, p, profile.CodeForeign, sent(t, other, exchange(code), how), how)
}

func ofOnePerson(t *testing.T, provider string) {
	p := strict(t, provider)
	if p.Provider.Address(profile.UserInfo) == "" {
		return
	}
	var subjects []string
	for _, who := range usual[provider] {
		var says struct{ Sub string }
		require.NoError(t, jsonOf(p.UserInfo(t, issued(t, p, who, who, nil).AccessToken), &says))
		require.NotEmpty(t, says.Sub)
		subjects = append(subjects, says.Sub)
	}
	assert.NotEqual(t, subjects[0], subjects[1])
}

func refreshes(t *testing.T, provider string) {
	p := strict(t, provider)
	if p.Provider.Profile.Reply.Refresh.Issued == nil {
		return
	}
	how := style(p)
	kept := issued(t, p, "1", usual[provider][0], offline[provider]).RefreshToken
	require.NotEmpty(t, kept)
	form := func() url.Values { return url.Values{"grant_type": {"refresh_token"}, "refresh_token": {kept}} }
	foreign := profile.RefreshInvalid
	if _, own := p.Provider.Profile.Reply.Errors[profile.RefreshForeign]; own {
		foreign = profile.RefreshForeign
	}
	worded(t, p, foreign, sent(t, another(t, p), form(), how), how)
	res := sent(t, p, form(), how)
	require.Equal(t, http.StatusOK, res.Code, res.Body)
	assert.NotEmpty(t, wiretest.TokensOf(res).AccessToken)
}

func userInfoRefuses(t *testing.T, provider string) {
	p := strict(t, provider)
	if p.Provider.Address(profile.UserInfo) == "" {
		return
	}
	set, err := p.Provider.Profile.Resolve(profile.OfProvider, nil)
	require.NoError(t, err)
	good := issued(t, p, "1", usual[provider][0], nil).AccessToken
	require.Equal(t, http.StatusOK, p.UserInfo(t, good).Code)
	says := func(f profile.UserInfoFailure, res *httptest.ResponseRecorder) {
		t.Helper()
		assert.Equal(t, p.Provider.Profile.UserInfo.Refuse(f, "", set).Status, res.Code, "%s: %s", f, res.Body)
	}
	says(profile.BearerMissing, wiretest.Do(t, p.Mock, httptest.NewRequest(http.MethodGet, p.Provider.Address(profile.UserInfo), nil)))
	says(profile.BearerInvalid, p.UserInfo(t, "nobodys"))
	p.Mock.Clock.Advance(p.Provider.Profile.Reply.AccessLife + time.Second)
	says(profile.BearerExpired, p.UserInfo(t, good))
}
