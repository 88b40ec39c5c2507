package httpdriver_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	httpdriver "torii/rpclient/driver/http"
)

const (
	rp  = "https://rp.example.test"
	idp = "https://access.line.me"
)

// world is a transport without a network: each origin is a handler, and every request is kept.
type world struct {
	mu    sync.Mutex
	hosts map[string]*http.ServeMux
	seen  []*http.Request
	now   time.Time
}

func newWorld() *world {
	return &world{hosts: map[string]*http.ServeMux{}, now: time.Date(2026, 4, 1, 9, 0, 0, 0, time.UTC)}
}

// serve answers at an address, given as "https://host/path", with a method in front where it matters.
func (w *world) serve(pattern string, handler http.HandlerFunc) {
	method, address, found := strings.Cut(pattern, " ")
	if !found {
		method, address = "", pattern
	}
	u, err := url.Parse(address)
	if err != nil {
		panic(err)
	}
	mux, ok := w.hosts[origin(u)]
	if !ok {
		mux = http.NewServeMux()
		w.hosts[origin(u)] = mux
	}
	mux.HandleFunc(strings.TrimSpace(method+" "+u.Path), handler)
}

func (w *world) RoundTrip(r *http.Request) (*http.Response, error) {
	handler, ok := w.hosts[origin(r.URL)]
	if !ok {
		return nil, fmt.Errorf("no host %s", r.URL.Host)
	}
	w.mu.Lock()
	w.seen = append(w.seen, r)
	w.mu.Unlock()
	recorder := httptest.NewRecorder()
	handler.ServeHTTP(recorder, r)
	response := recorder.Result()
	response.Request = r
	return response, nil
}

func origin(u *url.URL) string { return u.Scheme + "://" + u.Host }

func (w *world) browser(change ...func(*httpdriver.Options)) *httpdriver.Browser {
	options := httpdriver.Options{Transport: w, Now: func() time.Time { return w.now }}
	for _, c := range change {
		c(&options)
	}
	return httpdriver.New(options)
}

// last is the last request sent.
func (w *world) last(t *testing.T) *http.Request {
	t.Helper()
	require.NotEmpty(t, w.seen)
	return w.seen[len(w.seen)-1]
}

func page(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, body)
	}
}

func redirect(status int, location string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", location)
		w.WriteHeader(status)
	}
}

// echo shows how a request arrived.
func echo(w http.ResponseWriter, r *http.Request) {
	_ = r.ParseForm()
	fmt.Fprintf(w, "%s %s body=%s cookie=%s", r.Method, r.URL.RequestURI(), r.PostForm.Encode(), r.Header.Get("Cookie"))
}

func cookies(set ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for _, field := range set {
			w.Header().Add("Set-Cookie", field)
		}
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, `<title>set</title>`)
	}
}
