package httpdriver

import (
	"net/http"

	"torii/rpclient/driver"
)

// userAgent is a desktop Chrome's with our name behind it. It must not look like a web view inside an app, which
// several providers refuse or treat differently.
const userAgent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) " +
	"Chrome/140.0.0.0 Safari/537.36 torii"

// header is what a browser says of itself and of where a navigation comes from.
func (b *Browser) header(r *driver.Request) http.Header {
	h := http.Header{
		"User-Agent":                {userAgent},
		"Accept":                    {"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"},
		"Accept-Language":           {"ja,en-US;q=0.9,en;q=0.8"},
		"Upgrade-Insecure-Requests": {"1"},
	}
	if r.Method == http.MethodPost {
		h.Set("Content-Type", urlencoded)
	}
	set(h, "Origin", b.sites.origin(r))
	set(h, "Referer", b.sites.referrer(r))
	b.sites.addMetadata(h, r)
	set(h, "Cookie", b.jar.header(r.URL, b.sites.visit(r), b.now()))
	if b.options.Mocked(r.URL) {
		set(h, driver.LoginHeader, b.loginID())
	}
	return h
}

func set(h http.Header, name, value string) {
	if value != "" {
		h.Set(name, value)
	}
}
