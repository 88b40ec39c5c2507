package chromium_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/mockidp"
	"torii/rpclient/driver"
	chromiumdriver "torii/rpclient/driver/chromium"
)

// What stands for the state of the request, and for the provider's issuer, in what comes back.
const (
	sent   = "(the state sent)"
	issuer = "(the issuer)"
)

// The places of an authorization response.
const (
	inQuery    = "query"
	inBody     = "body"
	inFragment = "fragment"
)

// refusal is what a provider documents to send to the callback of who presses cancel.
type refusal struct {
	method, place string
	params        url.Values // exactly these
}

func redirected(params url.Values) refusal { return refusal{http.MethodGet, inQuery, params} }

// relayed is how Social PLUS tells of a login that was cancelled at the provider behind it.
var relayed = redirected(url.Values{"error": {"access_denied"}, "error_description": {"The resource owner denied the request."}, "state": {sent}})

// cancelled has an answer for every way of signing in.
var cancelled = map[string]refusal{
	"gbizid":       redirected(url.Values{"error": {"access_denied"}, "error_description": {"User denied access"}, "state": {sent}}),
	"gbizid-stg":   redirected(url.Values{"error": {"access_denied"}, "error_description": {"User denied access"}, "state": {sent}}),
	"line":         redirected(url.Values{"error": {"ACCESS_DENIED"}, "error_description": {"The resource owner denied the request."}, "state": {sent}}),
	"apple":        {http.MethodPost, inBody, url.Values{"error": {"user_cancelled_authorize"}, "state": {sent}}},
	"yahoo":        redirected(url.Values{"state": {sent}}),
	"yahoo-hybrid": {http.MethodGet, inFragment, url.Values{"state": {sent}}},
	"google":       redirected(url.Values{"error": {"access_denied"}, "iss": {issuer}, "state": {sent}}),

	"socialplus":        relayed,
	"socialplus-apple":  relayed,
	"socialplus-google": relayed,
	"socialplus-yahoo":  relayed,
	// The state is the Relying Party's own, in its callback's address.
	"socialplus-token": redirected(url.Values{"status": {"failed"}, "reason": {"canceled"}, "state": {sent}}),
}

// TestCancelAtEveryProvider presses cancel as a person does, on the last page that has
// such a button, and holds what the callback is sent to the provider's documents.
func TestCancelAtEveryProvider(t *testing.T) {
	w := newWalk(t)
	ways := 0
	for _, p := range mockidp.Profiles() {
		for _, way := range p.WayIDs() {
			ways++
			t.Run(way, func(t *testing.T) {
				want, ok := cancelled[way]
				require.True(t, ok, "what does %s tell of who cancels?", way)
				newcomer(t, w).cancel(way, want)
			})
		}
	}
	assert.Equal(t, len(cancelled), ways, "an answer for each way, and no other")
}

// newcomer is a person of their own before the same mocks.
func newcomer(t *testing.T, w *walk) *walk {
	t.Helper()
	other := *w
	other.T = t
	var err error
	other.browser, err = w.pool.Browser(chromiumdriver.Hooks{})
	require.NoError(t, err)
	return &other
}

func (w *walk) cancel(way string, want refusal) {
	w.Helper()
	callback := w.hand.Origin + "/callback/" + way
	w.open(w.hand.Origin + "/")
	w.browser.Hold(func(r *driver.Request) bool { return strings.HasPrefix(r.URL.String(), callback) })
	w.use("#login-" + way)
	w.readable()
	request := w.asked()
	w.use("[id^=choose-]") // the first of the people
	w.readable()
	w.use("#cancel")

	held := w.page.Held
	require.NotNil(w, held, "the browser is at %s", w.page.URL)
	assert.Equal(w, want.method, held.Method)
	behind, err := url.ParseQuery(held.URL.Fragment)
	require.NoError(w, err)
	for place, got := range map[string]url.Values{inQuery: held.URL.Query(), inBody: held.Form, inFragment: behind} {
		if place == want.place {
			assert.Equal(w, w.filled(want.params, request), got)
			continue
		}
		assert.Empty(w, got, "in the %s", place)
	}

	w.browser.Hold(nil)
	w.page, err = w.browser.Resume(w.ctx, held)
	require.NoError(w, err)
	w.shows("ログインを取りやめました", "マイページ")
}

// use presses one control and goes no further.
func (w *walk) use(selector string) {
	w.Helper()
	page, err := w.browser.Use(w.ctx, w.page, selector, nil)
	require.NoError(w, err)
	w.page = page
}

// readable expects a provider's page in Japanese that says for which service it is.
func (w *walk) readable() {
	w.Helper()
	require.False(w, strings.HasPrefix(w.page.URL.String(), w.hand.Origin), "%s is not the provider's", w.page.URL)
	host, _, _ := strings.Cut(strings.TrimPrefix(w.page.URL.Path, "/"), "/")
	query := w.page.URL.Query()
	id := query.Get("client_id") + query.Get("loginChannelId")
	for _, p := range w.mock.Providers() {
		for _, c := range p.Clients {
			if c.ClientID == id && slices.Contains(p.Hosts(), host) {
				w.shows(`<html lang="ja">`)
				w.shows("<strong>" + c.Name + "</strong>")
				return
			}
		}
	}
	require.Fail(w, "no client is named in its address", w.page.URL)
}

// asked is the authorization request of the Relying Party that led to the page.
func (w *walk) asked() url.Values {
	w.Helper()
	for _, hop := range w.page.Hops {
		if address, err := url.Parse(hop.URL); err == nil && hop.Mocked {
			return address.Query()
		}
	}
	require.Fail(w, "no request to a provider")
	return nil
}

// filled is what is documented, with what only this login has.
func (w *walk) filled(params, request url.Values) url.Values {
	w.Helper()
	all := url.Values{}
	for name := range params {
		switch value := params.Get(name); value {
		case sent:
			back, err := url.Parse(request.Get("callback"))
			require.NoError(w, err)
			all.Set(name, request.Get("state")+back.Query().Get("state"))
			require.NotEmpty(w, all.Get(name))
		case issuer:
			p, err := w.mock.Provider("google")
			require.NoError(w, err)
			all.Set(name, w.names.Issuer(p.Profile.Issuer))
		default:
			all.Set(name, value)
		}
	}
	return all
}
