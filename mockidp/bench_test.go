package mockidp_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"torii/fixtures/key"
	"torii/mockidp"
	"torii/mockidp/door"
	"torii/mockidp/plan"
	"torii/mockidp/profile"
	"torii/mockidp/token"
	"torii/mockidp/wiretest"
)

// clients is how many Relying Parties log in at a time.
const clients = 8

// BenchmarkCodeFlow plays whole code flows over loopback HTTP: authorization,
// token, UserInfo, on connections that are kept.
func BenchmarkCodeFlow(b *testing.B) {
	for _, provider := range []string{"line", "google"} {
		b.Run(provider, func(b *testing.B) { codeFlow(b, provider) })
	}
}

func codeFlow(b *testing.B, provider string) {
	server := httptest.NewUnstartedServer(nil)
	path, err := door.NewPath("http://"+server.Listener.Addr().String(), "", "")
	require.NoError(b, err)
	m, err := mockidp.New(mockidp.Options{Names: path, Salt: b.Name()})
	require.NoError(b, err)
	server.Config.Handler = path.Handler(m, m.Mocks, http.NotFoundHandler())
	server.Start()
	b.Cleanup(server.Close)
	party := wiretest.NewParty(b, m, provider)
	carrier := &http.Transport{MaxIdleConnsPerHost: clients}
	b.Cleanup(carrier.CloseIdleConnections)
	l := loopback{party: party, path: path, client: &http.Client{Transport: carrier,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}

	var logins atomic.Int64
	b.SetParallelism((clients + runtime.GOMAXPROCS(0) - 1) / runtime.GOMAXPROCS(0))
	b.ReportAllocs()
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if err := l.flow(b.Context(), fmt.Sprint(logins.Add(1))); err != nil {
				b.Error(err)
				return
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "flows/s")
}

type loopback struct {
	party  wiretest.Party
	path   door.Path
	client *http.Client
}

func (l loopback) flow(ctx context.Context, login string) error {
	p := l.party
	if err := p.Mock.Plant(mockidp.Planting{Plan: plan.Plan{Login: login, Provider: p.Provider.Profile.ID, Person: p.Provider.People[0]}}); err != nil {
		return err
	}
	res, err := l.send(ctx, http.MethodGet, l.path.Browser(p.Provider.Address(profile.Authorization))+"?"+p.Request(nil).Encode(), "", http.Header{plan.Header: {login}})
	if err != nil {
		return err
	}
	back, err := url.Parse(res.location)
	if err != nil || back.Query().Get("code") == "" {
		return fmt.Errorf("login %s: no code in %q: %w", login, res.location, err)
	}
	form := url.Values{"grant_type": {"authorization_code"}, "code": {back.Query().Get("code")}, "redirect_uri": {p.Redirect},
		"code_verifier": {wiretest.Verifier}, "client_id": {p.Client.ClientID}, "client_secret": {p.Client.Secret}}
	res, err = l.send(ctx, http.MethodPost, l.path.Server(p.Provider.Address(profile.Token)), form.Encode(),
		http.Header{"Content-Type": {"application/x-www-form-urlencoded"}})
	if err != nil {
		return err
	}
	var tokens wiretest.Tokens
	if err := json.Unmarshal(res.body, &tokens); err != nil || tokens.IDToken == "" {
		return fmt.Errorf("login %s: no ID token in %s: %w", login, res.body, err)
	}
	res, err = l.send(ctx, http.MethodGet, l.path.Server(p.Provider.Address(profile.UserInfo)), "", http.Header{"Authorization": {"Bearer " + tokens.AccessToken}})
	if err == nil && res.status != http.StatusOK {
		err = fmt.Errorf("login %s: userinfo %d", login, res.status)
	}
	return err
}

type reply struct {
	status   int
	location string
	body     []byte
}

func (l loopback) send(ctx context.Context, method, address, body string, head http.Header) (reply, error) {
	r, err := http.NewRequestWithContext(ctx, method, address, strings.NewReader(body))
	if err != nil {
		return reply{}, err
	}
	r.Header = head
	res, err := l.client.Do(r)
	if err != nil {
		return reply{}, err
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	return reply{res.StatusCode, res.Header.Get("Location"), b}, err
}

// BenchmarkSign is the part of a flow that is not ours to save.
func BenchmarkSign(b *testing.B) {
	private, err := key.Private("google-current")
	require.NoError(b, err)
	ec, err := key.Private("line-current")
	require.NoError(b, err)
	for _, s := range []struct {
		alg token.Alg
		key token.Key
	}{{token.HS256, token.Key{Secret: []byte("0123456789abcdef0123456789abcdef")}}, {token.RS256, token.Key{Private: private}}, {token.ES256, token.Key{Private: ec}}} {
		input := []byte(strings.Repeat("x", 600))
		b.Run(string(s.alg), func(b *testing.B) {
			b.ReportAllocs()
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					if _, err := token.Sign(s.alg, s.key, input); err != nil {
						b.Error(err)
						return
					}
				}
			})
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "signatures/s")
		})
	}
}

// BenchmarkNew is what every scenario with a mock of its own pays.
func BenchmarkNew(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := mockidp.New(mockidp.Options{Salt: "bench"}); err != nil {
			b.Fatal(err)
		}
	}
}
