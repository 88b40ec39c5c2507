package serve_test

import (
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"torii/fixtures/client"
	"torii/mockidp/serve"
)

const anyPort = "127.0.0.1:0"

func get(t *testing.T, address string) (int, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	require.NoError(t, err)
	stay := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := stay.Do(r)
	require.NoError(t, err)
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	return res.StatusCode, string(b)
}

func TestServedMocksAnswerUntilTheEnd(t *testing.T) {
	s, err := serve.Open(serve.Options{Listen: anyPort, Control: anyPort, Redirects: []string{"https://rp.example.test/cb"},
		Set: map[string]string{"google.iss_parameter": "absent"}})
	require.NoError(t, err)
	ctx, end := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()

	status, body := get(t, s.Path.Server("https://access.line.me/.well-known/openid-configuration"))
	require.Equal(t, http.StatusOK, status)
	var found struct{ Issuer string }
	require.NoError(t, json.Unmarshal([]byte(body), &found))
	require.Equal(t, s.Path.Origin+"/access.line.me", found.Issuer)

	_, body = get(t, s.Path.Server("https://accounts.google.com/.well-known/openid-configuration"))
	require.NotContains(t, body, "iss_parameter", "the switch is set")
	status, _ = get(t, s.Path.Browser("https://access.line.me/oauth2/v2.1/authorize?response_type=code&client_id=1650000001&state=s&scope=openid&redirect_uri=https%3A%2F%2Frp.example.test%2Fcb"))
	require.Equal(t, http.StatusFound, status, "the further callback is registered")

	status, body = get(t, s.Path.Origin+"/")
	require.Equal(t, http.StatusOK, status)
	require.Contains(t, body, "line\tauthorization\t"+s.Path.Origin+"/access.line.me/oauth2/v2.1/authorize")
	status, _ = get(t, s.Path.Origin+"/elsewhere")
	require.Equal(t, http.StatusNotFound, status)

	status, body = get(t, "http://"+s.ControlAddress()+"/health")
	require.Equal(t, http.StatusOK, status)
	require.Contains(t, body, "google")
	status, _ = get(t, s.Path.Origin+"/health")
	require.Equal(t, http.StatusNotFound, status, "the control port is another")

	end()
	require.NoError(t, <-ended)
	_, err = net.Dial("tcp", strings.TrimPrefix(s.Path.Origin, "http://"))
	require.Error(t, err)
}

func TestOpenRefuses(t *testing.T) {
	taken, err := net.Listen("tcp", anyPort)
	require.NoError(t, err)
	t.Cleanup(func() { _ = taken.Close() })
	inUse := taken.Addr().String()
	for _, row := range []refused{
		{"a port in use", serve.Options{Listen: inUse, Control: anyPort}, []string{"--listen " + inUse, "in use", "choose another"}},
		{"a control port in use", serve.Options{Listen: anyPort, Control: inUse}, []string{"--control " + inUse, "choose another"}},
		{"a control port for all", serve.Options{Listen: anyPort, Control: "0.0.0.0:0"}, []string{"0.0.0.0:0", "loopback"}},
		{"a control port without host", serve.Options{Listen: anyPort, Control: ":0"}, []string{`":0"`, "loopback"}},
		{"a control port elsewhere", serve.Options{Listen: anyPort, Control: "192.0.2.1:9401"}, []string{"192.0.2.1", "loopback"}},
		{"a control port without port", serve.Options{Listen: anyPort, Control: "localhost"}, []string{"host and port"}},
		{"an origin with a path", serve.Options{Listen: anyPort, Control: anyPort, Origin: "http://mock/x"}, []string{"origin", "http://mock/x"}},
		{"an unknown issuer", serve.Options{Listen: anyPort, Control: anyPort, Mode: "true"}, []string{"allowed: address, real"}},
		{"an unknown switch", serve.Options{Listen: anyPort, Control: anyPort, Set: map[string]string{"line.algorithm": "es256"}}, []string{"line", "algorithm", "alg"}},
		{"an unknown setting of a client", serve.Options{Listen: anyPort, Control: anyPort, Clients: map[string][]client.Client{
			"line": {{ID: "X", ClientID: "1", Set: map[string]string{"state": "developing"}}}}}, []string{"client X", "state", "status"}},
	} {
		t.Run(row.name, row.run)
	}
}

type refused struct {
	name    string
	options serve.Options
	want    []string
}

func (row refused) run(t *testing.T) {
	_, err := serve.Open(row.options)
	for _, words := range row.want {
		require.ErrorContains(t, err, words)
	}
}

func TestARefusedOpenFreesItsPort(t *testing.T) {
	probe, err := net.Listen("tcp", anyPort)
	require.NoError(t, err)
	address := probe.Addr().String()
	require.NoError(t, probe.Close())
	_, err = serve.Open(serve.Options{Listen: address, Control: anyPort, Mode: "true"})
	require.Error(t, err)
	again, err := net.Listen("tcp", address)
	require.NoError(t, err, "the port is still held")
	require.NoError(t, again.Close())
}
