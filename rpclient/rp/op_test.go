package rp

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/stretchr/testify/require"
)

const testSecret = "0123456789abcdef0123456789abcdef"

// rsaKeys are two signing keys for the whole test run: making one is slow.
var rsaKeys = sync.OnceValue(func() [2]*rsa.PrivateKey {
	var keys [2]*rsa.PrivateKey
	for i := range keys {
		key, err := rsa.GenerateKey(rand.Reader, 2048)
		if err != nil {
			panic(err)
		}
		keys[i] = key
	}
	return keys
})

// op is a tiny OpenID Provider: a back channel without listener, and the front
// channel as a function. A test bends one answer by one function.
type op struct {
	t testing.TB
	p Provider

	respond  func(response url.Values)        // bends the authorization response
	token    func(answer map[string]any)      // bends the token response
	claims   func(claims map[string]any)      // bends the ID token's claims
	sign     func(op *op, payload any) string // replaces signing
	userinfo func(answer map[string]any)      // bends the UserInfo response
	wire     func(r *http.Request) (*http.Response, error)

	subject, email, name string
	signer               int // index into rsaKeys of the key in use; the set holds only this one

	mu       sync.Mutex
	requests map[string]url.Values // authorization requests by code
	calls    map[string]int        // back-channel calls by path
	now      func() time.Time
	codes    atomic.Int64
}

func newOP(t testing.TB, p Provider, now func() time.Time) *op {
	return &op{
		t: t, p: p, now: now, subject: "U0123456789abcdef0123456789abcdef", email: "hanako@example.com", name: "花子",
		requests: map[string]url.Values{}, calls: map[string]int{},
	}
}

// authorize is the front channel: what the browser is sent back with.
func (o *op) authorize(location string) url.Values {
	u, err := url.Parse(location)
	require.NoError(o.t, err)
	require.Equal(o.t, o.p.AuthURL, "https://"+u.Host+u.Path)
	q := u.Query()
	code := "4/0A" + strings.Repeat("x", int(o.codes.Add(1)))
	o.mu.Lock()
	o.requests[code] = q
	o.mu.Unlock()
	response := url.Values{"code": {code}, "state": {q.Get("state")}, "foo": {"bar", "baz"}}
	if o.p.ResponseIss {
		response.Set("iss", o.p.Issuer)
	}
	if o.respond != nil {
		o.respond(response)
	}
	return response
}

// RoundTrip is the back channel.
func (o *op) RoundTrip(r *http.Request) (*http.Response, error) {
	o.mu.Lock()
	o.calls[r.URL.Path]++
	o.mu.Unlock()
	if o.wire != nil {
		if resp, err := o.wire(r); resp != nil || err != nil {
			return resp, err
		}
	}
	switch "https://" + r.URL.Host + r.URL.Path {
	case o.p.MetadataURL:
		return reply(200, map[string]any{"issuer": o.p.Issuer, "authorization_endpoint": o.p.AuthURL, "token_endpoint": o.p.TokenURL,
			"jwks_uri": o.p.JWKSURL, "userinfo_endpoint": o.p.UserInfoURL}), nil
	case o.p.TokenURL:
		return o.tokens(r)
	case o.p.JWKSURL:
		return reply(200, jose.JSONWebKeySet{Keys: []jose.JSONWebKey{o.publicKey()}}), nil
	case o.p.UserInfoURL:
		answer := map[string]any{"sub": o.subject, "name": o.name}
		if o.userinfo != nil {
			o.userinfo(answer)
		}
		return reply(200, answer), nil
	}
	return reply(404, nil), nil
}

func (o *op) tokens(r *http.Request) (*http.Response, error) {
	body, _ := io.ReadAll(r.Body)
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return nil, err
	}
	o.mu.Lock()
	request, ok := o.requests[form.Get("code")]
	delete(o.requests, form.Get("code"))
	o.mu.Unlock()
	challenge := sha256.Sum256([]byte(form.Get("code_verifier")))
	if !ok || form.Get("redirect_uri") != request.Get("redirect_uri") || form.Get("client_secret") != testSecret ||
		request.Get("code_challenge") != base64.RawURLEncoding.EncodeToString(challenge[:]) {
		return reply(400, map[string]any{"error": "invalid_grant"}), nil
	}
	answer := map[string]any{
		"access_token": "an-access-token", "token_type": "Bearer", "expires_in": 3600, "new_member": 1,
		"id_token": o.idToken(request),
	}
	if o.token != nil {
		o.token(answer)
	}
	return reply(200, answer), nil
}

func (o *op) idToken(request url.Values) string {
	now := o.now().Unix()
	claims := map[string]any{
		"iss": o.p.Issuer, "aud": o.p.ClientID, "sub": o.subject, "exp": now + 3600, "iat": now,
		"nonce": request.Get("nonce"), "email": o.email, "new_claim": []int{1},
	}
	if request.Has("max_age") {
		claims["auth_time"] = now
	}
	if o.claims != nil {
		o.claims(claims)
	}
	if o.sign != nil {
		return o.sign(o, claims)
	}
	return o.signed(claims)
}

// signed signs as the provider honestly does.
func (o *op) signed(payload any) string {
	if o.p.Algorithm == HS256 {
		return compact(o.t, jose.SigningKey{Algorithm: jose.HS256, Key: []byte(testSecret)}, payload)
	}
	return compact(o.t, jose.SigningKey{Algorithm: jose.RS256,
		Key: jose.JSONWebKey{Key: rsaKeys()[o.signer], KeyID: o.publicKey().KeyID}}, payload)
}

func (o *op) publicKey() jose.JSONWebKey {
	return jose.JSONWebKey{Key: rsaKeys()[o.signer].Public(), KeyID: "kid-" + string(rune('a'+o.signer)), Use: "sig", Algorithm: "RS256"}
}

func (o *op) called(path string) int {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.calls[path]
}

func compact(t testing.TB, key jose.SigningKey, payload any) string {
	signer, err := jose.NewSigner(key, (&jose.SignerOptions{}).WithType("JWT"))
	require.NoError(t, err)
	data, err := json.Marshal(payload)
	require.NoError(t, err)
	jws, err := signer.Sign(data)
	require.NoError(t, err)
	token, err := jws.CompactSerialize()
	require.NoError(t, err)
	return token
}

// unsigned joins header and claims with a signature part that signs nothing.
func unsigned(t testing.TB, header, claims any, signature string) string {
	var parts []string
	for _, v := range []any{header, claims} {
		data, err := json.Marshal(v)
		require.NoError(t, err)
		parts = append(parts, base64.RawURLEncoding.EncodeToString(data))
	}
	return strings.Join(append(parts, signature), ".")
}

func reply(status int, body any) *http.Response {
	data, _ := json.Marshal(body)
	w := httptest.NewRecorder()
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	w.Write(data)
	return w.Result()
}

// bench is a Relying Party, a provider and a browser.
type bench struct {
	t   testing.TB
	app *App
	op  *op
	now time.Time
	browser
}

const testOrigin = "https://rp.example.test"

func newBench(t testing.TB, p Provider, change ...func(*Config)) *bench {
	b := &bench{t: t, now: time.Date(2026, 4, 1, 9, 0, 0, 0, time.UTC)}
	clock := func() time.Time { return b.now }
	b.op = newOP(t, p, clock)
	db, err := OpenMemory()
	require.NoError(t, err)
	t.Cleanup(func() { db.Close() })
	config := Config{Origin: testOrigin, Providers: []Provider{p}, DB: db, Transport: b.op, Now: clock}
	for _, c := range change {
		c(&config)
	}
	b.app, err = New(config)
	require.NoError(t, err)
	b.browser = browser{app: b.app}
	return b
}

// browser keeps the one cookie.
type browser struct {
	app    http.Handler
	cookie string
}

func (b *browser) do(method, address string, header ...string) *http.Response {
	r := httptest.NewRequest(method, testOrigin+address, nil)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	if b.cookie != "" {
		r.AddCookie(&http.Cookie{Name: sessionCookie, Value: b.cookie})
	}
	w := httptest.NewRecorder()
	b.app.ServeHTTP(w, r)
	resp := w.Result()
	for _, c := range resp.Cookies() {
		if c.Name == sessionCookie {
			b.cookie = c.Value
		}
	}
	return resp
}

// start presses the login button and returns where it leads.
func (b *bench) start() string {
	resp := b.do("POST", "/login/"+b.op.p.ID)
	require.Equal(b.t, 303, resp.StatusCode)
	return resp.Header.Get("Location")
}

// back returns from the provider with the authorization response.
func (b *bench) back(response url.Values) *http.Response {
	return b.do("GET", "/callback/"+b.op.p.ID+"?"+response.Encode())
}

// login is one complete login.
func (b *bench) login() *http.Response { return b.back(b.op.authorize(b.start())) }

// me returns who the Relying Party takes the browser for.
func (b *browser) me() (status int, me member) {
	resp := b.do("GET", "/me", "Accept", "application/json")
	json.NewDecoder(resp.Body).Decode(&me)
	return resp.StatusCode, me
}

func text(resp *http.Response) string {
	data, _ := io.ReadAll(resp.Body)
	return string(data)
}
