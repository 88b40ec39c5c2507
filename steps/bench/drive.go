package bench

import (
	"context"
	"net/http"
	"net/url"

	"torii/rpclient/driver"
)

// View is what a browser of another kind needs to see the mocks and the target.
type View struct {
	Hosts  map[string]string // where hosts are served, "127.0.0.1:port", whatever their names say
	SPKI   []string          // keys to trust: base64 of the SHA-256 of the SubjectPublicKeyInfo
	Mocked func(*url.URL) bool
	Admit  func(*url.URL) error // what may be asked at all
}

// Opener opens one person's browser.
type Opener func(onHop func(driver.Hop)) (driver.Browser, error)

// Drive makes the openers of a kind of browser; nil stands for the one over HTTP.
// The returned function ends them all.
type Drive func(ctx context.Context, v View) (Opener, func(), error)

// unopened is a browser that could not be opened: whatever is done with it says why.
type unopened struct{ err error }

func (u unopened) Open(context.Context, string) (*driver.Page, error) { return nil, u.err }
func (u unopened) Use(context.Context, *driver.Page, string, url.Values) (*driver.Page, error) {
	return nil, u.err
}
func (u unopened) Resume(context.Context, *driver.Request) (*driver.Page, error) { return nil, u.err }
func (u unopened) Hold(func(*driver.Request) bool)                               {}
func (u unopened) Probe(context.Context, string, http.Header) (*driver.Page, error) {
	return nil, u.err
}
func (u unopened) Cookies(string) []*http.Cookie { return nil }
func (u unopened) Login(string)                  {}
