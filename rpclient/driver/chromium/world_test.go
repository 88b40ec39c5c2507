package chromiumdriver_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"torii/rpclient/driver"
	chromiumdriver "torii/rpclient/driver/chromium"
	httpdriver "torii/rpclient/driver/http"
)

// seen is one request as a server saw it, its Cookie field sorted out.
type seen struct {
	host, method, path, query, body, cookie string
	header                                  http.Header
}

// world is an RP at localhost and an IdP at 127.0.0.1: two sites, for Chromium too.
type world struct {
	rp, idp       string
	rpMux, idpMux *http.ServeMux

	mu   sync.Mutex
	seen []seen
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{rpMux: http.NewServeMux(), idpMux: http.NewServeMux()}
	rp, idp := w.listen(t, w.rpMux), w.listen(t, w.idpMux)
	w.rp, w.idp = "http://localhost:"+rp, "http://127.0.0.1:"+idp
	return w
}

func (w *world) listen(t *testing.T, mux *http.ServeMux) string {
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		w.mu.Lock()
		w.seen = append(w.seen, seen{r.Host, r.Method, r.URL.Path, r.URL.RawQuery, r.PostForm.Encode(), r.Header.Get("Cookie"), r.Header})
		w.mu.Unlock()
		mux.ServeHTTP(rw, r)
	}))
	t.Cleanup(server.Close)
	u, err := url.Parse(server.URL)
	require.NoError(t, err)
	return u.Port()
}

func (w *world) mocked(u *url.URL) bool { return strings.HasPrefix(u.String(), w.idp+"/") }

// to lists the requests for a path.
func (w *world) to(path string) []seen {
	w.mu.Lock()
	defer w.mu.Unlock()
	var list []seen
	for _, s := range w.seen {
		if s.path == path {
			list = append(list, s)
		}
	}
	return list
}

func (w *world) page(mux *http.ServeMux, pattern, body string) {
	mux.HandleFunc(pattern, func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(rw, body)
	})
}

// echo shows how a request arrived.
func echo(rw http.ResponseWriter, r *http.Request) {
	rw.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprintf(rw, `<title>echo</title><p id=seen>%s body=%s cookie=%s</p>`, r.Method, r.PostForm.Encode(), r.Header.Get("Cookie"))
}

func set(fields ...string) func(http.ResponseWriter) {
	return func(rw http.ResponseWriter) {
		for _, field := range fields {
			rw.Header().Add("Set-Cookie", field)
		}
	}
}

// maker makes browsers of one kind for a world.
type maker func(t *testing.T, w *world, hooks chromiumdriver.Hooks) driver.Browser

func viaHTTP(_ *testing.T, w *world, hooks chromiumdriver.Hooks) driver.Browser {
	return httpdriver.New(httpdriver.Options{Transport: &http.Transport{DialContext: loopback}, Now: today,
		Mocked: w.mocked, OnHop: hooks.OnHop})
}

func today() time.Time { return time.Date(2026, 4, 1, 9, 0, 0, 0, time.UTC) }

// loopback is a network in which nothing else exists, as for Chromium.
func loopback(ctx context.Context, network, address string) (net.Conn, error) {
	switch host, _, _ := net.SplitHostPort(address); host {
	case "localhost", "127.0.0.1":
		return new(net.Dialer).DialContext(ctx, network, address)
	}
	return nil, errors.New("no such host")
}

var shared struct {
	once   sync.Once
	mu     sync.Mutex
	mocked []*world
	pool   *chromiumdriver.Pool
	err    error
}

// chromium is the one process of all tests, which know which addresses of which world are mocked.
func chromium(t *testing.T) *chromiumdriver.Pool {
	t.Helper()
	if _, err := chromiumdriver.Find(""); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	shared.once.Do(func() {
		shared.pool, shared.err = chromiumdriver.New(context.Background(), chromiumdriver.Options{
			MaxWait: 10 * time.Second,
			Mocked: func(u *url.URL) bool {
				shared.mu.Lock()
				defer shared.mu.Unlock()
				for _, w := range shared.mocked {
					if w.mocked(u) {
						return true
					}
				}
				return false
			}})
	})
	require.NoError(t, shared.err)
	return shared.pool
}

func TestMain(m *testing.M) {
	code := m.Run()
	if shared.pool != nil {
		shared.pool.Close()
	}
	os.Exit(code)
}

func viaChromium(t *testing.T, w *world, hooks chromiumdriver.Hooks) driver.Browser {
	t.Helper()
	pool := chromium(t)
	shared.mu.Lock()
	shared.mocked = append(shared.mocked, w)
	shared.mu.Unlock()
	b, err := pool.Browser(hooks)
	require.NoError(t, err)
	t.Cleanup(b.Close)
	return b
}

func person(t *testing.T, w *world) *chromiumdriver.Browser {
	t.Helper()
	return viaChromium(t, w, chromiumdriver.Hooks{}).(*chromiumdriver.Browser)
}
