package remote_test

import (
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"torii/mockidp"
	"torii/mockidp/control"
	"torii/mockidp/control/remote"
	"torii/mockidp/door"
	"torii/reports/event"
)

// port is the control port of mocks of an instance.
func port(t *testing.T, instance string) http.Handler {
	t.Helper()
	m, err := mockidp.New(mockidp.Options{})
	require.NoError(t, err)
	path, err := door.NewPath("http://127.0.0.1:9", "", "")
	require.NoError(t, err)
	return control.Handler(control.Options{Mock: m, Recent: control.NewRecent(m.Now), Door: path, Instance: instance})
}

// balanced sends callers to one handler after another.
func balanced(t *testing.T, next func(n int64) http.Handler) string {
	t.Helper()
	var n atomic.Int64
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { next(n.Add(1)-1).ServeHTTP(w, r) }))
	t.Cleanup(s.Close)
	return s.URL
}

func options(address string) remote.Options {
	return remote.Options{Address: address, Run: "mine", Of: "people", Log: func(string, string, event.Fact) {}}
}

func TestSeveralMocksBehindOneAddressAreToldByName(t *testing.T) {
	both := []http.Handler{port(t, "one"), port(t, "other")}
	_, err := remote.Open(t.Context(), options(balanced(t, func(n int64) http.Handler { return both[n%2] })))
	require.ErrorIs(t, err, remote.ErrSeveral)
	require.ErrorContains(t, err, "replicas: 1")
}

func TestMocksThatWereStartedAnewAreTold(t *testing.T) {
	var stands atomic.Pointer[http.Handler]
	one, other := port(t, "one"), port(t, "other")
	stands.Store(&one)
	m, err := remote.Open(t.Context(), options(balanced(t, func(int64) http.Handler { return *stands.Load() })))
	require.NoError(t, err)
	require.NoError(t, m.Sync())
	require.Zero(t, m.Epoch())
	stands.Store(&other)
	_ = m.Sync() // or the reading beside the rows has noticed before
	require.Equal(t, 1, m.Epoch())
	require.NoError(t, m.Sync(), "the run goes on before the mocks that stand there now")
	require.NoError(t, m.Close())
}

func TestASecondRunIsRefusedWithTheFirst(t *testing.T) {
	only := port(t, "one")
	address := balanced(t, func(int64) http.Handler { return only })
	m, err := remote.Open(t.Context(), options(address))
	require.NoError(t, err)
	second := options(address)
	second.Run = "another"
	_, err = remote.Open(t.Context(), second)
	require.ErrorContains(t, err, "run mine of the same salt and shard has been under way since")
	require.NoError(t, m.Close())
	again, err := remote.Open(t.Context(), second)
	require.NoError(t, err)
	require.NoError(t, again.Close())
}
