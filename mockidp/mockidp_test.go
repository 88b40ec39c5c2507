package mockidp_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
	"github.com/stretchr/testify/require"

	"torii/fixtures/client"
	"torii/fixtures/persona"
	"torii/mockidp"
	"torii/mockidp/clock"
	"torii/mockidp/op"
	"torii/mockidp/plan"
	"torii/mockidp/profile"
	"torii/mockidp/seed"
	"torii/mockidp/wiretest"
	"torii/reports/event"
)

func TestNewSaysWhatIsAllowed(t *testing.T) {
	for _, row := range []refusedOptions{
		{"a switch without provider", mockidp.Options{Set: map[string]string{"alg": "es256"}}, []string{`"alg"`, "PROVIDER.NAME"}},
		{"an unknown provider's switch", mockidp.Options{Set: map[string]string{"nobody.alg": "x"}}, []string{`"nobody"`, "allowed: line, google"}},
		{"an unknown switch", mockidp.Options{Set: map[string]string{"line.algo": "x"}}, []string{`"algo"`, "alg, error_case"}},
		{"a client's setting as a switch", mockidp.Options{Set: map[string]string{"line.status": "developing"}}, []string{`provider switch "status"`}},
		{"an unknown value", mockidp.Options{Set: map[string]string{"line.alg": "rs256"}}, []string{"line.alg", `"rs256"`, "auto, hs256, es256"}},
		{"no number", mockidp.Options{Set: map[string]string{"line.email_consent_days": "a month"}}, []string{"line.email_consent_days", `"a month"`, "whole number"}},
		{"a negative number", mockidp.Options{Set: map[string]string{"google.code_seconds": "-1"}}, []string{`"-1"`, "whole number"}},
		{"an unknown setting of a client", mockidp.Options{Clients: map[string][]client.Client{
			"google": {{ID: "W9", ClientID: "w9", Set: map[string]string{"publish": "x"}}}}}, []string{"client W9", `"publish"`, "publishing"}},
		{"an unknown value of a setting", mockidp.Options{Clients: map[string][]client.Client{
			"google": {{ID: "W9", ClientID: "w9", Set: map[string]string{"publishing": "x"}}}}}, []string{"client W9", "production, testing"}},
		{"an unknown trait", mockidp.Options{People: map[string][]persona.Person{
			"line": {{ID: "L99", Traits: map[string]string{"enemy": "true"}}}}}, []string{"L99", `"enemy"`, "friend, add_friend"}},
	} {
		t.Run(row.name, row.run)
	}
}

type refusedOptions struct {
	name    string
	options mockidp.Options
	want    []string
}

func (row refusedOptions) run(t *testing.T) {
	_, err := mockidp.New(row.options)
	for _, words := range row.want {
		require.ErrorContains(t, err, words)
	}
}

func TestUnknownNamesAreErrors(t *testing.T) {
	m, err := mockidp.New(mockidp.Options{})
	require.NoError(t, err)
	_, err = m.Provider("nobody")
	require.ErrorContains(t, err, "allowed: line, google")
	_, err = m.Mint("nobody", "A1", seed.New("", ""))
	require.ErrorContains(t, err, "nobody")
	_, err = m.Mint("line", "G1", seed.New("", ""))
	require.ErrorContains(t, err, `line has no persona "G1"`)
	require.ErrorContains(t, m.Plant(mockidp.Planting{Plan: plan.Plan{Login: "1", Provider: "nobody"}}), "nobody")
	require.ErrorContains(t, m.Plant(mockidp.Planting{Plan: plan.Plan{Provider: "line"}}), "login is missing")
}

func TestMintedPeopleAreNewAndRepeatable(t *testing.T) {
	m, err := mockidp.New(mockidp.Options{})
	require.NoError(t, err)
	for provider, form := range map[string]string{"line": `^U[0-9a-f]{32}$`, "google": `^10[0-9]{19}$`} {
		p, err := m.Provider(provider)
		require.NoError(t, err)
		mint := func(salt string) persona.Person {
			who, err := m.Mint(provider, p.People[0].ID, seed.New(salt, "row"))
			require.NoError(t, err)
			return who
		}
		require.Regexp(t, form, mint("a").Subject)
		first, again := mint("a").Subject, mint("a").Subject
		require.Equal(t, first, again)
		require.NotEqual(t, mint("a").Subject, mint("b").Subject)
		require.Equal(t, p.People[0].Name, mint("a").Name)
	}
}

func TestEveryHostIsMocked(t *testing.T) {
	m, err := mockidp.New(mockidp.Options{})
	require.NoError(t, err)
	require.ElementsMatch(t, []string{"access.line.me", "api.line.me", "accounts.google.com", "oauth2.googleapis.com",
		"www.googleapis.com", "openidconnect.googleapis.com", "auth.login.yahoo.co.jp", "login.yahoo.co.jp",
		"userinfo.yahooapis.jp", "www.yahoo.co.jp", "gbiz-id.go.jp", "stg.gbiz-id.go.jp",
		"oauth2.mtls.googleapis.com", "risc.googleapis.com", "calendar-json.googleapis.com", "appleid.apple.com",
		"a1b2c3d4e5.auth.socialplus.jp", "f0e1d2c3b4.auth.socialplus.jp", "api.socialplus.jp",
		"0a0b0c0d0e.auth.socialplus.jp", "0f0e0d0c0b.auth.socialplus.jp"}, m.Hosts())
	for _, host := range m.Hosts() {
		require.True(t, m.Mocks(host))
	}
	require.False(t, m.Mocks("www.example.com"))
}

func TestWhatIsServedNowhereIsLoggedAsNobodys(t *testing.T) {
	var facts []event.Fact
	m, err := mockidp.New(mockidp.Options{Log: func(row, login string, f event.Fact) {
		require.Empty(t, row+login)
		facts = append(facts, f)
	}})
	require.NoError(t, err)
	res := wiretest.Do(t, m, httptest.NewRequest(http.MethodPost, "https://api.line.me/oauth2/v2.1/revocation", nil))
	require.Equal(t, http.StatusNotFound, res.Code)
	require.Equal(t, []event.Fact{event.Unattributed{Provider: "api.line.me", Endpoint: "/oauth2/v2.1/revocation", Status: http.StatusNotFound}}, facts)
	require.NotContains(t, res.Body.String(), "<html", "a program is told in a word")

	r := httptest.NewRequest(http.MethodGet, "https://api.line.me/oauth2/v2.1/revocation", nil)
	r.Header.Set("Accept", "text/html")
	res = wiretest.Do(t, m, r)
	require.Equal(t, http.StatusNotFound, res.Code)
	require.Contains(t, res.Body.String(), `<html lang="ja">`)
}

func party(t testing.TB, provider string, o mockidp.Options) wiretest.Party {
	t.Helper()
	m, err := mockidp.New(o)
	require.NoError(t, err)
	return wiretest.NewParty(t, m, provider)
}

// flow logs a person in and returns the tokens.
func flow(t testing.TB, p wiretest.Party, login, who string, change map[string]string) wiretest.Tokens {
	t.Helper()
	require.NoError(t, p.Mock.Plant(mockidp.Planting{Plan: plan.Plan{Login: login, Provider: p.Provider.Profile.ID, Person: p.Person(t, who)}}))
	back := p.Authorize(t, login, p.Request(change))
	res := p.Exchange(t, back.Get("code"))
	require.Equal(t, http.StatusOK, res.Code, res.Body)
	return wiretest.TokensOf(res)
}

func TestIDTokensVerifyWithWhatIsPublished(t *testing.T) {
	for _, row := range []struct {
		name, provider, who string
		alg                 jose.SignatureAlgorithm
		set                 map[string]string
	}{
		{"LINE by channel secret", "line", "L1", jose.HS256, nil},
		{"LINE by key", "line", "L1", jose.ES256, map[string]string{"line.alg": "es256"}},
		{"Google", "google", "G2", jose.RS256, nil},
	} {
		t.Run(row.name, func(t *testing.T) {
			p := party(t, row.provider, mockidp.Options{Salt: t.Name(), Set: row.set})
			tokens := flow(t, p, "1", row.who, nil)
			signed, err := jwt.ParseSigned(tokens.IDToken, []jose.SignatureAlgorithm{row.alg})
			require.NoError(t, err)
			var claims jwt.Claims
			var more struct {
				Nonce string `json:"nonce"`
			}
			require.NoError(t, signed.Claims(verifying(t, p, row.alg, signed.Headers[0].KeyID), &claims, &more))
			require.NoError(t, claims.Validate(jwt.Expected{Issuer: p.Provider.Profile.Issuer, AnyAudience: jwt.Audience{p.Client.ClientID},
				Subject: p.Person(t, row.who).Subject, Time: p.Mock.Now()}))
			require.Equal(t, p.Request(nil).Get("nonce"), more.Nonce)
			require.Equal(t, time.Hour, claims.Expiry.Time().Sub(claims.IssuedAt.Time()))
		})
	}
}

// verifying is the secret, or the published key of that kid.
func verifying(t *testing.T, p wiretest.Party, alg jose.SignatureAlgorithm, kid string) any {
	t.Helper()
	if alg == jose.HS256 {
		require.Empty(t, kid)
		return []byte(p.Client.Secret)
	}
	var set jose.JSONWebKeySet
	res := wiretest.Do(t, p.Mock, httptest.NewRequest(http.MethodGet, p.Provider.Address(profile.JWKS), nil))
	require.NoError(t, jsonOf(res, &set))
	require.Len(t, set.Key(kid), 1)
	return set.Key(kid)[0].Key
}

func jsonOf(res *httptest.ResponseRecorder, into any) error {
	return json.Unmarshal(res.Body.Bytes(), into)
}

func TestRotationsKeepTheirPromises(t *testing.T) {
	p := party(t, "google", mockidp.Options{Salt: t.Name()})
	kid := func(login string) string {
		signed, err := jwt.ParseSigned(flow(t, p, login, "G1", nil).IDToken, []jose.SignatureAlgorithm{jose.RS256})
		require.NoError(t, err)
		return signed.Headers[0].KeyID
	}
	published := func() []string {
		var set jose.JSONWebKeySet
		require.NoError(t, jsonOf(wiretest.Do(t, p.Mock, httptest.NewRequest(http.MethodGet, p.Provider.Address(profile.JWKS), nil)), &set))
		var ids []string
		for _, k := range set.Keys {
			ids = append(ids, k.KeyID)
		}
		return ids
	}
	before, known := kid("1"), published()
	require.Contains(t, known, before)

	require.NoError(t, p.Provider.Rotate(op.Scheduled))
	next := kid("2")
	require.NotEqual(t, before, next)
	require.Contains(t, known, next, "a scheduled rotation signs with a key that was long published")
	require.Contains(t, published(), before, "and keeps the old one for a while")

	require.NoError(t, p.Provider.Rotate(op.Emergency))
	sudden := kid("3")
	require.NotContains(t, known, sudden, "an emergency signs with a key nobody has seen")
	require.Subset(t, published(), append(known, sudden))

	require.NoError(t, p.Provider.Rotate(op.Abrupt))
	require.Equal(t, []string{kid("4")}, published())
	require.ErrorContains(t, p.Provider.Rotate("sideways"), "allowed: scheduled, emergency, abrupt")
}

func TestGoogleKeepsAHundredRefreshTokensAPerson(t *testing.T) {
	p := party(t, "google", mockidp.Options{Salt: t.Name()})
	forced := map[string]string{"access_type": "offline", "prompt": "consent"}
	var held []string
	for i := range 101 {
		held = append(held, flow(t, p, fmt.Sprint(i), "G1", forced).RefreshToken)
	}
	other := flow(t, p, "other", "G2", forced).RefreshToken
	refreshed := func(token string) int {
		return p.Token(t, url.Values{"grant_type": {"refresh_token"}, "refresh_token": {token}}).Code
	}
	require.Equal(t, http.StatusBadRequest, refreshed(held[0]), "the oldest dies in silence")
	require.Equal(t, http.StatusOK, refreshed(held[1]))
	require.Equal(t, http.StatusOK, refreshed(held[100]))
	require.Equal(t, http.StatusOK, refreshed(other), "another person's tokens are counted apart")
}

func TestACodeIsRedeemedOnceHoweverManyTry(t *testing.T) {
	p := party(t, "line", mockidp.Options{Salt: t.Name()})
	require.NoError(t, p.Mock.Plant(mockidp.Planting{Plan: plan.Plan{Login: "1", Provider: "line", Person: p.Person(t, "L1")}}))
	code := p.Authorize(t, "1", p.Request(nil)).Get("code")
	statuses := make(chan int, 20)
	var all sync.WaitGroup
	for range cap(statuses) {
		all.Go(func() { statuses <- p.Exchange(t, code).Code })
	}
	all.Wait()
	close(statuses)
	counts := map[int]int{}
	for s := range statuses {
		counts[s]++
	}
	require.Equal(t, map[int]int{http.StatusOK: 1, http.StatusBadRequest: 19}, counts)
}

func TestCallsAreAttributedToTheirLogin(t *testing.T) {
	type call struct {
		row, login, endpoint string
		status               int
	}
	var calls []call
	log := func(row, login string, f event.Fact) {
		if c, ok := f.(event.Called); ok {
			calls = append(calls, call{row, login, c.Endpoint, c.Status})
		}
	}
	p := party(t, "google", mockidp.Options{Salt: t.Name(), Log: log})
	require.NoError(t, p.Mock.Plant(mockidp.Planting{Plan: plan.Plan{Login: "7", Row: "row-7", Provider: "google", Person: p.Person(t, "G1")}}))
	back := p.Authorize(t, "7", p.Request(map[string]string{"access_type": "offline"}))
	tokens := wiretest.TokensOf(p.Exchange(t, back.Get("code")))
	p.Exchange(t, back.Get("code"))
	p.UserInfo(t, tokens.AccessToken)
	p.Token(t, url.Values{"grant_type": {"refresh_token"}, "refresh_token": {tokens.RefreshToken}})
	p.UserInfo(t, "nobody's")
	wiretest.Do(t, p.Mock, httptest.NewRequest(http.MethodGet, p.Provider.Address(profile.JWKS), nil))
	require.Equal(t, []call{
		{"row-7", "7", "authorization", http.StatusFound}, {"row-7", "7", "token", http.StatusOK}, {"row-7", "7", "token", http.StatusBadRequest},
		{"row-7", "7", "userinfo", http.StatusOK}, {"row-7", "7", "token", http.StatusOK},
		{"", "", "userinfo", http.StatusUnauthorized}, {"", "", "jwks", http.StatusOK},
	}, calls)
}

func TestRefusalsAreExplainedInBothLanguages(t *testing.T) {
	var told []op.Explanation
	p := party(t, "line", mockidp.Options{Salt: t.Name(), Explain: func(e op.Explanation) { told = append(told, e) }})
	for name, value := range map[string]string{"client_id": "1", "redirect_uri": "https://elsewhere.example/cb", "state": "", "scope": "email"} {
		told = nil
		r := httptest.NewRequest(http.MethodGet, p.Provider.Address(profile.Authorization)+"?"+p.Request(map[string]string{name: value}).Encode(), nil)
		res := wiretest.Do(t, p.Mock, r)
		require.Len(t, told, 1, name)
		require.Equal(t, "line", told[0].Provider)
		require.Contains(t, told[0].Says.EN, strings.SplitN(name, "_", 2)[0])
		require.NotEmpty(t, told[0].Says.JA)
		require.NotContains(t, res.Body.String()+res.Header().Get("Location"), told[0].Says.JA, "the wire keeps the provider's dialect")
	}
}

func TestARefusalNamesTheStepOfTheOnboardingThatIsMissing(t *testing.T) {
	for _, test := range []struct {
		name, provider, clientID string
		ja                       []string
	}{
		{"set up for verification only", "gbizid", "200220newshinseiexamplejp", []string{"「検証環境設定」まで", "次の手続きは「本番環境設定」"}},
		{"applied only", "gbizid-stg", "200240sokyushinseiexamplejp", []string{"「利用申請」まで", "次の手続きは「審査完了」", "「検証環境設定」が済むまで"}},
		{"settings requested", "gbizid-stg", "200250setteishinseiexamplejp", []string{"「設定申込」まで", "次の手続きは「検証環境設定」"}},
		{"a verification system in production", "gbizid", "200198stgshinseiexamplejp", []string{"RPの検証システムはGビズIDに接続できない"}},
		{"a production system in verification", "gbizid-stg", "200199testshinseiexamplejp", []string{"RPの本番システムはGビズID検証環境に接続できない"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var told []op.Explanation
			p := party(t, test.provider, mockidp.Options{Salt: t.Name(), Explain: func(e op.Explanation) { told = append(told, e) }})
			request := p.Request(map[string]string{"client_id": test.clientID}).Encode()
			res := wiretest.Do(t, p.Mock, httptest.NewRequest(http.MethodGet, p.Provider.Address(profile.Authorization)+"?"+request, nil))
			require.Equal(t, http.StatusUnauthorized, res.Code)
			require.Len(t, told, 1)
			for _, says := range test.ja {
				require.Contains(t, told[0].Says.JA, says)
			}
			require.NotEmpty(t, told[0].Says.EN)
		})
	}
}

func TestNoSecretEntersTheLog(t *testing.T) {
	var mu sync.Mutex
	var all strings.Builder
	log := func(row, login string, f event.Fact) {
		mu.Lock()
		defer mu.Unlock()
		require.NoError(t, event.Write(&all, []event.Event{{Row: row, Login: login, Fact: f}}))
	}
	p := party(t, "google", mockidp.Options{Salt: t.Name(), Log: log})
	require.NoError(t, p.Mock.Plant(mockidp.Planting{Plan: plan.Plan{Login: "1", Provider: "google", Person: p.Person(t, "G1")}}))
	back := p.Authorize(t, "1", p.Request(map[string]string{"access_type": "offline"}))
	tokens := wiretest.TokensOf(p.Exchange(t, back.Get("code")))
	p.UserInfo(t, tokens.AccessToken)
	p.Token(t, url.Values{"grant_type": {"refresh_token"}, "refresh_token": {tokens.RefreshToken}})
	require.NotEmpty(t, tokens.RefreshToken)
	for _, secret := range []string{p.Client.Secret, back.Get("code"), wiretest.Verifier, tokens.AccessToken, tokens.RefreshToken, tokens.IDToken,
		p.Request(nil).Get("state"), p.Request(nil).Get("nonce"), p.Person(t, "G1").Subject} {
		require.NotContains(t, all.String(), secret)
	}
	require.Contains(t, all.String(), p.Client.ClientID, "what is no secret is told")
}

func TestASilentAnswerEndsWhenItsCallerLeaves(t *testing.T) {
	m, err := mockidp.New(mockidp.Options{Salt: t.Name()})
	require.NoError(t, err)
	p := wiretest.NewParty(t, m, "line")
	require.NoError(t, m.Plant(mockidp.Planting{Faults: []string{"token-hang"}, Plan: plan.Plan{Login: "1", Provider: "line", Person: p.Person(t, "L1")}}))
	code := p.Authorize(t, "1", p.Request(nil)).Get("code")

	entered, left := make(chan struct{}), make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer close(left)
		close(entered)
		r.Host = "api.line.me"
		m.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	ctx, leave := context.WithCancel(t.Context())
	form := url.Values{"grant_type": {"authorization_code"}, "code": {code}, "redirect_uri": {p.Redirect}, "code_verifier": {wiretest.Verifier},
		"client_id": {p.Client.ClientID}, "client_secret": {p.Client.Secret}}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, server.URL+"/oauth2/v2.1/token", strings.NewReader(form.Encode()))
	require.NoError(t, err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	failed := make(chan error, 1)
	go func() {
		_, err := server.Client().Do(r)
		failed <- err
	}()
	<-entered
	select {
	case <-left:
		t.Fatal("the answer did not wait for its caller")
	case err := <-failed:
		t.Fatalf("the caller was answered: %v", err)
	default:
	}
	leave()
	require.ErrorIs(t, <-failed, context.Canceled)
	select {
	case <-left:
	case <-time.After(10 * time.Second):
		t.Fatal("the handler lives on without its caller")
	}
}

func TestTheClockIsTheMocksOwn(t *testing.T) {
	noon := time.Date(2026, time.September, 21, 12, 0, 0, 0, time.UTC)
	now := clock.Still(noon)
	p := party(t, "line", mockidp.Options{Clock: now, Salt: t.Name()})
	now.Advance(time.Hour)
	signed, err := jwt.ParseSigned(flow(t, p, "1", "L1", nil).IDToken, []jose.SignatureAlgorithm{jose.HS256})
	require.NoError(t, err)
	var claims jwt.Claims
	require.NoError(t, signed.Claims([]byte(p.Client.Secret), &claims))
	require.Equal(t, noon.Add(time.Hour), claims.IssuedAt.Time().UTC())
}

func TestOneSaltGivesOneRun(t *testing.T) {
	codes := func(salt, name string) string {
		p := party(t, "line", mockidp.Options{Salt: salt, Name: name})
		require.NoError(t, p.Mock.Plant(mockidp.Planting{Plan: plan.Plan{Login: "1", Provider: "line", Person: p.Person(t, "L1")}}))
		return p.Authorize(t, "1", p.Request(nil)).Get("code")
	}
	first, again := codes("salt", "row"), codes("salt", "row")
	require.Equal(t, first, again)
	require.NotEqual(t, codes("salt", "row"), codes("salt", "other"))
	require.NotEqual(t, codes("salt", "row"), codes("other", "row"))
}
