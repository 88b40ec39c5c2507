package door_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"torii/mockidp/door"
)

func network(t *testing.T) *door.Network {
	t.Helper()
	n := door.NewNetwork()
	t.Cleanup(n.Close)
	n.Serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fmt.Fprintf(w, "%s %s", r.Host, r.URL.Path) }),
		"access.line.me", "api.line.me")
	n.Serve(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "rp") }), "rp.example.test")
	return n
}

func get(t *testing.T, n *door.Network, address string) (string, error) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	require.NoError(t, err)
	res, err := n.RoundTrip(r)
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	return string(b), err
}

func TestNetworkCarriesNamesToTheirServers(t *testing.T) {
	n := network(t)
	for address, want := range map[string]string{
		"https://access.line.me/oauth2": "access.line.me /oauth2",
		"https://api.line.me/":          "api.line.me /",
		"https://rp.example.test/x":     "rp",
	} {
		got, err := get(t, n, address)
		require.NoError(t, err)
		require.Equal(t, want, got)
	}
}

func TestNetworkRefusesWhatIsOutside(t *testing.T) {
	n := network(t)
	_, err := get(t, n, "https://www.example.com/")
	require.ErrorIs(t, err, door.ErrUnknownHost)
	require.ErrorContains(t, err, "www.example.com")
	_, err = get(t, n, "http://access.line.me/?code=secret")
	require.ErrorContains(t, err, "only https")
}

func TestNetworkLeavesTheCallersRequestAlone(t *testing.T) {
	n := network(t)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://access.line.me/", nil)
	require.NoError(t, err)
	res, err := n.RoundTrip(r)
	require.NoError(t, err)
	require.NoError(t, res.Body.Close())
	require.Equal(t, "https", r.URL.Scheme)
}

func TestNetworkEndsACallWhoseCallerLeaves(t *testing.T) {
	n := door.NewNetwork()
	t.Cleanup(n.Close)
	gone := make(chan struct{})
	arrived := make(chan struct{})
	n.Serve(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		close(arrived)
		<-r.Context().Done()
		close(gone)
	}), "slow.example.test")
	ctx, leave := context.WithCancel(t.Context())
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, "https://slow.example.test/", nil)
	require.NoError(t, err)
	failed := make(chan error, 1)
	go func() {
		_, err := n.RoundTrip(r)
		failed <- err
	}()
	<-arrived
	leave()
	require.ErrorIs(t, <-failed, context.Canceled)
	<-gone
}

func TestCloseLeavesNothingBehind(t *testing.T) {
	n := network(t)
	for range 8 {
		_, err := get(t, n, "https://access.line.me/")
		require.NoError(t, err)
	}
	n.Close()
	n.Close()
	_, err := get(t, n, "https://access.line.me/")
	require.Error(t, err)
	require.Eventually(t, func() bool {
		left := stacks()
		return !strings.Contains(left, "pipeListener") && !strings.Contains(left, "net.(*pipe)")
	}, 5*time.Second, time.Millisecond, "a goroutine of the network lives on")
}

func stacks() string {
	b := make([]byte, 1<<20)
	all := string(b[:runtime.Stack(b, true)])
	var others []string
	for one := range strings.SplitSeq(all, "\n\n") {
		if !strings.Contains(one, "mockidp/door_test.") {
			others = append(others, one)
		}
	}
	return strings.Join(others, "\n\n")
}
