package httpdriver

import (
	"net/http"
	"time"

	"torii/rpclient/driver"
)

// laxPost is how long Chromium sends a cookie without a SameSite attribute along with a cross-site POST
// (RFC 6265bis, section 5.6.7.2, "Lax-allowing-unsafe").
const laxPost = 2 * time.Minute

// visit is what SameSite asks of a top-level navigation.
type visit struct {
	sameSite bool
	safe     bool
}

// visit judges a request with its whole chain (RFC 6265bis, section 5.2): one foreign address in it makes it
// cross-site.
func (s sites) visit(r *driver.Request) visit {
	v := visit{sameSite: true, safe: r.Method == http.MethodGet || r.Method == http.MethodHead}
	for _, u := range chain(r) {
		v.sameSite = v.sameSite && s.sameSite(u, r.URL)
	}
	return v
}

// goes tells whether SameSite lets a cookie of this age go along.
func (v visit) goes(mode http.SameSite, age time.Duration) bool {
	if v.sameSite || mode == http.SameSiteNoneMode {
		return true
	}
	switch mode {
	case http.SameSiteStrictMode:
		return false
	case http.SameSiteLaxMode:
		return v.safe
	}
	return v.safe || age < laxPost
}
