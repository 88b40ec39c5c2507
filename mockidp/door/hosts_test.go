package door_test

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/mockidp/door"
)

func quiet() *log.Logger { return log.New(io.Discard, "", 0) }

// strays collects what a door reports.
type strays struct {
	mu   sync.Mutex
	seen []door.Stray
}

func (s *strays) add(stray door.Stray) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.seen = append(s.seen, stray)
}

func (s *strays) all() []door.Stray {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]door.Stray(nil), s.seen...)
}

// wants waits until exactly these were reported: a caller may hear of a refusal before the report is made.
func (s *strays) wants(t *testing.T, want ...door.Stray) {
	t.Helper()
	if len(want) > 0 {
		require.Eventually(t, func() bool { return len(s.all()) >= len(want) }, 5*time.Second, 5*time.Millisecond, "want %v", want)
	}
	assert.Equal(t, append([]door.Stray(nil), want...), s.all())
}

// opened is a real-hosts door on loopback ports.
type opened struct {
	strays
	ca                       *door.CA
	hosts                    *door.Hosts
	secure, plain, proxy     string // addresses
	outsideTLS, outsidePlain string // what the allow list leads to, by port
}

const (
	outside = "allowed.example"
	down    = "down.example" // allowed, but not to be reached
)

// open starts a door before a mock that names what it was asked for. The allowed
// host is a server of its own, with a certificate of its own.
func openHosts(t *testing.T) *opened {
	t.Helper()
	o := &opened{ca: newCA(t)}
	far := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fmt.Fprintf(w, "outside %s%s", r.Host, r.URL.Path) })
	secured, plain := httptest.NewTLSServer(far), httptest.NewServer(far)
	t.Cleanup(secured.Close)
	t.Cleanup(plain.Close)
	o.outsideTLS, o.outsidePlain = secured.Listener.Addr().String(), plain.Listener.Addr().String()
	o.hosts = door.NewHosts(door.HostsOptions{CA: o.ca, Dial: o.dialOutside, Stray: o.add,
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprintf(w, "mock %s%s %s", r.Host, r.URL.Path, r.Proto)
		})})
	t.Cleanup(o.hosts.Close)
	o.secure = serveOn(t, o.hosts.ServeTLS)
	o.plain = serveOn(t, o.hosts.ServePlain)
	o.proxy = serveOn(t, o.hosts.ServeProxy)
	return o
}

func serveOn(t *testing.T, serve func(net.Listener) error) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	go func() { _ = serve(l) }()
	return l.Addr().String()
}

func (o *opened) dialOutside(ctx context.Context, address string) (net.Conn, error) {
	var d net.Dialer
	switch address {
	case outside + ":443":
		return d.DialContext(ctx, "tcp", o.outsideTLS)
	case outside + ":80":
		return d.DialContext(ctx, "tcp", o.outsidePlain)
	case down + ":443", down + ":80":
		return nil, errors.New("no route")
	}
	return nil, fmt.Errorf("%s: %w", address, door.ErrNotAllowed)
}

// caller is an HTTP client that is led to the door by its resolver.
func (o *opened) caller(t *testing.T, change func(*http.Transport)) *http.Client {
	t.Helper()
	transport := &http.Transport{
		TLSClientConfig: &tls.Config{RootCAs: pool(o.ca)}, ForceAttemptHTTP2: true,
		DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			var d net.Dialer
			if _, port, _ := net.SplitHostPort(address); port == "443" {
				return d.DialContext(ctx, network, o.secure)
			}
			return d.DialContext(ctx, network, o.plain)
		},
	}
	if change != nil {
		change(transport)
	}
	t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport, Timeout: 10 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// proxied is an HTTP client that uses the door as its proxy.
func (o *opened) proxied(t *testing.T) *http.Client {
	t.Helper()
	return o.caller(t, func(transport *http.Transport) {
		transport.Proxy = http.ProxyURL(&url.URL{Scheme: "http", Host: o.proxy})
		transport.DialContext = nil
	})
}

func fetch(t *testing.T, c *http.Client, address string) (int, string, error) {
	t.Helper()
	res, err := c.Get(address)
	if err != nil {
		return 0, "", err
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	return res.StatusCode, string(b), nil
}

func TestHostsAnswerByName(t *testing.T) {
	o := openHosts(t)
	for _, row := range []struct {
		name, address, want string
		change              func(*http.Transport)
	}{
		{name: "HTTP/2", address: "https://" + line + "/a", want: "mock " + line + "/a HTTP/2.0"},
		{name: "HTTP/1.1", address: "https://" + line + "/a", want: "mock " + line + "/a HTTP/1.1",
			change: func(tr *http.Transport) { tr.ForceAttemptHTTP2 = false }},
		{name: "another host", address: "https://" + google + "/b", want: "mock " + google + "/b HTTP/2.0"},
		{name: "with port, in capitals", address: "https://Access.LINE.me:443/c", want: "mock " + line + "/c HTTP/2.0"},
		{name: "TLS 1.2", address: "https://" + line + "/a", want: "mock " + line + "/a HTTP/2.0",
			change: func(tr *http.Transport) { tr.TLSClientConfig.MaxVersion = tls.VersionTLS12 }},
	} {
		t.Run(row.name, func(t *testing.T) {
			status, body, err := fetch(t, o.caller(t, row.change), row.address)
			require.NoError(t, err)
			assert.Equal(t, http.StatusOK, status)
			assert.Equal(t, row.want, body)
		})
	}
	o.wants(t)
}

func TestHostsStraysOverTLS(t *testing.T) {
	t.Run("unknown name", func(t *testing.T) {
		o := openHosts(t)
		_, _, err := fetch(t, o.caller(t, nil), "https://example.com/secret?code=1")
		require.ErrorContains(t, err, "unrecognized name")
		o.wants(t, door.Stray{Host: "example.com", How: door.StrayTLS})
	})
	t.Run("no name", func(t *testing.T) {
		o := openHosts(t)
		_, err := tls.Dial("tcp", o.secure, &tls.Config{InsecureSkipVerify: true})
		require.ErrorContains(t, err, "unrecognized name")
		o.wants(t, door.Stray{How: door.StrayTLS})
	})
	t.Run("another Host inside", func(t *testing.T) {
		o := openHosts(t)
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://"+line+"/x", nil)
		require.NoError(t, err)
		req.Host = "example.com"
		res, err := o.caller(t, nil).Do(req)
		require.NoError(t, err)
		res.Body.Close()
		assert.Equal(t, http.StatusBadGateway, res.StatusCode)
		o.wants(t, door.Stray{Host: "example.com", How: door.StrayHost})
	})
	t.Run("a caller without the CA", func(t *testing.T) {
		o := openHosts(t)
		_, _, err := fetch(t, o.caller(t, func(tr *http.Transport) { tr.TLSClientConfig = nil }), "https://"+line+"/")
		require.ErrorContains(t, err, "certificate")
		o.wants(t, door.Stray{Host: line, How: door.StrayUntrusted})
	})
	t.Run("plain text on the TLS port", func(t *testing.T) {
		o := openHosts(t)
		conn, err := net.Dial("tcp", o.secure)
		require.NoError(t, err)
		defer conn.Close()
		fmt.Fprint(conn, "GET / HTTP/1.1\r\nHost: access.line.me\r\n\r\n")
		rest, _ := io.ReadAll(conn)
		assert.Empty(t, rest)
		o.wants(t, door.Stray{How: door.StrayNotTLS})
	})
	t.Run("a connection that says nothing", func(t *testing.T) {
		o := openHosts(t)
		conn, err := net.Dial("tcp", o.secure)
		require.NoError(t, err)
		conn.Close()
		o.wants(t)
	})
}

func TestHostsCarryAllowedTLSUntouched(t *testing.T) {
	o := openHosts(t)
	status, body, err := fetch(t, o.caller(t, func(tr *http.Transport) { tr.TLSClientConfig.InsecureSkipVerify = true }), "https://"+outside+"/p")
	require.NoError(t, err)
	assert.Equal(t, http.StatusOK, status)
	assert.Equal(t, "outside "+outside+"/p", body)
	_, _, err = fetch(t, o.caller(t, nil), "https://"+outside+"/p")
	require.ErrorContains(t, err, "certificate", "it is the far end's certificate, not one of ours")
	_, _, err = fetch(t, o.caller(t, nil), "https://"+down+"/p")
	require.Error(t, err)
	o.wants(t)
}

func TestHostsPlain(t *testing.T) {
	for _, row := range []struct {
		name, address string
		status        int
		says          string
		stray         []door.Stray
	}{
		{"mocked", "http://" + line + "/a?code=secret", http.StatusMisdirectedRequest, "speaks https only", []door.Stray{{Host: line, Path: "/a", How: door.StrayUnsecured}}},
		{"allowed", "http://" + outside + "/p", http.StatusOK, "outside " + outside + "/p", nil},
		{"allowed, but down", "http://" + down + "/p", http.StatusBadGateway, "cannot be reached", nil},
		{"neither", "http://example.com/a?b=secret", http.StatusBadGateway, "neither mocked nor allowed", []door.Stray{{Host: "example.com", Path: "/a", How: door.StrayPlain}}},
	} {
		t.Run(row.name, func(t *testing.T) {
			o := openHosts(t)
			status, body, err := fetch(t, o.caller(t, nil), row.address)
			require.NoError(t, err)
			assert.Equal(t, row.status, status)
			assert.Contains(t, body, row.says)
			o.wants(t, row.stray...)
		})
	}
}

func TestProxy(t *testing.T) {
	for _, row := range []struct {
		name, address string
		status        int
		says          string // of the body, or of the error
		stray         []door.Stray
	}{
		{"CONNECT to a mocked host", "https://" + line + "/a", http.StatusOK, "mock " + line + "/a", nil},
		{"CONNECT to a mocked host, another port", "https://" + line + ":8443/a", 0, "Forbidden", []door.Stray{{Host: line, Path: line + ":8443", How: door.StrayConnect}}},
		{"CONNECT to an allowed host", "https://" + outside + "/a", 0, "certificate", nil},
		{"CONNECT to an allowed host that is down", "https://" + down + "/a", 0, "Bad Gateway", nil},
		{"CONNECT elsewhere", "https://example.com/a?b=secret", 0, "Forbidden", []door.Stray{{Host: "example.com", Path: "example.com:443", How: door.StrayConnect}}},
		{"plain, mocked", "http://" + line + "/a", http.StatusMisdirectedRequest, "speaks https only", []door.Stray{{Host: line, Path: "/a", How: door.StrayUnsecured}}},
		{"plain, allowed", "http://" + outside + "/p", http.StatusOK, "outside " + outside + "/p", nil},
		{"plain, elsewhere", "http://example.com/a?b=secret", http.StatusForbidden, "neither mocked nor allowed", []door.Stray{{Host: "example.com", Path: "/a", How: door.StrayPlain}}},
	} {
		t.Run(row.name, func(t *testing.T) {
			o := openHosts(t)
			status, body, err := fetch(t, o.proxied(t), row.address)
			if row.status == 0 {
				require.ErrorContains(t, err, row.says)
			} else {
				require.NoError(t, err)
				assert.Equal(t, row.status, status)
				assert.Contains(t, body, row.says)
			}
			o.wants(t, row.stray...)
		})
	}
}

func TestProxyRefusesWhatIsNoProxyRequest(t *testing.T) {
	o := openHosts(t)
	for _, request := range []string{
		"GET / HTTP/1.1\r\nHost: access.line.me\r\n\r\n",
		"CONNECT access.line.me HTTP/1.1\r\nHost: access.line.me\r\n\r\n",
		"GET https://access.line.me/ HTTP/1.1\r\nHost: access.line.me\r\n\r\n",
	} {
		conn, err := net.Dial("tcp", o.proxy)
		require.NoError(t, err)
		fmt.Fprint(conn, request)
		res, err := http.ReadResponse(bufio.NewReader(conn), nil)
		require.NoError(t, err)
		assert.Equal(t, http.StatusBadRequest, res.StatusCode, request)
		conn.Close()
	}
}

// A caller may send its first bytes without waiting for the answer to CONNECT.
func TestProxyTakesEarlyBytes(t *testing.T) {
	o := openHosts(t)
	conn, err := net.Dial("tcp", o.proxy)
	require.NoError(t, err)
	defer conn.Close()
	eager := &eagerConn{Conn: conn, before: []byte("CONNECT access.line.me:443 HTTP/1.1\r\nHost: access.line.me:443\r\n\r\n")}
	secured := tls.Client(eager, &tls.Config{RootCAs: pool(o.ca), ServerName: line})
	require.NoError(t, secured.HandshakeContext(patient(t)))
}

// eagerConn sends a request before the first bytes written, in one piece, and drops the head of its answer.
type eagerConn struct {
	net.Conn
	before []byte
	from   *bufio.Reader
}

func (e *eagerConn) Write(b []byte) (int, error) {
	_, err := e.Conn.Write(append(e.before, b...))
	e.before = nil
	return len(b), err
}

func (e *eagerConn) Read(b []byte) (int, error) {
	if e.from == nil {
		e.from = bufio.NewReader(e.Conn)
		for {
			line, err := e.from.ReadString('\n')
			if err != nil {
				return 0, err
			}
			if line == "\r\n" {
				break
			}
		}
	}
	return e.from.Read(b)
}

func TestHostsCloseEndsEverything(t *testing.T) {
	o := openHosts(t)
	silent, err := net.Dial("tcp", o.secure)
	require.NoError(t, err)
	defer silent.Close()
	idle := o.caller(t, nil)
	_, _, err = fetch(t, idle, "https://"+line+"/")
	require.NoError(t, err)
	tunnelled := o.proxied(t)
	tunnelled.Transport.(*http.Transport).TLSClientConfig.InsecureSkipVerify = true
	_, _, err = fetch(t, tunnelled, "https://"+outside+"/")
	require.NoError(t, err)

	o.hosts.Close()
	stop := time.AfterFunc(5*time.Second, func() { silent.Close() })
	defer stop.Stop()
	_, err = silent.Read(make([]byte, 1))
	require.ErrorIs(t, err, io.EOF)
	for _, address := range []string{o.secure, o.plain, o.proxy} {
		_, err := net.Dial("tcp", address)
		assert.Error(t, err)
	}
	assert.ErrorIs(t, o.hosts.ServePlain(listening(t)), http.ErrServerClosed)
	assert.Error(t, o.hosts.ServeTLS(listening(t)))
}

func listening(t *testing.T) net.Listener {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { l.Close() })
	return l
}

func TestHostsBoundHeaders(t *testing.T) {
	o := openHosts(t)
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://"+line+"/", nil)
	require.NoError(t, err)
	req.Header.Set("Long", strings.Repeat("x", 128<<10))
	res, err := o.caller(t, func(tr *http.Transport) { tr.ForceAttemptHTTP2 = false }).Do(req)
	require.NoError(t, err)
	res.Body.Close()
	assert.Equal(t, http.StatusRequestHeaderFieldsTooLarge, res.StatusCode)
}

func TestThroughDialsOnlyWhatIsNamed(t *testing.T) {
	l := listening(t)
	_, port, err := net.SplitHostPort(l.Addr().String())
	require.NoError(t, err)
	dial := door.Through("127.0.0.1")
	conn, err := dial(t.Context(), "127.0.0.1:"+port)
	require.NoError(t, err)
	conn.Close()
	for _, address := range []string{"127.0.0.2:" + port, "example.com:443", ""} {
		_, err = dial(t.Context(), address)
		assert.ErrorIs(t, err, door.ErrNotAllowed, address)
	}
}

func TestJoinCarriesUntilBothHaveEnded(t *testing.T) {
	near, in := net.Pipe()
	out, far := net.Pipe()
	ended := make(chan struct{})
	go func() { defer close(ended); door.Join(in, out) }()
	for _, ends := range [][2]net.Conn{{near, far}, {far, near}} {
		go fmt.Fprint(ends[0], "hello")
		b := make([]byte, 5)
		_, err := io.ReadFull(ends[1], b)
		require.NoError(t, err)
		assert.Equal(t, "hello", string(b))
	}
	near.Close()
	_, err := far.Read(make([]byte, 1))
	require.ErrorIs(t, err, io.EOF)
	select {
	case <-ended:
	case <-patient(t).Done():
		t.Fatal("it does not end")
	}
}
