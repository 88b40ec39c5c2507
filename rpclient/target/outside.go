package target

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"maps"
	"net"
	"net/http"
	"net/url"
	"slices"

	"torii/fixtures/strictyaml"
	"torii/fixtures/userfile"
	"torii/mockidp/pinned"
)

// Transport is the way to the Relying Party and to the mocks, where the file's
// chosen environment has one of its own; nil where it has not. The CA certificate, as
// PEM, is trusted besides; nil is none.
func (f File) Transport(mocked func(*url.URL) bool, ca []byte) (http.RoundTripper, error) {
	return f.transport(mocked, ca, func(*tls.Config) {})
}

// Outdated is the way to the chosen environment by a TLS version that nobody should
// answer any more: at most 1.1.
func (f File) Outdated() (http.RoundTripper, error) {
	return f.transport(func(*url.URL) bool { return false }, nil, func(c *tls.Config) {
		c.MinVersion, c.MaxVersion = tls.VersionTLS10, tls.VersionTLS11
		for _, suites := range [][]*tls.CipherSuite{tls.CipherSuites(), tls.InsecureCipherSuites()} {
			for _, s := range suites {
				c.CipherSuites = append(c.CipherSuites, s.ID)
			}
		}
	})
}

// Hosts are those of the Relying Party, with a port where it is not the usual one.
func (f File) Hosts() []string {
	origin, err := url.Parse(f.URL)
	if err != nil || f.Chosen == nil {
		return nil
	}
	hosts := []string{origin.Host}
	for _, name := range slices.Sorted(maps.Keys(f.Origins)) {
		if u, err := url.Parse(f.Origins[name]); err == nil {
			hosts = append(hosts, u.Host)
		}
	}
	return append(hosts, f.Chosen.Hosts...)
}

func (f File) transport(mocked func(*url.URL) bool, ca []byte, adjust func(*tls.Config)) (http.RoundTripper, error) {
	e := f.Chosen
	if e == nil {
		return nil, nil
	}
	if _, err := url.Parse(f.URL); err != nil {
		return nil, err
	}
	trust, err := f.trust(e, ca)
	if err != nil {
		return nil, err
	}
	adjust(trust)
	o := &outside{environment: e, own: f.Hosts(), mocked: mocked}
	o.carrier = &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: idle, TLSClientConfig: trust, Proxy: o.proxy, DialContext: o.dial}
	return o, nil
}

// idle is how many connections are kept for the next request.
const idle = 16

// trust reads the certificates of an environment; nil where it has none.
func (f File) trust(e *FileEnvironment, ca []byte) (*tls.Config, error) {
	c := &tls.Config{MinVersion: tls.VersionTLS12}
	if e.CA != "" || ca != nil {
		var err error
		if c.RootCAs, err = x509.SystemCertPool(); err != nil {
			c.RootCAs = x509.NewCertPool()
		}
		c.RootCAs.AppendCertsFromPEM(ca)
	}
	if e.CA != "" {
		pem, err := userfile.Read(f.beside(e.CA), strictyaml.MaxBytes)
		if err != nil {
			return nil, f.fail("environments", "ca: %s", err)
		}
		if !c.RootCAs.AppendCertsFromPEM(pem) {
			return nil, f.fail("environments", "ca: %s holds no PEM certificate", e.CA)
		}
	}
	if e.Certificate != nil {
		pair, err := f.pair(e)
		if err != nil {
			return nil, f.fail("environments", "client_certificate: %s", err)
		}
		c.Certificates = []tls.Certificate{pair}
	}
	return c, nil
}

// pair reads a client certificate with its key.
func (f File) pair(e *FileEnvironment) (tls.Certificate, error) {
	var parts [2][]byte
	for i, name := range []string{e.Certificate.Cert, e.Certificate.Key} {
		var err error
		if parts[i], err = userfile.Read(f.beside(name), strictyaml.MaxBytes); err != nil {
			return tls.Certificate{}, err
		}
	}
	return tls.X509KeyPair(parts[0], parts[1])
}

// outside carries requests to the hosts of an environment and to the mocks, and to no other.
type outside struct {
	environment *FileEnvironment
	own         []string // hosts of the target
	mocked      func(*url.URL) bool
	carrier     *http.Transport
	names       pinned.Dialer
}

// RoundTrip adds what stands in front of the environment; secrets go to its own hosts only.
func (o *outside) RoundTrip(r *http.Request) (*http.Response, error) {
	if o.mocked(r.URL) {
		return o.carrier.RoundTrip(r)
	}
	if !slices.Contains(o.own, r.URL.Host) {
		return nil, fmt.Errorf("%w: %s; name it in hosts of the environment, or mend the Relying Party's provider addresses", ErrElsewhere, r.URL.Host)
	}
	r = r.Clone(r.Context())
	for name, value := range o.environment.Header {
		r.Header.Set(name, value)
	}
	if b := o.environment.Basic; b != nil {
		r.SetBasicAuth(b.User, b.Password)
	}
	return o.carrier.RoundTrip(r)
}

// CloseIdleConnections ends what is kept open.
func (o *outside) CloseIdleConnections() { o.carrier.CloseIdleConnections() }

func (o *outside) proxy(r *http.Request) (*url.URL, error) {
	if o.environment.Proxy == "" || o.mocked(r.URL) {
		return nil, nil
	}
	return url.Parse(o.environment.Proxy)
}

func (o *outside) dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	if to, ok := o.environment.Resolve[host]; ok {
		if address = to; net.ParseIP(to) != nil {
			address = net.JoinHostPort(to, port)
		}
	}
	return o.names.DialContext(ctx, network, address)
}
