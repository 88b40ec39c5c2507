package httpdriver

import (
	"net/http"
	"slices"

	"torii/rpclient/driver"
)

// origin is the Origin field, "" where none is sent (Fetch, append a request Origin header). Navigations carry it only
// with methods that change something.
func (s sites) origin(r *driver.Request) string {
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		return ""
	}
	if r.Initiator == nil || s.tainted(r) || s.secretive(r) {
		return "null"
	}
	return r.Origin()
}

// tainted tells whether a redirect from a third origin brought the request on its way, so that the initiator does not
// vouch for it (Fetch, redirect-tainted origin).
func (s sites) tainted(r *driver.Request) bool {
	urls := append(slices.Clone(r.Via), r.URL)
	for i := 1; i < len(urls); i++ {
		if !s.sameOrigin(urls[i], urls[i-1]) && !s.sameOrigin(r.Initiator, urls[i-1]) {
			return true
		}
	}
	return false
}

// secretive tells whether the referrer policy hides the origin from this address.
func (s sites) secretive(r *driver.Request) bool {
	switch r.ReferrerPolicy {
	case "no-referrer":
		return true
	case "same-origin":
		return !s.sameOrigin(r.Initiator, r.URL)
	case "", "strict-origin", "strict-origin-when-cross-origin", "no-referrer-when-downgrade":
		return r.Initiator.Scheme == "https" && r.URL.Scheme != "https"
	}
	return false
}
