package steps_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"torii/mockidp/clock"
	"torii/reports/event"
	"torii/reports/verdict"
	"torii/rpclient/target"
	"torii/rpclient/target/namespace"
	"torii/steps"
	"torii/steps/bench"
	"torii/steps/catalog"
)

// oddKind is the environment variable that makes the test binary an odd RP.
const oddKind = "TORII_ODD_RP"

// odd is a Relying Party that nobody would ship.
type odd struct {
	login    http.HandlerFunc
	callback http.HandlerFunc
	me       http.HandlerFunc
}

func sendOff(w http.ResponseWriter, r *http.Request) {
	to := os.Getenv("AUTHORIZE") + "?" + url.Values{"response_type": {"code"}, "client_id": {os.Getenv("CLIENT_ID")},
		"redirect_uri": {os.Getenv("ORIGIN") + "/callback"}, "scope": {"openid"}, "state": {"always"}, "nonce": {"same"}}.Encode()
	http.Redirect(w, r, to, http.StatusFound)
}

func nobody(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusUnauthorized) }

func failure(w http.ResponseWriter, _ *http.Request) {
	http.Error(w, "broken", http.StatusInternalServerError)
}

func signAnybodyIn(w http.ResponseWriter, r *http.Request) {
	http.SetCookie(w, &http.Cookie{Name: "in", Value: "yes", Path: "/", HttpOnly: true})
	http.Redirect(w, r, "/", http.StatusFound)
}

func sameMember(w http.ResponseWriter, r *http.Request) {
	if _, err := r.Cookie("in"); err != nil {
		nobody(w, r)
		return
	}
	fmt.Fprint(w, `{"user":"member-1"}`)
}

// odds are the odd RPs by kind.
var odds = map[string]odd{
	"refuses everybody": {login: sendOff, me: nobody, callback: func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(http.StatusForbidden)
		fmt.Fprint(w, `<!doctype html><title>No</title><p>You may not come in. <a href="/">Back</a>`)
	}},
	"everybody is the same member": {login: sendOff, callback: signAnybodyIn, me: sameMember},
	"answers 500":                  {login: failure, callback: failure, me: nobody},
	"loops": {login: func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, r.URL.Path, http.StatusFound) },
		callback: failure, me: nobody},
	"drips": {login: func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusOK)
		tick := time.NewTicker(100 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-r.Context().Done():
				return
			case <-tick.C:
				fmt.Fprint(w, ".")
				w.(http.Flusher).Flush()
			}
		}
	}, callback: failure, me: nobody},
	"crashes at the callback":   {login: sendOff, callback: func(http.ResponseWriter, *http.Request) { os.Exit(7) }, me: nobody},
	"ends on an error response": {login: sendOff, callback: endsOnError, me: sameMember},
	"phones home": {login: func(w http.ResponseWriter, r *http.Request) {
		if res, err := http.Get("https://tracker.example.com/pixel"); err == nil {
			_ = res.Body.Close()
		}
		sendOff(w, r)
	}, callback: signAnybodyIn, me: sameMember},
	"never ready":  {login: failure, callback: failure, me: failure},
	"dies at once": {},
}

// serveOdd makes this process the odd RP of that kind.
func serveOdd(kind string) {
	o := odds[kind]
	if kind == "dies at once" {
		fmt.Println("cannot open database")
		os.Exit(3)
	}
	if kind == "starts once" {
		startsOnce()
		if res, err := http.Get(os.Getenv("KEYS")); err == nil { // rows about keys apply to who reads them
			_ = res.Body.Close()
		}
		o = odds["everybody is the same member"]
	}
	if kind == "reference" {
		fmt.Println(serveReference())
		os.Exit(1)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) {
		if kind == "never ready" {
			failure(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, `<!doctype html><title>Odd</title><a id="login" href="/login">Log in</a>`)
	})
	if kind == "asks to register" {
		g := &registrar{members: map[string]string{}}
		o = odd{login: sendOff, callback: g.callback, me: g.me}
		mux.HandleFunc("POST /check", g.check)
		mux.HandleFunc("POST /done", g.done)
	}
	mux.HandleFunc("GET /login", o.login)
	mux.HandleFunc("GET /callback", o.callback)
	mux.HandleFunc("GET /me", o.me)
	server := &http.Server{Addr: "127.0.0.1:" + os.Getenv("PORT"), Handler: mux, ReadHeaderTimeout: time.Second}
	fmt.Println(server.ListenAndServe())
}

// judgeOdd runs every Google row against an odd RP.
func judgeOdd(t *testing.T, kind string) (verdict.Run, error) {
	t.Helper()
	return judgeOddFile(t, kind, oddFile(t, kind, ""))
}

func judgeOddFile(t *testing.T, kind string, file target.File) (verdict.Run, error) {
	t.Helper()
	now := (&clock.Clock{}).Now
	log, masker := event.NewLog(now), event.NewMasker()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	b, err := bench.NewProcess(ctx, file, bench.ProcessOptions{Options: bench.Options{Log: log, Masker: masker, Salt: kind}})
	if err != nil {
		return verdict.Run{}, err
	}
	defer b.Close()
	return runOdd(ctx, t, b, steps.Options{Log: log, Masker: masker, Now: now})
}

// oddFile describes an odd RP; more are further lines of its file.
func oddFile(t *testing.T, kind, more string) target.File {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	file, err := target.Parse(filepath.Join(t.TempDir(), "torii.yaml"), fmt.Appendf(nil, `
%s
name: %q
command: [%q]
environment:
  %s: %q
  PORT: "{{.Port}}"
  ORIGIN: "{{.Origin}}"
  CLIENT_ID: '{{.ClientID "google"}}'
  CLIENT_SECRET: '{{.ClientSecret "google"}}'
  KEYS: '{{.Address "https://www.googleapis.com/oauth2/v3/certs"}}'
  TOKEN: '{{.Address "https://oauth2.googleapis.com/token"}}'
  AUTHORIZE: '{{.Address "https://accounts.google.com/o/oauth2/v2/auth"}}'
ready: {within: 2s}
providers:
  google: {login: {page: /, select: "#login"}, callback: /callback}
session: {page: /me, member: {json: user}}
limits: {deadline: 1s}
`, more, kind, self, oddKind, kind))
	require.NoError(t, err)
	return file
}

// runOdd runs every Google row that asks nothing special of its target.
func runOdd(ctx context.Context, t *testing.T, b bench.Bench, o steps.Options) (verdict.Run, error) {
	t.Helper()
	o.Bench, o.Salt = b, t.Name()
	o.Select = func(r catalog.Row) bool {
		return r.Provider == "google" && r.Needs() == ""
	}
	runner, err := steps.NewRunner(o)
	require.NoError(t, err)
	return runner.Run(ctx)
}

type oddTest struct {
	name string
	// login is the verdict of the honest login's own row, rest that of every negative.
	login, rest verdict.Verdict
	says        string
}

func (tt oddTest) run(t *testing.T) {
	t.Parallel()
	run, err := judgeOdd(t, tt.name)
	require.NoError(t, err)
	require.NotEmpty(t, run.Rows)
	for _, row := range run.Rows {
		require.NotEqual(t, verdict.HarnessError, row.Verdict, "%s: %s", row.ID, row.Reason)
		switch {
		case row.ID == "login/google":
			require.Equal(t, tt.login, row.Verdict, "%s: %s", row.ID, row.Reason)
			require.Contains(t, row.Reason.EN, tt.says)
		case len(row.Faults) > 0 && row.Rule.Level == "MUST" && row.Tags[0] != "@callback":
			require.Equal(t, tt.rest, row.Verdict, "%s: %s", row.ID, row.Reason)
		}
	}
	require.Equal(t, verdict.Closed, run.Gate(false, nil))
}

func TestOddRelyingPartiesGetTheVerdictTheyDeserve(t *testing.T) {
	for _, tt := range []oddTest{
		{"refuses everybody", verdict.Failed, verdict.Vacuous, "refused"},
		{"answers 500", verdict.Failed, verdict.Vacuous, "500"},
		{"loops", verdict.Failed, verdict.Vacuous, "stuck"},
		{"drips", verdict.Failed, verdict.Vacuous, "stuck"},
		{"crashes at the callback", verdict.Failed, verdict.Vacuous, "crashed"},
	} {
		t.Run(tt.name, tt.run)
	}
}

// A row of two providers rests on the honest login at each.
func TestRowsOfTwoProvidersAtAnRPThatRefusesEverybody(t *testing.T) {
	const id, kind = "link-cancelled/google", "refuses everybody"
	one := oddFile(t, kind, "")
	two := oddFile(t, kind, "")
	two.Providers = map[string]target.FileProvider{"google": one.Providers["google"], "line": one.Providers["google"]}
	for _, tt := range []struct {
		name string
		file target.File
		want verdict.Verdict
		says string
	}{
		{"nothing is said where the honest login fails", two, verdict.Vacuous, "the honest login fails"},
		{"the row is not run where the RP has one provider alone", one, verdict.Skipped, "providers.line.login"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			run, err := judgeOddFile(t, kind, tt.file)
			require.NoError(t, err)
			row := slices.IndexFunc(run.Rows, func(r verdict.Row) bool { return r.ID == id })
			require.GreaterOrEqual(t, row, 0)
			require.Equal(t, tt.want, run.Rows[row].Verdict, "%s", run.Rows[row].Reason)
			require.Contains(t, run.Rows[row].Reason.EN, tt.says)
		})
	}
}

func TestOneMemberForEverybodyFails(t *testing.T) {
	run, err := judgeOdd(t, "everybody is the same member")
	require.NoError(t, err)
	failed := map[string]bool{}
	for _, row := range run.Rows {
		if row.Verdict == verdict.Failed {
			failed[row.ID] = true
		}
	}
	for _, id := range []string{"two-people/google", "state/google-state-wrong", "claims/google-nonce-wrong", "login-csrf/google-other-browser"} {
		require.True(t, failed[id], id)
	}
}

func TestRelyingPartiesThatNeverStart(t *testing.T) {
	_, err := judgeOdd(t, "never ready")
	require.ErrorIs(t, err, target.ErrNotReady)
	require.ErrorContains(t, err, "status 500")
	require.ErrorContains(t, err, "ready.within")

	_, err = judgeOdd(t, "dies at once")
	require.ErrorContains(t, err, "cannot open database")
	require.ErrorContains(t, err, "run its command by hand")
}

// closedOdd brings up an odd RP in a network of its own.
func closedOdd(ctx context.Context, t *testing.T, kind string, log *event.Log, masker *event.Masker) bench.Bench {
	t.Helper()
	b, err := bench.NewClosed(ctx, oddFile(t, kind, "door: hosts"), bench.Options{Log: log, Masker: masker, Salt: kind}, bench.Namespaced)
	if errors.Is(err, namespace.ErrForbidden) && (os.Getenv("CI") == "" || os.Getuid() != 0) {
		t.Skip(err)
	}
	require.NoError(t, err)
	t.Cleanup(b.Close)
	return b
}

// egressTest is an odd RP in a network of its own, and what its calls come to.
type egressTest struct {
	name, kind string
	want       verdict.Verdict
	says       string
}

func (tt egressTest) run(t *testing.T) {
	now := (&clock.Clock{}).Now
	log, masker := event.NewLog(now), event.NewMasker()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	run, err := runOdd(ctx, t, closedOdd(ctx, t, tt.kind, log, masker), steps.Options{Log: log, Masker: masker, Now: now})
	require.NoError(t, err)
	for _, row := range run.Rows {
		if row.ID == "egress/google" {
			require.Equal(t, tt.want, row.Verdict, row.Reason)
			require.Contains(t, row.Reason.EN, tt.says)
			return
		}
	}
	t.Fatal("no row egress/google")
}

func TestEgressFromAClosedNetwork(t *testing.T) {
	for _, tt := range []egressTest{
		{"a call to an unknown host is reported", "phones home", verdict.Warned, "tracker.example.com (dns)"},
		{"a quiet RP has no strays", "everybody is the same member", verdict.Passed, ""},
	} {
		t.Run(tt.name, tt.run)
	}
}
