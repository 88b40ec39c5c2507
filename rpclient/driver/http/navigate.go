package httpdriver

import (
	"context"
	"fmt"

	"torii/rpclient/driver"
)

// navigate sends a request and what follows from its answer without a person's doing, until a page stays.
func (b *Browser) navigate(
	ctx context.Context, next *driver.Request, stop func(*driver.Request) bool,
) (*driver.Page, error) {
	var (
		page = &driver.Page{URL: next.URL}
		hops []driver.Hop
	)
	for next != nil {
		if stop(next) {
			page.Held = next.Clone()
			break
		}
		if len(hops) == b.options.MaxHops {
			return nil, fmt.Errorf("%w: %d, the next one to %s", driver.ErrLoop, len(hops), place(next.URL))
		}
		answer, hop, err := b.send(ctx, next, nil)
		b.options.OnHop(hop)
		if err != nil {
			return nil, err
		}
		hops = append(hops, hop)
		page = answer
		if next, err = follow(next, page); err != nil {
			return nil, err
		}
	}
	page.Hops = hops
	return page, nil
}

// follow is the request that an answer leads to by itself: a redirect, a form that its page sends, a refresh; or nil.
func follow(sent *driver.Request, page *driver.Page) (*driver.Request, error) {
	if isRedirect(page) {
		return redirect(sent, page)
	}
	if !page.HTML() {
		return refreshed(page, nil)
	}
	doc, err := read(page)
	if err != nil {
		// A page that cannot be parsed is still one to look at; whoever uses it gets the error.
		return nil, nil
	}
	if next, err := selfPosted(doc); next != nil || err != nil {
		return next, err
	}
	return refreshed(page, doc)
}
