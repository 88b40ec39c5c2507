package odd_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	jose "github.com/go-jose/go-jose/v4"
	"github.com/stretchr/testify/require"

	"torii/fixtures/text"
	"torii/mockidp/clock"
	"torii/reports/cause"
	"torii/reports/event"
	"torii/reports/html"
	"torii/reports/verdict"
	"torii/steps"
	"torii/steps/bench"
	"torii/steps/catalog"
)

// first is a mistake that is often the first one made, and what is said of it at once.
type first struct {
	entry
	kind cause.Kind
	says string // words of the block, in English, beside the cause
}

// firsts are the known first mistakes, one RP each.
var firsts = []first{
	{entry{an: "RP that expects of LINE's ID tokens the algorithm which its metadata name", providers: "line", rp: rp{verify: byMetadata}}, "algorithm", "HS256"},
	{entry{an: "RP that sends no state", providers: "line", rp: rp{request: func(q url.Values) { q.Del("state") }}}, "no-state", "state was not sent"},
	{entry{an: "RP that was given another client's secret", providers: "line", rp: rp{redeem: withSecret("another secret")}}, "client-secret", "client authentication"},
	{entry{an: "RP whose callback is another than the registered one", providers: "line", rp: rp{request: func(q url.Values) {
		q.Set("redirect_uri", q.Get("redirect_uri")+"/oidc")
	}}}, "callback", "redirect_uri"},
	{entry{an: "RP whose issuer has a slash too many", providers: "line", rp: rp{verify: ofIssuer("/")}}, "issuer", "issuer"},
	{entry{an: "RP whose library takes no provider at http", providers: "line", rp: rp{around: onlyHTTPS}}, "plain-http", "only requests to HTTPS are allowed"},
	{entry{an: "RP whose clock is two hours ahead", providers: "line", rp: rp{verify: ahead}}, "clock", "expired"},
	{entry{an: "RP that gives out no cookie at http, as Secure is asked for", providers: "line", rp: rp{around: secureOnly}}, "cookies", "session after the login"},
	{entry{an: "RP whose session page leads on to another", providers: "line", file: "session: {page: /whoami, status: 200, member: {json: user}}\n",
		rp: rp{pages: map[string]func(a *app) http.HandlerFunc{"GET /whoami": redirects}}}, "session-redirects", "/whoami → 302 → /me"},
	{entry{an: "RP whose login page is made by a script", providers: "line", rp: rp{around: scripted}}, "script-only", "--driver chromium"},
	{entry{an: "RP without the session page that torii.yaml names", providers: "line", file: "session: {page: /user, status: 200, member: {json: user}}\n"}, "session-absent", "/user → 404"},
	{entry{an: "RP that calls the member otherwise than torii.yaml", providers: "line", file: "session: {page: /me, status: 200, member: {json: usr}}\n"}, "session-member", "what is there: user"},
	{entry{an: "RP whose login control is not the one that torii.yaml names", providers: "line", rp: rp{around: renamed}}, "no-control", "#signin-line"},
}

// firstOnes are their entries.
func firstOnes() []entry {
	var all []entry
	for _, f := range firsts {
		all = append(all, f.entry)
	}
	return all
}

func byMetadata(a *app, p provider, l *pending, idToken string) (claims, error) {
	if _, err := jose.ParseSignedCompact(idToken, []jose.SignatureAlgorithm{jose.ES256}); err != nil {
		return nil, printed(err)
	}
	return verified(a, p, l, idToken)
}

// printed prints a problem as libraries do.
func printed(err error) error {
	fmt.Fprintln(os.Stderr, "Error:", err)
	return err
}

func withSecret(secret string) func(a *app, p provider, code, verifier string) (string, string, error) {
	return func(a *app, p provider, code, verifier string) (string, string, error) {
		p.secret = secret
		id, access, err := redeemed(a, p, code, verifier)
		if err != nil {
			err = printed(err)
		}
		return id, access, err
	}
}

func ofIssuer(more string) func(a *app, p provider, l *pending, idToken string) (claims, error) {
	return func(a *app, p provider, l *pending, idToken string) (claims, error) {
		c, err := verified(a, p, l, idToken)
		if want := p.issuer + more; err == nil && c.text("iss") != want {
			err = printed(fmt.Errorf("unexpected issuer: want %s, got %s", want, c.text("iss")))
		}
		return c, err
	}
}

func onlyHTTPS(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/login/") {
			refuse(w, printed(errors.New("OAUTH_HTTP_REQUEST_FORBIDDEN: only requests to HTTPS are allowed")))
			return
		}
		next.ServeHTTP(w, r)
	})
}

func ahead(a *app, p provider, l *pending, idToken string) (claims, error) {
	c, err := verified(a, p, l, idToken)
	if exp, _ := c["exp"].(float64); err == nil && float64((&clock.Clock{}).Now().Add(2*time.Hour).Unix()) > exp {
		return nil, printed(errors.New("the ID token has expired"))
	}
	return c, err
}

// secureOnly keeps back cookies at http, as sessions of Express do that are to be Secure.
func secureOnly(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { next.ServeHTTP(cookieless{w}, r) })
}

type cookieless struct{ http.ResponseWriter }

func (c cookieless) WriteHeader(status int) {
	c.Header().Del("Set-Cookie")
	c.ResponseWriter.WriteHeader(status)
}

func redirects(*app) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/me", http.StatusFound) }
}

func scripted(next http.Handler) http.Handler {
	return home(next, `<!doctype html><html lang="ja"><title>App</title><div id="root"></div><script>document.title="App"</script>`)
}

func renamed(next http.Handler) http.Handler {
	return home(next, `<!doctype html><html lang="ja"><title>App</title><a id="signin-line" href="/login/line">LINE</a>`)
}

func home(next http.Handler, page string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			next.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, page)
	})
}

// The bounds of a first screen.
const (
	maxLines    = 40
	maxFindings = 5
	maxFirst    = 20 * time.Second
)

func (f first) run(t *testing.T) {
	t.Parallel()
	now := (&clock.Clock{}).Now
	log, masker := event.NewLog(now), event.NewMasker()
	ctx, cancel := context.WithTimeout(t.Context(), maxFirst)
	defer cancel()
	b, err := bench.NewProcess(ctx, f.described(t), bench.ProcessOptions{Options: bench.Options{Log: log, Masker: masker, Salt: f.an}})
	require.NoError(t, err)
	defer b.Close()
	var screen []string
	tried := func() {
		for _, block := range cause.Failed(log.Events()) {
			require.Equal(t, f.kind, block.Kind, "%s", strings.Join(block.Tell(text.English), "\n"))
			screen = append(screen, block.Tell(text.English)...)
		}
	}
	runner, err := steps.NewRunner(steps.Options{Bench: b, Log: log, Masker: masker, Salt: f.an, Now: now, Tried: tried,
		Select: func(r catalog.Row) bool {
			return r.Rule == "FLOW-LOGIN" || strings.HasPrefix(r.ID, "claims/") || strings.HasPrefix(r.ID, "state/")
		}})
	require.NoError(t, err)
	run, err := runner.Run(ctx)
	require.NoError(t, err)
	require.NotEmpty(t, screen, "no honest login has failed")
	require.LessOrEqual(t, len(screen), maxLines)
	require.Contains(t, strings.Join(screen, "\n"), f.says)
	causes := cause.Group(run, log.Events())
	var findings []string
	for _, c := range causes {
		findings = append(findings, c.Tell(len(findings)+1, text.English)...)
	}
	require.LessOrEqual(t, len(causes), maxFindings, "%s", strings.Join(findings, "\n"))
	require.Equal(t, verdict.Closed, run.Gate(false, nil), "%v %s", run.Count(), strings.Join(findings, "\n"))
	var page bytes.Buffer
	require.NoError(t, html.Write(&page, run, log.Events(), nil))
	top, _, _ := strings.Cut(page.String(), `id="rows"`)
	require.Contains(t, top, causes[0].Says.JA)
}

func TestFirstMistakesAreCalledByTheirNames(t *testing.T) {
	for _, f := range firsts {
		t.Run(f.an, f.run)
	}
}
