package mutant

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/stretchr/testify/require"

	"torii/rpclient/rp"
)

const (
	origin = "https://rp.example.test"
	secret = "0123456789abcdef0123456789abcdef"
	cookie = "__Host-session"
)

// rsaKeys are made once: an RSA key is slow to make.
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

// ecKey is the client's own.
var ecKey = sync.OnceValue(func() *ecdsa.PrivateKey {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(err)
	}
	return key
})

// answer bends one JSON answer.
type answer func(map[string]any)

// world is one Relying Party, honest or mutant, with two bendable providers and one
// browser. What it returns is what a black box sees.
type world struct {
	t      *testing.T
	app    *rp.App
	now    time.Time
	jar    map[string]*http.Cookie
	cookie string // the session's

	provider rp.Provider // the one in use
	known    []rp.Provider
	subject  string
	signer   int // index into rsaKeys

	respond                 func(url.Values)
	token, claims, userinfo answer
	front                   answer // the claims of the response's ID token
	sign, signFront         func(claims map[string]any) string
	status                  map[string]int // HTTP status by the end of the path
	requests                []url.Values   // authorization requests
	forms                   []url.Values   // token requests
	auths                   []string       // and their Authorization headers
	userInfoHost, bearer    string         // of the last UserInfo request
	unbounded               []string       // paths called without deadline
}

func newWorld(t *testing.T, provider string, steps []rp.Step) *world {
	line, google := rp.LINE("1234567890", secret), rp.Google("client.apps.googleusercontent.com", secret)
	yahoo := rp.Yahoo("dj00client-", secret)
	gbizid, verification := rp.GBizID("200199testshinseiexamplejp", secret), rp.GBizIDVerification("200198stgshinseiexamplejp", secret)
	apple := rp.Apple("jp.example.rp.web", "")
	apple.ClientKey = &rp.ClientKey{Team: "A1B2C3D4E5", ID: "K9X8Y7Z6W5", Private: ecKey()}
	w := &world{t: t, now: time.Date(2026, 4, 1, 9, 0, 0, 0, time.UTC), subject: "U1", status: map[string]int{},
		jar: map[string]*http.Cookie{}}
	w.provider = map[string]rp.Provider{"line": line, "google": google, "yahoo": yahoo, "gbizid": gbizid, "apple": apple}[provider]
	db, err := rp.OpenMemory()
	require.NoError(t, err)
	t.Cleanup(func() { db.Close() })
	w.known = []rp.Provider{line, google, yahoo, gbizid, verification, apple}
	w.app, err = rp.New(rp.Config{
		Origin: origin, Providers: w.known, DB: db, Transport: w, Steps: steps,
		Now: func() time.Time { return w.now },
	})
	require.NoError(t, err)
	return w
}

// RoundTrip is the back channel of both providers.
func (w *world) RoundTrip(r *http.Request) (*http.Response, error) {
	if _, bounded := r.Context().Deadline(); !bounded {
		w.unbounded = append(w.unbounded, r.URL.Path)
	}
	body, status := map[string]any{}, 200
	if r.Method == http.MethodGet && r.Header.Get("Authorization") != "" {
		w.userInfoHost, w.bearer = r.URL.Host, r.Header.Get("Authorization")
	}
	for end, s := range w.status {
		if strings.HasSuffix(r.URL.Path, end) {
			status = s
		}
	}
	switch {
	case strings.HasSuffix(r.URL.Path, "/openid-configuration"):
		i := slices.IndexFunc(w.known, func(p rp.Provider) bool { return p.MetadataURL == r.URL.String() })
		p := w.known[i]
		body["issuer"], body["authorization_endpoint"], body["token_endpoint"] = p.Issuer, p.AuthURL, p.TokenURL
		body["jwks_uri"], body["userinfo_endpoint"] = p.JWKSURL, p.UserInfoURL
	case strings.HasSuffix(r.URL.Path, "/token"):
		data, _ := io.ReadAll(r.Body)
		form, _ := url.ParseQuery(string(data))
		w.auths = append(w.auths, r.Header.Get("Authorization"))
		w.forms = append(w.forms, form)
		body["access_token"], body["token_type"] = "an-access-token", "Bearer"
		body["id_token"] = w.idToken()
		bend(w.token, body)
	case strings.HasSuffix(r.URL.Path, "/certs"), strings.HasSuffix(r.URL.Path, "/jwks"), strings.HasSuffix(r.URL.Path, "/jwk"),
		strings.HasSuffix(r.URL.Path, "/keys"):
		body["keys"] = []jose.JSONWebKey{{Key: rsaKeys()[w.signer].Public(), KeyID: w.kid(), Use: "sig", Algorithm: "RS256"}}
	case r.URL.Host == "userinfo.yahooapis.jp" && r.URL.Path != "/yconnect/v2/attribute":
		status = 404
	case strings.HasSuffix(r.URL.Path, "/userinfo"), strings.HasSuffix(r.URL.Path, "/attribute"):
		body["sub"], body["name"], body["picture"] = w.subject, "花子", "https://example.com/p"
		if w.provider.Business != nil {
			body["account_type"], body["corporate_number"], body["name"] = "2", "8999900000001", "株式会社サンプル商事"
			body["email"] = w.subject + "@example.com"
			body["en_name"], body["prefecture_name"], body["user_last_nm"], body["mandate_info"] = "", "01", "架空", []any{}
			body["verified_claims"] = map[string]any{"verification": map[string]any{
				"trust_framework": "jp_gbizid_v1", "assurance_level": "ial2", "time": "2021-06-06T05:32+09:00"}}
		}
		bend(w.userinfo, body)
	}
	rec := httptest.NewRecorder()
	rec.Header().Set("Content-Type", "application/json")
	rec.WriteHeader(status)
	json.NewEncoder(rec).Encode(body)
	return rec.Result(), nil
}

func bend(by answer, body map[string]any) {
	if by != nil {
		by(body)
	}
}

func (w *world) kid() string { return fmt.Sprint("kid-", w.signer) }

func (w *world) idToken() string {
	now := w.now.Unix()
	claims := map[string]any{
		"iss": w.provider.Issuer, "aud": w.provider.ClientID, "sub": w.subject, "exp": now + 3600, "iat": now,
		"email": w.subject + "@example.com",
	}
	if w.provider.UserInfoURL == "" {
		claims["email_verified"], claims["is_private_email"] = true, true
	}
	if n := len(w.requests); n > 0 {
		claims["nonce"] = w.requests[n-1].Get("nonce")
		if w.requests[n-1].Has("max_age") {
			claims["auth_time"] = now
			claims["amr"] = []string{"pwd"}
		}
	}
	bend(w.claims, claims)
	if w.sign != nil {
		return w.sign(claims)
	}
	if w.provider.Algorithm == rp.HS256 {
		return signed(jose.HS256, []byte(secret), nil, claims)
	}
	return signed(jose.RS256, rsaKeys()[w.signer], map[jose.HeaderKey]any{"kid": w.kid()}, claims)
}

func signed(alg jose.SignatureAlgorithm, key any, header map[jose.HeaderKey]any, claims any) string {
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: alg, Key: key}, &jose.SignerOptions{ExtraHeaders: header})
	if err != nil {
		panic(err)
	}
	data, _ := json.Marshal(claims)
	jws, err := signer.Sign(data)
	if err != nil {
		panic(err)
	}
	raw, _ := jws.CompactSerialize()
	return raw
}

// unsigned is a token whose header says alg and whose signature is made by mac.
func unsigned(alg string, claims any, mac func(input string) []byte) string {
	data, _ := json.Marshal(claims)
	encode := base64.RawURLEncoding.EncodeToString
	input := encode([]byte(`{"alg":"`+alg+`"}`)) + "." + encode(data)
	return input + "." + encode(mac(input))
}

func (w *world) do(method, address string) *http.Response {
	return w.send(httptest.NewRequest(method, origin+address, nil), false)
}

// post brings a response as a form from the provider's site: only cookies that are
// meant for other sites go along.
func (w *world) post(address string, form url.Values) *http.Response {
	r := httptest.NewRequest(http.MethodPost, origin+address, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", w.provider.Issuer)
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	return w.send(r, true)
}

func (w *world) send(r *http.Request, crossSite bool) *http.Response {
	r.Header.Set("Accept", "application/json")
	if w.cookie != "" && !crossSite {
		r.AddCookie(&http.Cookie{Name: cookie, Value: w.cookie})
	}
	for _, c := range w.jar {
		if c.Name != cookie && (!crossSite || c.SameSite == http.SameSiteNoneMode) {
			r.AddCookie(c)
		}
	}
	rec := httptest.NewRecorder()
	w.app.ServeHTTP(rec, r)
	for _, c := range rec.Result().Cookies() {
		w.jar[c.Name] = c
		if c.Name == cookie {
			w.cookie = c.Value
		}
	}
	return rec.Result()
}

// frontToken is the ID token of a hybrid response.
func (w *world) frontToken(code string) string {
	sum := sha256.Sum256([]byte(code))
	claims := map[string]any{
		"iss": w.provider.Issuer, "aud": w.provider.ClientID, "sub": w.subject, "exp": w.now.Unix() + 3600, "iat": w.now.Unix(),
		"nonce": w.requests[len(w.requests)-1].Get("nonce"), "c_hash": base64.RawURLEncoding.EncodeToString(sum[:16]),
	}
	bend(w.front, claims)
	if w.signFront != nil {
		return w.signFront(claims)
	}
	return signed(jose.RS256, rsaKeys()[w.signer], map[jose.HeaderKey]any{"kid": w.kid()}, claims)
}

// start presses the login button and returns the provider's honest response.
func (w *world) start() url.Values {
	resp := w.do("POST", "/login/"+w.provider.ID)
	u, err := url.Parse(resp.Header.Get("Location"))
	require.NoError(w.t, err)
	q := u.Query()
	w.requests = append(w.requests, q)
	response := url.Values{"code": {"4/0Acode"}, "state": {q.Get("state")}}
	if w.provider.ResponseIss {
		response.Set("iss", w.provider.Issuer)
	}
	if w.provider.UserField {
		response.Set("id_token", w.frontToken(response.Get("code")))
		response.Set("user", `{"name":{"firstName":"花子","lastName":"佐藤"},"email":"U1@example.com"}`)
	}
	if w.respond != nil {
		w.respond(response)
	}
	return response
}

// back brings the response to the Relying Party and says what came of it.
func (w *world) back(response url.Values) string {
	var resp *http.Response
	if w.provider.FormPost {
		resp = w.post("/callback/"+w.provider.ID, response)
	} else {
		resp = w.do("GET", "/callback/"+w.provider.ID+"?"+response.Encode())
	}
	if resp.StatusCode != http.StatusSeeOther {
		return fmt.Sprint("refused ", resp.StatusCode)
	}
	return w.me()
}

func (w *world) login() string { return w.back(w.start()) }

// me says whom the Relying Party takes the browser for.
func (w *world) me() string {
	body, _ := io.ReadAll(w.do("GET", "/me").Body)
	var who struct {
		Name       string
		Email      string
		Verified   bool `json:"email_verified"`
		Private    bool `json:"email_private"`
		Identities []struct{ Issuer, Subject string }
		Business   any
	}
	json.Unmarshal(body, &who)
	if w.provider.UserField {
		return fmt.Sprint(who.Name, " ", who.Email, " ", who.Verified, " ", who.Private, " ", who.Identities)
	}
	if who.Business == nil {
		return fmt.Sprint(who.Name, " ", who.Identities)
	}
	return fmt.Sprint(who.Name, " ", who.Identities, " ", who.Business)
}
