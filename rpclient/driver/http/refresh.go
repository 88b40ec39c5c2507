package httpdriver

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"torii/rpclient/driver"
)

// maxRefresh is the longest delay, in seconds, after which a refresh belongs to the same navigation. It is followed at
// once: nobody reads the page meanwhile.
const maxRefresh = 5

var (
	refreshDelay = regexp.MustCompile(`^\s*(\d*)(\.[\d.]*)?\s*(?:[;,\s]|$)`)
	refreshURL   = regexp.MustCompile(`(?i)^\s*(?:url\s*=\s*)?`)
)

// refreshed is the request that a Refresh field or a meta element leads to, or nil (HTML, shared declarative refresh
// steps). A page that is no document has only the field.
func refreshed(page *driver.Page, doc *document) (*driver.Request, error) {
	if doc == nil {
		doc = &document{page: page, base: page.URL, policy: headerPolicy(page.Header)}
	}
	for _, content := range doc.refreshes() {
		reference, ok := parseRefresh(content)
		if !ok {
			continue
		}
		if reference == "" {
			return doc.request(http.MethodGet, page.URL), nil
		}
		next, err := doc.get(reference)
		if err != nil {
			return nil, fmt.Errorf("refresh of %s: %w", place(page.URL), err)
		}
		return next, nil
	}
	return nil, nil
}

func (d *document) refreshes() []string {
	contents := d.page.Header.Values("Refresh")
	if d.Document == nil {
		return contents
	}
	metas := d.Find("meta[http-equiv=refresh i][content]").Map(func(_ int, meta *goquery.Selection) string {
		return meta.AttrOr("content", "")
	})
	return append(slices.Clip(contents), metas...)
}

// parseRefresh reads "0; url=/next". It is false where the value is malformed or its delay longer than maxRefresh; an
// empty reference means the page itself.
func parseRefresh(content string) (reference string, ok bool) {
	delay := refreshDelay.FindStringSubmatch(content)
	if delay == nil || delay[1]+delay[2] == "" {
		return "", false
	}
	if seconds, err := strconv.Atoi("0" + delay[1]); err != nil || seconds > maxRefresh {
		return "", false
	}
	return refreshTarget(content[len(delay[0]):]), true
}

func refreshTarget(rest string) string {
	rest = rest[len(refreshURL.FindString(rest)):]
	if strings.HasPrefix(rest, `"`) || strings.HasPrefix(rest, "'") {
		rest, _, _ = strings.Cut(rest[1:], rest[:1])
	}
	return strings.TrimSpace(rest)
}
