package httpdriver

import (
	"net/http"
	"net/url"
	"strings"
	"time"
)

// cookie is a cookie as stored (RFC 6265bis, section 5.7).
type cookie struct {
	name, value string
	domain      string
	path        string
	hostOnly    bool
	secure      bool
	httpOnly    bool
	sameSite    http.SameSite
	// expires is zero for a session cookie.
	expires time.Time
	created time.Time
	used    time.Time
	// serial orders cookies made at the same time.
	serial uint64
}

// same tells whether c replaces other.
func (c *cookie) same(other *cookie) bool {
	return c.name == other.name && c.domain == other.domain && c.hostOnly == other.hostOnly && c.path == other.path
}

func (c *cookie) expired(now time.Time) bool {
	return !c.expires.IsZero() && !c.expires.After(now)
}

// matches tells whether the cookie belongs to an address, whoever asks for it.
func (c *cookie) matches(u *url.URL) bool {
	host := u.Hostname()
	if c.hostOnly && host != c.domain || !c.hostOnly && !domainMatch(host, c.domain) {
		return false
	}
	return pathMatch(u.EscapedPath(), c.path) && (!c.secure || trustworthy(u))
}

// pair is the cookie in a Cookie field; one without a name is only its value.
func (c *cookie) pair() string {
	if c.name == "" {
		return c.value
	}
	return c.name + "=" + c.value
}

func (c *cookie) public() *http.Cookie {
	p := &http.Cookie{
		Name: c.name, Value: c.value, Path: c.path, Expires: c.expires,
		Secure: c.secure, HttpOnly: c.httpOnly, SameSite: c.sameSite,
	}
	if !c.hostOnly {
		p.Domain = c.domain
	}
	return p
}

// domainMatch is RFC 6265bis, section 5.1.3.
func domainMatch(host, domain string) bool {
	return host == domain || strings.HasSuffix(host, "."+domain) && !isIP(host)
}

// pathMatch is RFC 6265bis, section 5.1.4.
func pathMatch(path, prefix string) bool {
	rest, ok := strings.CutPrefix(path, prefix)
	return ok && (rest == "" || rest[0] == '/' || strings.HasSuffix(prefix, "/"))
}

// defaultPath is the directory of an address (RFC 6265bis, section 5.1.4).
func defaultPath(u *url.URL) string {
	path := u.EscapedPath()
	if last := strings.LastIndexByte(path, '/'); last > 0 {
		return path[:last]
	}
	return "/"
}
