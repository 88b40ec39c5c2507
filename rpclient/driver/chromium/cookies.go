package chromiumdriver

import (
	"math"
	"net/http"
	"strings"
	"time"

	"github.com/chromedp/cdproto/network"
)

// public is a cookie as the driver gives it out: Domain is "" for one of a single host, and Expires is zero for one of
// the session.
func public(c *network.Cookie) *http.Cookie {
	p := &http.Cookie{Name: c.Name, Value: c.Value, Path: c.Path, Secure: c.Secure, HttpOnly: c.HTTPOnly,
		SameSite: sameSite(c.SameSite)}
	if strings.HasPrefix(c.Domain, ".") {
		p.Domain = c.Domain[1:]
	}
	if !c.Session && c.Expires > 0 {
		seconds, fraction := math.Modf(c.Expires)
		p.Expires = time.Unix(int64(seconds), int64(fraction*1e9)).UTC()
	}
	return p
}

func sameSite(mode network.CookieSameSite) http.SameSite {
	switch mode {
	case network.CookieSameSiteStrict:
		return http.SameSiteStrictMode
	case network.CookieSameSiteLax:
		return http.SameSiteLaxMode
	case network.CookieSameSiteNone:
		return http.SameSiteNoneMode
	}
	return http.SameSiteDefaultMode
}
