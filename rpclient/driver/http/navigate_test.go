package httpdriver_test

import (
	"errors"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/rpclient/driver"
	httpdriver "torii/rpclient/driver/http"
)

type redirectRow struct {
	name     string
	status   int
	post     bool
	location string
	arrives  string
	shown    string
}

func (row redirectRow) run(t *testing.T) {
	w := newWorld()
	w.serve(rp+"/", page(`<form method=post action=/a/from><input name=k value=v></form><a href="/a/from#top">go</a>`))
	w.serve(rp+"/a/from", redirect(row.status, row.location))
	w.serve(rp+"/a/to", echo)
	w.serve(rp+"/to", echo)
	w.serve(rp+"/to%25", echo)
	w.serve("https://evil.test/to", echo)
	b := w.browser()
	start, err := b.Open(t.Context(), rp)
	require.NoError(t, err)
	selector := "a"
	if row.post {
		selector = "form"
	}
	got, err := b.Use(t.Context(), start, selector, nil)
	require.NoError(t, err)
	assert.Equal(t, row.arrives, string(got.Body))
	assert.Equal(t, row.shown, got.URL.String())
}

func TestRedirect(t *testing.T) {
	const (
		got    = "GET /to body= cookie="
		posted = "POST /to body=k=v cookie="
		shown  = rp + "/to#top"
	)
	rows := []redirectRow{
		{"301 turns a POST into a GET", 301, true, "/to", got, rp + "/to"},
		{"302 turns a POST into a GET", 302, true, "/to", got, rp + "/to"},
		{"303 turns a POST into a GET", 303, true, "/to", got, rp + "/to"},
		{"307 keeps method and body", 307, true, "/to", posted, rp + "/to"},
		{"308 keeps method and body", 308, true, "/to", posted, rp + "/to"},
		{"a relative location", 302, false, "to", "GET /a/to body= cookie=", rp + "/a/to#top"},
		{"an absolute location", 302, false, rp + "/to", got, shown},
		{"a location with a fragment of its own", 302, false, "/to#own", got, rp + "/to#own"},
		{"an empty fragment is one of its own", 302, false, "/to#", got, rp + "/to"},
		{"white space around", 302, false, " /to ", got, shown},
		{"backslashes are slashes", 302, false, `/\evil.test/to`, got, "https://evil.test/to#top"},
		{"too many slashes are two", 302, false, `///evil.test/to`, got, "https://evil.test/to#top"},
		{"the scheme in hand without slashes is none", 302, false, `https:to`, "GET /a/to body= cookie=", rp + "/a/to#top"},
		{"a scheme behind many slashes", 302, false, `HTTPS:////evil.test/to`, got, "https://evil.test/to#top"},
		{"a query is percent-encoded", 302, false, `/to?m=a b"ログ`,
			"GET /to?m=a%20b%22%E3%83%AD%E3%82%B0 body= cookie=", rp + "/to?m=a%20b%22%E3%83%AD%E3%82%B0#top"},
		{"half an escape is taken as it stands", 302, false, "/to%", "GET /to%25 body= cookie=", rp + "/to%25#top"},
		{"an escape stays one", 302, false, "/%74o", "GET /%74o body= cookie=", rp + "/%74o#top"},
		{"no location is a page", 302, false, "", "", rp + "/a/from#top"},
		{"304 is no redirect", 304, false, "/to", "", rp + "/a/from#top"},
	}
	for _, row := range rows {
		t.Run(row.name, row.run)
	}
}

type refusalRow struct {
	name string
	from http.HandlerFunc
	is   error
	says string
}

func (row refusalRow) run(t *testing.T) {
	w := newWorld()
	w.serve(rp+"/from", row.from)
	got, err := w.browser().Open(t.Context(), rp+"/from?code=secret")
	require.ErrorIs(t, err, row.is)
	assert.Nil(t, got)
	assert.Contains(t, err.Error(), row.says)
	assert.NotContains(t, err.Error(), "secret", "addresses in messages carry no query")
}

func TestRefusal(t *testing.T) {
	rows := []refusalRow{
		{"a loop of redirects", redirect(302, "/from?code=secret"), driver.ErrLoop, "20, the next one to " + rp + "/from"},
		{"a loop of refreshes", page(`<meta http-equiv=refresh content=0>`), driver.ErrLoop, rp + "/from"},
		{"a loop of forms", page(`<body onload="document.forms[0].submit()"><form></form>`), driver.ErrLoop, rp + "/from"},
		{"an app's scheme", redirect(302, "line://oauth?code=secret"), driver.ErrScheme,
			`redirect from ` + rp + `/from: not an http or https address: scheme "line"`},
		{"a bracket that is not closed", redirect(302, "http://[?secret"), driver.ErrMalformed, "redirect from " + rp + "/from: malformed address"},
		{"a port that is none", redirect(302, "http://rp:x/?secret"), driver.ErrMalformed, "malformed address"},
		{"a script's scheme", redirect(302, "javascript:alert('secret')"), driver.ErrScheme, "javascript"},
		{"a refresh to a script", page(`<meta http-equiv=refresh content="0;url=data:secret">`), driver.ErrScheme, "refresh of"},
		{"a form to a script", page(`<body onload="document.forms[0].submit()"><form action="data:secret"></form>`), driver.ErrScheme, "by itself"},
	}
	for _, row := range rows {
		t.Run(row.name, row.run)
	}
}

func TestAddressThatIsNone(t *testing.T) {
	for _, address := range []string{"", "rp.example.test", "localhost:8080/x", "ftp://rp.example.test/", "/login"} {
		_, err := newWorld().browser().Open(t.Context(), address)
		require.ErrorIs(t, err, driver.ErrScheme, address)
	}
	for _, address := range []string{"https://", "https:///", "https://rp%zz.example.test/?secret", "https://rp:port/?secret"} {
		_, err := newWorld().browser().Probe(t.Context(), address, nil)
		require.ErrorIs(t, err, driver.ErrMalformed, address)
		assert.NotContains(t, err.Error(), "secret")
	}
}

func TestHopsAreReportedInOrder(t *testing.T) {
	w := newWorld()
	w.serve(rp+"/login", redirect(302, idp+"/authorize#x"))
	w.serve(idp+"/authorize", page(`consent`))
	var reported []driver.Hop
	b := w.browser(func(o *httpdriver.Options) {
		o.OnHop = func(h driver.Hop) { reported = append(reported, h) }
		o.Mocked = func(u *url.URL) bool { return u.Host == "access.line.me" }
	})
	got, err := b.Open(t.Context(), rp+"/login")
	require.NoError(t, err)
	want := []driver.Hop{
		{Method: "GET", URL: rp + "/login", Status: 302, Location: idp + "/authorize#x"},
		{Method: "GET", URL: idp + "/authorize", Status: 200, Mocked: true},
	}
	assert.Equal(t, want, got.Hops)
	assert.Equal(t, want, reported)

	_, err = b.Open(t.Context(), "https://down.test/")
	require.ErrorContains(t, err, "GET https://down.test/: no host")
	assert.Equal(t, driver.Hop{Method: "GET", URL: "https://down.test/"}, reported[2], "no answer, no status")
}

func TestMaxHopsIsTheNumberOfRequests(t *testing.T) {
	w := newWorld()
	w.serve(rp+"/1", redirect(302, "/2"))
	w.serve(rp+"/2", redirect(302, "/3"))
	w.serve(rp+"/3", page("three"))
	for hops, want := range map[int]error{2: driver.ErrLoop, 3: nil} {
		_, err := w.browser(func(o *httpdriver.Options) { o.MaxHops = hops }).Open(t.Context(), rp+"/1")
		require.ErrorIs(t, err, want)
	}
}

func TestNewNeedsATransportAndAClock(t *testing.T) {
	assert.Panics(t, func() { httpdriver.New(httpdriver.Options{Transport: newWorld()}) })
	assert.Panics(t, func() { httpdriver.New(httpdriver.Options{Now: func() time.Time { return time.Time{} }}) })
}

func TestWhatIsNotAdmittedIsNotAsked(t *testing.T) {
	w := newWorld()
	w.serve(rp+"/login", func(rw http.ResponseWriter, r *http.Request) {
		http.Redirect(rw, r, idp+"/authorize?state=secret", http.StatusFound)
	})
	w.serve(idp+"/authorize", func(http.ResponseWriter, *http.Request) {})
	elsewhere := errors.New("elsewhere")
	b := w.browser(func(o *httpdriver.Options) {
		o.Admit = func(u *url.URL) error {
			if origin(u) == idp {
				return elsewhere
			}
			return nil
		}
	})
	_, err := b.Open(t.Context(), rp+"/login")
	require.ErrorIs(t, err, elsewhere)
	require.NotContains(t, err.Error(), "secret")
	_, err = b.Probe(t.Context(), idp+"/authorize", nil)
	require.ErrorIs(t, err, elsewhere)
	require.Len(t, w.seen, 1)
}
