package chromiumdriver

import (
	"html"
	"net/http"
	"net/url"
	"strings"

	"github.com/chromedp/cdproto/fetch"

	"torii/rpclient/driver"
)

// staged is an answer given in place of a server, so that Chromium itself makes what follows from it: a page from
// which a request comes, or a redirect on its way.
type staged struct {
	status   int
	location string
	header   http.Header
	body     []byte
	// real makes a server of our own give the redirect, in the name of the one it stands for.
	real bool
	// shown is the answer that the page stands for; nil where it is none that anybody sees.
	shown *answer
}

// stage gives a staged answer. No server sees the request, and it is no hop.
func (t *tab) stage(trip *trip, p *fetch.EventRequestPaused, s staged) {
	if s.real {
		t.call(fetch.ContinueRequest.Method, fetch.ContinueRequestParams{RequestID: p.RequestID,
			URL: t.browser.pool.standIn.redirect(trip.last, s)})
		return
	}
	params := fetch.FulfillRequestParams{RequestID: p.RequestID, ResponseCode: int64(s.status), Body: s.body}
	add := func(name, value string) {
		params.ResponseHeaders = append(params.ResponseHeaders, &fetch.HeaderEntry{Name: name, Value: value})
	}
	for name, values := range s.header {
		for _, value := range values {
			add(name, value)
		}
	}
	if s.location != "" {
		add("Location", s.location)
	}
	t.mu.Lock()
	trip.answer = s.shown
	t.mu.Unlock()
	t.call(fetch.FulfillRequest.Method, params)
}

// kept are the fields of a page that say how it is read and what it may do.
var kept = []string{"Referrer-Policy", "Content-Security-Policy"}

// again shows a page as it was when it was given out. Its scripts run once more.
func again(on *driver.Page) staged {
	header := http.Header{"Content-Type": {"text/html; charset=utf-8"}}
	for _, name := range kept {
		if values := on.Header.Values(name); len(values) > 0 {
			header[name] = values
		}
	}
	return staged{status: http.StatusOK, header: header, body: on.Body,
		shown: &answer{url: on.URL, status: on.Status, header: on.Header}}
}

// launch is what makes Chromium send a held request: an empty page at the address of the one who asked, with the link
// or the form, and the redirects since. Thus cookies, Origin, Referer and Sec-Fetch fields are Chromium's own.
func launch(held *driver.Request) []staged {
	var stages []staged
	chain := append(append([]*url.URL{}, held.Via...), held.URL)
	if held.Initiator != nil {
		stages = append(stages, staged{status: http.StatusOK, body: pad(held, chain[0]),
			header: http.Header{"Content-Type": {"text/html; charset=utf-8"}}})
	}
	status := http.StatusFound
	if held.Method == http.MethodPost {
		status = http.StatusTemporaryRedirect
	}
	for i, next := range chain[1:] {
		// Chromium forgets the way before a redirect that no server gave. Only that it led through another site
		// matters to it, and one real redirect tells so.
		last := i == len(chain)-2
		stages = append(stages, staged{status: status, location: next.String(), real: last && strayed(held)})
	}
	return stages
}

// pad is the page a held request starts from; its control is its only form or link.
func pad(held *driver.Request, to *url.URL) []byte {
	var page strings.Builder
	page.WriteString("<!DOCTYPE html><title>torii</title>")
	if held.ReferrerPolicy != "" {
		page.WriteString(`<meta name=referrer content="` + html.EscapeString(held.ReferrerPolicy) + `">`)
	}
	address := html.EscapeString(to.String())
	if held.Method != http.MethodPost {
		page.WriteString(`<a href="` + address + `">torii</a>`)
		return []byte(page.String())
	}
	page.WriteString(`<form method=post action="` + address + `">`)
	for name, values := range held.Form {
		for _, value := range values {
			page.WriteString(`<textarea name="` + html.EscapeString(name) + "\">\n" + html.EscapeString(value) + `</textarea>`)
		}
	}
	page.WriteString(`</form>`)
	return []byte(page.String())
}
