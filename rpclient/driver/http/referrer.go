package httpdriver

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"torii/rpclient/driver"
)

// maxReferrer is the length in bytes from which only the origin is sent (Referrer Policy, section 8.3).
const maxReferrer = 4096

// referrer is the Referer field, "" where none is sent (Referrer Policy, section 8.3). The default policy is
// strict-origin-when-cross-origin.
func (s sites) referrer(r *driver.Request) string {
	if r.Initiator == nil {
		return ""
	}
	var (
		origin    = r.Origin() + "/"
		page      = referrerPage(r.Initiator, origin)
		same      = s.sameOrigin(r.Initiator, r.URL)
		downgrade = trustworthy(r.Initiator) && !trustworthy(r.URL)
	)
	switch r.ReferrerPolicy {
	case "no-referrer":
		return ""
	case "unsafe-url":
		return page
	case "origin":
		return origin
	case "origin-when-cross-origin":
		return choose(same, page, origin)
	case "same-origin":
		return choose(same, page, "")
	case "strict-origin":
		return choose(downgrade, "", origin)
	case "no-referrer-when-downgrade":
		return choose(downgrade, "", page)
	}
	return choose(same, page, choose(downgrade, "", origin))
}

func referrerPage(u *url.URL, origin string) string {
	c := unfragmented(u)
	c.User = nil
	if page := c.String(); len(page) <= maxReferrer {
		return page
	}
	return origin
}

// headerPolicy is the last policy we know of a Referrer-Policy field, or "".
func headerPolicy(h http.Header) string {
	policies := strings.Split(strings.Join(h.Values("Referrer-Policy"), ","), ",")
	for _, policy := range slices.Backward(policies) {
		if policy = strings.ToLower(strings.TrimSpace(policy)); isPolicy(policy) {
			return policy
		}
	}
	return ""
}

func isPolicy(policy string) bool {
	switch policy {
	case "no-referrer", "no-referrer-when-downgrade", "same-origin", "origin", "strict-origin",
		"origin-when-cross-origin", "strict-origin-when-cross-origin", "unsafe-url":
		return true
	}
	return false
}

func choose(condition bool, yes, no string) string {
	if condition {
		return yes
	}
	return no
}
