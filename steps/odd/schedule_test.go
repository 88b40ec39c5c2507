package odd_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"torii/mockidp/clock"
	"torii/reports/event"
	"torii/reports/verdict"
	"torii/steps"
	"torii/steps/bench"
)

// scheduled are RPs by which rows might see what other rows have done, or be charged with it.
var scheduled = []entry{
	{an: "RP that begins logins at the address of its callback", rp: beginsAtCallback, rows: []row{
		{"login/google", verdict.Passed, ""},
		{"claims/google-nonce-wrong", verdict.Passed, ""},
		{"state/google-state-wrong", verdict.Passed, ""},
		{"login-csrf/google-other-browser", verdict.Passed, ""},
	}},
	{an: "RP that holds the time of an ID token against its own clock", providers: "gbizid", rp: rp{redeem: byBasic}, rows: []row{
		{"login/gbizid", verdict.Passed, ""},
		{"gbizid-slow/nine", verdict.Passed, ""},
		{"gbizid-late/code-expired", verdict.Passed, ""},
		{"keys-honest/gbizid-jwks-unknown-member", verdict.Passed, ""},
	}},
	{an: "RP that forgets after five minutes who has begun a login", providers: "gbizid", rp: forgetsEarly, rows: []row{
		{"login/gbizid", verdict.Passed, ""},
		{"gbizid-slow/nine", verdict.Warned, "refused"},
	}},
	{an: "RP that ends on every ID token it does not believe", rp: endsOnDisbelief, rows: []row{
		{"login/google", verdict.Passed, ""},
		{"state/google-state-wrong", verdict.Passed, ""},
		{"claims/google-nonce-wrong", verdict.Failed, "it printed last: disbelief: nonce"},
		{"claims/google-nonce-missing", verdict.Failed, "it printed last: disbelief: nonce"},
		{"claims/google-nonce-empty", verdict.Failed, "it printed last: disbelief: nonce"},
		{"claims/google-aud-missing", verdict.Failed, "it printed last: disbelief: audience"},
		{"claims/google-aud-number", verdict.Failed, "it printed last: disbelief: audience"},
		{"claims/google-aud-other-client", verdict.Failed, "it printed last: disbelief: audience"},
		{"claims/google-iss-missing", verdict.Failed, "it printed last: disbelief: issuer"},
		{"claims/google-iss-longer", verdict.Failed, "it printed last: disbelief: issuer"},
		{"claims/google-exp-past", verdict.Failed, "it printed last: disbelief: time"},
		{"claims/google-exp-missing", verdict.Failed, "it printed last: disbelief: time"},
		{"claims/google-sub-empty", verdict.Failed, "it printed last: disbelief: subject"},
		{"claims/google-sub-missing", verdict.Failed, "it printed last: disbelief: subject"},
	}},
	{an: "RP that stumbles over a member of the key set that it does not know", rp: rp{verify: strictAboutKeySet}, rows: []row{
		{"login/google", verdict.Passed, ""},
		{"keys-honest/google-jwks-unknown-member", verdict.Warned, "refused"},
		{"keys-honest/google-jwks-other-use", verdict.Passed, ""},
		{"keys-honest/google-jwks-own-media-type", verdict.Passed, ""},
	}},
	readsNothing,
	{an: "RP that reads the metadata when it starts", rp: rp{around: readsAtStart}, rows: []row{
		{"login/google", verdict.Passed, ""},
		{"keys-honest/google-jwks-unknown-member", verdict.Passed, ""},
		{"keys-honest/google-jwks-other-use", verdict.Passed, ""},
		{"metadata-honest/google-metadata-unknown-member", verdict.Passed, ""},
	}},
}

func TestRowsDoNotSeeEachOther(t *testing.T) { judge(t, scheduled) }

// beginsAtCallback redirects whoever wants to log in to its callback, as a third party may
// (OpenID Connect Core 1.0, section 4), and begins the login there.
var beginsAtCallback = rp{loginPath: "/begin/", pages: map[string]func(*app) http.HandlerFunc{
	"GET /begin/google": func(*app) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/callback/google?iss=https%3A%2F%2Faccounts.google.com&target_link_uri=%2F", http.StatusFound)
		}
	},
	"GET /callback/google": func(a *app) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			r.SetPathValue("provider", "google")
			if r.URL.Query().Has("target_link_uri") {
				a.login(w, r)
				return
			}
			a.callback(w, r)
		}
	},
}}

// forgetsEarly lets the cookie of a login last for five minutes.
var forgetsEarly = rp{redeem: byBasic, around: func(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		made := httptest.NewRecorder()
		next.ServeHTTP(made, r)
		for name, values := range made.Header() {
			for _, v := range values {
				if name == "Set-Cookie" && strings.HasPrefix(v, "browser=") {
					v += "; Max-Age=300"
				}
				w.Header().Add(name, v)
			}
		}
		w.WriteHeader(made.Code)
		_, _ = made.Body.WriteTo(w)
	})
}}

// byBasic trades the code with the client's secret in the header, as GビズID has it.
func byBasic(a *app, p provider, code, verifier string) (idToken, accessToken string, err error) {
	form := url.Values{"grant_type": {"authorization_code"}, "code": {code}, "redirect_uri": {a.redirectURI(p)}, "code_verifier": {verifier}}
	req, err := http.NewRequestWithContext(context.Background(), http.MethodPost, p.Token, strings.NewReader(form.Encode()))
	if err != nil {
		return "", "", err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.SetBasicAuth(url.QueryEscape(p.clientID), url.QueryEscape(p.secret))
	var reply struct {
		IDToken     string `json:"id_token"`
		AccessToken string `json:"access_token"`
	}
	err = getJSON(req, &reply)
	return reply.IDToken, reply.AccessToken, err
}

// endsOnDisbelief is a process that an exception nobody caught takes down.
var endsOnDisbelief = rp{verify: func(a *app, p provider, l *pending, idToken string) (claims, error) {
	c, err := verified(a, p, l, idToken)
	if err != nil {
		fmt.Println("disbelief: " + err.Error())
		os.Exit(7)
	}
	return c, nil
}}

// strictAboutKeySet refuses a key set with members beside keys, though they must be ignored (RFC 7517, section 5).
func strictAboutKeySet(a *app, p provider, l *pending, idToken string) (claims, error) {
	var raw json.RawMessage
	if err := get(p.Keys, &raw); err != nil {
		return nil, err
	}
	var set struct {
		Keys []any `json:"keys"`
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&set); err != nil {
		return nil, err
	}
	return verified(a, p, l, idToken)
}

// readsNothing has every address from its configuration, and relies on TLS in place of signatures.
var readsNothing = entry{an: "RP that reads neither metadata nor keys",
	rp: rp{
		verify: func(_ *app, p provider, l *pending, idToken string) (claims, error) {
			c, err := unverified(idToken)
			if err == nil && (l == nil || c.text("nonce") != l.nonce || c["aud"] != p.clientID) {
				err = errors.New("not for this login")
			}
			return c, err
		},
		pages: map[string]func(*app) http.HandlerFunc{"GET /login/google": func(a *app) http.HandlerFunc {
			return func(w http.ResponseWriter, r *http.Request) {
				a.mu.Lock()
				p := a.providers["google"]
				p.Authorize, p.Token = p.issuer+"/o/oauth2/v2/auth", strings.TrimSuffix(p.issuer, "accounts.google.com")+"oauth2.googleapis.com/token"
				a.providers["google"] = p
				a.mu.Unlock()
				r.SetPathValue("provider", "google")
				a.login(w, r)
			}
		}},
	},
	rows: []row{
		{"login/google", verdict.Passed, ""},
		{"keys/google-jwks-500", verdict.NotApplicable, "reads jwks neither when it starts nor in an honest login"},
		{"keys-honest/google-jwks-unknown-member", verdict.NotApplicable, "reads jwks neither"},
		{"key-rotation/google", verdict.NotApplicable, "reads jwks neither"},
		{"metadata/google-metadata-issuer-other", verdict.NotApplicable, "reads discovery neither"},
	}}

// readsAtStart reads the metadata before the first page, and not again.
func readsAtStart(next http.Handler) http.Handler {
	var p provider
	if err := get(os.Getenv("GOOGLE_ISSUER")+"/.well-known/openid-configuration", &p); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	return next
}

// startsTest is how often the target is started at most for its rows, the first time included.
type startsTest struct {
	an   string
	most int
}

func (tt startsTest) run(t *testing.T) {
	t.Parallel()
	e := scheduled[slices.IndexFunc(scheduled, func(e entry) bool { return e.an == tt.an })]
	now := (&clock.Clock{}).Now
	log, masker := event.NewLog(now), event.NewMasker()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	b, err := bench.NewProcess(ctx, e.described(t), bench.ProcessOptions{Options: bench.Options{Log: log, Masker: masker, Salt: e.an}})
	require.NoError(t, err)
	defer b.Close()
	runner, err := steps.NewRunner(steps.Options{Bench: b, Log: log, Masker: masker, Salt: e.an, Now: now, Select: e.wants})
	require.NoError(t, err)
	run, err := runner.Run(ctx)
	require.NoError(t, err)
	require.LessOrEqual(t, run.Spent.Starts, tt.most, run.TimeSpent().EN)
	require.Positive(t, run.Spent.Starting)
	require.Contains(t, run.TimeSpent().EN, fmt.Sprintf("%d starts of the RP", run.Spent.Starts))
}

func TestTheTargetIsStartedNoMoreOftenThanRowsNeed(t *testing.T) {
	for _, tt := range []startsTest{
		{"RP that reads neither metadata nor keys", 1},
		{"RP that reads the metadata when it starts", 2},
		{"RP that stumbles over a member of the key set that it does not know", 5},
	} {
		t.Run(tt.an, tt.run)
	}
}
