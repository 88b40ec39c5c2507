package rp

import (
	"net/url"
	"strings"
)

// maxReturn bounds an address to go on to, in bytes.
const maxReturn = 2 << 10

// startReturn keeps where the person wanted to go before they had to log in. It comes
// from an address that anybody can write, and so is one of our own pages or nothing
// (RFC 9700, 4.11.1).
func startReturn(l *Login) error {
	l.Pending.Return = ownPage(l.Form.Get("next"))
	return nil
}

// logoutReturn does so for whoever logs out.
func logoutReturn(l *Login) error {
	l.Return = ownPage(l.Form.Get("next"))
	return nil
}

// ownPage returns the address if a browser reads it as one of our own pages, and "" if
// it may be anything else. Browsers drop tabs and line breaks, and take a backslash for a
// slash (URL Standard, 4.4): an address with any of those is none of ours.
func ownPage(address string) string {
	if len(address) > maxReturn || strings.ContainsFunc(address, unusual) ||
		!strings.HasPrefix(address, "/") || strings.HasPrefix(address, "//") {
		return ""
	}
	u, err := url.Parse(address)
	if err != nil || u.IsAbs() || u.Host != "" {
		return ""
	}
	return u.String()
}

func unusual(r rune) bool { return r <= ' ' || r == '\\' || r > '~' }
