package rp

import (
	"net/http"
	"net/url"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestLoginRenewsTheSession(t *testing.T) {
	b := newBench(t, line())
	response := b.op.authorize(b.start())
	planted := browser{app: b.app, cookie: b.cookie}
	require.Equal(t, 303, b.back(response).StatusCode)
	require.NotEqual(t, planted.cookie, b.cookie)
	status, _ := planted.me()
	require.Equal(t, 401, status)

	earlier := browser{app: b.app, cookie: b.cookie}
	require.Equal(t, 303, b.login().StatusCode)
	status, _ = earlier.me()
	require.Equal(t, 401, status, "signing in again renews too")
}

func TestLogoutEndsTheSession(t *testing.T) {
	b := newBench(t, line())
	b.login()
	kept := browser{app: b.app, cookie: b.cookie}
	resp := b.do("POST", "/logout")
	require.Equal(t, 303, resp.StatusCode)
	require.Negative(t, resp.Cookies()[0].MaxAge)
	status, _ := kept.me()
	require.Equal(t, 401, status)
	require.Equal(t, 303, b.do("POST", "/logout").StatusCode, "twice is harmless")
}

func TestAFailedLoginEndsNoSession(t *testing.T) {
	b := newBench(t, line())
	b.login()
	for _, code := range []string{"ACCESS_DENIED", "SERVER_ERROR"} {
		b.op.respond = func(r url.Values) { r.Set("error", code) }
		require.Empty(t, b.login().Cookies())
		status, _ := b.me()
		require.Equal(t, 200, status)
	}
}

func TestASessionExpires(t *testing.T) {
	b := newBench(t, line())
	b.login()
	b.now = b.now.Add(sessionLife)
	status, _ := b.me()
	require.Equal(t, 401, status)
}

func TestTheCookieIsForThisHostAlone(t *testing.T) {
	b := newBench(t, line())
	for _, resp := range []*http.Response{b.do("POST", "/login/line"), b.login()} {
		c := resp.Cookies()[0]
		require.Equal(t, "__Host-session", c.Name)
		require.True(t, c.Secure && c.HttpOnly && c.Path == "/" && c.Domain == "" && c.SameSite == http.SameSiteLaxMode)
	}
}

func TestNoSecretIsStoredAsItIs(t *testing.T) {
	b := newBench(t, line())
	u, _ := url.Parse(b.start())
	for _, secret := range []string{b.cookie, u.Query().Get("state")} {
		var n int
		require.NoError(t, b.app.config.DB.QueryRow(`SELECT (SELECT count(*) FROM session WHERE id = ?1 OR id = CAST(?1 AS BLOB))
			+ (SELECT count(*) FROM pending WHERE state = ?1 OR state = CAST(?1 AS BLOB))`, secret).Scan(&n))
		require.Zero(t, n)
	}
}

func TestAFileKeepsMembersAndSessions(t *testing.T) {
	path := filepath.Join(t.TempDir(), "rp #1.db")
	db, err := Open(path)
	require.NoError(t, err)
	b := newBench(t, line(), func(c *Config) { c.DB = db })
	b.login()
	_, before := b.me()
	require.NoError(t, db.Close())

	db, err = Open(path)
	require.NoError(t, err)
	defer db.Close()
	again := newBench(t, line(), func(c *Config) { c.DB = db })
	again.cookie = b.cookie
	_, after := again.me()
	require.Equal(t, before, after)
}

var sinkApp *App

func BenchmarkNew(b *testing.B) {
	now := func() time.Time { return time.Date(2026, 4, 1, 9, 0, 0, 0, time.UTC) }
	for b.Loop() {
		db, err := OpenMemory()
		require.NoError(b, err)
		sinkApp, err = New(Config{Origin: testOrigin, Providers: []Provider{line(), google()}, DB: db, Now: now})
		require.NoError(b, err)
		db.Close()
	}
}

func BenchmarkLogin(b *testing.B) {
	for _, p := range []Provider{line(), google()} {
		b.Run(p.ID, func(b *testing.B) {
			bench := newBench(b, p)
			for b.Loop() {
				require.Equal(b, 303, bench.login().StatusCode)
			}
		})
	}
}
