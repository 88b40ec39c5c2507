package rp

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/stretchr/testify/require"
)

func TestPages(t *testing.T) {
	rows := []struct {
		name          string
		method, path  string
		header        []string
		signedIn      bool
		status        int
		find, missing string // CSS selectors
	}{
		{"home", "GET", "/", nil, false, 200, `form[method=post][action="/login/line"] button#login-line`, "form#logout"},
		{"home signed in", "GET", "/", nil, true, 200, "form#logout", "#login-line"},
		{"my page", "GET", "/me", nil, true, 200, "#name", "script"},
		{"my page signed out", "GET", "/me", nil, false, 303, "", "body"},
		{"unknown address", "GET", "/nowhere", nil, false, 404, `a[href="/"]`, "#error-code"},
		{"unknown provider", "POST", "/login/nobody", nil, false, 404, `a[href="/"]`, "#error-code"},
		{"login from another site", "POST", "/login/line", []string{"Sec-Fetch-Site", "cross-site"}, false, 403, `a[href="/"]`, "#name"},
		{"logout from another site", "POST", "/logout", []string{"Origin", "https://evil.example.test"}, true, 403, `a[href="/"]`, "#name"},
		{"login by link", "GET", "/login/line", nil, false, 404, `a[href="/"]`, "#error-code"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			b := newBench(t, line())
			if row.signedIn {
				b.login()
			}
			resp := b.do(row.method, row.path, row.header...)
			require.Equal(t, row.status, resp.StatusCode)
			require.Equal(t, "no-store", resp.Header.Get("Cache-Control"))
			require.Contains(t, resp.Header.Get("Content-Security-Policy"), "default-src 'none'")
			doc, err := goquery.NewDocumentFromReader(resp.Body)
			require.NoError(t, err)
			if row.find != "" {
				require.Equal(t, 1, doc.Find(row.find).Length(), row.find)
				require.Equal(t, "ja", doc.Find("html").AttrOr("lang", ""))
				require.Zero(t, doc.Find(row.missing).Length(), row.missing)
			}
		})
	}
}

func TestWhatAProviderSaysIsEscaped(t *testing.T) {
	b := newBench(t, line())
	b.op.name = `<script>alert("花子")</script>`
	b.login()
	require.NotContains(t, text(b.do("GET", "/me")), "<script>")
}

func TestACancelledLoginOffersAnother(t *testing.T) {
	b := newBench(t, line())
	b.op.respond = func(r url.Values) { r.Set("error", "ACCESS_DENIED") }
	body := text(b.login())
	require.Contains(t, body, "ログインを取りやめました")
	require.Contains(t, body, `id="login-line"`)
}

func TestNoSecretIsLogged(t *testing.T) {
	var log bytes.Buffer
	b := newBench(t, line(), func(c *Config) { c.Log = slog.New(slog.NewTextHandler(&log, nil)) })
	first := b.op.authorize(b.start())
	b.back(first)
	b.back(first)
	b.op.wire = func(r *http.Request) (*http.Response, error) {
		if strings.HasSuffix(r.URL.Path, "/token") {
			return reply(500, map[string]any{"error": "x", "error_description": testSecret}), nil
		}
		return nil, nil
	}
	second := b.op.authorize(b.start())
	b.back(second)
	b.do("GET", "/callback/line?state=%zz&code=tell-nobody")
	require.Contains(t, log.String(), "callback.params")
	for _, secret := range []string{testSecret, b.cookie, "an-access-token", "tell-nobody",
		first.Get("state"), first.Get("code"), second.Get("state"), second.Get("code")} {
		require.NotContains(t, log.String(), secret)
	}
}

func TestAPageTellsOnceWhatWasDone(t *testing.T) {
	b := newBench(t, line())
	b.login()
	told := b.do("GET", "/me", "Cookie", saidCookie+"=1")
	require.Equal(t, -1, told.Cookies()[0].MaxAge, "the next page tells it no more")
	require.Contains(t, text(told), said[1].text)
	for _, other := range []string{"anything", "-1", "99"} {
		require.NotContains(t, text(b.do("GET", "/me", "Cookie", saidCookie+"="+other)), `id="said"`, "nobody else chooses the words")
	}
	require.NotContains(t, text(b.do("GET", "/me")), `id="said"`)
}

func TestTheEndOfATripTellsWhatItWasFor(t *testing.T) {
	for mode, want := range map[Mode]string{ModeLogin: "ログインを取りやめました", ModeLink: "連携を取りやめました", ModeReauth: "本人確認を取りやめました"} {
		title, _ := failureText(mode, http.StatusOK)
		require.Equal(t, want, title)
	}
	_, text := failureText(ModeLink, http.StatusBadRequest)
	require.Contains(t, text, "連携を中止しました")
}
