package check_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/mockidp"
	"torii/reports/event"
	"torii/rpclient/check"
	"torii/rpclient/target"
)

func chosen(t *testing.T, env string) target.File {
	t.Helper()
	f, err := target.Parse("torii.yaml", []byte(strings.ReplaceAll(described, "ADDRESS", "127.0.0.1")))
	require.NoError(t, err)
	f, err = f.In(env)
	require.NoError(t, err)
	return f
}

// TestADryRunTellsWhatMayCallOut: only made-up codes, only when asked for, never in production.
func TestADryRunTellsWhatMayCallOut(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		env   string
		codes bool
		calls int
	}{{"staging", false, 0}, {"staging", true, 14}, {"production", true, 0}} {
		refuse := &recording{}
		plan, err := check.Plan(check.Options{File: chosen(t, tt.env), Starts: check.MinStarts, Masker: event.NewMasker(), Codes: tt.codes, Transport: refuse})
		require.NoError(t, err)
		calls := 0
		for _, p := range plan {
			if p.CallsOut {
				calls++
				assert.Contains(t, p.String(), "code=torii-check-")
				assert.Contains(t, p.String(), "may call the provider")
			}
		}
		assert.Equal(t, tt.calls, calls, "%s, --callback %t", tt.env, tt.codes)
		assert.Empty(t, refuse.hosts, "nothing is sent")
	}
}

// TestNoCodeIsSentToProduction, though it was asked for.
func TestNoCodeIsSentToProduction(t *testing.T) {
	t.Parallel()
	sent := 0
	w := world{env: "production", codes: true, wrap: func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Query().Has("code") {
				sent++
			}
			next.ServeHTTP(w, r)
		})
	}}
	found := w.check(t)
	assert.Zero(t, sent)
	assert.Contains(t, find(t, found, "check-callback-code/line").Reason.EN, "production")
}

// TestRequestsKeepTheirPause between them.
func TestRequestsKeepTheirPause(t *testing.T) {
	t.Parallel()
	slow := &recording{}
	ctx, cancel := context.WithTimeout(context.Background(), 200*time.Millisecond)
	defer cancel()
	_ = check.Run(ctx, check.Options{File: chosen(t, "staging"), Log: event.NewLog(now), Masker: event.NewMasker(), Now: now,
		Starts: check.MinStarts, Transport: slow, Pause: 80 * time.Millisecond})
	assert.LessOrEqual(t, len(slow.hosts), 3)
	assert.NotEmpty(t, slow.hosts)
}

// TestEveryMockedProviderIsKnown: its authorization endpoint is the one that its mock has.
func TestEveryMockedProviderIsKnown(t *testing.T) {
	m, err := mockidp.New(mockidp.Options{})
	require.NoError(t, err)
	for _, p := range m.Providers() {
		endpoint := check.Endpoint(p.Profile.ID, "verification", "a1b2c3d4e5")
		if p.Profile.ID == "gbizid" {
			endpoint = check.Endpoint("gbizid", "production", "")
		}
		if assert.NotEmpty(t, endpoint, p.Profile.ID) {
			r := httptest.NewRequest(http.MethodGet, endpoint, nil)
			assert.True(t, m.Mocks(r.Host), "%s: %s is mocked nowhere", p.Profile.ID, endpoint)
		}
	}
}

func TestBitsAreEstimated(t *testing.T) {
	for _, tt := range []struct {
		name   string
		values []string
		least  int
		most   int
	}{
		{"nothing", nil, 0, 0},
		{"the same", []string{"abcdef", "abcdef"}, 0, 0},
		{"a counter", []string{"state001", "state002", "state003"}, 1, 4},
		{"six digits", []string{"123456", "987654", "555001"}, 13, 20},
		{"a UUID", []string{"5f0c5d0e-1e7b-4a3c-8f1d-2b6a7c8d9e0f", "a91e3b77-c2d4-4f60-9ab8-71c0de553e12", "07d2c8f1-8a95-4be3-b6c4-e8f21a0d4475"}, 112, 128},
		{"32 hexadecimal digits", []string{"00112233445566778899aabbccddeeff", "ffeeddccbbaa99887766554433221100", "0f1e2d3c4b5a69788796a5b4c3d2e1f0"}, 112, 128},
	} {
		n := check.Bits(tt.values)
		assert.GreaterOrEqual(t, n, tt.least, tt.name)
		assert.LessOrEqual(t, n, tt.most, tt.name)
	}
}
