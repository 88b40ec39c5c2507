package door

import (
	"net"
	"strings"
	"unicode"
)

// Stray is something a Relying Party asked for that leads nowhere here. It
// holds no query and no body: those may hold secrets.
type Stray struct {
	Host string // lower case, without port; "" where the caller named none
	Path string // of a plain http request; the target "host:port" of a CONNECT; else ""
	How  How
}

// How says by which way a stray came in, and what was wrong with it.
type How string

// The ways of strays.
const (
	StrayTLS       How = "tls"         // a TLS handshake that names a host neither mocked nor allowed, or none
	StrayNotTLS    How = "not-tls"     // bytes on the TLS port that are not TLS
	StrayUntrusted How = "untrusted"   // a mocked host's handshake that the caller broke off: it does not trust the CA
	StrayHost      How = "host"        // a Host inside TLS that is not mocked
	StrayPlain     How = "http"        // plain http for a host neither mocked nor allowed
	StrayUnsecured How = "http-mocked" // plain http for a mocked host, which speaks https only
	StrayConnect   How = "connect"     // CONNECT to an address neither mocked nor allowed
	StrayDNS       How = "dns"         // a name neither mocked nor allowed
)

// maxStray bounds what is kept of a stray's host and path, in bytes.
const maxStray = 256

func newStray(host, path string, how How) Stray { return Stray{clip(host), clip(path), how} }

// clip bounds what a caller sent and drops what a terminal or a log would trip over.
func clip(s string) string {
	return strings.Map(func(r rune) rune {
		if r == unicode.ReplacementChar || !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, s[:min(len(s), maxStray)])
}

// bare returns a host as names are compared: lower case, without port and final dot.
func bare(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return strings.TrimSuffix(strings.ToLower(host), ".")
}
