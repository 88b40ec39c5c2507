package chromiumdriver

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/network"

	"torii/rpclient/driver"
)

// paused decides about a document's request before it is sent, and looks at its answer before the page sees it.
func (t *tab) paused(p *fetch.EventRequestPaused) {
	t.mu.Lock()
	trip := t.trip
	t.mu.Unlock()
	switch answered := p.ResponseStatusCode != 0 || p.ResponseErrorReason != ""; {
	case p.FrameID != t.frame && t.browser.pool.options.Admit(parse(p.Request.URL)) != nil:
		t.abort(p)
	case p.FrameID != t.frame:
		t.proceed(p, t.browser.loginID(), nil, false)
	case trip == nil:
		// Nobody waits: a page that moves by itself now would take a later navigation's place.
		t.abort(p)
	case answered:
		t.answered(trip, p)
	default:
		t.requested(trip, p)
	}
	signal(t.changed)
}

// requested sends a request of a trip on its way, or holds it, or answers it in place of its server.
func (t *tab) requested(trip *trip, p *fetch.EventRequestPaused) {
	t.mu.Lock()
	if trip.over {
		t.mu.Unlock()
		t.abort(p)
		return
	}
	request := trip.request(p, t.url)
	if len(trip.staged) > 0 {
		next := trip.staged[0]
		trip.staged = trip.staged[1:]
		t.mu.Unlock()
		t.stage(trip, p, next)
		return
	}
	asks := !trip.passes && trip.stop != nil
	trip.passes = false
	t.mu.Unlock()

	held := asks && trip.stop(request)
	refused := t.browser.pool.options.Admit(request.URL)

	t.mu.Lock()
	switch {
	case held:
		trip.over, trip.held = true, request.Clone()
	case refused != nil:
		trip.fail(at(request, refused))
	case len(trip.hops) == t.browser.pool.options.MaxHops:
		trip.fail(fmt.Errorf("%w: %d, the next one to %s", driver.ErrLoop, len(trip.hops), place(request.URL)))
	default:
		trip.sent = request
	}
	over := trip.over
	t.mu.Unlock()
	if over {
		t.abort(p)
		return
	}
	t.proceed(p, trip.login, trip.probe, true)
}

// request tells where a request comes from: a redirect from the request before, else from the page shown.
func (r *trip) request(p *fetch.EventRequestPaused, shown *url.URL) *driver.Request {
	request := &driver.Request{Method: p.Request.Method, Form: form(p.Request),
		URL: parse(p.Request.URL + p.Request.URLFragment)}
	if policy := p.Request.ReferrerPolicy; policy != network.RequestReferrerPolicyStrictOriginWhenCrossOrigin {
		request.ReferrerPolicy = policy.String()
	}
	if p.RedirectedRequestID != "" && r.last != nil {
		request.Initiator, request.Gesture = r.last.Initiator, r.last.Gesture
		request.Via = append(slices.Clone(r.last.Via), unfragmented(r.last.URL))
	} else {
		if !r.typed {
			request.Initiator = shown
		}
		request.Gesture = r.gesture
		r.typed, r.gesture = false, false
	}
	r.last, r.main, r.flying, r.asked, r.loading = request, p.NetworkID, p.NetworkID, false, false
	r.serial++
	return request
}

// form is a body that was filled in by people; what is encoded otherwise is nil.
func form(r *network.Request) url.Values {
	var body strings.Builder
	for _, entry := range r.PostDataEntries {
		body.Write(entry.Bytes)
	}
	media, _ := r.Headers["Content-Type"].(string)
	if r.Method != http.MethodPost || media != "" && !strings.HasPrefix(media, "application/x-www-form-urlencoded") {
		return nil
	}
	values, _ := url.ParseQuery(body.String())
	return values
}

// proceed lets a request go, with the login id where it goes to the mock.
func (t *tab) proceed(p *fetch.EventRequestPaused, login string, extra http.Header, show bool) {
	params := fetch.ContinueRequestParams{RequestID: p.RequestID, InterceptResponse: &show}
	replaced := http.Header{}
	for name, values := range extra {
		replaced[http.CanonicalHeaderKey(name)] = values
	}
	if login != "" && t.browser.pool.options.Mocked(parse(p.Request.URL)) {
		replaced[driver.LoginHeader] = []string{login}
	}
	if len(replaced) > 0 {
		params.Headers = entries(p.Request.Headers, replaced)
	}
	t.call(fetch.ContinueRequest.Method, params)
}

// entries are all of a request's fields: those given to Chromium stand in place of its own.
func entries(own network.Headers, replaced http.Header) []*fetch.HeaderEntry {
	var list []*fetch.HeaderEntry
	for name, value := range own {
		if _, other := replaced[http.CanonicalHeaderKey(name)]; !other {
			list = append(list, &fetch.HeaderEntry{Name: name, Value: fmt.Sprint(value)})
		}
	}
	for name, values := range replaced {
		separator := ", "
		if name == "Cookie" {
			separator = "; "
		}
		list = append(list, &fetch.HeaderEntry{Name: name, Value: strings.Join(values, separator)})
	}
	return list
}

// abort ends a request; the page stays as it is.
func (t *tab) abort(p *fetch.EventRequestPaused) {
	t.call(fetch.FailRequest.Method, fetch.FailRequestParams{
		RequestID: p.RequestID, ErrorReason: network.ErrorReasonAborted})
}
