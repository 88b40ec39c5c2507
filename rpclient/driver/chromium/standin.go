package chromiumdriver

import (
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strconv"

	"golang.org/x/net/publicsuffix"

	"torii/rpclient/driver"
)

// standIn is a server at loopback that redirects in place of others: Chromium's network takes it for another site.
type standIn struct {
	server *http.Server
	port   int
}

func newStandIn() (*standIn, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("stand-in: %w", err)
	}
	s := &standIn{server: &http.Server{Handler: http.HandlerFunc(standInFor)}, port: listener.Addr().(*net.TCPAddr).Port}
	go func() { _ = s.server.Serve(listener) }()
	return s, nil
}

func (s *standIn) close() { _ = s.server.Close() }

func standInFor(w http.ResponseWriter, r *http.Request) {
	status, err := strconv.Atoi(r.URL.Query().Get("status"))
	if err != nil {
		status = http.StatusFound
	}
	w.Header().Set("Location", r.URL.Query().Get("to"))
	w.WriteHeader(status)
}

// redirect is an address that redirects as staged, at a host that is another site than the initiator's.
func (s *standIn) redirect(r *driver.Request, redirect staged) string {
	host := "127.0.0.1"
	if r.Initiator != nil && r.Initiator.Hostname() == host {
		host = "localhost"
	}
	query := url.Values{"status": {strconv.Itoa(redirect.status)}, "to": {redirect.location}}
	return fmt.Sprintf("http://%s:%d/?%s", host, s.port, query.Encode())
}

// strayed tells whether a request was redirected by another site than the one that asked for it.
func strayed(r *driver.Request) bool {
	for _, u := range r.Via {
		if r.Initiator != nil && site(u) != site(r.Initiator) {
			return true
		}
	}
	return false
}

// site is the scheme and the registrable domain of an address (HTML, site); a host without one stands for itself.
func site(u *url.URL) string {
	domain, err := publicsuffix.EffectiveTLDPlusOne(u.Hostname())
	if err != nil {
		domain = u.Hostname()
	}
	return u.Scheme + "://" + domain
}
