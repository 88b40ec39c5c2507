package httpdriver

import (
	"fmt"
	"net/http"
	"strings"

	"torii/rpclient/driver"
)

// isRedirect tells whether an answer sends the browser elsewhere; without a Location it is a page like any other.
func isRedirect(page *driver.Page) bool {
	switch page.Status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther,
		http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return page.Header.Get("Location") != ""
	}
	return false
}

// redirect is the request that follows (Fetch, HTTP-redirect fetch).
func redirect(sent *driver.Request, page *driver.Page) (*driver.Request, error) {
	location := page.Header.Get("Location")
	target, err := resolve(sent.URL, location)
	if err != nil {
		return nil, fmt.Errorf("redirect from %s: %w", place(sent.URL), err)
	}
	if !strings.Contains(location, "#") {
		target.Fragment, target.RawFragment = sent.URL.Fragment, sent.URL.RawFragment
	}
	next := sent.Clone()
	next.URL = target
	next.Via = append(next.Via, unfragmented(sent.URL))
	if becomesGet(sent.Method, page.Status) {
		next.Method, next.Form = http.MethodGet, nil
	}
	if policy := headerPolicy(page.Header); policy != "" {
		next.ReferrerPolicy = policy
	}
	return next, nil
}

func becomesGet(method string, status int) bool {
	switch status {
	case http.StatusMovedPermanently, http.StatusFound:
		return method == http.MethodPost
	case http.StatusSeeOther:
		return method != http.MethodGet && method != http.MethodHead
	}
	return false
}
