package httpdriver_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/rpclient/driver"
	httpdriver "torii/rpclient/driver/http"
)

func TestManners(t *testing.T) {
	w := newWorld()
	w.serve(rp+"/", echo)
	_, err := w.browser().Open(t.Context(), rp)
	require.NoError(t, err)
	h := w.last(t).Header
	assert.True(t, strings.HasPrefix(h.Get("Accept"), "text/html"))
	assert.True(t, strings.HasPrefix(h.Get("Accept-Language"), "ja"))
	assert.Empty(t, h.Get("Accept-Encoding"), "the transport asks for what it can decode")
	agent := h.Get("User-Agent")
	assert.Regexp(t, `^Mozilla/5\.0 \(X11; Linux x86_64\).* Chrome/[\d.]+ Safari/[\d.]+ torii$`, agent)
	for _, webview := range []string{"Line/", "; wv)", "FBAN", "Instagram", "Mobile", "Headless"} {
		assert.NotContains(t, agent, webview)
	}
}

type metadataRow struct {
	name string
	// walk ends at rp/end.
	walk []string
	site string
	user string
}

func (row metadataRow) run(t *testing.T) {
	w := newWorld()
	for _, host := range []string{rp, "https://www.example.test", idp, "http://rp.example.test", "http://localhost:3000",
		"http://127.0.0.1:9400", "http://10.0.0.1"} {
		w.serve(host+"/link", func(w http.ResponseWriter, r *http.Request) {
			page(`<a href="`+r.URL.Query().Get("to")+`">`)(w, r)
		})
		w.serve(host+"/refresh", func(w http.ResponseWriter, r *http.Request) {
			page(`<meta http-equiv=refresh content="0;url=`+r.URL.Query().Get("to")+`">`)(w, r)
		})
		w.serve(host+"/redirect", func(w http.ResponseWriter, r *http.Request) {
			redirect(302, r.URL.Query().Get("to"))(w, r)
		})
		w.serve(host+"/end", page("end"))
	}
	b := w.browser()
	address := nest(row.walk)
	got, err := b.Open(t.Context(), address)
	require.NoError(t, err)
	for got.URL.Path == "/link" {
		got, err = b.Use(t.Context(), got, "a", nil)
		require.NoError(t, err)
	}
	h := w.last(t).Header
	assert.Equal(t, row.site, h.Get("Sec-Fetch-Site"))
	assert.Equal(t, row.user, h.Get("Sec-Fetch-User"))
	if row.site != "" {
		assert.Equal(t, "navigate", h.Get("Sec-Fetch-Mode"))
		assert.Equal(t, "document", h.Get("Sec-Fetch-Dest"))
	}
}

// nest makes one address whose to parameter holds the next.
func nest(walk []string) string {
	address := walk[len(walk)-1]
	for i := len(walk) - 2; i >= 0; i-- {
		address = walk[i] + "?to=" + url.QueryEscape(address)
	}
	return address
}

func TestFetchMetadata(t *testing.T) {
	www := "https://www.example.test"
	rows := []metadataRow{
		{"typed", []string{rp + "/end"}, "none", "?1"},
		{"typed and redirected", []string{idp + "/redirect", rp + "/end"}, "none", "?1"},
		{"same origin", []string{rp + "/link", rp + "/end"}, "same-origin", "?1"},
		{"same site", []string{www + "/link", rp + "/end"}, "same-site", "?1"},
		{"other site", []string{idp + "/link", rp + "/end"}, "cross-site", "?1"},
		{"same origin through a sibling", []string{rp + "/link", www + "/redirect", rp + "/end"}, "same-site", "?1"},
		{"same origin through another site", []string{rp + "/link", idp + "/redirect", rp + "/end"}, "cross-site", "?1"},
		{"another site through the same origin", []string{idp + "/link", rp + "/redirect", rp + "/end"}, "cross-site", "?1"},
		{"another scheme is another site", []string{"http://rp.example.test/link", rp + "/end"}, "cross-site", "?1"},
		{"a refresh is no gesture", []string{idp + "/refresh", rp + "/end"}, "cross-site", ""},
		{"nothing over plain http", []string{idp + "/link", "http://rp.example.test/end"}, "", ""},
		{"addresses have no domain in common", []string{"http://10.0.0.1/link", "http://127.0.0.1:9400/end"}, "cross-site", "?1"},
		{"loopback counts as safe", []string{idp + "/link", "http://localhost:3000/end"}, "cross-site", "?1"},
	}
	for _, row := range rows {
		t.Run(row.name, row.run)
	}
}

type originRow struct {
	name string
	// from is the page whose form posts to via, which answers 307 to the RP where it is not the RP itself.
	from, via string
	policy    string
	origin    string
}

func (row originRow) run(t *testing.T) {
	w := newWorld()
	w.serve(row.from, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Referrer-Policy", row.policy)
		page(`<form method=post action="`+row.via+`">`)(w, r)
	})
	if row.via != rp+"/end" {
		w.serve(row.via, redirect(307, rp+"/end"))
	}
	w.serve(rp+"/end", echo)
	b := w.browser()
	start, err := b.Open(t.Context(), row.from)
	require.NoError(t, err)
	_, err = b.Use(t.Context(), start, "form", nil)
	require.NoError(t, err)
	assert.Equal(t, "POST", w.last(t).Method)
	assert.Equal(t, row.origin, w.last(t).Header.Get("Origin"))
}

func TestOriginOfPOST(t *testing.T) {
	rows := []originRow{
		{"same origin", rp + "/form", rp + "/end", "", rp},
		{"other origin", idp + "/form", rp + "/end", "", idp},
		{"redirected within the initiator", idp + "/form", idp + "/via", "", idp},
		{"redirected within the target", idp + "/form", rp + "/via", "", idp},
		{"redirected by a third origin", idp + "/form", "https://third.test/via", "", "null"},
		{"hidden by no-referrer", idp + "/form", rp + "/end", "no-referrer", "null"},
		{"hidden by same-origin", idp + "/form", rp + "/end", "same-origin", "null"},
		{"shown by unsafe-url", idp + "/form", rp + "/end", "unsafe-url", idp},
	}
	for _, row := range rows {
		t.Run(row.name, row.run)
	}
}

func TestOriginIsHiddenFromPlainHTTP(t *testing.T) {
	w := newWorld()
	w.serve(rp+"/form", page(`<form method=post action="http://rp.example.test/end">`))
	w.serve("http://rp.example.test/end", echo)
	b := w.browser()
	start, err := b.Open(t.Context(), rp+"/form")
	require.NoError(t, err)
	_, err = b.Use(t.Context(), start, "form", nil)
	require.NoError(t, err)
	assert.Equal(t, "null", w.last(t).Header.Get("Origin"))
}

func TestNoOriginOnGET(t *testing.T) {
	w := newWorld()
	w.serve(idp+"/form", page(`<form method=post action="`+rp+`/turn">`))
	w.serve(rp+"/turn", redirect(303, "/end"))
	w.serve(rp+"/end", echo)
	b := w.browser()
	start, err := b.Open(t.Context(), idp+"/form")
	require.NoError(t, err)
	_, err = b.Use(t.Context(), start, "form", nil)
	require.NoError(t, err)
	assert.NotContains(t, w.last(t).Header, "Origin")
	assert.NotContains(t, w.last(t).Header, "Content-Type")
}

// An RP that guards itself with the standard library sees what a browser would show it.
func TestCrossOriginProtection(t *testing.T) {
	w := newWorld()
	guard := http.NewCrossOriginProtection()
	guarded := guard.Handler(http.HandlerFunc(echo))
	w.serve("POST "+rp+"/mail", guarded.ServeHTTP)
	w.serve("GET "+rp+"/mail", page(`<form method=post>`))
	w.serve(idp+"/attack", page(`<form method=post action="`+rp+`/mail">`))
	b := w.browser()
	for address, status := range map[string]int{rp + "/mail": 200, idp + "/attack": 403} {
		start, err := b.Open(t.Context(), address)
		require.NoError(t, err)
		got, err := b.Use(t.Context(), start, "form", nil)
		require.NoError(t, err)
		assert.Equal(t, status, got.Status, address)
	}
}

type referrerRow struct {
	name   string
	policy string
	markup string
	to     string
	want   string
}

func (row referrerRow) run(t *testing.T) {
	w := newWorld()
	w.serve(rp+"/from", func(w http.ResponseWriter, r *http.Request) {
		if row.policy != "" {
			w.Header().Set("Referrer-Policy", row.policy)
		}
		page(strings.ReplaceAll(row.markup, "TO", row.to))(w, r)
	})
	w.serve(row.to, echo)
	b := w.browser()
	start, err := b.Open(t.Context(), rp+"/from?q=1#f")
	require.NoError(t, err)
	_, err = b.Use(t.Context(), start, "a", nil)
	require.NoError(t, err)
	assert.Equal(t, row.want, w.last(t).Header.Get("Referer"))
}

func TestReferrer(t *testing.T) {
	const (
		link  = `<a href="TO">x</a>`
		full  = rp + "/from?q=1"
		bare  = rp + "/"
		same  = rp + "/to"
		cross = idp + "/to"
		plain = "http://plain.test/to"
	)
	rows := []referrerRow{
		{"default, same origin", "", link, same, full},
		{"default, other origin", "", link, cross, bare},
		{"default, downgrade", "", link, plain, ""},
		{"no-referrer", "no-referrer", link, same, ""},
		{"unsafe-url", "unsafe-url", link, plain, full},
		{"origin", "origin", link, same, bare},
		{"origin-when-cross-origin", "origin-when-cross-origin", link, plain, bare},
		{"same-origin, other origin", "same-origin", link, cross, ""},
		{"same-origin", "same-origin", link, same, full},
		{"strict-origin", "strict-origin", link, same, bare},
		{"strict-origin, downgrade", "strict-origin", link, plain, ""},
		{"no-referrer-when-downgrade", "no-referrer-when-downgrade", link, cross, full},
		{"the last known policy counts", "no-referrer, origin, future", link, same, bare},
		{"a meta element", "", `<meta name=referrer content=no-referrer>` + link, same, ""},
		{"rel=noreferrer", "", `<a rel="noopener noreferrer" href="TO">x</a>`, same, ""},
		{"referrerpolicy", "", `<a referrerpolicy=origin href="TO">x</a>`, same, bare},
	}
	for _, row := range rows {
		t.Run(row.name, row.run)
	}
}

func TestLongReferrerIsCutToTheOrigin(t *testing.T) {
	w := newWorld()
	w.serve(rp+"/from", page(`<a href=/to>`))
	w.serve(rp+"/to", echo)
	b := w.browser()
	start, err := b.Open(t.Context(), rp+"/from?"+strings.Repeat("q", 4096))
	require.NoError(t, err)
	_, err = b.Use(t.Context(), start, "a", nil)
	require.NoError(t, err)
	assert.Equal(t, rp+"/", w.last(t).Header.Get("Referer"))
}

func TestReferrerNamesNoUser(t *testing.T) {
	w := newWorld()
	w.serve(rp+"/from", page(`<a href=/to>`))
	w.serve(rp+"/to", echo)
	b := w.browser()
	start, err := b.Open(t.Context(), "https://user:secret@rp.example.test/from")
	require.NoError(t, err)
	_, err = b.Use(t.Context(), start, "a", nil)
	require.NoError(t, err)
	assert.Equal(t, rp+"/from", w.last(t).Header.Get("Referer"))
}

func TestRedirectMayChangeThePolicy(t *testing.T) {
	w := newWorld()
	w.serve(rp+"/from", page(`<a href=/via>`))
	w.serve(rp+"/via", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Referrer-Policy", "no-referrer")
		redirect(302, "/to")(w, r)
	})
	w.serve(rp+"/to", echo)
	b := w.browser()
	start, err := b.Open(t.Context(), rp+"/from")
	require.NoError(t, err)
	_, err = b.Use(t.Context(), start, "a", nil)
	require.NoError(t, err)
	assert.Empty(t, w.last(t).Header.Get("Referer"))
}

func TestLoginIDGoesToMockedHostsOnly(t *testing.T) {
	w := newWorld()
	w.serve(rp+"/login", redirect(302, idp+"/authorize"))
	w.serve(idp+"/authorize", redirect(302, rp+"/callback"))
	w.serve(rp+"/callback", echo)
	b := w.browser(func(o *httpdriver.Options) {
		o.Mocked = func(u *url.URL) bool { return u.Host == "access.line.me" }
	})
	for _, id := range []string{"login-7", ""} {
		w.seen = nil
		b.Login(id)
		_, err := b.Open(t.Context(), rp+"/login")
		require.NoError(t, err)
		var sent []string
		for _, r := range w.seen {
			sent = append(sent, r.Header.Get("Torii-Login"))
		}
		assert.Equal(t, []string{"", id, ""}, sent)
	}
}

func TestProbe(t *testing.T) {
	w := newWorld()
	w.serve(rp+"/start", cookies("session=1; Path=/; SameSite=Strict"))
	w.serve(rp+"/me", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Set-Cookie", "session=2; Path=/; SameSite=Strict")
		redirect(302, "/login")(w, r)
	})
	hops := 0
	b := w.browser(func(o *httpdriver.Options) { o.OnHop = func(driver.Hop) { hops++ } })
	_, err := b.Open(t.Context(), rp+"/start")
	require.NoError(t, err)
	b.Hold(func(*driver.Request) bool { return true })
	got, err := b.Probe(t.Context(), rp+"/me", http.Header{"accept": {"application/json"}})
	require.NoError(t, err)
	assert.Equal(t, 302, got.Status, "a probe follows nothing")
	assert.Len(t, got.Hops, 1)
	assert.Equal(t, 1, hops, "and is no hop")
	assert.Equal(t, "session=1", w.last(t).Header.Get("Cookie"))
	assert.Equal(t, "none", w.last(t).Header.Get("Sec-Fetch-Site"))
	assert.Equal(t, []string{"application/json"}, w.last(t).Header.Values("Accept"))
	assert.Equal(t, "2", b.Cookies(rp + "/")[0].Value, "a rolling session stays alive")
}
