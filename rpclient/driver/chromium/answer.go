package chromiumdriver

import (
	"fmt"
	"mime"
	"net/http"
	"strconv"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/network"

	"torii/rpclient/driver"
)

// answered looks at an answer before Chromium does.
func (t *tab) answered(trip *trip, p *fetch.EventRequestPaused) {
	if p.ResponseErrorReason != "" {
		// The event that follows says more about the reason.
		t.report(trip, 0, "")
		t.call(fetch.ContinueRequest.Method, fetch.ContinueRequestParams{RequestID: p.RequestID})
		return
	}
	a := &answer{status: int(p.ResponseStatusCode), header: http.Header{}}
	for _, field := range p.ResponseHeaders {
		// Chromium gives several fields of one name as lines of one.
		for line := range strings.SplitSeq(field.Value, "\n") {
			a.header.Add(field.Name, line)
		}
	}
	t.mu.Lock()
	a.url = trip.last.URL
	t.mu.Unlock()
	t.report(trip, a.status, a.header.Get("Location"))
	err := t.accept(trip, p, a)

	t.mu.Lock()
	trip.answer = a
	if err != nil {
		trip.fail(err)
	} else if trip.probe != nil || a.final() && a.stays() {
		trip.over = true
	}
	over := trip.over
	t.mu.Unlock()
	if over {
		t.abort(p)
		return
	}
	t.call(fetch.ContinueRequest.Method, fetch.ContinueRequestParams{RequestID: p.RequestID})
}

// report tells of the hop that was answered, or failed with status 0.
func (t *tab) report(trip *trip, status int, location string) {
	t.mu.Lock()
	sent := trip.sent
	trip.sent = nil
	if sent == nil {
		t.mu.Unlock()
		return
	}
	hop := driver.Hop{Method: sent.Method, URL: unfragmented(sent.URL).String(), Status: status, Location: location,
		Mocked: t.browser.pool.options.Mocked(sent.URL)}
	trip.hops = append(trip.hops, hop)
	t.mu.Unlock()
	if trip.probe == nil && t.browser.hooks.OnHop != nil {
		t.browser.hooks.OnHop(hop)
	}
}

// accept refuses redirects that lead out of the web, and reads the body of what is no document.
func (t *tab) accept(trip *trip, p *fetch.EventRequestPaused, a *answer) error {
	if !a.final() {
		location, err := a.url.Parse(strings.TrimSpace(a.header.Get("Location")))
		// What cannot be read is left to Chromium.
		if err == nil && !web(location) && trip.probe == nil {
			return fmt.Errorf("redirect from %s: %w: scheme %q", place(a.url), driver.ErrScheme, location.Scheme)
		}
		return nil
	}
	bound := t.browser.pool.options.MaxBody
	if length, err := strconv.ParseInt(a.header.Get("Content-Length"), 10, 64); err == nil && length > bound {
		return at(trip.last, tooLong(bound))
	}
	if trip.probe == nil && a.html() && !a.stays() {
		return nil
	}
	body, err := cdp.Call(t.ctx, t.session, fetch.GetResponseBody, fetch.GetResponseBodyParams{RequestID: p.RequestID})
	if err != nil {
		return at(trip.last, fmt.Errorf("body: %w", err))
	}
	if a.raw = body.Body; int64(len(a.raw)) > bound {
		return at(trip.last, tooLong(bound))
	}
	return nil
}

func tooLong(bound int64) error {
	return fmt.Errorf("%w: more than %d bytes", driver.ErrTooLarge, bound)
}

// final tells that no redirect follows.
func (a *answer) final() bool {
	switch a.status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther,
		http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return a.header.Get("Location") == ""
	}
	return true
}

// stays tells that the page before stays on the screen: nothing to show, or a file to be saved.
func (a *answer) stays() bool {
	disposition, _, _ := mime.ParseMediaType(a.header.Get("Content-Disposition"))
	return a.status == http.StatusNoContent || a.status == http.StatusResetContent || disposition == "attachment"
}

// html tells that Chromium makes a document of it that can hold forms and links.
func (a *answer) html() bool {
	media, _, _ := mime.ParseMediaType(a.header.Get("Content-Type"))
	return media == "text/html" || media == "application/xhtml+xml"
}

// lost is the end of a request that brought no document.
func (r *trip) lost(err NetError, canceled bool) {
	r.flying = ""
	switch {
	case r.over:
	case err == emptyError:
		// A page of Chromium's own comes now.
	case err == aborted && r.answer != nil && r.answer.url == r.last.URL && r.answer.raw != nil:
		// A file that it would save.
		r.over = true
	case err == tooManyRedirects:
		r.failAt(fmt.Errorf("%w: %w", driver.ErrLoop, err))
	case err == aborted || canceled:
		// Another navigation has taken its place, or the page has stopped it.
	default:
		r.failAt(err)
	}
}

// grows bounds a document while it comes.
func (r *trip) grows(e *network.EventDataReceived) bool {
	if r.answer == nil || e.RequestID != r.main {
		return false
	}
	r.answer.length += e.DataLength
	if r.answer.length <= r.bound {
		return false
	}
	r.failAt(tooLong(r.bound))
	return true
}
