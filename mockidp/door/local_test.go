package door_test

import (
	"crypto/tls"
	"crypto/x509"
	"net"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/mockidp/clock"
	"torii/mockidp/door"
)

func TestALocalCertificateIsGoodForItsNamesAlone(t *testing.T) {
	config, pem, err := door.NewLocal("mock.example.test", (&clock.Clock{}).Now)
	require.NoError(t, err)
	roots := x509.NewCertPool()
	require.True(t, roots.AppendCertsFromPEM(pem))
	listener, err := tls.Listen("tcp", "127.0.0.1:0", config)
	require.NoError(t, err)
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go func() { _ = conn.(*tls.Conn).Handshake(); _ = conn.Close() }()
		}
	}()
	for _, test := range []struct {
		name string
		good bool
	}{
		{"localhost", true}, {"127.0.0.1", true}, {"::1", true}, {"mock.example.test", true},
		{"access.line.me", false}, {"10.0.0.1", false}, {"example.test", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := tls.Dialer{Config: &tls.Config{RootCAs: roots, ServerName: test.name}, NetDialer: &net.Dialer{Timeout: 5 * time.Second}}
			conn, err := d.DialContext(t.Context(), "tcp", listener.Addr().String())
			if test.good {
				require.NoError(t, err)
				assert.NoError(t, conn.Close())
				return
			}
			assert.Error(t, err)
		})
	}
}
