package chromiumdriver

import (
	"context"
	"errors"
	"net/http"
	"net/url"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"

	"torii/rpclient/driver"
)

// errPosted: only a page can post, and none did.
var errPosted = errors.New("a POST that no page has asked for cannot be sent")

// enter makes the tab go to an address as a person who types it does. It does not wait.
func (t *tab) enter(ctx context.Context, trip *trip, u *url.URL) {
	if trip.last == nil {
		trip.last = &driver.Request{Method: http.MethodGet, URL: u, Gesture: true}
	}
	go func() {
		if err := t.leave(ctx, u); err != nil {
			t.events.push(act{trip, because(ctx, err)})
			return
		}
		went, err := cdp.Call(ctx, t.session, page.Navigate, page.NavigateParams{
			URL: u.String(), TransitionType: page.TransitionTypeTyped})
		if err == nil && went.ErrorText != "" {
			// The same comes as an event, but not where Chromium sends no request at all.
			err = trip.opened(NetError(went.ErrorText))
		}
		t.events.push(act{trip, err})
	}()
}

// leave empties a tab in which an address with a fragment would only be scrolled to.
func (t *tab) leave(ctx context.Context, u *url.URL) error {
	if u.Fragment == "" {
		return nil
	}
	_, err := cdp.Call(ctx, t.session, page.Navigate, page.NavigateParams{URL: "about:blank"})
	return err
}

// opened reads the outcome of an address typed.
func (r *trip) opened(err NetError) error {
	if err == aborted || err == emptyError || err == tooManyRedirects {
		return nil
	}
	return err
}

// resume goes to where a held request comes from, and sends it from there.
func (t *tab) resume(ctx context.Context, trip *trip, held *driver.Request) (*driver.Page, error) {
	start := held.Initiator
	if start == nil {
		if held.Method == http.MethodPost {
			return nil, at(held, errPosted)
		}
		start = held.URL
		if len(held.Via) > 0 {
			start = held.Via[0]
		}
		t.enter(ctx, trip, start)
		return t.finish(ctx, trip)
	}
	t.enter(ctx, trip, start)
	if err := t.rest(ctx, trip, 0); err != nil {
		return nil, t.broken(trip, err)
	}
	t.press(trip, held.Gesture)
	err := t.tool(ctx, held.Gesture, nil, "go")
	t.events.push(act{trip, because(ctx, err)})
	return t.finish(ctx, trip)
}

// press marks that what comes next is a person's doing, or that of the page.
func (t *tab) press(trip *trip, gesture bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	trip.typed, trip.gesture, trip.begun = false, gesture, true
}
