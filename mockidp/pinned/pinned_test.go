package pinned_test

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"testing"

	"github.com/stretchr/testify/require"

	"torii/mockidp/pinned"
)

// listening is a listener on an address of the loopback, and its port.
func listening(t *testing.T, address string) (port string) {
	t.Helper()
	l, err := net.Listen("tcp", address)
	require.NoError(t, err)
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			_, _ = c.Write([]byte(address))
			_ = c.Close()
		}
	}()
	_, port, err = net.SplitHostPort(l.Addr().String())
	require.NoError(t, err)
	return port
}

func TestASecondAnswerLeadsNobodyElsewhere(t *testing.T) {
	asked := 0
	port := listening(t, "127.0.0.1:0")
	d := pinned.Dialer{Lookup: func(context.Context, string) ([]netip.Addr, error) {
		asked++
		if asked > 1 {
			return []netip.Addr{netip.MustParseAddr("169.254.169.254")}, nil
		}
		return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
	}}
	for range 3 {
		c, err := d.DialContext(t.Context(), "tcp", "rp.example:"+port)
		require.NoError(t, err)
		require.Equal(t, "127.0.0.1:"+port, c.RemoteAddr().String())
		require.NoError(t, c.Close())
	}
	require.Equal(t, 1, asked)
}

func TestTheOtherAddressesAreTried(t *testing.T) {
	port := listening(t, "127.0.0.1:0")
	d := pinned.Dialer{Lookup: func(context.Context, string) ([]netip.Addr, error) {
		return []netip.Addr{netip.MustParseAddr("127.0.0.2"), netip.MustParseAddr("127.0.0.1")}, nil
	}}
	c, err := d.DialContext(t.Context(), "tcp", "rp.example:"+port)
	require.NoError(t, err)
	require.NoError(t, c.Close())
}

func TestANameThatCannotBeLookedUpIsAskedAgain(t *testing.T) {
	down := true
	port := listening(t, "127.0.0.1:0")
	d := pinned.Dialer{Lookup: func(context.Context, string) ([]netip.Addr, error) {
		if down {
			return nil, errors.New("no resolver")
		}
		return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
	}}
	_, err := d.DialContext(t.Context(), "tcp", "rp.example:"+port)
	require.ErrorContains(t, err, "no resolver")
	down = false
	c, err := d.DialContext(t.Context(), "tcp", "rp.example:"+port)
	require.NoError(t, err)
	require.NoError(t, c.Close())
	_, err = d.DialContext(t.Context(), "tcp", "no port")
	require.Error(t, err)
}
