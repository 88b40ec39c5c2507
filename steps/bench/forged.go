package bench

import (
	"net/http"
	"net/url"

	"torii/rpclient/driver"
)

// Forging returns a browser over HTTP whose requests to the target are changed on their way, as
// anybody can who writes a request by hand.
func (b *Bay) Forging(onHop func(driver.Hop), change func(*http.Request)) driver.Browser {
	return b.overHTTP(forging{next: b.Transport, owns: func(u *url.URL) bool { return b.Target.Owns(u.String()) }, change: change}, onHop)
}

// forging changes requests to the target alone.
type forging struct {
	next   http.RoundTripper
	owns   func(*url.URL) bool
	change func(*http.Request)
}

// RoundTrip implements http.RoundTripper.
func (f forging) RoundTrip(r *http.Request) (*http.Response, error) {
	if f.owns(r.URL) {
		r = r.Clone(r.Context())
		f.change(r)
	}
	return f.next.RoundTrip(r)
}
