package chromiumdriver

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"sync"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/target"

	"torii/rpclient/driver"
)

// Browser implements driver.Browser. It is safe for concurrent use: each call has a tab for itself.
type Browser struct {
	pool    *Pool
	hooks   Hooks
	context cdp.BrowserContextID
	// ctx ends with the browser.
	ctx    context.Context
	cancel context.CancelFunc
	tabs   tabs

	mu    sync.Mutex
	login string
	stop  func(*driver.Request) bool
}

var _ driver.Browser = (*Browser)(nil)

func newBrowser(p *Pool, id cdp.BrowserContextID, hooks Hooks) *Browser {
	b := &Browser{pool: p, hooks: hooks, context: id}
	b.ctx, b.cancel = context.WithCancel(p.ctx)
	return b
}

// Close forgets the person: tabs, cookies and all. The browser is of no use afterwards.
func (b *Browser) Close() {
	b.cancel()
	ctx, cancel := context.WithTimeout(b.pool.ctx, b.pool.options.MaxWait)
	defer cancel()
	// It fails only where the whole process is gone.
	_, _ = cdp.Call(ctx, b.pool.session(), target.DisposeBrowserContext,
		target.DisposeBrowserContextParams{BrowserContextID: b.context})
}

// Open implements driver.Browser.
func (b *Browser) Open(ctx context.Context, address string) (*driver.Page, error) {
	u, err := checked(address)
	if err != nil {
		return nil, err
	}
	trip := b.trip()
	trip.typed, trip.gesture = true, true
	return b.travel(ctx, viewing, nil, func(ctx context.Context, t *tab) (*driver.Page, error) {
		t.begin(trip)
		t.enter(ctx, trip, u)
		return t.finish(ctx, trip)
	})
}

// Resume implements driver.Browser.
func (b *Browser) Resume(ctx context.Context, held *driver.Request) (*driver.Page, error) {
	if held == nil || held.URL == nil {
		return nil, driver.ErrNotHeld
	}
	held = held.Clone()
	trip := b.trip()
	trip.typed, trip.gesture, trip.passes, trip.staged = true, true, true, launch(held)
	return b.travel(ctx, viewing, nil, func(ctx context.Context, t *tab) (*driver.Page, error) {
		t.begin(trip)
		return t.resume(ctx, trip, held)
	})
}

// Probe implements driver.Browser.
func (b *Browser) Probe(ctx context.Context, address string, header http.Header) (*driver.Page, error) {
	u, err := checked(address)
	if err != nil {
		return nil, err
	}
	trip := b.trip()
	trip.typed, trip.gesture, trip.stop = true, true, nil
	if trip.probe = header; header == nil {
		trip.probe = http.Header{}
	}
	return b.travel(ctx, probing, nil, func(ctx context.Context, t *tab) (*driver.Page, error) {
		t.begin(trip)
		t.enter(ctx, trip, u)
		return t.finish(ctx, trip)
	})
}

// Cookies implements driver.Browser. It is empty, too, where Chromium does not answer in MaxWait. Chromium does not tell
// the age of cookies: those of paths as long as each other's are in the order of their names.
func (b *Browser) Cookies(address string) []*http.Cookie {
	u, err := checked(address)
	if err != nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(b.ctx, b.pool.options.MaxWait)
	defer cancel()
	t, err := b.take(ctx, probing, nil)
	if err != nil {
		return nil
	}
	defer b.giveBack(t, probing)
	got, err := cdp.Call(ctx, t.session, network.GetCookies, network.GetCookiesParams{URLs: []string{u.String()}})
	if err != nil {
		return nil
	}
	var list []*http.Cookie
	for _, c := range got.Cookies {
		list = append(list, public(c))
	}
	slices.SortFunc(list, func(a, b *http.Cookie) int {
		return cmp.Or(cmp.Compare(len(b.Path), len(a.Path)), cmp.Compare(a.Name, b.Name))
	})
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

func (b *Browser) loginID() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.login
}

// trip is a new one, with what holds in the browser now.
func (b *Browser) trip() *trip {
	b.mu.Lock()
	defer b.mu.Unlock()
	return &trip{stop: b.stop, login: b.login, bound: b.pool.options.MaxBody, begun: true,
		fetches: map[network.RequestID]bool{}}
}

// travel lends a tab, for the page it shows where there is one. A tab in which something went wrong is not used again.
func (b *Browser) travel(
	ctx context.Context, role role, on *driver.Page, walk func(context.Context, *tab) (*driver.Page, error),
) (*driver.Page, error) {
	t, err := b.take(ctx, role, on)
	if err != nil {
		return nil, err
	}
	page, err := walk(ctx, t)
	if err != nil && !fine(err) {
		b.drop(t)
		return nil, err
	}
	b.giveBack(t, role)
	return page, err
}
