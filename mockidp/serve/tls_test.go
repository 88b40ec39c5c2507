package serve_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/mockidp/serve"
)

// trusting returns a client that trusts only the CA, and dials one address whatever the name where it is given.
func trusting(t *testing.T, pem []byte, address string) *http.Client {
	t.Helper()
	roots := x509.NewCertPool()
	require.True(t, roots.AppendCertsFromPEM(pem))
	carrier := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12}}
	if address != "" {
		carrier.DialContext = func(ctx context.Context, _, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, "tcp", address)
		}
	}
	t.Cleanup(carrier.CloseIdleConnections)
	return &http.Client{Transport: carrier}
}

func status(t *testing.T, c *http.Client, address string) (int, error) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	require.NoError(t, err)
	res, err := c.Do(r)
	if err != nil {
		return 0, err
	}
	return res.StatusCode, res.Body.Close()
}

func TestServeOverTLS(t *testing.T) {
	s, err := serve.Open(serve.Options{Listen: anyPort, Control: anyPort, TLS: true, Hosts: anyPort})
	require.NoError(t, err)
	ctx, end := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	t.Cleanup(func() { end(); assert.NoError(t, <-ended) })

	const discovery = "https://access.line.me/.well-known/openid-configuration"
	got, err := status(t, trusting(t, s.LocalCA, ""), s.Path.Server(discovery))
	require.NoError(t, err)
	assert.Equal(t, http.StatusOK, got)

	real := trusting(t, s.CA.PEM(), s.HostsAddress())
	got, err = status(t, real, discovery)
	require.NoError(t, err)
	assert.Equal(t, http.StatusOK, got)
	_, err = status(t, real, "https://example.test/")
	assert.Error(t, err, "no certificate for a host that is not mocked")
}

func TestAnAddressForRealHostsThatIsTaken(t *testing.T) {
	taken, err := net.Listen("tcp", anyPort)
	require.NoError(t, err)
	t.Cleanup(func() { _ = taken.Close() })
	_, err = serve.Open(serve.Options{Listen: anyPort, Control: anyPort, Hosts: taken.Addr().String()})
	assert.ErrorContains(t, err, "--real-hosts "+taken.Addr().String())
}
