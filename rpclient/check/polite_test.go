package check_test

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/fixtures/client"
	"torii/mockidp"
	"torii/mockidp/clock"
	"torii/mockidp/door"
	"torii/mockidp/profile"
	"torii/reports/event"
	"torii/reports/verdict"
	"torii/rpclient/check"
	"torii/rpclient/mutant"
	"torii/rpclient/rp"
	"torii/rpclient/target"
)

// counted is what mocks and a network have seen of one check.
type counted struct {
	checked
	called    int
	requests  []*http.Request
	elsewhere []string
}

// mocked checks the reference RP made of these steps, in front of real mocks, and counts what reaches them.
func mocked(t *testing.T, steps []rp.Step, codes bool) counted {
	t.Helper()
	now, network := &clock.Clock{}, door.NewNetwork()
	t.Cleanup(network.Close)
	var c counted
	network.Stray = func(host string) { c.elsewhere = append(c.elsewhere, host) }
	registered, clients := map[string]target.Registration{}, map[string][]client.Client{}
	for _, p := range mockidp.Profiles() {
		if r := registrations()[p.ID]; r.Secret == "" {
			continue
		}
		all, err := client.Default(p.ID)
		require.NoError(t, err)
		all[0].RedirectURIs = append(all[0].RedirectURIs, target.ReferenceOrigin+"/callback/"+p.ID)
		registered[p.ID], clients[p.ID] = target.Registration{ClientID: all[0].ClientID, Secret: all[0].Secret}, all
	}
	mock, err := mockidp.New(mockidp.Options{Clock: now, Salt: "check", Clients: clients, Log: func(_, _ string, f event.Fact) {
		if _, is := f.(event.Unattributed); is {
			c.called++
		}
		if call, is := f.(event.Called); is && call.Endpoint != string(profile.Discovery) {
			c.called++
		}
	}})
	require.NoError(t, err)
	app, err := target.NewReference(target.ReferenceOptions{Registered: registered, Transport: network, Now: now.Now, Steps: steps})
	require.NoError(t, err)
	t.Cleanup(func() { _ = app.Close() })
	network.Serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasSuffix(r.URL.Path, metadataPath) {
			c.called++
		}
		mock.ServeHTTP(w, r)
	}), mock.Hosts()...)
	network.Serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c.requests = append(c.requests, r)
		app.ServeHTTP(w, r)
	}), target.ReferenceHost)
	text := strings.NewReplacer("https://shop.example.com", target.ReferenceOrigin, "ADDRESS", "127.0.0.1").Replace(described)
	f, err := target.Parse("torii.yaml", []byte(text))
	require.NoError(t, err)
	f, err = f.In("staging")
	require.NoError(t, err)
	log := event.NewLog(now.Now)
	require.NoError(t, check.Run(context.Background(), check.Options{File: f, Version: "test", Log: log, Masker: event.NewMasker(), Now: now.Now,
		Starts: check.MinStarts, Codes: codes, Transport: network}))
	c.checked = checked{Run: verdict.Judge(log.Events())}
	return c
}

// metadataPath ends the address of what providers publish of themselves: to read it says
// nothing of a login.
const metadataPath = "/.well-known/openid-configuration"

// ignoring is the reference RP without its look at the state.
func ignoring(t *testing.T) []rp.Step {
	t.Helper()
	for _, m := range mutant.All() {
		if m.ID() == "callback.state/skipped" {
			steps, err := m.Steps()
			require.NoError(t, err)
			return steps
		}
	}
	t.Fatal("there is no mutant callback.state/skipped")
	return nil
}

// TestADefaultCheckCallsNoProvider: neither torii nor the RP does, not even one that looks at no state.
func TestADefaultCheckCallsNoProvider(t *testing.T) {
	t.Parallel()
	for name, steps := range map[string][]rp.Step{"reference": nil, "ignores state": ignoring(t)} {
		c := mocked(t, steps, false)
		assert.Zero(t, c.called, name)
		assert.Empty(t, c.elsewhere, name)
		assert.Greater(t, len(c.requests), 50, name)
	}
}

// TestAMadeUpCodeIsSentOnlyWhenAsked: then an RP that ignores the state does call, which shows that calls are counted.
func TestAMadeUpCodeIsSentOnlyWhenAsked(t *testing.T) {
	t.Parallel()
	assert.Zero(t, mocked(t, nil, true).called, "the reference looks at the state first")
	assert.Positive(t, mocked(t, ignoring(t), true).called, "one that does not, calls")
}

// TestNothingOfWorthGoesWithAState: no code or token with a state that the RP has issued.
func TestNothingOfWorthGoesWithAState(t *testing.T) {
	t.Parallel()
	for _, r := range mocked(t, nil, true).requests {
		assert.True(t, strings.HasPrefix(r.UserAgent(), "torii-check/test ("), r.UserAgent())
		q := r.URL.Query()
		if !strings.HasPrefix(r.URL.Path, "/callback/") {
			continue
		}
		assert.False(t, q.Has("token") || q.Has("id_token") || q.Has("access_token"), r.URL.Path)
		if q.Has("code") {
			assert.True(t, strings.HasPrefix(q.Get("code"), "torii-check-"), "a code is marked")
			assert.True(t, !q.Has("state") || strings.HasPrefix(q.Get("state"), "torii-check-"), "no code goes with an issued state")
		}
	}
}

// TestAHostThatIsNotInTheFileIsRefused before any packet: nothing listens, and nothing is dialled.
func TestAHostThatIsNotInTheFileIsRefused(t *testing.T) {
	t.Parallel()
	refused := recording{}
	f, err := target.Parse("torii.yaml", []byte(strings.ReplaceAll(described, "ADDRESS", "127.0.0.1")))
	require.NoError(t, err)
	f, err = f.In("staging")
	require.NoError(t, err)
	log := event.NewLog(now)
	require.NoError(t, check.Run(context.Background(), check.Options{File: f, Version: "test", Log: log, Masker: event.NewMasker(), Now: now,
		Starts: check.MinStarts, Transport: &refused}))
	require.NotEmpty(t, refused.hosts)
	for _, host := range refused.hosts {
		assert.Equal(t, "https://shop.example.com", host)
	}
	row := find(t, checked{Run: verdict.Judge(log.Events())}, "check-start/line")
	assert.Contains(t, row.Reason.EN, "elsewhere.example.net")
	assert.Equal(t, verdict.Failed, row.Verdict)
}

// recording redirects everybody to another host.
type recording struct{ hosts []string }

func (r *recording) RoundTrip(q *http.Request) (*http.Response, error) {
	r.hosts = append(r.hosts, q.URL.Scheme+"://"+q.URL.Host)
	u := url.URL{Scheme: "https", Host: "elsewhere.example.net", Path: "/"}
	return &http.Response{StatusCode: http.StatusFound, Header: http.Header{"Location": {u.String()}}, Body: http.NoBody, Request: q}, nil
}

func find(t *testing.T, c checked, id string) verdict.Row {
	t.Helper()
	for _, r := range c.Rows {
		if r.ID == id {
			return r
		}
	}
	t.Fatalf("there is no row %s", id)
	return verdict.Row{}
}

// TestNoSecretStandsInAReport: states, nonces, cookies and what the file holds as secret.
func TestNoSecretStandsInAReport(t *testing.T) {
	t.Setenv("STAGING_PASSWORD", "b4sic-passw0rd-of-staging")
	t.Setenv("LINE_SECRET", secretLINE)
	w := world{codes: true, wrap: set("client_secret", secretLINE), yaml: []string{
		"    kind: verification\n", "    kind: verification\n    basic: {user: torii, password: \"${STAGING_PASSWORD}\"}\n",
		`line: {id: "2000000001",`, `line: {id: "2000000001", secret: "${LINE_SECRET}",`}}
	found := w.check(t)
	reports := found.reports(t)
	secrets := append(slices.Clone(found.secrets), "b4sic-passw0rd-of-staging", secretLINE)
	require.Greater(t, len(secrets), 100)
	for _, s := range secrets {
		const shortest = 8
		if len(s) >= shortest && !strings.HasPrefix(s, "torii-check-") { // our own mark is there to be found
			assert.NotContains(t, reports, s, "%d bytes beginning with %.4s stand in a report", len(s), s)
		}
	}
}
