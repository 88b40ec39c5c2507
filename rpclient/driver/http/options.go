package httpdriver

import (
	"net/http"
	"net/url"
	"time"

	"torii/fixtures/bound"
	"torii/rpclient/driver"
)

// Options say how a browser reaches the world. Transport and Now are required.
type Options struct {
	// Transport sends one request: it follows no redirects and keeps no cookies. Decoding gzip is left to it.
	Transport http.RoundTripper
	// RealHost is the host name that an address stands for; sites and origins are judged by it. The default, and what
	// "" means, is the address's own host.
	RealHost func(*url.URL) string
	// Mocked tells which addresses belong to the mock and get the login id. The default is none.
	Mocked func(*url.URL) bool
	// Admit is asked about every address before anything is sent or looked up; its error ends the navigation. The
	// default admits all.
	Admit func(*url.URL) error
	// Now is the clock by which cookies age.
	Now func() time.Time
	// OnHop sees each request of a navigation once it was answered or has failed, before the next one is sent. Probes
	// are no hops.
	OnHop func(driver.Hop)
	// MaxHops bounds the requests of one navigation. The default is 20, Chromium's bound on redirects.
	MaxHops int
	// MaxBody bounds the body of one answer, in bytes after decoding. The default is 2 MiB.
	MaxBody int64
	// MaxWait bounds the wait for one answer, its body included, below the context's own deadline. The default is 30
	// seconds.
	MaxWait time.Duration
}

func (o Options) withDefaults() Options {
	if o.RealHost == nil {
		o.RealHost = (*url.URL).Hostname
	}
	if o.Mocked == nil {
		o.Mocked = func(*url.URL) bool { return false }
	}
	if o.Admit == nil {
		o.Admit = func(*url.URL) error { return nil }
	}
	if o.OnHop == nil {
		o.OnHop = func(driver.Hop) {}
	}
	if o.MaxHops <= 0 {
		o.MaxHops = 20
	}
	if o.MaxBody <= 0 {
		o.MaxBody = bound.Page
	}
	if o.MaxWait <= 0 {
		o.MaxWait = 30 * time.Second
	}
	return o
}
