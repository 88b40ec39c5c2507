package chromiumdriver

import (
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"

	"torii/rpclient/driver"
)

// trip is one navigation with everything that follows from it without a person's doing. Its tab's mutex guards it.
type trip struct {
	// What is asked for.
	stop    func(*driver.Request) bool
	login   string
	staged  []staged
	typed   bool        // the next request comes from no page
	gesture bool        // a person asks for the next request
	passes  bool        // the next real request passes stop
	probe   http.Header // fields of a probe; nil where it is none
	bound   int64       // of a body, in bytes

	// How far it has come.
	last    *driver.Request   // the last one made, sent or not
	main    network.RequestID // that request's id, which redirects keep
	flying  network.RequestID // the one without an answer or, answered, without a document; "" for none
	sent    *driver.Request   // the one whose hop is still to be reported, or nil
	hops    []driver.Hop
	answer  *answer
	loader  cdp.LoaderID // of the document that has come, or ""
	serial  int          // counts requests and documents
	asked   bool         // the page has asked to navigate, and no request has come of it yet
	begun   bool         // a person's act is under way
	loading bool         // there is a document, and it has not loaded
	parsed  bool         // there is a document, and what it lacks is not its own text
	later   time.Duration
	fetches map[network.RequestID]bool

	// How it has ended.
	over bool // nothing more will come
	held *driver.Request
	err  error
}

// answer is what came back for one request.
type answer struct {
	url    *url.URL
	status int
	header http.Header
	// raw is the body of what is no document; a document is read when it has settled.
	raw []byte
	// document tells that a page was made of it.
	document bool
	// length counts the bytes of a document so far.
	length int64
}

// fail ends the trip; the first reason counts.
func (r *trip) fail(err error) {
	if !r.over {
		r.over, r.err = true, err
	}
}

// failAt is fail with the request that was under way.
func (r *trip) failAt(err error) {
	if r.last != nil {
		err = at(r.last, err)
	}
	r.fail(err)
}

// at says where an exchange failed.
func at(r *driver.Request, err error) error {
	return fmt.Errorf("%s %s: %w", r.Method, place(r.URL), err)
}
