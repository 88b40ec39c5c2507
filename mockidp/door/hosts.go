package door

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httputil"
	"sync"
	"time"

	"golang.org/x/net/netutil"
)

// Hosts is the real-hosts door: the mocked names themselves, over TLS under a CA
// of the run. Callers are led to it by their resolver or by a proxy variable.
// What they ask for beside the mocks is carried where the allow list has it, and
// otherwise refused and reported. It routes by name; it answers nothing itself.
type Hosts struct {
	ca      *CA
	config  *tls.Config
	handler http.Handler
	dial    Dial
	report  func(Stray)

	secured        *pipeListener // connections whose handshake is done
	secure, plain  *http.Server
	proxy          *http.Server
	outside        *httputil.ReverseProxy // plain http to allowed hosts, from the plain port
	proxiedOutside *httputil.ReverseProxy // the same, from the proxy

	life   context.Context // of the door; its end closes every connection
	end    context.CancelFunc
	mu     sync.Mutex
	closed bool
	open   sync.WaitGroup
}

// HostsOptions are what a real-hosts door is made of.
type HostsOptions struct {
	CA      *CA
	Handler http.Handler // routes by Host: a bare mocked host, without port
	Dial    Dial         // nil refuses everything outside
	Stray   func(Stray)  // called for each stray, from many goroutines; nil drops them
}

const (
	maxConns    = 512 // connections at a time on one listener; more wait to be accepted
	idleTimeout = time.Minute
	dialTimeout = 10 * time.Second // for a connection outside
)

// NewHosts returns a door that serves nothing yet. A mock may stay silent on
// purpose, so answers have no deadline: the caller's patience is part of the test.
func NewHosts(o HostsOptions) *Hosts {
	h := &Hosts{ca: o.CA, config: o.CA.TLSConfig(), handler: o.Handler, dial: o.Dial, report: o.Stray, secured: newPipeListener()}
	if h.dial == nil {
		h.dial = Through()
	}
	if h.report == nil {
		h.report = func(Stray) {}
	}
	h.life, h.end = context.WithCancel(context.Background())
	h.outside, h.proxiedOutside = h.carrier(http.StatusBadGateway), h.carrier(http.StatusForbidden)
	h.secure = NewServer(http.HandlerFunc(h.mocked))
	h.secure.TLSConfig = h.config.Clone() // lets the server speak HTTP/2 where the handshake chose it
	h.plain = NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { h.unsecured(w, r, h.outside) }))
	h.proxy = NewServer(h.Proxy())
	go func() { _ = h.secure.Serve(h.secured) }() // ends with Close
	return h
}

// ServeTLS takes connections to port 443 of any name until the listener or the
// door is closed; then it returns why.
func (h *Hosts) ServeTLS(l net.Listener) error {
	l = netutil.LimitListener(l, maxConns)
	defer context.AfterFunc(h.life, func() { _ = l.Close() })()
	for {
		conn, err := l.Accept()
		if err != nil {
			return err
		}
		h.begin(conn, h.take)
	}
}

// ServePlain takes connections to port 80 of any name, as ServeTLS does.
func (h *Hosts) ServePlain(l net.Listener) error {
	return h.plain.Serve(netutil.LimitListener(l, maxConns))
}

// ServeProxy takes connections of callers that use the door as their proxy, as ServeTLS does.
func (h *Hosts) ServeProxy(l net.Listener) error {
	return h.proxy.Serve(netutil.LimitListener(l, maxConns))
}

// Close ends every listener and connection of the door.
func (h *Hosts) Close() {
	h.mu.Lock()
	h.closed = true
	h.mu.Unlock()
	h.end()
	_ = h.secured.Close()
	for _, s := range []*http.Server{h.secure, h.plain, h.proxy} {
		_ = s.Close() // nothing is left to tell of it
	}
	h.open.Wait()
}

// begin serves a connection beside others; when the door is closed it ends it.
func (h *Hosts) begin(conn net.Conn, serve func(net.Conn)) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		_ = conn.Close()
		return
	}
	h.open.Go(func() { serve(conn) })
}

// take leads a TLS connection by the name in its first message: to the mocks,
// untouched to an allowed host, or to its end.
func (h *Hosts) take(conn net.Conn) {
	ctx, cancel := context.WithTimeout(h.life, headerTimeout)
	defer cancel()
	name, conn, err := hear(ctx, conn)
	if err != nil {
		if _, ok := errors.AsType[tls.RecordHeaderError](err); ok {
			h.report(newStray("", "", StrayNotTLS))
		}
		_ = conn.Close()
		return
	}
	if name == "" || h.ca.Mocks(name) {
		h.handshake(ctx, name, conn)
		return
	}
	out, err := h.dialOut(net.JoinHostPort(name, "443"))
	switch {
	case err == nil:
		tunnel(h.life, conn, out)
	case errors.Is(err, ErrNotAllowed):
		h.handshake(ctx, name, conn)
	default:
		_ = conn.Close() // allowed, but not to be reached
	}
}

// handshake ends TLS for a mocked name; for any other it sends the alert that says so.
func (h *Hosts) handshake(ctx context.Context, name string, conn net.Conn) {
	secured := tls.Server(conn, h.config)
	err := secured.HandshakeContext(ctx)
	if err == nil {
		select {
		case h.secured.incoming <- secured:
			return
		case <-h.life.Done():
		}
	}
	_ = conn.Close()
	if !h.ca.Mocks(name) {
		h.report(newStray(name, "", StrayTLS))
	} else if op, ok := errors.AsType[*net.OpError](err); ok && op.Op == "remote error" { // an alert from the caller
		h.report(newStray(name, "", StrayUntrusted))
	}
}

func (h *Hosts) dialOut(address string) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(h.life, dialTimeout)
	defer cancel()
	return h.dial(ctx, address)
}

// mocked answers a request inside TLS.
func (h *Hosts) mocked(w http.ResponseWriter, r *http.Request) {
	host := bare(r.Host)
	if !h.ca.Mocks(host) {
		h.report(newStray(host, "", StrayHost))
		refuse(w, http.StatusBadGateway, "%s is not mocked here", host)
		return
	}
	if r.Host != host {
		r = r.Clone(r.Context())
		r.Host = host
	}
	h.handler.ServeHTTP(w, r)
}

// unsecured answers a plain http request.
func (h *Hosts) unsecured(w http.ResponseWriter, r *http.Request, outside http.Handler) {
	host := bare(r.Host)
	if h.ca.Mocks(host) {
		// No redirect: it would hide from the Relying Party's authors that they
		// send secrets in the clear.
		h.report(newStray(host, r.URL.Path, StrayUnsecured))
		refuse(w, http.StatusMisdirectedRequest, "%s speaks https only", host)
		return
	}
	outside.ServeHTTP(w, r)
}

// carrier carries plain http to allowed hosts; others are reported and refused with that status.
func (h *Hosts) carrier(refusal int) *httputil.ReverseProxy {
	return &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.Out.URL.Scheme, r.Out.URL.Host, r.Out.Host = "http", r.In.Host, r.In.Host
		},
		Transport: &http.Transport{
			DialContext:           func(_ context.Context, _, address string) (net.Conn, error) { return h.dialOut(address) },
			ResponseHeaderTimeout: idleTimeout,
			DisableCompression:    true,
			DisableKeepAlives:     true,
		},
		ErrorHandler: func(w http.ResponseWriter, r *http.Request, err error) {
			if !errors.Is(err, ErrNotAllowed) {
				refuse(w, http.StatusBadGateway, "%s cannot be reached", bare(r.Host))
				return
			}
			h.report(newStray(bare(r.Host), r.URL.Path, StrayPlain))
			refuse(w, refusal, "%s is neither mocked nor allowed", bare(r.Host))
		},
	}
}

func refuse(w http.ResponseWriter, status int, format string, host string) {
	http.Error(w, fmt.Sprintf("torii: "+format, clip(host)), status)
}
