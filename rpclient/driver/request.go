package driver

import (
	"maps"
	"net/url"
	"slices"
)

// Request is one navigation request: where to, and who asked for it. A browser that sends it must be able to tell from
// it alone which cookies go along.
type Request struct {
	Method string
	URL    *url.URL
	// Form is the body of a POST, sent as application/x-www-form-urlencoded.
	Form url.Values
	// Initiator is the address of the page whose link, form or script asked; nil where a person typed the address.
	Initiator *url.URL
	// Via holds the addresses that redirected here since the initiator asked, oldest first.
	Via []*url.URL
	// Gesture tells that a person typed or clicked, and not a script or a meta refresh.
	Gesture bool
	// ReferrerPolicy is the initiator's, or that of a redirect since (Referrer Policy, section 3); "" is the default.
	ReferrerPolicy string
}

// Origin is the serialized origin of the initiator (RFC 6454, section 6.2), "" where a person typed the address.
func (r *Request) Origin() string {
	if r.Initiator == nil {
		return ""
	}
	return r.Initiator.Scheme + "://" + r.Initiator.Host
}

// Clone is a copy that shares nothing with r, so that a held request can be tampered with and the true one kept.
func (r *Request) Clone() *Request {
	c := *r
	c.URL = cloneURL(r.URL)
	c.Initiator = cloneURL(r.Initiator)
	c.Form = maps.Clone(r.Form)
	for name, values := range c.Form {
		c.Form[name] = slices.Clone(values)
	}
	c.Via = slices.Clone(r.Via)
	for i, u := range c.Via {
		c.Via[i] = cloneURL(u)
	}
	return &c
}

func cloneURL(u *url.URL) *url.URL {
	if u == nil {
		return nil
	}
	c := *u
	return &c
}
