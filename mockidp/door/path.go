package door

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// IssuerMode says which issuer string the path door publishes.
type IssuerMode string

// An issuer is an address of the door, for callers that discover, or the real
// one, for callers that compare a constant.
const (
	AddressIssuer IssuerMode = "address"
	RealIssuer    IssuerMode = "real"
)

// Path is the door that serves every mocked host under one origin, as
// ORIGIN/HOST/PATH for the real https://HOST/PATH. It spells addresses so too.
type Path struct {
	Origin      string // for browsers, for example "http://127.0.0.1:9400"
	Backchannel string // for servers
	Mode        IssuerMode
}

// NewPath returns a path door; backchannel defaults to origin, mode to AddressIssuer.
func NewPath(origin, backchannel string, mode IssuerMode) (Path, error) {
	if backchannel == "" {
		backchannel = origin
	}
	if mode == "" {
		mode = AddressIssuer
	}
	if mode != AddressIssuer && mode != RealIssuer {
		return Path{}, fmt.Errorf("issuer: got %q; allowed: %s, %s", mode, AddressIssuer, RealIssuer)
	}
	for _, o := range []struct{ name, value string }{{"origin", origin}, {"backchannel", backchannel}} {
		u, err := url.Parse(o.value)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.Path != "" {
			return Path{}, fmt.Errorf("%s: got %q; want scheme, host and port only, for example http://127.0.0.1:9400", o.name, o.value)
		}
	}
	return Path{origin, backchannel, mode}, nil
}

// Issuer spells an issuer; a string that is no address stays as it is.
func (p Path) Issuer(real string) string {
	if p.Mode == RealIssuer {
		return real
	}
	return spell(p.Origin, real)
}

// Browser spells an address that browsers use.
func (p Path) Browser(real string) string { return spell(p.Origin, real) }

// Server spells an address that servers use.
func (p Path) Server(real string) string { return spell(p.Backchannel, real) }

func spell(origin, real string) string {
	if rest, ok := strings.CutPrefix(real, "https://"); ok {
		return origin + "/" + rest
	}
	return real
}

// Leads reports whether an address leads to the door.
func (p Path) Leads(u *url.URL) bool {
	origin := u.Scheme + "://" + u.Host
	return origin == p.Origin || origin == p.Backchannel
}

// RealHost returns the mocked host that an address of the door stands for, or the address's own host.
func (p Path) RealHost(u *url.URL, mocks func(host string) bool) string {
	if p.Leads(u) {
		if host, _, ok := cut(u.Path); ok && mocks(host) {
			return host
		}
	}
	return u.Hostname()
}

// cut parts "/HOST/rest" into host and "/rest".
func cut(path string) (host, rest string, ok bool) {
	host, rest, ok = strings.Cut(strings.TrimPrefix(path, "/"), "/")
	return host, "/" + rest, ok
}

// Handler serves inner, which routes by real host, under the door's paths.
// What lies outside them is left to other.
func (p Path) Handler(inner http.Handler, mocks func(host string) bool, other http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, rest, ok := cut(r.URL.Path)
		if !ok || !mocks(host) {
			other.ServeHTTP(w, r)
			return
		}
		real := r.Clone(r.Context())
		real.Host, real.URL.Path, real.URL.RawPath = host, rest, ""
		inner.ServeHTTP(&scoped{w, "/" + host}, real)
	})
}

// scoped keeps the cookies of one mocked host under its own path, and lets those that
// several hosts share go to every path.
type scoped struct {
	http.ResponseWriter
	prefix string
}

// WriteHeader scopes the cookies that are about to be sent.
func (s *scoped) WriteHeader(code int) {
	for i, cookie := range s.Header()["Set-Cookie"] {
		if before, rest, shared := strings.Cut(cookie, "; Domain="); shared {
			// The hosts that share it are all paths of this one host.
			_, after, _ := strings.Cut(rest, ";")
			s.Header()["Set-Cookie"][i] = strings.TrimSuffix(before+";"+after, ";")
			continue
		}
		s.Header()["Set-Cookie"][i] = strings.Replace(cookie, "; Path=/", "; Path="+s.prefix+"/", 1)
	}
	s.ResponseWriter.WriteHeader(code)
}
