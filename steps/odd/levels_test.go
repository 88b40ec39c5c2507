package odd_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
	"errors"
	"hash"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"torii/fixtures/rule"
	"torii/mockidp/clock"
	"torii/reports/verdict"
)

// levels are RPs that a person would defend from the clause, and RPs that nobody would:
// each is judged by what the clause binds, and a row is filed under what was broken.
var levels = []entry{
	{an: "RP that reads no nbf, which the specifications leave to it", rp: rp{verify: but(func(c claims) { delete(c, "nbf") })}, rows: []row{
		{"claims/google-nbf-future", verdict.Warned, "signed in"},
		{"claims/google-exp-past", verdict.Passed, ""},
	}},
	{an: "RP that takes only people whose address is verified, and a number for no truth value", rp: rp{member: verifiedOnly}, rows: []row{
		{"claims-honest/google-address-verified-as-number", verdict.Warned, "refused"},
		{"claims-honest/google-address-verified-null", verdict.Warned, "refused"},
	}},
	{an: "RP whose library takes an empty crit for none", rp: rp{verify: withoutEmptyCrit}, rows: []row{
		{"signature/google-crit-empty", verdict.Warned, "signed in"},
		{"signature/google-crit-unknown", verdict.Passed, ""},
	}},
	{an: "RP that turns a second person of the same address away", rp: rp{member: oneAddressOneMember()}, rows: []row{
		{"same-address/google", verdict.Passed, ""},
		{"again/google", verdict.Passed, ""},
	}},
	{an: "RP that turns the second of two simultaneous first logins away", rp: rp{member: notTheSecond()}, rows: []row{
		{"first-at-once/google", verdict.Passed, ""},
	}},
	{an: "RP that makes two members of one person's first two logins", rp: rp{member: anotherEveryTime()}, rows: []row{
		{"first-at-once/google", verdict.Failed, "two members"},
	}},
	{an: "RP that answers every failure with a redirect loop, and signs nobody in", rp: rp{around: looping}, rows: []row{
		{"state/google-state-wrong", verdict.Warned, "stuck"},
		{"error/google-server-error", verdict.Warned, "stuck"},
	}},
	{an: "RP that relies on TLS instead of signatures", rp: rp{verify: trusting}, rows: []row{
		{"signature/google-corrupted", verdict.Warned, "TLS"},
		{"signature/google-alg-none", verdict.Warned, "relies on TLS"},
		{"signature/google-foreign-key", verdict.NotApplicable, "relies on TLS"},
	}},
	{an: "RP that checks signatures and takes none all the same", rp: rp{verify: noneToo}, rows: []row{
		{"signature/google-corrupted", verdict.Passed, ""},
		{"signature/google-alg-none", verdict.Failed, "signed in"},
	}},
	{an: "RP that takes a MAC made with its own client secret", rp: rp{verify: macToo}, rows: []row{
		{"signature/google-hs256-client-secret", verdict.Warned, "signed in"},
		{"signature/google-hs512-client-secret", verdict.Warned, "signed in"},
		{"signature/google-hs256-public-pem", verdict.Passed, ""},
	}},
	{an: "RP that decodes tokens with padding", rp: rp{verify: padded}, rows: []row{
		{"form/google-id-token-padded", verdict.Failed, "signed in"},
	}},
	{an: "RP whose logout takes the cookie away and leaves the session", rp: rp{around: cookieOnly}, rows: []row{
		{"logout/google", verdict.Warned, "cookies from before the logout"},
	}},
	{an: "RP whose logout takes the cookie away and leaves the session, of an owner who has adopted ASVS", rp: rp{around: cookieOnly},
		file: "baseline: asvs\n", rows: []row{
			{"logout/google", verdict.Failed, "cookies from before the logout"},
		}},
	{an: "RP whose logout does nothing", rp: rp{around: noLogout}, rows: []row{
		{"logout/google", verdict.Failed, "still signed in after logout"},
	}},
	{an: "RP that redeems the code before it looks at the state", rp: redeemsFirst(), rows: []row{
		{"state/google-state-wrong", verdict.Warned, "called token"},
		{"login-csrf/google-own-login", verdict.Warned, "called token"},
	}},
	{an: "RP that finds the provider by state, and compares the iss of the response", providers: "google line", rp: byState(true), rows: []row{
		{"login-csrf/google-response-mixed-up", verdict.NotApplicable, "iss of the response"},
	}},
	{an: "RP that finds the provider by state, and reads no iss", providers: "google line", rp: byState(false), rows: []row{
		{"login-csrf/google-response-mixed-up", verdict.Failed, ""},
	}},
	{an: "RP that signs in by the ID token, and leaves an access token of an unknown type", rp: rp{redeem: ofKnownType(true), member: named}, rows: []row{
		{"token-unused/google", verdict.Passed, ""},
	}},
	{an: "RP that uses an access token of an unknown type", rp: rp{redeem: ofKnownType(false), member: named}, rows: []row{
		{"token-unused/google", verdict.Failed, "called userinfo"},
	}},
	{an: "RP that goes down on a token without signature", rp: rp{verify: goingDown}, rows: []row{
		{"signature/google-alg-none", verdict.Failed, "crashed"},
	}},
	{an: "RP whose failures are a line of text with status 500", rp: rp{around: plain}, rows: []row{
		{"id-token-either/google-id-token-100kb", verdict.Passed, ""},
		{"userinfo-error/google-500", verdict.NotApplicable, ""},
		{"keys-either/google-jwks-kid-twice", verdict.Passed, ""},
	}},
	{an: "RP that refuses large tokens with a line of text and status 500", rp: rp{around: plain, verify: small}, rows: []row{
		{"id-token-either/google-id-token-100kb", verdict.Warned, "page made for people"},
	}},
	{an: "RP whose cookie grows with every login begun, until it is refused", rp: rp{around: growing}, rows: []row{
		{"begun-often/google", verdict.Warned, "outcome"},
	}},
	{an: "RP that never calls UserInfo", providers: "google", rows: []row{
		{"userinfo-sub/google-other-sub", verdict.NotApplicable, "does not call userinfo"},
	}},
}

func TestLevels(t *testing.T) { judge(t, levels) }

// TestARowIsFiledUnderTheRuleThatWasBroken: not under the one that the row is about.
func TestARowIsFiledUnderTheRuleThatWasBroken(t *testing.T) {
	for _, tt := range []filedTest{
		{"RP that goes down on a token without signature", "signature/google-alg-none", rule.Alive},
		{"RP that refuses large tokens with a line of text and status 500", "id-token-either/google-id-token-100kb", rule.ReadablePage},
		{"RP whose cookie grows with every login begun, until it is refused", "begun-often/google", rule.Often},
		{"RP that answers every failure with a redirect loop, and signs nobody in", "state/google-state-wrong", rule.ReadablePage},
		{"RP that redeems the code before it looks at the state", "state/google-state-wrong", rule.Order},
		{"RP whose logout does nothing", "logout/google", "SES-LEFT"},
		{"RP that checks signatures and takes none all the same", "signature/google-alg-none", "IDT-ALG"},
	} {
		t.Run(tt.an, tt.run)
	}
}

// filedTest is the rule that a row of an odd RP has to be filed under.
type filedTest struct {
	an, row string
	rule    rule.ID
}

func (tt filedTest) run(t *testing.T) {
	t.Parallel()
	for _, e := range table() {
		if e.an == tt.an {
			require.Equal(t, tt.rule, e.verdicts(t)[tt.row].Rule.ID)
			return
		}
	}
	t.Fatalf("no entry is called %q", tt.an)
}

type verify = func(*app, provider, *pending, string) (claims, error)

// but is the right verification of claims that were changed once the signature held.
func but(change func(claims)) verify {
	return func(a *app, p provider, l *pending, idToken string) (claims, error) {
		c, err := signed(a, p, idToken)
		if err != nil {
			return nil, err
		}
		change(c)
		return believed(p, l, c)
	}
}

// believed looks at the claims of a token whose signature counts as checked.
func believed(p provider, l *pending, c claims) (claims, error) {
	exp, dated := c["exp"].(float64)
	switch {
	case c.text("iss") != p.issuer, c.text("aud") != p.clientID, c.text("sub") == "":
		return nil, errors.New("issuer, audience or subject")
	case !dated || exp < float64(new(clock.Clock).Now().Unix()):
		return nil, errors.New("expired")
	case l == nil || c.text("nonce") != l.nonce:
		return nil, errors.New("nonce")
	}
	return c, nil
}

func trusting(_ *app, p provider, l *pending, idToken string) (claims, error) {
	c, err := unverified(idToken)
	if err != nil {
		return nil, err
	}
	return believed(p, l, c)
}

func algOf(idToken string) string {
	header, _, _ := strings.Cut(idToken, ".")
	b, _ := base64.RawURLEncoding.DecodeString(header)
	var h struct {
		Alg  string `json:"alg"`
		Crit []any  `json:"crit"`
	}
	_ = json.Unmarshal(b, &h)
	if h.Crit != nil && len(h.Crit) == 0 {
		return "empty crit"
	}
	return h.Alg
}

// oddly trusts tokens whose header says so, and verifies all others.
func oddly(says string) verify {
	return func(a *app, p provider, l *pending, idToken string) (claims, error) {
		if algOf(idToken) == says {
			return trusting(a, p, l, idToken)
		}
		return verified(a, p, l, idToken)
	}
}

var (
	withoutEmptyCrit = oddly("empty crit")
	noneToo          = oddly("none")
)

// macToo checks a MAC with the client secret, wherever the header says so and however short the secret is.
func macToo(a *app, p provider, l *pending, idToken string) (claims, error) {
	hashes := map[string]func() hash.Hash{"HS256": sha256.New, "HS384": sha512.New384, "HS512": sha512.New}[algOf(idToken)]
	if hashes == nil {
		return verified(a, p, l, idToken)
	}
	dot := strings.LastIndexByte(idToken, '.')
	mac := hmac.New(hashes, []byte(p.secret))
	mac.Write([]byte(idToken[:dot]))
	if idToken[dot+1:] != base64.RawURLEncoding.EncodeToString(mac.Sum(nil)) {
		return nil, errors.New("another MAC")
	}
	c, err := unverified(idToken)
	if err != nil {
		return nil, err
	}
	return believed(p, l, c)
}

func padded(a *app, p provider, l *pending, idToken string) (claims, error) {
	return verified(a, p, l, strings.ReplaceAll(idToken, "=", ""))
}

// downStatus is what a process ends with that has gone down.
const downStatus = 7

func goingDown(a *app, p provider, l *pending, idToken string) (claims, error) {
	if algOf(idToken) == "none" {
		os.Exit(downStatus)
	}
	return verified(a, p, l, idToken)
}

func small(a *app, p provider, l *pending, idToken string) (claims, error) {
	if len(idToken) > 16<<10 {
		return nil, errors.New("too large")
	}
	return verified(a, p, l, idToken)
}

type member = func(provider, claims, string) (string, error)

func verifiedOnly(p provider, c claims, accessToken string) (string, error) {
	if c["email_verified"] != true {
		return "", errors.New("the address is not verified")
	}
	return byIssuerAndSubject(p, c, accessToken)
}

func oneAddressOneMember() member {
	var owners sync.Map // subject by address
	return func(p provider, c claims, accessToken string) (string, error) {
		if owner, _ := owners.LoadOrStore(c.text("email"), c.text("sub")); owner != c.text("sub") {
			return "", errors.New("the address is taken")
		}
		return byIssuerAndSubject(p, c, accessToken)
	}
}

// counted tells how often a person has come.
func counted() func(claims) int {
	var mu sync.Mutex
	times := map[string]int{}
	return func(c claims) int {
		mu.Lock()
		defer mu.Unlock()
		times[c.text("sub")]++
		return times[c.text("sub")]
	}
}

func notTheSecond() member {
	times := counted()
	return func(p provider, c claims, accessToken string) (string, error) {
		if times(c) == 2 {
			return "", errors.New("somebody else is becoming a member with this account")
		}
		return byIssuerAndSubject(p, c, accessToken)
	}
}

func anotherEveryTime() member {
	times := counted()
	return func(p provider, c claims, accessToken string) (string, error) {
		m, err := byIssuerAndSubject(p, c, accessToken)
		if n := times(c); n <= 2 {
			m += strings.Repeat("x", n)
		}
		return m, err
	}
}

// named asks UserInfo too, where there is a token to ask with.
func named(p provider, c claims, accessToken string) (string, error) {
	if accessToken != "" {
		req, err := http.NewRequest(http.MethodGet, p.UserInfo, nil)
		if err != nil {
			return "", err
		}
		req.Header.Set("Authorization", "Bearer "+accessToken)
		var info claims
		if err := getJSON(req, &info); err != nil || info.text("sub") != c.text("sub") {
			return "", errors.New("UserInfo")
		}
	}
	return byIssuerAndSubject(p, c, accessToken)
}

// ofKnownType gives no access token on where its type is unknown, or gives any.
func ofKnownType(only bool) func(*app, provider, string, string) (string, string, error) {
	return func(a *app, p provider, code, verifier string) (string, string, error) {
		form := url.Values{"grant_type": {"authorization_code"}, "code": {code}, "redirect_uri": {a.redirectURI(p)}, "code_verifier": {verifier},
			"client_id": {p.clientID}, "client_secret": {p.secret}}
		req, err := http.NewRequest(http.MethodPost, p.Token, strings.NewReader(form.Encode()))
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
		if only && !strings.EqualFold(reply.TokenType, "bearer") {
			return reply.IDToken, "", nil
		}
		return reply.IDToken, reply.AccessToken, nil
	}
}

// redeemsFirst uses the code of any response, and looks at the state afterwards.
func redeemsFirst() rp {
	var tokens sync.Map // [2]string by code
	return rp{
		answered: func(a *app, p provider, r *http.Request) (*pending, error) {
			code := r.FormValue("code")
			a.mu.Lock()
			verifier := random()
			if l := a.pending[r.FormValue("state")]; l != nil {
				verifier = l.verifier
			}
			a.mu.Unlock()
			idToken, accessToken, err := redeemed(a, p, code, verifier)
			l, bad := answeredOnce(a, p, r)
			if bad == nil && err == nil {
				tokens.Store(code, [2]string{idToken, accessToken})
			}
			return l, errors.Join(bad, err)
		},
		redeem: func(_ *app, _ provider, code, _ string) (string, string, error) {
			found, _ := tokens.LoadAndDelete(code)
			got, _ := found.([2]string)
			return got[0], got[1], nil
		},
	}
}

// byState takes a response at any callback for one of the provider that the state was sent to.
func byState(comparesIssuer bool) rp {
	var sentTo sync.Map // provider by code verifier
	of := func(l *pending, otherwise provider) provider {
		if l == nil {
			return otherwise
		}
		p, _ := sentTo.Load(l.verifier)
		found, _ := p.(provider)
		return found
	}
	return rp{
		answered: func(a *app, _ provider, r *http.Request) (*pending, error) {
			a.mu.Lock()
			l := a.pending[r.FormValue("state")]
			a.mu.Unlock()
			if l == nil {
				return nil, errors.New("no such login")
			}
			to, err := a.open(l.provider)
			if err != nil {
				return nil, err
			}
			if !comparesIssuer {
				r.Form.Del("iss")
			}
			sentTo.Store(l.verifier, to)
			return answeredOnce(a, to, r)
		},
		redeem: func(a *app, p provider, code, verifier string) (string, string, error) {
			return redeemed(a, of(&pending{verifier: verifier}, p), code, verifier)
		},
		verify: func(a *app, p provider, l *pending, idToken string) (claims, error) {
			return verified(a, of(l, p), l, idToken)
		},
		member: func(_ provider, c claims, accessToken string) (string, error) {
			return byIssuerAndSubject(provider{issuer: c.text("iss")}, c, accessToken)
		},
	}
}

// failing replaces the page of a refusal.
func failing(with http.HandlerFunc) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/lost" {
				with(w, r)
				return
			}
			next.ServeHTTP(&replacing{ResponseWriter: w, r: r, with: with}, r)
		})
	}
}

// replacing writes another page in place of a refusal's.
type replacing struct {
	http.ResponseWriter
	r    *http.Request
	with http.HandlerFunc
	done bool
}

func (p *replacing) WriteHeader(status int) {
	if status != http.StatusForbidden {
		p.ResponseWriter.WriteHeader(status)
		return
	}
	p.done = true
	p.with(p.ResponseWriter, p.r)
}

func (p *replacing) Write(b []byte) (int, error) {
	if p.done {
		return len(b), nil
	}
	return p.ResponseWriter.Write(b)
}

var (
	looping = failing(func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/lost", http.StatusFound) })
	plain   = failing(func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "internal error", http.StatusInternalServerError)
	})
)

func atLogout(do http.HandlerFunc) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/logout" {
				do(w, r)
				http.Redirect(w, r, "/", http.StatusSeeOther)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}

var (
	noLogout   = atLogout(func(http.ResponseWriter, *http.Request) {})
	cookieOnly = atLogout(func(w http.ResponseWriter, _ *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "session", Path: "/", MaxAge: -1})
	})
)

// mostCookies is how much of a Cookie field the growing RP takes, in bytes.
const mostCookies = 4 << 10

func growing(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if len(r.Header.Get("Cookie")) > mostCookies {
			http.Error(w, "request header fields too large", http.StatusRequestHeaderFieldsTooLarge)
			return
		}
		if strings.HasPrefix(r.URL.Path, "/login/") {
			http.SetCookie(w, cookie("begun-"+random()[:8], random()+random()))
		}
		next.ServeHTTP(w, r)
	})
}
