// Package door holds the ways into the mocks: the network inside this process,
// and the path door for callers outside. A door only translates.
package door

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"
)

// Network connects the names of one scenario inside this process: no port is
// opened and no certificate made, as if TLS ended in front of every server.
type Network struct {
	// Stray is called for each name asked for that is not there; nil drops them.
	Stray func(host string)

	mu      sync.Mutex
	hosts   map[string]*pipeListener
	servers []*http.Server
	carrier *http.Transport
}

// ErrUnknownHost is what a caller gets who asks for a name outside the network.
var ErrUnknownHost = errors.New("no such host in this network")

// NewNetwork returns a network without hosts.
func NewNetwork() *Network {
	n := &Network{hosts: map[string]*pipeListener{}}
	n.carrier = &http.Transport{DialContext: n.dial, DisableCompression: true, MaxIdleConnsPerHost: 4}
	return n
}

// headerTimeout bounds how long a server of the network waits for a request's header.
const headerTimeout = 10 * time.Second

// Serve answers for hosts by a handler until the network is closed.
func (n *Network) Serve(h http.Handler, hosts ...string) {
	listener := newPipeListener()
	server := &http.Server{Handler: h, ReadHeaderTimeout: headerTimeout}
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, host := range hosts {
		n.hosts[host] = listener
	}
	n.servers = append(n.servers, server)
	go func() { _ = server.Serve(listener) }() // ends with Close
}

// RoundTrip carries a request for an https address of the network.
func (n *Network) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Scheme != "https" {
		return nil, fmt.Errorf("%s: only https is spoken in this network", r.URL.Redacted())
	}
	inside := r.Clone(r.Context())
	inside.URL.Scheme = "http"
	return n.carrier.RoundTrip(inside)
}

func (n *Network) dial(ctx context.Context, _, address string) (net.Conn, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	n.mu.Lock()
	listener, ok := n.hosts[host]
	n.mu.Unlock()
	if !ok {
		if n.Stray != nil {
			n.Stray(host)
		}
		return nil, fmt.Errorf("%s: %w", host, ErrUnknownHost)
	}
	return listener.dial(ctx)
}

// Close ends every server and connection of the network.
func (n *Network) Close() {
	n.carrier.CloseIdleConnections()
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, s := range n.servers {
		_ = s.Close() // nothing is left to tell of it
	}
}

// pipeListener accepts connections made by dial.
type pipeListener struct {
	incoming chan net.Conn
	closed   chan struct{}
	once     sync.Once
}

func newPipeListener() *pipeListener {
	return &pipeListener{incoming: make(chan net.Conn), closed: make(chan struct{})}
}

func (l *pipeListener) dial(ctx context.Context) (net.Conn, error) {
	client, server := net.Pipe()
	select {
	case l.incoming <- server:
		return client, nil
	case <-l.closed:
		return nil, net.ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Accept, Close and Addr make it a net.Listener.
func (l *pipeListener) Accept() (net.Conn, error) {
	select {
	case c := <-l.incoming:
		return c, nil
	case <-l.closed:
		return nil, net.ErrClosed
	}
}

// Close ends Accept and dial.
func (l *pipeListener) Close() error {
	l.once.Do(func() { close(l.closed) })
	return nil
}

// Addr names the listener.
func (l *pipeListener) Addr() net.Addr { return pipeAddr{} }

type pipeAddr struct{}

func (pipeAddr) Network() string { return "pipe" }
func (pipeAddr) String() string  { return "pipe" }
