package httpdriver

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"torii/rpclient/driver"
)

// document is a parsed page as the place that requests come from.
type document struct {
	*goquery.Document
	page *driver.Page
	// base is what relative addresses on the page are resolved against.
	base *url.URL
	// policy is the page's referrer policy.
	policy string
}

func read(page *driver.Page) (*document, error) {
	parsed, err := page.Document()
	if err != nil {
		return nil, fmt.Errorf("page %s: %w", place(page.URL), err)
	}
	d := &document{Document: parsed, page: page, base: page.URL, policy: headerPolicy(page.Header)}
	if href, ok := d.Find("base[href]").First().Attr("href"); ok {
		if base, err := resolve(page.URL, href); err == nil {
			d.base = base
		}
	}
	d.Find("meta[name=referrer i]").Each(func(_ int, meta *goquery.Selection) {
		if policy := strings.ToLower(strings.TrimSpace(meta.AttrOr("content", ""))); isPolicy(policy) {
			d.policy = policy
		}
	})
	return d, nil
}

// get is a request for an address that the page gives.
func (d *document) get(reference string) (*driver.Request, error) {
	target, err := resolve(d.base, reference)
	if err != nil {
		return nil, err
	}
	return d.request(http.MethodGet, target), nil
}

func (d *document) request(method string, target *url.URL) *driver.Request {
	return &driver.Request{Method: method, URL: target, Initiator: d.page.URL, ReferrerPolicy: d.policy}
}
