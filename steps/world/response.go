package world

import (
	"cmp"
	"maps"
	"net/url"

	"torii/rpclient/driver"
)

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
