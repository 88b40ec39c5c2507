package odd_test

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	jose "github.com/go-jose/go-jose/v4"

	"torii/mockidp/clock"
)

// rp is a small Relying Party that does what the specifications ask, and no more. Each of its
// fields replaces one step by an odd one; nil is the right step.
type rp struct {
	// request changes the parameters of the authorization request.
	request func(query url.Values)
	// loginPath and callbackPath are where logins begin and end; the provider's name follows. "" is /login/ and /callback/.
	loginPath, callbackPath string
	// broker is the origin that logins come back to, by its name in the file; "" is the RP's own.
	broker string
	// around stands before every page.
	around func(next http.Handler) http.Handler
	// answered looks at the authorization response: the login under way, and nil where the browser has none.
	answered func(a *app, p provider, r *http.Request) (*pending, error)
	// redeem trades the code for the ID token.
	redeem func(a *app, p provider, code, verifier string) (idToken, accessToken string, err error)
	// verify reads the ID token and believes it or not.
	verify func(a *app, p provider, l *pending, idToken string) (claims, error)
	// keys are the provider's, for a token that names that one.
	keys func(p provider, kid string) (jose.JSONWebKeySet, error)
	// member names the member that somebody is.
	member func(p provider, c claims, accessToken string) (string, error)
	// joins asks somebody who is no member yet to become one; nil makes everybody a member.
	joins func(a *app, w http.ResponseWriter, member string)
	// session answers at /me; member is "" where nobody is signed in.
	session func(w http.ResponseWriter, r *http.Request, member string)
	// pages are further ones, by pattern of http.ServeMux.
	pages map[string]func(a *app) http.HandlerFunc
}

// claims are what an ID token says.
type claims map[string]any

func (c claims) text(name string) string { s, _ := c[name].(string); return s }

// provider is one that people sign in with, by the metadata that it publishes.
type provider struct {
	name, issuer, clientID, secret string

	Publisher string `json:"issuer"`
	Authorize string `json:"authorization_endpoint"`
	Token     string `json:"token_endpoint"`
	UserInfo  string `json:"userinfo_endpoint"`
	Keys      string `json:"jwks_uri"`
}

// pending is a login that has begun.
type pending struct{ provider, state, nonce, verifier, browser string }

// app is an rp at work.
type app struct {
	rp
	origin    string
	providers map[string]provider

	mu      sync.Mutex
	pending map[string]*pending // by state
	members map[string]string   // by session
	joined  map[string]bool     // members there are
}

// client follows no redirect of a provider's: it would carry code and secret along.
var client = &http.Client{Timeout: 5 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}

func getJSON(req *http.Request, into any) error {
	res, err := client.Do(req)
	if err != nil {
		return err
	}
	defer func() { _ = res.Body.Close() }()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answered %s", req.URL.Host, res.Status)
	}
	return json.NewDecoder(io.LimitReader(res.Body, 1<<20)).Decode(into)
}

func get(address string, into any) error {
	req, err := http.NewRequestWithContext(context.Background(), http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	return getJSON(req, into)
}

// open reads the metadata of a provider where it is first needed.
func (a *app) open(name string) (provider, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	p, known := a.providers[name]
	if !known {
		return p, errors.New("no such provider")
	}
	if p.Authorize == "" {
		if err := get(strings.TrimSuffix(p.issuer, "/")+"/.well-known/openid-configuration", &p); err != nil {
			return p, err
		}
		if p.Publisher != p.issuer {
			return p, errors.New("the metadata are another issuer's")
		}
		a.providers[name] = p
	}
	return p, nil
}

func random() string {
	b := make([]byte, 24)
	_, _ = rand.Read(b)
	return base64.RawURLEncoding.EncodeToString(b)
}

func refuse(w http.ResponseWriter, why error) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(http.StatusForbidden)
	fmt.Fprintf(w, `<!doctype html><html lang="en"><title>No login</title><p>You could not be signed in. <a href="/">Back</a><!-- %s -->`,
		html.EscapeString(why.Error()))
}

func cookie(name, value string) *http.Cookie {
	return &http.Cookie{Name: name, Value: value, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode}
}

func (a *app) login(w http.ResponseWriter, r *http.Request) {
	p, err := a.open(r.PathValue("provider"))
	if err != nil {
		refuse(w, err)
		return
	}
	l := &pending{provider: p.name, state: random(), nonce: random(), verifier: random() + random(), browser: random()}
	if c, err := r.Cookie("browser"); err == nil && c.Value != "" {
		l.browser = c.Value
	}
	a.mu.Lock()
	a.pending[l.state] = l
	a.mu.Unlock()
	sum := sha256.Sum256([]byte(l.verifier))
	query := url.Values{"response_type": {"code"}, "client_id": {p.clientID}, "redirect_uri": {a.redirectURI(p)}, "scope": {"openid profile email"},
		"state": {l.state}, "nonce": {l.nonce}, "code_challenge": {base64.RawURLEncoding.EncodeToString(sum[:])}, "code_challenge_method": {"S256"}}
	if a.request != nil {
		a.request(query)
	}
	http.SetCookie(w, cookie("browser", l.browser))
	http.Redirect(w, r, p.Authorize+"?"+query.Encode(), http.StatusFound)
}

func (a *app) redirectURI(p provider) string {
	if a.broker != "" {
		return os.Getenv("BROKER") + a.callbackPath + p.name
	}
	return a.origin + a.callbackPath + p.name
}

func (a *app) callback(w http.ResponseWriter, r *http.Request) {
	p, err := a.open(r.PathValue("provider"))
	if err != nil {
		refuse(w, err)
		return
	}
	member, err := a.identified(p, r)
	if err != nil {
		refuse(w, err)
		return
	}
	a.mu.Lock()
	known := a.joined[member]
	a.mu.Unlock()
	if a.joins != nil && !known {
		a.joins(a, w, member)
		return
	}
	a.signIn(w, r, member)
}

func (a *app) signIn(w http.ResponseWriter, r *http.Request, member string) {
	id := random()
	a.mu.Lock()
	a.members[id], a.joined[member] = member, true
	a.mu.Unlock()
	http.SetCookie(w, cookie("session", id))
	http.Redirect(w, r, a.origin+"/", http.StatusFound)
}

// identified tells which member has come back from the provider.
func (a *app) identified(p provider, r *http.Request) (string, error) {
	l, err := a.answered(a, p, r)
	if err != nil {
		return "", err
	}
	verifier := ""
	if l != nil {
		verifier = l.verifier
	}
	idToken, accessToken, err := a.redeem(a, p, r.FormValue("code"), verifier)
	if err != nil {
		return "", err
	}
	c, err := a.verify(a, p, l, idToken)
	if err != nil {
		return "", err
	}
	return a.member(p, c, accessToken)
}

// answeredOnce takes a response to a login that this browser has begun at this provider, once.
func answeredOnce(a *app, p provider, r *http.Request) (*pending, error) {
	a.mu.Lock()
	l := a.pending[r.FormValue("state")]
	delete(a.pending, r.FormValue("state"))
	a.mu.Unlock()
	browser, err := r.Cookie("browser")
	switch {
	case l == nil || err != nil || l.provider != p.name || subtle.ConstantTimeCompare([]byte(l.browser), []byte(browser.Value)) != 1:
		return nil, errors.New("no login of this browser's")
	case r.Form.Has("iss") && r.Form.Get("iss") != p.issuer:
		return nil, errors.New("another issuer has answered")
	case r.Form.Has("error") || r.Form.Get("code") == "" || len(r.Form["code"]) > 1 || len(r.Form["state"]) > 1:
		return nil, errors.New("the provider gave no code")
	}
	return l, nil
}

func redeemed(a *app, p provider, code, verifier string) (idToken, accessToken string, err error) {
	form := url.Values{"grant_type": {"authorization_code"}, "code": {code}, "redirect_uri": {a.redirectURI(p)}, "code_verifier": {verifier},
		"client_id": {p.clientID}, "client_secret": {p.secret}}
	req, err := http.NewRequestWithContext(context.Background(), http.MethodPost, p.Token, strings.NewReader(form.Encode()))
	if err != nil {
		return "", "", err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	var reply struct {
		IDToken     string `json:"id_token"`
		AccessToken string `json:"access_token"`
		TokenType   string `json:"token_type"`
	}
	if err := getJSON(req, &reply); err != nil {
		return "", "", err
	}
	if reply.IDToken == "" || reply.AccessToken == "" || !strings.EqualFold(reply.TokenType, "bearer") {
		return "", "", errors.New("the answer to the code holds no tokens")
	}
	return reply.IDToken, reply.AccessToken, nil
}

// verified believes an ID token as OpenID Connect Core 1.0, 3.1.3.7 has it.
func verified(a *app, p provider, l *pending, idToken string) (claims, error) {
	c, err := signed(a, p, idToken)
	if err != nil {
		return nil, err
	}
	now := float64(new(clock.Clock).Now().Unix())
	exp, dated := c["exp"].(float64)
	iat, made := c["iat"].(float64)
	audience, _ := c["aud"].([]any)
	if one, is := c["aud"].(string); is {
		audience = []any{one}
	}
	switch {
	case c.text("iss") != p.issuer:
		return nil, errors.New("issuer")
	case len(audience) != 1 || audience[0] != p.clientID:
		return nil, errors.New("audience")
	case c["azp"] != nil && c["azp"] != p.clientID:
		return nil, errors.New("authorized party")
	case !dated || now > exp+60 || !made || iat > now+60 || iat < now-3600:
		return nil, errors.New("time")
	case c["nbf"] != nil && !reached(c["nbf"], now):
		return nil, errors.New("not yet valid")
	case l == nil || c.text("nonce") != l.nonce:
		return nil, errors.New("nonce")
	case c.text("sub") == "" || len(c.text("sub")) > 255:
		return nil, errors.New("subject")
	}
	return c, nil
}

// published fetches the keys whenever there is something to verify.
func published(p provider, _ string) (set jose.JSONWebKeySet, err error) {
	err = get(p.Keys, &set)
	return set, err
}

func reached(nbf any, now float64) bool { n, is := nbf.(float64); return is && n <= now+60 }

// signed reads a token signed as this provider signs: RS256 by a published key, or LINE's HS256 by the client secret.
func signed(a *app, p provider, idToken string) (claims, error) {
	alg := jose.RS256
	if p.name == "line" {
		alg = jose.HS256
	}
	jws, err := jose.ParseSignedCompact(idToken, []jose.SignatureAlgorithm{alg})
	if err != nil {
		return nil, err
	}
	keys := []any{[]byte(p.secret)}
	if alg == jose.RS256 {
		set, err := a.keys(p, jws.Signatures[0].Header.KeyID)
		if err != nil {
			return nil, err
		}
		keys = keys[:0]
		for _, k := range set.Key(jws.Signatures[0].Header.KeyID) {
			keys = append(keys, k.Key)
		}
	}
	i := slices.IndexFunc(keys, func(k any) bool { _, err := jws.Verify(k); return err == nil })
	if i < 0 {
		return nil, errors.New("no key of the provider's verifies the ID token")
	}
	payload, err := jws.Verify(keys[i])
	if err != nil {
		return nil, err
	}
	c := claims{}
	return c, json.Unmarshal(payload, &c)
}

// unverified reads an ID token and believes all of it.
func unverified(idToken string) (claims, error) {
	parts := strings.Split(idToken, ".")
	if len(parts) != 3 {
		return nil, errors.New("no ID token")
	}
	payload, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		return nil, err
	}
	c := claims{}
	return c, json.Unmarshal(payload, &c)
}

func byIssuerAndSubject(p provider, c claims, _ string) (string, error) {
	return fmt.Sprintf("%x", sha256.Sum256([]byte(p.issuer+"\n"+c.text("sub")))), nil
}

func whoami(w http.ResponseWriter, _ *http.Request, member string) {
	if member == "" {
		http.Error(w, "nobody", http.StatusUnauthorized)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]string{"user": member})
}

func (a *app) signedIn(r *http.Request) string {
	c, err := r.Cookie("session")
	if err != nil {
		return ""
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.members[c.Value]
}

func (a *app) logout(w http.ResponseWriter, r *http.Request) {
	if c, err := r.Cookie("session"); err == nil {
		a.mu.Lock()
		delete(a.members, c.Value)
		a.mu.Unlock()
	}
	http.SetCookie(w, &http.Cookie{Name: "session", Path: "/", MaxAge: -1})
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

func (a *app) home(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprint(w, `<!doctype html><html lang="en"><title>Small</title>`)
	for name := range a.providers {
		fmt.Fprintf(w, `<a id="login-%[1]s" href="%[2]s%[1]s">%[1]s</a> `, name, a.loginPath)
	}
	fmt.Fprint(w, `<form method="post" action="/logout"><button id="logout">Log out</button></form>`)
}

// right fills in the right steps.
func right(r rp) *app {
	fill(&r.loginPath, "/login/")
	fill(&r.callbackPath, "/callback/")
	if r.answered == nil {
		r.answered = answeredOnce
	}
	if r.redeem == nil {
		r.redeem = redeemed
	}
	if r.verify == nil {
		r.verify = verified
	}
	if r.keys == nil {
		r.keys = published
	}
	if r.member == nil {
		r.member = byIssuerAndSubject
	}
	if r.session == nil {
		r.session = whoami
	}
	return &app{rp: r, origin: os.Getenv("ORIGIN"), providers: map[string]provider{}, pending: map[string]*pending{}, members: map[string]string{}, joined: map[string]bool{}}
}

func fill(s *string, otherwise string) {
	if *s == "" {
		*s = otherwise
	}
}

// serve is the rp as a process.
func serve(r rp) error {
	a := right(r)
	for name := range strings.FieldsSeq(os.Getenv("PROVIDERS")) {
		of := strings.ToUpper(name)
		a.providers[name] = provider{name: name, issuer: os.Getenv(of + "_ISSUER"), clientID: os.Getenv(of + "_CLIENT_ID"),
			secret: os.Getenv(of + "_CLIENT_SECRET")}
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", a.home)
	mux.HandleFunc("GET "+a.loginPath+"{provider}", a.login)
	if a.callbackPath != a.loginPath {
		mux.HandleFunc(a.callbackPath+"{provider}", a.callback)
	}
	mux.HandleFunc("GET /me", func(w http.ResponseWriter, r *http.Request) { a.session(w, r, a.signedIn(r)) })
	mux.HandleFunc("POST /logout", a.logout)
	for pattern, page := range a.pages {
		mux.HandleFunc(pattern, page(a))
	}
	var handler http.Handler = mux
	if a.around != nil {
		handler = a.around(mux)
	}
	if a.broker != "" {
		server := &http.Server{Addr: "127.0.0.1:" + os.Getenv("BROKER_PORT"), Handler: handler, ReadHeaderTimeout: 5 * time.Second}
		go func() { fmt.Println(server.ListenAndServe()) }()
	}
	server := &http.Server{Addr: "127.0.0.1:" + os.Getenv("PORT"), Handler: handler, ReadHeaderTimeout: 5 * time.Second}
	return server.ListenAndServe()
}
