package httpdriver_test

import (
	"context"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"torii/mockidp/clock"
	httpdriver "torii/rpclient/driver/http"
)

// FuzzPage shows any page, and uses what is on it: every navigation ends.
func FuzzPage(f *testing.F) {
	for _, seed := range []string{
		"<a href=/x>x</a>", "<form><input name=a><button>", "<form method=post enctype=text/plain action=//y><input type=submit></form>",
		"<meta http-equiv=refresh content='0;url=/'>", "<body onload='document.forms[0].submit()'><form method=post>", "<base href='::'><a href='%zz'>",
		"<form id=f></form><button form=f name=n value=v>", "<select name=s><option selected>", "<script>location='/x'</script>", "<a href='javascript:alert(1)'>",
	} {
		f.Add([]byte(seed), "text/html", "a=b; Path=/; SameSite=Lax", "/next")
		f.Add([]byte(seed), "text/html; charset=shift_jis", "a=b; Expires=x; Domain=.test", "//other.example.test")
	}
	f.Fuzz(func(t *testing.T, body []byte, contentType, cookie, location string) {
		w := newWorld()
		w.serve(rp+"/", func(out http.ResponseWriter, _ *http.Request) {
			out.Header().Set("Content-Type", contentType)
			out.Header().Set("Set-Cookie", cookie)
			out.Header().Set("Refresh", location)
			_, _ = out.Write(body)
		})
		w.serve(rp+"/moved", func(out http.ResponseWriter, _ *http.Request) {
			out.Header().Set("Location", location)
			out.WriteHeader(http.StatusFound)
		})
		browser := httpdriver.New(httpdriver.Options{Transport: w, Now: (&clock.Clock{}).Now, MaxHops: 5})
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		for _, address := range []string{rp + "/", rp + "/moved"} {
			page, err := browser.Open(ctx, address)
			if err != nil {
				continue
			}
			for _, selector := range []string{"a", "button", "form", "input"} {
				_, _ = browser.Use(ctx, page, selector, url.Values{"a": {"b"}})
			}
		}
		require.NoError(t, ctx.Err(), "a page keeps nobody for ever")
		browser.Cookies(rp + "/")
	})
}
