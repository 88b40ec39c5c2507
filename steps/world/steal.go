package world

import (
	"context"
	"maps"
	"net/http"
	"net/url"
	"slices"

	"torii/mockidp/fault"
	"torii/rpclient/driver"
)

// inject puts the code of a held response into the response to somebody else's own
// login, in that person's browser (RFC 9700, 4.5).
func (w *World) inject(ctx context.Context, l *login, f fault.Fault, stolen *driver.Request) error {
	victim := w.newBrowser()
	own, page, err := w.startOwn(ctx, l, victim)
	if err != nil {
		return err
	}
	if page == nil || page.Held == nil {
		return w.settle(ctx, own, page, nil)
	}
	l.who = own.who // whoever is signed in there must not be by the stolen code
	return w.deliver(ctx, l, victim, f, withParam(page.Held, "code", param(stolen, "code")))
}

// misled is a held response on its way to the callback of another provider (RFC 9700, 4.4).
func (w *World) misled(provider string, held *driver.Request) (*driver.Request, error) {
	for _, id := range slices.Sorted(maps.Keys(w.bay.Target.Back)) {
		address, err := url.Parse(w.bay.Target.Back[id])
		if err != nil || id == provider || address.Path == held.URL.Path {
			continue
		}
		changed := *held
		to := *held.URL
		to.Path = address.Path
		if len(held.Form) > 0 { // whoever leads it astray need not post it
			changed.Method, changed.Form, to.RawQuery = http.MethodGet, nil, held.Form.Encode()
		}
		changed.URL = &to
		return &changed, nil
	}
	return nil, w.inapplicable("another callback", "このRPのコールバックは一つだけで、応答が別のコールバックに届くことは無い",
		"this RP has one callback only, so no response can arrive at another")
}
