package driver

import (
	"bytes"
	"mime"
	"net/http"
	"net/url"

	"github.com/PuerkitoBio/goquery"
)

// Page is what the browser shows after a navigation, or what a probe brought back.
type Page struct {
	// URL is the address shown, fragment included. Where a navigation was held before its first request it is that
	// request's, and Status is 0.
	URL    *url.URL
	Status int
	Header http.Header
	// Body is taken to be UTF-8. It is empty for a redirect that was not followed because it was held.
	Body []byte
	// Hops is the way here, this page's own request last.
	Hops []Hop
	// Held is the request that comes next and was not sent, or nil.
	Held *Request
}

// HTML tells whether the page is a document, by its Content-Type or, where that is missing, by its first bytes.
func (p *Page) HTML() bool {
	declared := p.Header.Get("Content-Type")
	if declared == "" {
		declared = http.DetectContentType(p.Body)
	}
	media, _, _ := mime.ParseMediaType(declared)
	return media == "text/html" || media == "application/xhtml+xml"
}

// Document parses the page as a browser that runs scripts would: what stands in noscript is text, not elements. It
// fails where elements are nested deeper than the parser allows.
func (p *Page) Document() (*goquery.Document, error) {
	return goquery.NewDocumentFromReader(bytes.NewReader(p.Body))
}

// Title is the document's title with white space collapsed (HTML, document.title), "" where there is none.
func (p *Page) Title() string {
	if !p.HTML() {
		return ""
	}
	doc, err := p.Document()
	if err != nil {
		return ""
	}
	return clip(collapse(doc.Find("title").First().Text()))
}
