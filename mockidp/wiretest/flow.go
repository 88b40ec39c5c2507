package wiretest

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/stretchr/testify/require"

	"torii/fixtures/client"
	"torii/fixtures/key"
	"torii/fixtures/persona"
	"torii/mockidp"
	"torii/mockidp/op"
	"torii/mockidp/plan"
	"torii/mockidp/profile"
	"torii/mockidp/token"
)

// Party is a Relying Party that checks nothing: it plays a code flow and keeps what it is given.
type Party struct {
	Mock     *mockidp.Mock
	Provider *op.Provider
	Client   client.Client
	Redirect string
}

// NewParty returns a Relying Party with a provider's first client.
func NewParty(t testing.TB, m *mockidp.Mock, provider string) Party {
	t.Helper()
	p, err := m.Provider(provider)
	require.NoError(t, err)
	return Party{Mock: m, Provider: p, Client: p.Clients[0], Redirect: "http://localhost:3000/callback"}
}

// Person returns one of the provider's people.
func (p Party) Person(t testing.TB, id string) persona.Person {
	t.Helper()
	who, ok := persona.Find(p.Provider.People, id)
	require.True(t, ok, id)
	return who
}

// Verifier is the proof key that every flow of a Party uses.
const Verifier = "wJKN8qz5t8SSI9lMFhBB6qwNkQBkuPZoCxzRhwLRUo1"

// Request returns the parameters of an authorization request; a value of "" leaves one out.
func (p Party) Request(change map[string]string) url.Values {
	digest := sha256.Sum256([]byte(Verifier))
	v := url.Values{"response_type": {"code"}, "client_id": {p.Client.ClientID}, "redirect_uri": {p.Redirect}, "scope": {p.scope()},
		"state": {"a-state-of-some-length"}, "nonce": {"a-nonce-of-some-length"},
		"code_challenge": {base64.RawURLEncoding.EncodeToString(digest[:])}, "code_challenge_method": {"S256"}}
	for name, value := range change {
		v.Set(name, value)
		if value == "" {
			v.Del(name)
		}
	}
	return v
}

// scope is what a party asks for: what every provider knows, of the usual ones.
func (p Party) scope() string {
	for _, m := range p.Provider.Profile.Metadata {
		if list, ok := m.Value.([]string); ok && m.Name == "scopes_supported" && !slices.Contains(list, "profile") {
			return "openid"
		}
	}
	return "openid profile email"
}

// Secret is what the client authenticates with: its secret, or a token signed for the occasion.
func (p Party) Secret(t testing.TB) string {
	t.Helper()
	if p.Client.Key == "" {
		return p.Client.Secret
	}
	private, err := key.Private(p.Client.Key)
	require.NoError(t, err)
	now := p.Mock.Now()
	secret, err := token.Compact(token.Signing{Alg: token.ES256, Key: token.Key{Private: private},
		Header: token.Object{{Name: "alg", Value: string(token.ES256)}, {Name: "kid", Value: p.Client.KeyID}}},
		token.Object{{Name: "iss", Value: p.Client.Team}, {Name: "iat", Value: now.Unix()}, {Name: "exp", Value: now.Add(time.Minute).Unix()},
			{Name: "aud", Value: p.Provider.Profile.Issuer}, {Name: "sub", Value: p.Client.ClientID}})
	require.NoError(t, err)
	return secret
}

// Authorize sends the request of a planted login, and returns what comes back on the callback.
func (p Party) Authorize(t testing.TB, login string, request url.Values) url.Values {
	t.Helper()
	to := p.Walk(t, login, p.Provider.Address(profile.Authorization)+"?"+request.Encode())
	require.Equal(t, p.Redirect, to.Scheme+"://"+to.Host+to.Path, "not on the callback")
	if to.Fragment != "" {
		back, err := url.ParseQuery(to.EscapedFragment())
		require.NoError(t, err)
		return back
	}
	return to.Query()
}

// posts returns what a form that posts itself would send, as an address; nil where a
// response is none.
func posts(t testing.TB, res *httptest.ResponseRecorder) *url.URL {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(res.Body.Bytes()))
	require.NoError(t, err)
	form := doc.Find("body[onload] form[method=post]")
	action, ok := form.Attr("action")
	if res.Code != http.StatusOK || !ok {
		return nil
	}
	to, err := url.Parse(action)
	require.NoError(t, err)
	values := to.Query()
	for _, input := range form.Find("input[name]").EachIter() {
		values.Add(input.AttrOr("name", ""), input.AttrOr("value", ""))
	}
	to.RawQuery = values.Encode()
	return to
}

// location is where an answer sends the browser on to, in whichever letters its header is written.
func location(res *http.Response) (*url.URL, error) {
	for name, values := range res.Header.Clone() {
		res.Header[http.CanonicalHeaderKey(name)] = values
	}
	return res.Location()
}

// maxHops bounds how often a login may be sent on.
const maxHops = 10

// Walk opens an address as the browser of a planted login does, through every mocked
// provider it is sent on to, and returns the first address outside.
func (p Party) Walk(t testing.TB, login, address string) *url.URL {
	t.Helper()
	for range maxHops {
		r := httptest.NewRequest(http.MethodGet, address, nil)
		r.Header.Set(plan.Header, login)
		res := Do(t, p.Mock, r)
		if to := posts(t, res); to != nil {
			return to
		}
		require.Contains(t, []int{http.StatusFound, http.StatusSeeOther}, res.Code, res.Body)
		to, err := location(res.Result())
		require.NoError(t, err)
		if !p.Mock.Mocks(to.Host) {
			return to
		}
		address = to.String()
	}
	require.Fail(t, "sent on without end", address)
	return nil
}

// Exchange redeems a code.
func (p Party) Exchange(t testing.TB, code string) *httptest.ResponseRecorder {
	t.Helper()
	return p.Token(t, url.Values{"grant_type": {"authorization_code"}, "code": {code}, "redirect_uri": {p.Redirect}, "code_verifier": {Verifier}})
}

// Token sends a token request with the client's secret, by HTTP Basic where the provider takes nothing else.
func (p Party) Token(t testing.TB, form url.Values) *httptest.ResponseRecorder {
	t.Helper()
	basic := p.Provider.Profile.Reply.Errors[profile.AuthMethod].Code == "unauthorized"
	if !basic {
		form.Set("client_id", p.Client.ClientID)
		form.Set("client_secret", p.Secret(t))
	}
	r := httptest.NewRequest(http.MethodPost, p.Provider.Address(profile.Token), strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if basic {
		r.SetBasicAuth(p.Client.ClientID, p.Client.Secret)
	}
	return Do(t, p.Mock, r)
}

// UserInfo asks for the person of an access token.
func (p Party) UserInfo(t testing.TB, accessToken string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, p.Provider.Address(profile.UserInfo), nil)
	r.Header.Set("Authorization", "Bearer "+accessToken)
	return Do(t, p.Mock, r)
}

// Tokens is a token response.
type Tokens struct {
	AccessToken    string `json:"access_token"`
	RefreshToken   string `json:"refresh_token"`
	IDToken        string `json:"id_token"`
	Scope          string `json:"scope"`
	Error          string `json:"error"`
	RefreshSeconds int    `json:"refresh_token_expires_in"`
}

// TokensOf reads a token response; what is no JSON gives the zero value.
func TokensOf(res *httptest.ResponseRecorder) Tokens {
	var tokens Tokens
	_ = json.Unmarshal(res.Body.Bytes(), &tokens) // a fault may have made it anything
	return tokens
}

// Do sends a request to a handler. A caller who has left gets an answer of no status.
func Do(t testing.TB, h http.Handler, r *http.Request) (w *httptest.ResponseRecorder) {
	t.Helper()
	w = httptest.NewRecorder()
	left, leave := context.WithCancel(r.Context())
	leave() // nobody waits in a test: a silent answer ends at once
	defer func() {
		if gone := recover(); gone != nil {
			err, ok := gone.(error)
			require.True(t, ok && errors.Is(err, http.ErrAbortHandler), "panic: %v", gone)
			w.Code = 0
		}
	}()
	h.ServeHTTP(w, r.WithContext(left))
	return w
}
