package httpdriver_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/rpclient/driver"
	httpdriver "torii/rpclient/driver/http"
)

// loginWorld has an RP that remembers its browser by a Lax cookie and an IdP that redirects back at once.
func loginWorld() *world {
	w := newWorld()
	w.serve(rp+"/", page(`<a id=login href=/login>LINEでログイン</a>`))
	w.serve(rp+"/login", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Add("Set-Cookie", "state="+r.Header.Get("X-Person")+"s; Path=/; Secure; SameSite=Lax")
		w.Header().Add("Set-Cookie", "strict=1; Path=/; Secure; SameSite=Strict")
		redirect(302, idp+"/authorize")(w, r)
	})
	w.serve(idp+"/authorize", redirect(302, rp+"/callback?code=c"))
	w.serve(rp+"/callback", echo)
	return w
}

func isCallback(r *driver.Request) bool { return r.URL.Path == "/callback" }

func login(t *testing.T, b *httpdriver.Browser) *driver.Page {
	t.Helper()
	start, err := b.Open(t.Context(), rp)
	require.NoError(t, err)
	got, err := b.Use(t.Context(), start, "#login", nil)
	require.NoError(t, err)
	return got
}

func TestHoldStopsBeforeTheRequest(t *testing.T) {
	w := loginWorld()
	b := w.browser()
	b.Hold(isCallback)
	got := login(t, b)
	assert.Equal(t, idp+"/authorize", got.URL.String(), "the page is the last one answered")
	assert.Equal(t, 302, got.Status)
	require.NotNil(t, got.Held)
	assert.Equal(t, rp+"/callback?code=c", got.Held.URL.String())
	assert.Equal(t, "https://rp.example.test", got.Held.Origin())
	assert.Len(t, got.Held.Via, 2)
	assert.Equal(t, "/authorize", w.last(t).URL.Path, "the callback was not sent")

	b.Hold(nil)
	assert.Nil(t, login(t, b).Held)
}

func TestHoldBeforeTheFirstRequest(t *testing.T) {
	w := loginWorld()
	b := w.browser()
	b.Hold(isCallback)
	got, err := b.Open(t.Context(), rp+"/callback")
	require.NoError(t, err)
	assert.Empty(t, w.seen)
	assert.Zero(t, got.Status)
	assert.Empty(t, got.Hops)
	got.Held.URL.RawQuery = "code=stolen"
	assert.Empty(t, got.URL.RawQuery, "a held request may be tampered with alone")
}

func TestResumePassesHoldItself(t *testing.T) {
	w := loginWorld()
	b := w.browser()
	b.Hold(isCallback)
	held := login(t, b).Held
	for range 2 {
		got, err := b.Resume(t.Context(), held)
		require.NoError(t, err)
		assert.Equal(t, "GET /callback?code=c body= cookie=state=s", string(got.Body),
			"SameSite=Strict stays behind: another site redirected")
	}
	w.serve(rp+"/again", redirect(302, "/callback"))
	again := held.Clone()
	again.URL.Path = "/again"
	got, err := b.Resume(t.Context(), again)
	require.NoError(t, err)
	assert.NotNil(t, got.Held, "what follows is held again")
}

func TestResumeInAnotherBrowser(t *testing.T) {
	w := loginWorld()
	attacker, victim := w.browser(), w.browser()
	attacker.Hold(isCallback)
	got, err := victim.Resume(t.Context(), login(t, attacker).Held)
	require.NoError(t, err)
	assert.Equal(t, "GET /callback?code=c body= cookie=", string(got.Body), "the jar is the victim's")
	assert.Equal(t, rp+"/", w.last(t).Header.Get("Referer"))
	assert.Equal(t, "cross-site", w.last(t).Header.Get("Sec-Fetch-Site"))
}

func TestResumeNothing(t *testing.T) {
	for _, held := range []*driver.Request{nil, {}} {
		_, err := newWorld().browser().Resume(t.Context(), held)
		require.ErrorIs(t, err, driver.ErrNotHeld)
	}
}
