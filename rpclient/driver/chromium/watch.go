package chromiumdriver

import (
	"errors"
	"fmt"
	"net/url"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/inspector"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"

	"torii/rpclient/driver"
)

// errCrashed: the process that draws the page has ended.
var errCrashed = errors.New("the page has crashed")

// act is our own event: what a person did in a trip has been done, and failed with an error or not.
type act struct {
	trip *trip
	err  error
}

// handle takes the tab's events one by one. It alone answers for intercepted requests, so that hops are told and
// requests are held in their order.
func (t *tab) handle(event any) {
	switch e := event.(type) {
	case *fetch.EventRequestPaused:
		t.paused(e)
		return
	case *fetch.EventAuthRequired:
		// The answer is shown as it is: whose password would it be?
		t.call(fetch.ContinueWithAuth.Method, fetch.ContinueWithAuthParams{RequestID: e.RequestID,
			AuthChallengeResponse: &fetch.AuthChallengeResponse{Response: fetch.AuthChallengeResponseResponseCancelAuth}})
		return
	case *page.EventJavascriptDialogOpening:
		t.call(page.HandleJavaScriptDialog.Method, page.HandleJavaScriptDialogParams{Accept: true})
		return
	case chan struct{}:
		close(e)
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if e, ok := event.(*page.EventFrameNavigated); ok && e.Frame.ID == t.frame {
		t.url, t.document = parse(e.Frame.URL+e.Frame.URLFragment), nil
		t.documents++
	}
	if t.trip != nil && t.note(t.trip, event) {
		signal(t.changed)
	}
}

// call gives a command for which nobody waits; the tab's end is the only thing that can go wrong with it.
func (t *tab) call(method string, params any) { _ = t.session.Call(t.ctx, method, params, nil) }

// note keeps what an event means for a trip, and tells whether it means anything.
func (t *tab) note(r *trip, event any) bool {
	switch e := event.(type) {
	case act:
		if e.trip != r {
			return false
		}
		if r.begun = false; e.err != nil {
			r.failAt(e.err)
		}
	case *page.EventFrameRequestedNavigation:
		if e.FrameID != t.frame || e.Disposition != page.ClientNavigationDispositionCurrentTab {
			return false
		}
		t.asks(r, e.URL)
	case *page.EventNavigatedWithinDocument:
		if e.FrameID != t.frame {
			return false
		}
		t.url, r.asked = parse(e.URL), false
	case *page.EventFrameNavigated:
		// What the trip before has left behind may come late.
		if e.Frame.ID != t.frame || r.main != "" && r.main.String() != e.Frame.LoaderID.String() {
			return false
		}
		t.arrived(r, e.Frame)
	case *page.EventLifecycleEvent:
		return e.FrameID == t.frame && e.LoaderID == r.loader && r.loaded(e)
	case *inspector.EventTargetCrashed:
		r.failAt(errCrashed)
	default:
		return r.transfer(event)
	}
	return true
}

// asks is a page that wants to go elsewhere by itself or by a click.
func (t *tab) asks(r *trip, address string) {
	switch u := parse(address); u.Scheme {
	case "http", "https":
		r.asked = true
	case "", "about", "blob", "data", "javascript":
	default:
		r.fail(fmt.Errorf("navigation from %s: %w: scheme %q", place(t.url), driver.ErrScheme, u.Scheme))
	}
}

// arrived is a new document.
func (t *tab) arrived(r *trip, frame *cdp.Frame) {
	r.flying, r.asked, r.loader = "", false, frame.LoaderID
	r.serial++
	clear(r.fetches)
	if frame.UnreachableURL != "" {
		// Chromium's own page about a failure, or in place of an answer without a body.
		r.over = r.over || r.answer != nil
		return
	}
	r.loading, r.parsed, r.later = true, false, 0
	if r.answer != nil {
		r.answer.document = true
	}
	t.document = r.answer
}

// loaded follows the document's life.
func (r *trip) loaded(e *page.EventLifecycleEvent) bool {
	switch e.Name {
	case "DOMContentLoaded":
		r.parsed = true
	case "load":
		r.parsed, r.loading = true, false
	default:
		return false
	}
	return true
}

// parse reads an address that Chromium has already normalized.
func parse(address string) *url.URL {
	u, err := url.Parse(address)
	if err != nil {
		return &url.URL{Opaque: address}
	}
	return u
}

// transfer follows what the page loads: requests of its scripts, and the end of its own.
func (r *trip) transfer(event any) bool {
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		if e.Type == network.ResourceTypeXHR || e.Type == network.ResourceTypeFetch {
			r.fetches[e.RequestID] = true
			return true
		}
	case *network.EventLoadingFinished:
		return r.landed(e.RequestID)
	case *network.EventDataReceived:
		return r.grows(e)
	case *network.EventLoadingFailed:
		if e.Type == network.ResourceTypeDocument && e.RequestID == r.flying {
			r.lost(NetError(e.ErrorText), e.Canceled)
			return true
		}
		return r.landed(e.RequestID)
	}
	return false
}

func (r *trip) landed(id network.RequestID) bool {
	known := r.fetches[id]
	delete(r.fetches, id)
	return known
}
