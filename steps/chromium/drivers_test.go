package chromium_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/features"
	"torii/mockidp/clock"
	"torii/mockidp/door"
	"torii/reports/event"
	"torii/reports/verdict"
	chromiumdriver "torii/rpclient/driver/chromium"
	"torii/rpclient/mutant"
	"torii/rpclient/rp"
	"torii/rpclient/target"
	"torii/steps"
	"torii/steps/bench"
	"torii/steps/catalog"
	"torii/steps/chromium"
)

// rpKind is the environment variable that makes the test binary a Relying Party.
const rpKind = "TORII_WATCHED_RP"

// The Relying Parties of these tests: the reference RP on a port of its own, and one
// that needs JavaScript for its login button and never compares a nonce.
const (
	plainRP  = "plain"
	scriptRP = "script"
	hybridRP = "hybrid" // signs in with Yahoo! JAPAN by hybrid flow alone
)

func TestMain(m *testing.M) {
	if kind := os.Getenv(rpKind); kind != "" {
		fmt.Println(serveRP(kind))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

func serveRP(kind string) error {
	path, err := door.NewPath(strings.TrimSuffix(os.Getenv("MOCKS"), "/"), "", door.AddressIssuer)
	if err != nil {
		return err
	}
	var all []rp.Step
	if kind == scriptRP {
		mutants := mutant.All()
		i := slices.IndexFunc(mutants, func(m mutant.Mutant) bool { return m.Step == "idtoken.nonce" })
		if all, err = mutants[i].Steps(); err != nil {
			return err
		}
	}
	app, err := target.NewReference(target.ReferenceOptions{
		Registered: map[string]target.Registration{
			"google":       {ClientID: os.Getenv("CLIENT_ID"), Secret: os.Getenv("CLIENT_SECRET")},
			"yahoo":        {ClientID: os.Getenv("YAHOO_ID"), Secret: os.Getenv("YAHOO_SECRET")},
			"yahoo-hybrid": {ClientID: os.Getenv("YAHOO_ID"), Secret: os.Getenv("YAHOO_SECRET")},
		},
		Origin: os.Getenv("ORIGIN"), Transport: http.DefaultTransport, Timeout: 2 * time.Second, Now: (&clock.Clock{}).Now, Steps: all, Names: path,
	})
	if err != nil {
		return err
	}
	handler := http.Handler(app)
	if kind == scriptRP {
		handler = needsScript(app)
	}
	server := &http.Server{Addr: "127.0.0.1:" + os.Getenv("PORT"), Handler: handler, ReadHeaderTimeout: time.Second}
	return server.ListenAndServe()
}

// needsScript is an RP whose first page is made in the browser.
func needsScript(app http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", app)
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = io.WriteString(w, `<!doctype html><html lang="ja"><title>店</title><main id="app"></main><script>
			const form = document.createElement("form");
			form.method = "post"; form.action = "/login/google";
			const button = document.createElement("button");
			button.id = "login-google"; button.textContent = "Googleでログイン";
			form.append(button); document.getElementById("app").append(form);
		</script></html>`)
	})
	return mux
}

// judge runs Google rows against an RP process with a driver; pictures counts what was kept of rows that did not pass.
func judge(t *testing.T, kind string, drive bench.Drive, takes func(catalog.Row) bool) (run verdict.Run, pictures map[string]int) {
	t.Helper()
	return judgeAt(t, kind, bench.ProcessOptions{Options: bench.Options{Drive: drive}}, takes)
}

// judgeAt does so at a path door of that kind.
func judgeAt(t *testing.T, kind string, o bench.ProcessOptions, takes func(catalog.Row) bool) (run verdict.Run, pictures map[string]int) {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	byCode := `yahoo: {login: {page: /, select: "#login-yahoo"}, callback: /callback/yahoo}`
	if kind == hybridRP {
		byCode = ""
	}
	file, err := target.Parse(filepath.Join(t.TempDir(), "torii.yaml"), fmt.Appendf(nil, `
name: %q
command: [%q]
environment:
  %s: %q
  PORT: "{{.Port}}"
  ORIGIN: "{{.Origin}}"
  MOCKS: '{{.Address "https://"}}'
  CLIENT_ID: '{{.ClientID "google"}}'
  CLIENT_SECRET: '{{.ClientSecret "google"}}'
  YAHOO_ID: '{{.ClientID "yahoo"}}'
  YAHOO_SECRET: '{{.ClientSecret "yahoo"}}'
providers:
  google: {login: {page: /, select: "#login-google"}, callback: /callback/google}
  %s
  yahoo-hybrid: {login: {page: /, select: "#login-yahoo-hybrid"}, callback: /callback/yahoo-hybrid}
logout: {page: /, select: "#logout"}
return: {login: next, logout: next}
session: {page: /me, header: {Accept: application/json}, member: {json: member}}
limits: {deadline: 10s, parallel: 3}
`, kind, self, rpKind, kind, byCode))
	require.NoError(t, err)
	now := (&clock.Clock{}).Now
	log, masker := event.NewLog(now), event.NewMasker()
	ctx, cancel := context.WithTimeout(t.Context(), 4*time.Minute)
	defer cancel()
	o.Log, o.Masker, o.Salt = log, masker, kind
	b, err := bench.NewProcess(ctx, file, o)
	require.NoError(t, err)
	defer b.Close()
	var mu sync.Mutex
	pictures = map[string]int{}
	runner, err := steps.NewRunner(steps.Options{Bench: b, Log: log, Masker: masker, Salt: kind, Now: now, Select: takes,
		Evidence: func(row string, png []byte) error {
			mu.Lock()
			defer mu.Unlock()
			pictures[row] = len(png)
			return nil
		}})
	require.NoError(t, err)
	run, err = runner.Run(ctx)
	require.NoError(t, err)
	return run, pictures
}

func needChromium(t *testing.T) {
	t.Helper()
	if _, err := chromiumdriver.Find(""); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
}

// aRowPerSentence takes Google rows until each sentence that a row of Google's has was taken,
// the rows with the most sentences that are new first. A driver knows no rules, only sentences;
// rows for which the target is started anew are about what no browser sees.
func aRowPerSentence(t *testing.T) func(catalog.Row) bool {
	t.Helper()
	all, err := catalog.Read(features.FS)
	require.NoError(t, err)
	rows := slices.DeleteFunc(all, func(r catalog.Row) bool { return r.Provider != "google" || r.OwnMock() })
	said, taken := map[string]bool{}, map[string]bool{}
	fresh := func(r catalog.Row) int {
		n := map[string]bool{}
		for _, step := range r.Steps {
			if form := withoutWords(step.Text); !said[form] {
				n[form] = true
			}
		}
		return len(n)
	}
	for len(rows) > 0 {
		best := slices.MaxFunc(rows, func(a, b catalog.Row) int { return fresh(a) - fresh(b) })
		if fresh(best) == 0 {
			break
		}
		taken[best.ID] = true
		for _, step := range best.Steps {
			said[withoutWords(step.Text)] = true
		}
	}
	t.Logf("%d rows for %d sentences", len(taken), len(said))
	return func(r catalog.Row) bool { return taken[r.ID] }
}

var quoted = regexp.MustCompile(`"[^"]*"|『[^』]*』|「[^」]*」`)

// withoutWords is a sentence without what it is said of.
func withoutWords(sentence string) string { return quoted.ReplaceAllString(sentence, "…") }

func TestBothDriversComeToTheSameVerdicts(t *testing.T) {
	needChromium(t)
	if testing.Short() {
		t.Skip("a real browser walks through a row of every sentence")
	}
	told := func(run verdict.Run) map[string]string {
		table := map[string]string{}
		for _, row := range run.Rows {
			table[row.ID] = string(row.Verdict)
		}
		return table
	}
	overHTTP, _ := judge(t, plainRP, nil, aRowPerSentence(t))
	comparable := map[string]string{}
	for id, verdict := range told(overHTTP) {
		if verdict == "passed" || verdict == "warned" {
			comparable[id] = verdict
		}
	}
	require.Greater(t, len(comparable), 30)
	inChromium, _ := judge(t, plainRP, chromium.Open, func(r catalog.Row) bool { return comparable[r.ID] != "" })
	assert.Equal(t, comparable, told(inChromium))
}

func TestALoginThatNeedsJavaScript(t *testing.T) {
	needChromium(t)
	takes := func(r catalog.Row) bool { return r.ID == "login/google" || r.ID == "claims/google-nonce-wrong" }
	run, pictures := judge(t, scriptRP, chromium.Open, takes)
	verdicts := map[string]verdict.Verdict{}
	for _, row := range run.Rows {
		verdicts[row.ID] = row.Verdict
	}
	assert.Equal(t, map[string]verdict.Verdict{"login/google": verdict.Passed, "claims/google-nonce-wrong": verdict.Failed}, verdicts)
	assert.NotZero(t, pictures["claims/google-nonce-wrong"], "a picture of the row that failed")

	run, _ = judge(t, scriptRP, nil, takes)
	for _, row := range run.Rows {
		assert.Equal(t, verdict.Vacuous, row.Verdict, "%s: without a browser that runs scripts nothing can be said", row.ID)
	}
}

func TestAResponseBehindTheHash(t *testing.T) {
	takes := func(r catalog.Row) bool {
		return r.ID == "yahoo-hybrid/honest" || r.ID == "yahoo-hybrid-front/c-hash" || r.ID == "yahoo-hybrid-cancel/cancel"
	}
	for name, drive := range map[string]bench.Drive{"http": nil, "chromium": chromium.Open} {
		t.Run(name, func(t *testing.T) {
			if drive != nil {
				needChromium(t)
			}
			run, _ := judge(t, plainRP, drive, takes)
			require.Len(t, run.Rows, 3)
			for _, row := range run.Rows {
				assert.Equal(t, verdict.Passed, row.Verdict, "%s: %s", row.ID, row.Reason)
			}
		})
	}
}

func TestAHybridFlowStandsForTheCodeFlow(t *testing.T) {
	want := map[string]verdict.Verdict{
		"login/yahoo": verdict.Passed, "claims/yahoo-nonce-wrong": verdict.Passed, "login-csrf/yahoo-code-injected": verdict.Passed,
		"nothing-leaks/yahoo": verdict.Passed, "yahoo-subject-changed/ppid": verdict.Passed, "yahoo-hybrid/honest": verdict.Passed,
		"mode/yahoo-mode-fragment": verdict.NotApplicable,
	}
	run, _ := judge(t, hybridRP, nil, func(r catalog.Row) bool { _, ok := want[r.ID]; return ok })
	got := map[string]verdict.Verdict{}
	for _, row := range run.Rows {
		got[row.ID] = row.Verdict
	}
	assert.Equal(t, want, got)
}

func TestThePathDoorOfARunSpeaksTLS(t *testing.T) {
	takes := func(r catalog.Row) bool { return r.ID == "login/google" || r.ID == "claims/google-nonce-wrong" }
	for name, drive := range map[string]bench.Drive{"http": nil, "chromium": chromium.Open} {
		t.Run(name, func(t *testing.T) {
			if drive != nil {
				needChromium(t)
			}
			ca := filepath.Join(t.TempDir(), "ca.pem")
			run, _ := judgeAt(t, plainRP, bench.ProcessOptions{Options: bench.Options{Drive: drive}, TLS: true, CA: ca}, takes)
			require.Len(t, run.Rows, 2)
			for _, row := range run.Rows {
				assert.Equal(t, verdict.Passed, row.Verdict, "%s: %s", row.ID, row.Reason)
			}
			assert.FileExists(t, ca)
		})
	}
}
