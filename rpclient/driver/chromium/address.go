package chromiumdriver

import (
	"errors"
	"fmt"
	"net/url"
	"strings"

	"torii/rpclient/driver"
)

// checked reads an address that a person types. What it means in detail is left to Chromium. The error is
// driver.ErrScheme where the address is neither http nor https; it does not quote the address, which may hold secrets.
func checked(address string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		if wrapped, ok := errors.AsType[*url.Error](err); ok {
			err = wrapped.Err
		}
		return nil, fmt.Errorf("%w: %w", driver.ErrMalformed, err)
	}
	if !web(u) {
		return nil, fmt.Errorf("%w: scheme %q", driver.ErrScheme, u.Scheme)
	}
	if u.Hostname() == "" {
		return nil, fmt.Errorf("%w: no host", driver.ErrMalformed)
	}
	if u.Path == "" {
		u.Path = "/"
	}
	return u, nil
}

func web(u *url.URL) bool { return u.Scheme == "http" || u.Scheme == "https" }

// place names an address in a message without its query, fragment and user, which may hold secrets.
func place(u *url.URL) string { return u.Scheme + "://" + u.Host + u.EscapedPath() }

func unfragmented(u *url.URL) *url.URL {
	c := *u
	c.Fragment, c.RawFragment = "", ""
	return &c
}
