package httpdriver

import (
	"context"
	"net/http"
	"net/url"
	"sync"
	"time"

	"torii/rpclient/driver"
)

// Browser implements driver.Browser. It is safe for concurrent use.
type Browser struct {
	options Options
	sites   sites
	jar     jar

	mu    sync.Mutex
	aged  time.Duration // how far this browser's clock is ahead of the others'
	login string
	stop  func(*driver.Request) bool
}

var _ driver.Browser = (*Browser)(nil)

// New makes a browser with an empty cookie jar. It panics where a required option is missing.
func New(options Options) *Browser {
	if options.Transport == nil || options.Now == nil {
		panic("httpdriver: Options.Transport and Options.Now are required")
	}
	options = options.withDefaults()
	return &Browser{options: options, sites: options.RealHost}
}

// Open implements driver.Browser.
func (b *Browser) Open(ctx context.Context, address string) (*driver.Page, error) {
	typed, err := typed(address)
	if err != nil {
		return nil, err
	}
	return b.navigate(ctx, typed, b.holding())
}

// Use implements driver.Browser.
func (b *Browser) Use(ctx context.Context, on *driver.Page, selector string, fields url.Values) (*driver.Page, error) {
	clicked, err := activate(on, selector, fields)
	if err != nil {
		return nil, err
	}
	return b.navigate(ctx, clicked, b.holding())
}

// Resume implements driver.Browser.
func (b *Browser) Resume(ctx context.Context, held *driver.Request) (*driver.Page, error) {
	if held == nil || held.URL == nil {
		return nil, driver.ErrNotHeld
	}
	held = held.Clone()
	stop := b.holding()
	return b.navigate(ctx, held, func(r *driver.Request) bool { return r != held && stop(r) })
}

// Probe implements driver.Browser.
func (b *Browser) Probe(ctx context.Context, address string, header http.Header) (*driver.Page, error) {
	typed, err := typed(address)
	if err != nil {
		return nil, err
	}
	page, hop, err := b.send(ctx, typed, header)
	if err != nil {
		return nil, err
	}
	page.Hops = []driver.Hop{hop}
	return page, nil
}

// Cookies implements driver.Browser.
func (b *Browser) Cookies(address string) []*http.Cookie {
	typed, err := typed(address)
	if err != nil {
		return nil
	}
	var list []*http.Cookie
	for _, c := range b.jar.matching(typed.URL, b.sites.visit(typed), b.now()) {
		list = append(list, c.public())
	}
	return list
}

// Hold implements driver.Browser.
func (b *Browser) Hold(stop func(*driver.Request) bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.stop = stop
}

// Login implements driver.Browser.
func (b *Browser) Login(id string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.login = id
}

// Age lets time go by for this browser alone: its cookies are so much older.
func (b *Browser) Age(d time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.aged += d
}

// now is this browser's time.
func (b *Browser) now() time.Time {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.options.Now().Add(b.aged)
}

func (b *Browser) holding() func(*driver.Request) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.stop == nil {
		return func(*driver.Request) bool { return false }
	}
	return b.stop
}

func (b *Browser) loginID() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.login
}

func typed(address string) (*driver.Request, error) {
	target, err := resolve(&url.URL{}, address)
	if err != nil {
		return nil, err
	}
	return &driver.Request{Method: http.MethodGet, URL: target, Gesture: true}, nil
}
