package httpdriver

import (
	"net/http"
	"net/url"
	"strings"
)

// admit fits a cookie to the address that sets it, or refuses it (RFC 6265bis, section 5.7).
func (s *setCookie) admit(u *url.URL) bool {
	if s.path == "" {
		s.path = defaultPath(u)
	}
	return s.settleDomain(u.Hostname()) && s.secureEnough(u) && s.prefixHolds()
}

// settleDomain widens the cookie to its Domain, if that is the host or one of its parents and no public suffix. A host
// that cannot be widened may name itself.
func (s *setCookie) settleDomain(host string) bool {
	if !s.domainGiven || s.domain == host && isPublicSuffix(host) {
		s.domain, s.hostOnly = host, true
		return true
	}
	return domainMatch(host, s.domain) && !isPublicSuffix(s.domain)
}

// secureEnough refuses Secure from where it could be forged, and SameSite=None without it.
func (s *setCookie) secureEnough(u *url.URL) bool {
	if s.secure {
		return trustworthy(u)
	}
	return s.sameSite != http.SameSiteNoneMode
}

// prefixHolds checks what a name promises (RFC 6265bis, section 4.1.3). A nameless cookie would be sent as its value
// alone and must not read as a name that promises.
func (s *setCookie) prefixHolds() bool {
	name := strings.ToLower(s.pair())
	switch {
	case strings.HasPrefix(name, "__secure-"):
		return s.name != "" && s.secure
	case strings.HasPrefix(name, "__host-"):
		return s.name != "" && s.secure && s.hostOnly && s.pathGiven && s.path == "/"
	}
	return true
}
