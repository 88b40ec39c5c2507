package chromiumdriver

import (
	"net/url"
	"time"

	"torii/fixtures/bound"
	"torii/rpclient/driver"
)

// Options say how Chromium is started and what its browsers may reach. The zero value works.
type Options struct {
	// Exec is the binary, a path or a name in PATH. "" looks at the environment's CHROMIUM, then for the usual names.
	Exec string
	// HostRules maps a host name to where it is served, "127.0.0.1:port", whatever the port asked for. A host that is
	// neither mapped nor localhost, 127.0.0.1 or [::1] does not exist.
	HostRules map[string]string
	// TrustedSPKI lists keys whose certificates are trusted whatever is wrong with them: the base64 of the SHA-256 of
	// the SubjectPublicKeyInfo.
	TrustedSPKI []string
	// Mocked tells which addresses belong to the mock and get the login id. The default is none.
	Mocked func(*url.URL) bool
	// Admit is asked about the address of every document before it is asked for; its error ends the navigation. The
	// default admits all. What is no document is bounded by HostRules alone.
	Admit func(*url.URL) error
	// MaxHops bounds the requests of one navigation. The default is 20.
	MaxHops int
	// MaxBody bounds the body of one answer and of the document made of it, in bytes. The default is 2 MiB.
	MaxBody int64
	// MaxWait bounds the start of Chromium, the wait for one answer with its body, and calls without a context. The
	// default is 30 seconds.
	MaxWait time.Duration
	// Quiet is how long a page must do nothing after it was loaded to count as the last one. The default is 100
	// milliseconds.
	Quiet time.Duration
}

// Hooks let one browser's owner look on.
type Hooks struct {
	// OnHop sees each request of a navigation once it was answered or has failed, before the next one is sent. Probes
	// are no hops.
	OnHop func(driver.Hop)
}

func (o Options) withDefaults() Options {
	if o.Mocked == nil {
		o.Mocked = func(*url.URL) bool { return false }
	}
	if o.Admit == nil {
		o.Admit = func(*url.URL) error { return nil }
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
	if o.Quiet <= 0 {
		o.Quiet = 100 * time.Millisecond
	}
	return o
}
