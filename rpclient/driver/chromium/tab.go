package chromiumdriver

import (
	"context"
	"fmt"
	"net/url"
	"sync"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/css"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"torii/rpclient/driver"
)

// tab is one tab of a browser. One trip goes on in it at a time; between trips its page stays where it is.
type tab struct {
	browser *Browser
	// ctx ends with the tab.
	ctx     context.Context
	close   func()
	session cdp.Session
	frame   cdp.FrameID
	events  *queue
	// changed is signalled when a trip's state has changed.
	changed chan struct{}

	// mu guards what follows.
	mu sync.Mutex
	// shown is the page last given out for what the tab shows, or nil, and shownAt which of its documents that was.
	shown     *driver.Page
	shownAt   int
	documents int
	// trip is what somebody waits for, or nil.
	trip *trip
	// url is the address of the document shown, which asks for what comes next.
	url *url.URL
	// document is the answer that the document shown was made of, or nil.
	document *answer
}

// acceptLanguage is that of package driver/http.
const acceptLanguage = "ja,en-US,en"

// newTab opens an empty tab.
func newTab(ctx context.Context, b *Browser) (*tab, error) {
	t := &tab{browser: b, events: newQueue(), changed: make(chan struct{}, 1)}
	own, cancel := chromedp.NewContext(b.ctx,
		chromedp.WithExistingBrowserContext(b.context), chromedp.WithListener(t.events.push))
	// A tab lives as long as the context it was made with, so that the caller's has to stand beside it.
	stop := context.AfterFunc(ctx, cancel)
	err := chromedp.Do(own)
	if err == nil {
		target := chromedp.FromContext(own).Target
		t.ctx, t.close, t.session, t.frame = own, cancel, target, cdp.FrameID(target.TargetID)
		err = t.prepare(ctx)
	}
	if !stop() || err != nil {
		go cancel()
		return nil, fmt.Errorf("new tab: %w", because(ctx, err))
	}
	go t.events.each(t.ctx, t.handle)
	return t, nil
}

// prepare sets what holds for every page of the tab.
func (t *tab) prepare(ctx context.Context) error {
	for _, step := range []struct {
		method string
		params any
	}{
		// chromedp listens to these for functions that are not used here; they cost an event for every element.
		{log.Disable.Method, nil}, {css.Disable.Method, nil}, {dom.Disable.Method, nil},
		{network.SetCacheDisabled.Method, network.SetCacheDisabledParams{CacheDisabled: true}},
		{network.SetBypassServiceWorker.Method, network.SetBypassServiceWorkerParams{Bypass: true}},
		{emulation.SetUserAgentOverride.Method, emulation.SetUserAgentOverrideParams{
			UserAgent: t.browser.pool.agent, AcceptLanguage: acceptLanguage}},
		{emulation.SetFocusEmulationEnabled.Method, emulation.SetFocusEmulationEnabledParams{Enabled: true}},
		{fetch.Enable.Method, intercepted()},
	} {
		if err := t.session.Call(ctx, step.method, step.params, nil); err != nil {
			return fmt.Errorf("%s: %w", step.method, err)
		}
	}
	return nil
}

// intercepted stops documents only, and asks us rather than a person for passwords.
func intercepted() fetch.EnableParams {
	ask := true
	return fetch.EnableParams{HandleAuthRequests: &ask, Patterns: []*fetch.RequestPattern{
		{ResourceType: network.ResourceTypeDocument, RequestStage: fetch.RequestStageRequest}}}
}

// begin makes a trip the one that the tab's events belong to.
func (t *tab) begin(trip *trip) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !trip.typed {
		trip.answer = t.document
	}
	t.trip = trip
	signal(t.changed)
}

// show keeps the page given out for the document shown now. It wants the lock.
func (t *tab) show(p *driver.Page) { t.shown, t.shownAt = p, t.documents }

// shows tells whether a page is still what the tab shows.
func (t *tab) shows(p *driver.Page) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.shown == p && t.shownAt == t.documents
}

// because names the context's error where another one has hidden it.
func because(ctx context.Context, err error) error {
	switch cause := ctx.Err(); {
	case cause == nil:
		return err
	case err == nil:
		return cause
	default:
		return fmt.Errorf("%w: %w", cause, err)
	}
}
