package httpdriver_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	httpdriver "torii/rpclient/driver/http"
)

// cookieRow sets cookies at one address and asks for those of another.
type cookieRow struct {
	name string
	at   string
	set  []string
	ask  string
	want string
}

func (row cookieRow) run(t *testing.T) {
	w := newWorld()
	w.serve(row.at, cookies(row.set...))
	b := w.browser()
	_, err := b.Open(t.Context(), row.at)
	require.NoError(t, err)
	var sent []string
	for _, c := range b.Cookies(row.ask) {
		sent = append(sent, c.Name+"="+c.Value)
	}
	assert.Equal(t, row.want, strings.Join(sent, "; "))
}

func runCookies(t *testing.T, rows []cookieRow) {
	t.Helper()
	for _, row := range rows {
		t.Run(row.name, row.run)
	}
}

func TestCookieDomain(t *testing.T) {
	const at = "https://app.shop.example.co.jp/"
	runCookies(t, []cookieRow{
		{"host-only goes to its host", at, []string{"a=1"}, at, "a=1"},
		{"host-only stays off subdomains", at, []string{"a=1"}, "https://x.app.shop.example.co.jp/", ""},
		{"an empty Domain is none", at, []string{"a=1; Domain="}, "https://x.app.shop.example.co.jp/", ""},
		{"a parent reaches siblings", at, []string{"a=1; Domain=.Example.co.jp"}, "https://www.example.co.jp/", "a=1"},
		{"its own host reaches subdomains", at, []string{"a=1; Domain=app.shop.example.co.jp"}, "https://x.app.shop.example.co.jp/", "a=1"},
		{"a parent is no mere suffix", at, []string{"a=1; Domain=example.co.jp"}, "https://notexample.co.jp/", ""},
		{"a stranger is refused", at, []string{"a=1; Domain=other.co.jp"}, "https://other.co.jp/", ""},
		{"a child is refused", at, []string{"a=1; Domain=x.app.shop.example.co.jp"}, "https://x.app.shop.example.co.jp/", ""},
		{"host-only and not are two", at, []string{"a=1; Domain=app.shop.example.co.jp", "a=2"}, at, "a=1; a=2"},
		{"a public suffix is refused", at, []string{"a=1; Domain=co.jp"}, at, ""},
		{"a private suffix is refused", "https://me.github.io/", []string{"a=1; Domain=github.io"}, "https://me.github.io/", ""},
		{"a public suffix may name itself", "https://github.io/", []string{"a=1; Domain=github.io"}, "https://github.io/", "a=1"},
		{"and stays alone", "https://github.io/", []string{"a=1; Domain=github.io"}, "https://me.github.io/", ""},
		{"localhost may name itself", "http://localhost:3000/", []string{"a=1; Domain=localhost"}, "http://localhost:3000/", "a=1"},
		{"an address may name itself", "http://127.0.0.1:9400/", []string{"a=1; Domain=127.0.0.1"}, "http://127.0.0.1:9400/", "a=1"},
		{"an address has no parents", "http://127.0.0.1:9400/", []string{"a=1; Domain=0.0.1"}, "http://127.0.0.1:9400/", ""},
		{"ports do not part", "http://127.0.0.1:9400/", []string{"a=1"}, "http://127.0.0.1:9500/", "a=1"},
		{"hosts are spelled in any case", at, []string{"a=1"}, "https://APP.shop.example.co.jp/", "a=1"},
	})
}

func TestCookiePath(t *testing.T) {
	const door = "http://127.0.0.1:9400"
	runCookies(t, []cookieRow{
		{"the default is the directory", rp + "/a/b", []string{"a=1"}, rp + "/a/c", "a=1"},
		{"and not its parent", rp + "/a/b", []string{"a=1"}, rp + "/", ""},
		{"the default at the root", rp + "/b", []string{"a=1"}, rp + "/c/d", "a=1"},
		{"a relative Path is none", rp + "/a/b", []string{"a=1; Path=x"}, rp + "/a/", "a=1"},
		{"the last Path counts", rp + "/a/b", []string{"a=1; Path=/x; Path=/"}, rp + "/", "a=1"},
		{"a prefix ends at a slash", rp + "/", []string{"a=1; Path=/a"}, rp + "/ab", ""},
		{"a prefix with a slash", rp + "/", []string{"a=1; Path=/a/"}, rp + "/a/b", "a=1"},
		{"a prefix with a slash is no file", rp + "/", []string{"a=1; Path=/a/"}, rp + "/a", ""},
		{"prefixes of the path door part", door + "/access.line.me/x", []string{"a=1; Path=/access.line.me"}, door + "/appleid.apple.com/x", ""},
		{"longer paths first, then older", rp + "/", []string{"a=1; Path=/", "b=2; Path=/", "c=3; Path=/x", "a=4; Path=/x"}, rp + "/x", "c=3; a=4; a=1; b=2"},
	})
}

func TestCookieSecurity(t *testing.T) {
	const plain = "http://plain.test/"
	runCookies(t, []cookieRow{
		{"Secure goes over https", rp + "/", []string{"a=1; Secure"}, rp + "/", "a=1"},
		{"Secure stays off http", rp + "/", []string{"a=1; Secure"}, "http://rp.example.test/", ""},
		{"Secure cannot come over http", plain, []string{"a=1; Secure"}, "https://plain.test/", ""},
		{"loopback by name is trustworthy", "http://localhost:3000/", []string{"a=1; Secure"}, "http://localhost:3000/", "a=1"},
		{"loopback below localhost", "http://app.localhost/", []string{"a=1; Secure"}, "http://app.localhost/", "a=1"},
		{"loopback by IPv4", "http://127.0.0.1/", []string{"a=1; Secure"}, "http://127.0.0.1/", "a=1"},
		{"loopback by IPv6", "http://[::1]:80/", []string{"a=1; Secure"}, "http://[::1]:80/", "a=1"},
		{"a private network is not", "http://10.0.0.1/", []string{"a=1; Secure"}, "http://10.0.0.1/", ""},
		{"SameSite=None needs Secure", rp + "/", []string{"a=1; SameSite=None"}, rp + "/", ""},
		{"SameSite=None with Secure", rp + "/", []string{"a=1; SameSite=None; Secure"}, rp + "/", "a=1"},
		{"__Secure- with Secure", rp + "/", []string{"__Secure-a=1; Secure"}, rp + "/", "__Secure-a=1"},
		{"__Secure- without", rp + "/", []string{"__Secure-a=1"}, rp + "/", ""},
		{"__Host- as it should be", rp + "/", []string{"__Host-a=1; Secure; Path=/"}, rp + "/", "__Host-a=1"},
		{"__Host- without Secure", rp + "/", []string{"__Host-a=1; Path=/"}, rp + "/", ""},
		{"__Host- without Path", rp + "/", []string{"__Host-a=1; Secure"}, rp + "/", ""},
		{"__Host- with another Path", rp + "/", []string{"__Host-a=1; Secure; Path=/x"}, rp + "/x", ""},
		{"__Host- with Domain", rp + "/", []string{"__Host-a=1; Secure; Path=/; Domain=example.test"}, rp + "/", ""},
		{"prefixes are spelled in any case", rp + "/", []string{"__host-a=1"}, rp + "/", ""},
		{"a prefix hidden in a nameless cookie", rp + "/", []string{"=__Host-a=1; Secure; Path=/"}, rp + "/", ""},
	})
}

func TestCookieSyntax(t *testing.T) {
	long := strings.Repeat("v", 4095)
	runCookies(t, []cookieRow{
		{"white space and quotes", rp + "/", []string{` a = "1 2" ; Path = / `}, rp + "/", `a="1 2"`},
		{"a value with equals signs", rp + "/", []string{"a=b=c=="}, rp + "/", "a=b=c=="},
		{"a value alone", rp + "/", []string{"alone"}, rp + "/", "=alone"},
		{"nothing at all", rp + "/", []string{"", "=", ";Secure"}, rp + "/", ""},
		{"control characters", rp + "/", []string{"a=1\x01"}, rp + "/", ""},
		{"4096 bytes fit", rp + "/", []string{"a=" + long}, rp + "/", "a=" + long},
		{"4097 do not", rp + "/", []string{"ab=" + long}, rp + "/", ""},
		{"an endless attribute is ignored", rp + "/", []string{"a=1; Path=/" + strings.Repeat("p", 1024)}, rp + "/", "a=1"},
		{"unknown attributes are ignored", rp + "/", []string{"a=1; Priority=High; Partitioned"}, rp + "/", "a=1"},
	})
}

func TestCookieLife(t *testing.T) {
	runCookies(t, []cookieRow{
		{"Expires ahead", rp + "/", []string{"a=1; Expires=Wed, 01 Apr 2026 09:00:01 GMT"}, rp + "/", "a=1"},
		{"Expires behind", rp + "/", []string{"a=1; Expires=Wed, 01 Apr 2026 09:00:00 GMT"}, rp + "/", ""},
		{"Expires deletes", rp + "/", []string{"a=1", "a=; Expires=Thu, 01 Jan 1970 00:00:00 GMT"}, rp + "/", ""},
		{"Expires that is no date", rp + "/", []string{"a=1; Expires=soon"}, rp + "/", "a=1"},
		{"Max-Age zero deletes", rp + "/", []string{"a=1", "a=; Max-Age=0"}, rp + "/", ""},
		{"Max-Age below zero deletes", rp + "/", []string{"a=1", "a=; Max-Age=-5"}, rp + "/", ""},
		{"Max-Age goes before Expires", rp + "/", []string{"a=1; Max-Age=9; Expires=Thu, 01 Jan 1970 00:00:00 GMT"}, rp + "/", "a=1"},
		{"whatever the order", rp + "/", []string{"a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=9"}, rp + "/", "a=1"},
		{"Max-Age that is no number", rp + "/", []string{"a=1; Max-Age=0.5"}, rp + "/", "a=1"},
		{"deleting takes the same path", rp + "/", []string{"a=1; Path=/x", "a=; Max-Age=0; Path=/"}, rp + "/x", "a=1"},
		{"deleting takes the same domain", rp + "/", []string{"a=1; Domain=example.test", "a=; Max-Age=0"}, rp + "/", "a=1"},
	})
}

func TestCookiesAge(t *testing.T) {
	w := newWorld()
	w.serve(rp+"/", cookies("day=1; Max-Age=86400", "ever=1; Max-Age=99999999999999999999",
		"far=1; Expires=Fri, 31 Dec 9999 23:59:59 GMT", "session=1"))
	b := w.browser()
	_, err := b.Open(t.Context(), rp)
	require.NoError(t, err)
	start := w.now
	for after, want := range map[time.Duration]int{0: 4, 24 * time.Hour: 3, 400 * 24 * time.Hour: 1} {
		w.now = start.Add(after)
		assert.Len(t, b.Cookies(rp), want, after)
	}
}

func TestCookiesShowTheirAttributes(t *testing.T) {
	w := newWorld()
	w.serve(rp+"/", cookies("a=1; Path=/x; Secure; HttpOnly; SameSite=lax; Max-Age=60", "b=2; Domain=example.test; Path=/"))
	b := w.browser()
	_, err := b.Open(t.Context(), rp)
	require.NoError(t, err)
	assert.Equal(t, []*http.Cookie{
		{Name: "a", Value: "1", Path: "/x", Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode, Expires: w.now.Add(time.Minute)},
		{Name: "b", Value: "2", Path: "/", Domain: "example.test", SameSite: http.SameSiteDefaultMode},
	}, b.Cookies(rp+"/x"))
	assert.Empty(t, b.Cookies("no address"))
}

func TestPlainHTTPLeavesSecureCookiesAlone(t *testing.T) {
	const plain = "http://rp.example.test"
	w := newWorld()
	w.serve(rp+"/", cookies("a=true; Secure; Path=/x"))
	w.serve(plain+"/", cookies("a=shadow; Path=/x/y", "a=shadow; Path=/x; Domain=example.test", "a=apart; Path=/z"))
	b := w.browser()
	for _, address := range []string{rp, plain} {
		_, err := b.Open(t.Context(), address)
		require.NoError(t, err)
	}
	assert.Len(t, b.Cookies(rp+"/x/y"), 1)
	assert.Len(t, b.Cookies(rp+"/z"), 1)
}

// siteRow sends cookies of every SameSite along one way to the RP.
type siteRow struct {
	name string
	// from is the page whose control is used; "" is the address bar.
	from string
	// markup is that page's body.
	markup string
	// typed is opened instead where there is no page.
	typed string
	age   time.Duration
	want  string
}

func (row siteRow) run(t *testing.T) {
	w := newWorld()
	w.serve(rp+"/set", cookies(
		"strict=1; Path=/; SameSite=Strict", "lax=1; Path=/; SameSite=Lax",
		"plain=1; Path=/", "odd=1; Path=/; SameSite=Maybe", "none=1; Path=/; SameSite=None; Secure"))
	w.serve(rp+"/end", echo)
	w.serve(idp+"/hop", redirect(307, rp+"/end"))
	w.serve(rp+"/hop", redirect(307, rp+"/end"))
	b := w.browser()
	_, err := b.Open(t.Context(), rp+"/set")
	require.NoError(t, err)
	w.now = w.now.Add(row.age)
	if row.from == "" {
		_, err = b.Open(t.Context(), row.typed)
		require.NoError(t, err)
	} else {
		w.serve(row.from, page(row.markup))
		start, err := b.Open(t.Context(), row.from)
		require.NoError(t, err)
		_, err = b.Use(t.Context(), start, "a, form", nil)
		require.NoError(t, err)
	}
	sent := strings.ReplaceAll(w.last(t).Header.Get("Cookie"), "=1", "")
	assert.Equal(t, row.want, sent)
}

func TestSameSite(t *testing.T) {
	const (
		all   = "strict; lax; plain; odd; none"
		link  = `<a href="` + rp + `/end">`
		post  = `<form method=post action="` + rp + `/end">`
		sib   = "https://www.example.test/page"
		line  = idp + "/page"
		later = 2 * time.Minute
	)
	rows := []siteRow{
		{"typed", "", "", rp + "/end", 0, all},
		{"typed, redirected by another site", "", "", idp + "/hop", 0, "lax; plain; odd; none"},
		{"a link of the same origin", rp + "/page", link, "", later, all},
		{"a link of a sibling", sib, link, "", later, all},
		{"a form of a sibling", sib, post, "", later, all},
		{"a link of another site", line, link, "", later, "lax; plain; odd; none"},
		{"a link of another scheme", "http://rp.example.test/page", link, "", later, "lax; plain; odd; none"},
		{"a link through another site", rp + "/page", `<a href="` + idp + `/hop">`, "", later, "lax; plain; odd; none"},
		{"a link of another site through ours", line, `<a href="` + rp + `/hop">`, "", later, "lax; plain; odd; none"},
		{"a form of another site", line, post, "", later, "none"},
		{"a form through another site", rp + "/page", `<form method=post action="` + idp + `/hop">`, "", later, "none"},
		{"a form of another site within two minutes", line, post, "", later - time.Second, "plain; odd; none"},
	}
	for _, row := range rows {
		t.Run(row.name, row.run)
	}
}

func TestLaxPostLooksAtTheLastChange(t *testing.T) {
	w := newWorld()
	value := "1"
	w.serve(rp+"/set", func(w http.ResponseWriter, r *http.Request) { cookies("a="+value+"; Path=/")(w, r) })
	w.serve("POST "+rp+"/end", echo)
	w.serve(idp+"/", page(`<form method=post action="`+rp+`/end">`))
	b := w.browser()
	for _, row := range []struct{ value, sent string }{{"1", "a=1"}, {"1", ""}, {"2", "a=2"}} {
		value = row.value
		_, err := b.Open(t.Context(), rp+"/set")
		require.NoError(t, err)
		start, err := b.Open(t.Context(), idp)
		require.NoError(t, err)
		_, err = b.Use(t.Context(), start, "form", nil)
		require.NoError(t, err)
		assert.Equal(t, row.sent, w.last(t).Header.Get("Cookie"))
		w.now = w.now.Add(3 * time.Minute)
	}
}

// In the path door sites are judged by the host an address stands for, while cookies stay with the wire.
func TestRealHostDecidesTheSite(t *testing.T) {
	const door = "http://127.0.0.1:9400"
	w := newWorld()
	w.serve(door+"/access.line.me/", cookies("line=1; Path=/access.line.me; SameSite=Strict"))
	for _, host := range []string{"access.line.me", "api.line.me", "appleid.apple.com"} {
		w.serve(door+"/"+host+"/page", page(`<a href="/access.line.me/end">`))
	}
	w.serve(door+"/access.line.me/end", echo)
	b := w.browser(func(o *httpdriver.Options) {
		o.RealHost = func(u *url.URL) string {
			host, _, _ := strings.Cut(strings.TrimPrefix(u.Path, "/"), "/")
			return host
		}
	})
	_, err := b.Open(t.Context(), door+"/access.line.me/")
	require.NoError(t, err)
	for host, want := range map[string][2]string{
		"access.line.me":    {"line=1", "same-origin"},
		"api.line.me":       {"line=1", "same-site"},
		"appleid.apple.com": {"", "cross-site"},
	} {
		start, err := b.Open(t.Context(), door+"/"+host+"/page")
		require.NoError(t, err)
		_, err = b.Use(t.Context(), start, "a", nil)
		require.NoError(t, err)
		assert.Equal(t, want[0], w.last(t).Header.Get("Cookie"), host)
		assert.Equal(t, want[1], w.last(t).Header.Get("Sec-Fetch-Site"), host)
	}
}

func TestJarIsBounded(t *testing.T) {
	w := newWorld()
	w.serve(rp+"/set", func(w http.ResponseWriter, r *http.Request) {
		cookies(r.URL.Query().Get("name")+"=1; Path=/p")(w, r)
	})
	w.serve("https://other.test/set", cookies("kept=1"))
	b := w.browser()
	set := func(address string) {
		_, err := b.Open(t.Context(), address)
		require.NoError(t, err)
		w.now = w.now.Add(time.Second)
	}
	set("https://other.test/set")
	for i := range 180 {
		set(fmt.Sprintf("%s/set?name=c%d", rp, i))
	}
	require.Len(t, b.Cookies(rp+"/p"), 180)
	set(rp + "/set?name=one-more")
	left := b.Cookies(rp + "/p")
	assert.Len(t, left, 180)
	assert.Equal(t, "c1", left[0].Name, "the oldest one went")
	assert.Len(t, b.Cookies("https://other.test/"), 1, "and no other domain's")
}
