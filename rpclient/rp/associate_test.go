package rp

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// relayed is a member signed in who is linked through the relay, and what the relay's
// Web API answers; asked are the calls.
type relayed struct {
	app    *App
	cookie *http.Cookie
	answer func(resource string) (status int, body string)
	asked  []url.Values
}

const ofRelay = "0404040404040404040404040404040404040404"

func (r *relayed) RoundTrip(q *http.Request) (*http.Response, error) {
	r.asked = append(r.asked, q.URL.Query())
	w := httptest.NewRecorder()
	status, body := r.answer(q.URL.Path[len("/api/"):])
	w.WriteHeader(status)
	_, _ = w.WriteString(body)
	return w.Result(), nil
}

func newRelayed(t *testing.T, status int, body string) *relayed {
	t.Helper()
	db, err := OpenMemory()
	require.NoError(t, err)
	t.Cleanup(func() { db.Close() })
	r := &relayed{answer: func(string) (int, string) { return status, body }}
	p := SocialPLUSToken("c1d2e3f4a5", "secret")
	p.Relay.Key = "key"
	now := time.Date(2026, time.September, 21, 12, 0, 0, 0, time.UTC)
	r.app, err = New(Config{Origin: "https://rp.example.test", DB: db, Transport: r, Now: func() time.Time { return now },
		Providers: []Provider{SocialPLUS("c1d2e3f4a5", "secret"), p}})
	require.NoError(t, err)
	for _, change := range []string{
		`INSERT INTO member (id, name, created_at) VALUES ('m4', 'Kenta', 0)`,
		`INSERT INTO identity (issuer, subject, member) VALUES ('a1b2c3d4e5', '` + ofRelay + `', 'm4')`,
		`INSERT INTO via (issuer, subject, provider) VALUES ('a1b2c3d4e5', '` + ofRelay + `', 'line')`,
	} {
		_, err := db.Exec(change)
		require.NoError(t, err)
	}
	l, err := r.app.newLogin(httptest.NewRequest(http.MethodGet, "/", nil))
	require.NoError(t, err)
	require.NoError(t, l.BeginSession("m4"))
	r.cookie = l.Cookies()[0]
	return r
}

func (r *relayed) do(method, path string) *http.Response {
	q := httptest.NewRequest(method, "https://rp.example.test"+path, nil)
	q.AddCookie(r.cookie)
	w := httptest.NewRecorder()
	r.app.ServeHTTP(w, q)
	return w.Result()
}

func TestAssociationToken(t *testing.T) {
	const door = "https://f0e1d2c3b4.auth.socialplus.jp/torii/shop/gplus/authenticate/associate?token=t1"
	for _, row := range []struct {
		name, path string
		answers    int
		body       string
		status     int
		want       string // on the page
		gplus      int    // rows of via that the service has then
	}{
		{"issued", "socialplus-token", 200, `{"status":"ok","token":{"token":"t1"},"authenticate_uri":"` + door + `"}`, http.StatusSeeOther, "", 0},
		{"at another host", "socialplus-token", 200, `{"status":"ok","authenticate_uri":"https://evil.example/associate?token=t1"}`, http.StatusBadGateway, "associate.token", 0},
		{"nowhere", "socialplus-token", 200, `{"status":"ok"}`, http.StatusBadGateway, "associate.token", 0},
		{"linked already", "socialplus-token", 409, `{"status":"failed","error":{"code":15}}`, http.StatusConflict, "すでに一つ連携しています", 1},
		{"unknown to the relay", "socialplus-token", 404, `{"status":"failed","error":{"code":7}}`, http.StatusConflict, "先に同じサービスを通じた", 0},
		{"in trouble", "socialplus-token", 500, `{"status":"failed","error":{"code":3}}`, http.StatusBadGateway, "associate.token", 0},
		{"by a button that has no token", "socialplus", 200, `{"status":"ok"}`, http.StatusNotFound, "ページが見つかりません", 0},
	} {
		t.Run(row.name, func(t *testing.T) {
			r := newRelayed(t, row.answers, row.body)
			resp := r.do(http.MethodPost, "/associate/"+row.path)
			body := text(resp)
			require.Equal(t, row.status, resp.StatusCode, body)
			require.Contains(t, body, row.want)
			var n int
			require.NoError(t, r.app.config.DB.QueryRow(`SELECT count(*) FROM via WHERE subject = ? AND provider = 'gplus'`, ofRelay).Scan(&n))
			require.Equal(t, row.gplus, n)
			if row.status != http.StatusSeeOther {
				return
			}
			require.Equal(t, "m4", r.asked[0].Get("primary_key"))
			to, err := resp.Location()
			require.NoError(t, err)
			require.Equal(t, "t1", to.Query().Get("token"))
			back, err := url.Parse(to.Query().Get("callback"))
			require.NoError(t, err)
			require.Equal(t, "/callback/socialplus-token", back.Path)
			require.NotEmpty(t, back.Query().Get("state"))
		})
	}
}

func TestFriendship(t *testing.T) {
	for _, row := range []struct {
		name   string
		status int
		body   string
		want   string
	}{
		{"a friend", 200, `{"status":"ok","friendship_status":true}`, `id="friend-yes"`},
		{"none", 200, `{"status":"ok","friendship_status":false}`, `id="friend-no"`},
		{"LINE refuses", 200, `{"status":"ok","provider_error":{"error":"401"}}`, `id="friend-unknown"`},
		{"a text", 200, `{"status":"ok","friendship_status":"true"}`, `id="friend-unknown"`},
		{"trouble", 500, `{"status":"failed","error":{"code":3}}`, `id="friend-unknown"`},
		{"no JSON", 200, `<html>`, `id="friend-unknown"`},
		{"LINE is not linked", 404, `{"status":"failed","error":{"code":9}}`, ""},
		{"nobody", 404, `{"status":"failed","error":{"code":7}}`, ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			r := newRelayed(t, row.status, row.body)
			resp := r.do(http.MethodGet, "/me")
			body := text(resp)
			require.Equal(t, http.StatusOK, resp.StatusCode, body)
			require.Contains(t, body, "Kenta")
			require.Contains(t, body, row.want)
			if row.want == "" {
				require.NotContains(t, body, `id="friend-`)
			}
			require.Len(t, r.asked, 1)
		})
	}
}
