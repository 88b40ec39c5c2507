package world

import (
	"cmp"
	"maps"
	"net/url"

	"torii/rpclient/driver"
)

// isResponse reports whether a request is an authorization response: it goes to one of the
// target's callbacks, and a provider's redirect or page has sent it. A target may begin
// logins at the same address.
func (w *World) isResponse(r *driver.Request) bool {
	return w.bay.Target.IsCallback(r.URL) && w.fromProvider(r) && !initiates(r)
}

// fromProvider reports whether a mocked host has sent the browser there.
func (w *World) fromProvider(r *driver.Request) bool {
	if n := len(r.Via); n > 0 {
		return w.bay.Mocked(r.Via[n-1])
	}
	return r.Initiator != nil && w.bay.Mocked(r.Initiator)
}

// initiates reports whether a request asks the target to begin a login, as anybody may, a
// provider too (OpenID Connect Core 1.0, section 4). A response has at least one parameter
// that such a request has not, or none at all.
func initiates(r *driver.Request) bool {
	for _, name := range []string{"code", "error", "response", "id_token", "access_token", "state"} {
		if param(r, name) != "" {
			return false
		}
	}
	return param(r, "iss") != "" || param(r, "target_link_uri") != ""
}

// param is a parameter of an authorization response, wherever it stands.
func param(r *driver.Request, name string) string {
	return cmp.Or(inAddress(r.URL, name), r.Form.Get(name))
}

// inAddress is a parameter of a response that came by address: in the query, or behind the hash.
func inAddress(u *url.URL, name string) string {
	return cmp.Or(u.Query().Get(name), fragment(u).Get(name))
}

func fragment(u *url.URL) url.Values {
	values, err := url.ParseQuery(u.EscapedFragment())
	if err != nil {
		return nil
	}
	return values
}

// withParam is the response with another value of a parameter, where it stood.
func withParam(r *driver.Request, name, value string) *driver.Request {
	changed, to := *r, *r.URL
	changed.URL = &to
	switch behind := fragment(r.URL); {
	case r.Form.Has(name):
		changed.Form = maps.Clone(r.Form)
		changed.Form.Set(name, value)
	case behind.Has(name):
		behind.Set(name, value)
		to.RawFragment = behind.Encode()
		to.Fragment, _ = url.PathUnescape(to.RawFragment) // what has just been escaped
	default:
		q := to.Query()
		q.Set(name, value)
		to.RawQuery = q.Encode()
	}
	return &changed
}
