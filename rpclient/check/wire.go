package check

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"torii/rpclient/target"
)

// exchange is one request and what came back.
type exchange struct {
	method string
	url    *url.URL
	status int // 0 where nothing came
	header http.Header
	tls    *tls.ConnectionState
	sent   time.Time // when the request left
	took   time.Duration
	err    error
}

// maxRequests bounds what one check sends.
const maxRequests = 2000

// errEnough tells that the bound is reached.
var errEnough = errors.New("the check has sent as many requests as it may")

// wire carries requests to the environment's hosts, slowly, under a name of its own,
// and keeps what came back. It refuses any other host before anything is sent.
type wire struct {
	next   http.RoundTripper
	agent  string
	hosts  []string
	secure bool // by https only
	pause  time.Duration
	now    func() time.Time

	mu   sync.Mutex
	last time.Time
	seen []exchange
}

// RoundTrip implements http.RoundTripper.
func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	if !w.carries(r.URL) {
		return nil, fmt.Errorf("%w: %s://%s; allowed: %s", target.ErrElsewhere, r.URL.Scheme, r.URL.Host, strings.Join(w.hosts, ", "))
	}
	if err := w.wait(r.Context()); err != nil {
		return nil, err
	}
	r = r.Clone(r.Context())
	r.Header.Set("User-Agent", w.agent)
	x := exchange{method: r.Method, url: r.URL, sent: w.now()}
	response, err := w.next.RoundTrip(r)
	x.took, x.err = w.now().Sub(x.sent), err
	if err == nil {
		x.status, x.header, x.tls = response.StatusCode, response.Header, response.TLS
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.seen = append(w.seen, x)
	return response, err
}

// carries reports whether an address may be asked.
func (w *wire) carries(u *url.URL) bool {
	return slices.Contains(w.hosts, u.Host) && (u.Scheme == "https" || u.Scheme == "http" && !w.secure)
}

// wait keeps the pause between two requests.
func (w *wire) wait(ctx context.Context) error {
	w.mu.Lock()
	due := w.last.Add(w.pause)
	if now := w.now(); due.Before(now) {
		due = now
	}
	w.last = due
	enough := len(w.seen) >= maxRequests
	w.mu.Unlock()
	if enough {
		return errEnough
	}
	left := due.Sub(w.now())
	if left <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(left)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// mark is where the exchanges stand now; since returns those after it.
func (w *wire) mark() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.seen)
}

func (w *wire) since(mark int) []exchange {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.seen[mark:])
}

// barred tells that what answered is not the Relying Party but something in front of
// it; "" where it is. Nothing is said about a Relying Party that was not reached.
func (x exchange) barred() string {
	at := x.url.Scheme + "://" + x.url.Host + x.url.Path
	h := x.header
	switch {
	case x.status == http.StatusTooManyRequests:
		return at + ": 429, too many requests; lower limits.logins_per_minute or raise --pause"
	case x.status == http.StatusProxyAuthRequired:
		return at + ": 407, the proxy wants to know who asks"
	case x.status == http.StatusUnauthorized && strings.HasPrefix(strings.ToLower(h.Get("WWW-Authenticate")), "basic"):
		return at + ": 401, HTTP Basic authentication; set basic of the environment"
	case h.Get("Cf-Mitigated") != "" || h.Get("X-Amzn-Waf-Action") != "":
		return at + ": a firewall answered in its place; let this machine through"
	}
	return ""
}

// blocked returns the first of them that something in front has answered.
func blocked(all []exchange) string {
	for _, x := range all {
		if why := x.barred(); x.err == nil && why != "" {
			return why
		}
	}
	return ""
}
