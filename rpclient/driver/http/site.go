package httpdriver

import (
	"net/netip"
	"net/url"
	"strings"

	"golang.org/x/net/publicsuffix"

	"torii/rpclient/driver"
)

// sites judges addresses by the host they stand for.
type sites func(*url.URL) string

func (s sites) host(u *url.URL) string {
	if real := s(u); real != "" {
		return strings.ToLower(real)
	}
	return u.Hostname()
}

// sameOrigin compares scheme, host and port (HTML, same origin).
func (s sites) sameOrigin(a, b *url.URL) bool {
	return a.Scheme == b.Scheme && port(a) == port(b) && s.host(a) == s.host(b)
}

// sameSite compares scheme and registrable domain (HTML, same site).
func (s sites) sameSite(a, b *url.URL) bool {
	return a.Scheme == b.Scheme && registrable(s.host(a)) == registrable(s.host(b))
}

// registrable is the registrable domain of a host; one that has none, such as an IP address, stands for itself.
func registrable(host string) string {
	if domain, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return domain
	}
	return host
}

// isPublicSuffix tells whether anybody may register a name below a host; an IP address counts as such.
func isPublicSuffix(host string) bool {
	suffix, _ := publicsuffix.PublicSuffix(host)
	return suffix == host
}

func isIP(host string) bool {
	_, err := netip.ParseAddr(host)
	return err == nil
}

func port(u *url.URL) string {
	if p := u.Port(); p != "" {
		return p
	}
	if u.Scheme == "https" {
		return "443"
	}
	return "80"
}

// trustworthy tells whether nobody on the network can read or change what is sent (Secure Contexts, section 3.1):
// https, and loopback as Chromium takes it. It is the wire that counts here, not the host it stands for.
func trustworthy(u *url.URL) bool {
	host := u.Hostname()
	if u.Scheme == "https" || host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback()
}

// chain is the initiator, if any, the addresses that redirected, and the address now asked for.
func chain(r *driver.Request) []*url.URL {
	var c []*url.URL
	if r.Initiator != nil {
		c = append(c, r.Initiator)
	}
	return append(append(c, r.Via...), r.URL)
}
