package httpdriver

import (
	"net/http"

	"torii/rpclient/driver"
)

// addMetadata sets the Sec-Fetch fields (Fetch Metadata, section 2) on a top-level navigation.
func (s sites) addMetadata(h http.Header, r *driver.Request) {
	if !trustworthy(r.URL) {
		return
	}
	h.Set("Sec-Fetch-Site", s.fetchSite(r))
	h.Set("Sec-Fetch-Mode", "navigate")
	h.Set("Sec-Fetch-Dest", "document")
	if r.Gesture {
		h.Set("Sec-Fetch-User", "?1")
	}
}

// fetchSite is the weakest relation between the initiator and any address of the chain (Fetch Metadata, section 2.3).
func (s sites) fetchSite(r *driver.Request) string {
	if r.Initiator == nil {
		return "none"
	}
	relation := "same-origin"
	for _, u := range chain(r) {
		switch {
		case s.sameOrigin(r.Initiator, u):
		case s.sameSite(r.Initiator, u):
			relation = "same-site"
		default:
			return "cross-site"
		}
	}
	return relation
}
