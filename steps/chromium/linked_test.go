package chromium_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/mockidp"
	"torii/mockidp/profile"
	"torii/mockidp/serve"
	"torii/rpclient/driver"
	chromiumdriver "torii/rpclient/driver/chromium"
	"torii/rpclient/target"
	"torii/steps/bench"
)

// walk is a person with a Chromium before torii serve --with-rp.
type walk struct {
	*testing.T
	ctx     context.Context
	mock    *mockidp.Mock
	names   profile.Spelling
	hand    *bench.Hand
	pool    *chromiumdriver.Pool
	browser driver.Browser
	page    *driver.Page
}

func newWalk(t *testing.T) *walk {
	t.Helper()
	needChromium(t)
	s, err := serve.Open(serve.Options{Listen: "127.0.0.1:0", Control: "127.0.0.1:0"})
	require.NoError(t, err)
	hand, err := bench.NewHand("localhost:0", s.Mock, s.Path)
	require.NoError(t, err)
	ctx, end := context.WithTimeout(t.Context(), 2*time.Minute)
	ended := make(chan error, 2)
	go func() { ended <- s.Run(ctx) }()
	go func() { ended <- hand.Run(ctx) }()
	t.Cleanup(func() {
		end()
		assert.NoError(t, <-ended)
		assert.NoError(t, <-ended)
	})
	pool, err := chromiumdriver.New(ctx, chromiumdriver.Options{Mocked: func(u *url.URL) bool { return !strings.HasPrefix(u.String(), hand.Origin+"/") }})
	require.NoError(t, err)
	t.Cleanup(pool.Close)
	w := &walk{T: t, ctx: ctx, mock: s.Mock, names: s.Path, hand: hand, pool: pool}
	w.browser, err = pool.Browser(chromiumdriver.Hooks{})
	require.NoError(t, err)
	return w
}

func (w *walk) open(address string) {
	w.Helper()
	page, err := w.browser.Open(w.ctx, address)
	require.NoError(w, err)
	w.page = page
}

// press uses a control, fills in what it holds, and says yes to all that a provider asks.
func (w *walk) press(selector string, fields url.Values) {
	w.Helper()
	page, err := w.browser.Use(w.ctx, w.page, selector, fields)
	require.NoError(w, err)
	const most = 5
	for range most {
		if strings.HasPrefix(page.URL.String(), w.hand.Origin+"/") {
			break
		}
		page, err = w.browser.Use(w.ctx, page, "form button", nil)
		require.NoError(w, err)
	}
	w.page = page
}

// shows expects words on the page, and other words not to be on it.
func (w *walk) shows(words string, not ...string) {
	w.Helper()
	assert.Contains(w, string(w.page.Body), words)
	for _, other := range not {
		assert.NotContains(w, string(w.page.Body), other)
	}
}

// mailed returns the subjects of the mails to an address, and the link in the last of them.
func (w *walk) mailed(address string) (subjects []string, link string) {
	w.Helper()
	req, err := http.NewRequestWithContext(w.ctx, http.MethodGet, w.hand.Mails()+"?to="+url.QueryEscape(address), nil)
	require.NoError(w, err)
	answer, err := http.DefaultClient.Do(req)
	require.NoError(w, err)
	defer answer.Body.Close()
	var mails []target.Mail
	require.NoError(w, json.NewDecoder(answer.Body).Decode(&mails))
	for _, m := range mails {
		subjects = append(subjects, m.Subject)
		for word := range strings.FieldsSeq(m.Text) {
			if strings.HasPrefix(word, w.hand.Origin+"/") {
				link = word
			}
		}
	}
	return subjects, link
}

// TestAPersonLinksAndUnlinksInChromium walks through what a member does by hand.
func TestAPersonLinksAndUnlinksInChromium(t *testing.T) {
	const address = "sakura@example.jp"
	w := newWalk(t)
	w.open(w.hand.Origin + "/register")
	w.press("#register", url.Values{"email": {address}})
	_, link := w.mailed(address)
	w.open(link)
	w.press("#join", url.Values{"name": {"上野 さくら"}, "password": {"himitsu-1234"}})
	w.shows("会員登録が済みました", `id="identity-`)

	w.press("#link-line", nil)
	w.shows("アカウントを連携しました", `id="identity-google"`)
	w.press("#link-google", nil)
	w.shows(`id="identity-google"`)
	w.press("#unlink-line", nil)
	w.shows("連携を解除しました", `id="identity-line"`)
	w.open(w.hand.Origin + "/me")
	w.shows("上野 さくら", "連携を解除しました")
	subjects, _ := w.mailed(address)
	assert.Equal(t, []string{"会員登録の続き", "連携を追加しました", "連携を追加しました", "連携を解除しました"}, subjects)

	w.press("#logout", nil)
	w.press("#login-line", nil)
	w.shows(`id="identity-line"`, "上野 さくら")
	w.press("#unlink-line", nil)
	w.shows("解除できません")
	w.open(w.hand.Origin + "/")
	w.press("#logout", nil)
	w.press("#login-google", nil)
	w.shows("上野 さくら", `id="identity-line"`)
}
