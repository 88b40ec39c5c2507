package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"torii/reports/verdict"
)

// outcome is what a command leaves behind.
type outcome struct {
	gate           verdict.Gate
	stdout, stderr string
}

// call runs one command line in this process.
func call(t *testing.T, args ...string) outcome {
	t.Helper()
	t.Setenv("LC_ALL", "ja_JP.UTF-8") // whoever runs the test may be spoken to in English
	var o outcome
	stdout, stderr := os.Stdout, os.Stderr
	defer func() { os.Stdout, os.Stderr = stdout, stderr }()
	out, outDone := capture(t, &o.stdout)
	err, errDone := capture(t, &o.stderr)
	os.Stdout, os.Stderr = out, err
	o.gate = execute(t.Context(), args)
	require.NoError(t, out.Close())
	require.NoError(t, err.Close())
	<-outDone
	<-errDone
	return o
}

func capture(t *testing.T, into *string) (*os.File, chan struct{}) {
	t.Helper()
	r, w, err := os.Pipe()
	require.NoError(t, err)
	done := make(chan struct{})
	go func() {
		defer close(done)
		b, _ := io.ReadAll(r)
		*into = string(b)
	}()
	return w, done
}

func TestRunWritesItsReportsAndOpensTheGate(t *testing.T) {
	out := filepath.Join(t.TempDir(), "report")
	o := call(t, "run", "--tags", "@login", "--out", out)
	require.Equal(t, verdict.Open, o.gate, o.stderr)
	lines := strings.Split(strings.TrimSpace(o.stdout), "\n")
	require.Regexp(t, `^\d+ passed, 0 failed, 0 skipped$`, lines[len(lines)-1])
	require.Contains(t, lines[len(lines)-2], "harness error 0")
	for _, name := range []string{"junit.xml", "summary.md", "events.ndjson"} {
		require.FileExists(t, filepath.Join(out, name))
	}
}

type wrongUse struct {
	name string
	args []string
	says []string // all of them on standard error
}

// TestSetupTellsWhatItDoes: an installation takes minutes, and people want to see it go on.
func TestSetupTellsWhatItDoes(t *testing.T) {
	file := filepath.Join(t.TempDir(), "torii.yaml")
	require.NoError(t, os.WriteFile(file, []byte("name: x\nsetup: {command: [sh, -c, \"echo fetching the parts; exit 3\"]}\ncommand: [sh]\n"+
		"providers: {google: {login: {page: /}, callback: /cb}}\nlogout: {page: /}\nsession: {page: /me, member: {json: user}}\n"), 0o600))
	o := call(t, "run", "--rp", file, "--out", filepath.Join(t.TempDir(), "report"))
	require.Equal(t, verdict.Unjudged, o.gate, o.stderr)
	require.Contains(t, o.stdout, "setup | fetching the parts")
}

func (tt wrongUse) run(t *testing.T) {
	o := call(t, tt.args...)
	require.Equal(t, verdict.Unusable, o.gate, o.stderr)
	for _, word := range tt.says {
		require.Contains(t, o.stderr, word)
	}
}

func TestWrongUseSaysWhatWasGivenAndWhatIsAllowed(t *testing.T) {
	dir := t.TempDir()
	file := func(name, content string) string {
		path := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
		return path
	}
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer func() { _ = taken.Close() }()
	good := "name: x\ncommand: [\"true\"]\nproviders:\n  google: {login: {page: /, select: a}, callback: /cb}\nsession: {page: /me, member: {json: user}}\n"

	for _, tt := range []wrongUse{
		{"unknown command", []string{"rum"}, []string{`"rum"`, "run"}},
		{"an indentation that does not fit", []string{"run", "--rp", file("indent.yaml", "name: x\n url: http://localhost:1\n")},
			[]string{"indent.yaml:2", "indented by 1 spaces", "line 1", "begin both alike"}},
		{"a tab", []string{"run", "--rp", file("tab.yaml", "name: x\nproviders:\n\tgoogle: {}\n")}, []string{"tab.yaml:3", "by a tab"}},
		{"an outdent to nowhere", []string{"run", "--rp", file("outdent.yaml", "providers:\n    google:\n      login: {page: /}\n   line: {}\n")},
			[]string{"outdent.yaml:4", "indented by 3 spaces", "0, 4, 6"}},
		{"unknown flag", []string{"run", "--nope"}, []string{"--nope", "torii run --help"}},
		{"left-over word", []string{"run", "now"}, []string{`"now"`}},
		{"a tag that matches nothing", []string{"run", "--tags", "@nope"}, []string{"@nope", "@line"}},
		{"tags that exclude each other", []string{"run", "--tags", "@line && @id-issuer-spelling"}, []string{"nothing was selected"}},
		{"mixed joints", []string{"run", "--tags", "@line && @google,@error"}, []string{"cannot be mixed", "--tags '@line and (@google or @error)'"}},
		{"two spellings", []string{"run", "--tags", "@line && not @error"}, []string{"cannot be mixed", "--tags '@line and not @error'"}},
		{"a tag missing", []string{"run", "--tags", "@line or"}, []string{"a tag is missing"}},
		{"a row that is none", []string{"run", "--row", "login/lime"}, []string{`"login/lime"`, "did you mean login/line"}},
		{"a rule that is none", []string{"run", "--rule", "IDT-IS"}, []string{`"IDT-IS"`, "did you mean IDT-ISS"}},
		{"a language that is none", []string{"run", "--lang", "fr"}, []string{`"fr"`, "ja, en"}},
		{"unknown provider", []string{"run", "--provider", "linee"}, []string{`"linee"`, "line, google"}},
		{"unknown switch", []string{"run", "--set", "google.nope=1"}, []string{`"nope"`, "iss_parameter"}},
		{"bad switch value", []string{"run", "--set", "google.iss_parameter=maybe"}, []string{`"maybe"`, "announced"}},
		{"bad shard", []string{"run", "--shard", "5/4"}, []string{`"5/4"`, "2/4"}},
		{"no such file", []string{"run", "--rp", filepath.Join(dir, "none.yaml")}, []string{"none.yaml"}},
		{"typo in torii.yaml", []string{"run", "--rp", file("typo.yaml", strings.Replace(good, "callback", "call_back", 1))},
			[]string{"typo.yaml:4", "providers.google.call_back", "allowed: associate, callback, link, login, merge"}},
		{"unknown provider in torii.yaml", []string{"run", "--rp", file("provider.yaml", strings.Replace(good, "google", "googel", 1))},
			[]string{"provider.yaml:4", "googel", "line, google"}},
		{"bad template", []string{"run", "--rp", file("template.yaml", good+"environment:\n  A: '{{.Issuer \"nobody\"}}'\n")},
			[]string{"template.yaml:7", "environment.A", "nobody"}},
		{"port in use", []string{"run", "--rp", file("port.yaml", good), "--listen", taken.Addr().String()},
			[]string{taken.Addr().String(), "in use"}},
		{"mocks elsewhere without rp", []string{"run", "--mock", "http://127.0.0.1:9401"}, []string{"--rp"}},
		{"mocks elsewhere and a door of one's own", []string{"run", "--rp", file("mock.yaml", good), "--mock", "http://127.0.0.1:9401", "--tls"},
			[]string{"--mock uses the door of a torii serve"}},
		{"nobody at the control port", []string{"run", "--rp", file("nobody.yaml", good), "--mock", "http://127.0.0.1:1"}, []string{"--mock", "does not answer"}},
		{"TLS for an RP that has no certificate", []string{"run", "--tls", "--rp", file("url.yaml", strings.Replace(good, `command: ["true"]`, "url: http://localhost:1", 1))},
			[]string{"--ca"}},
		{"TLS at the real names", []string{"run", "--tls", "--rp", file("hosts.yaml", good+"door: proxy\nruntime: go\n")}, []string{"path door"}},
		{"a proxy for nobody knows what", []string{"run", "--rp", file("proxy.yaml", good+"door: proxy\n")}, []string{"proxy.yaml", "runtime: is missing", "go, node, java"}},
		{"an unknown runtime", []string{"run", "--rp", file("runtime.yaml", good+"door: proxy\nruntime: perl\n")}, []string{"runtime.yaml:7", `"perl"`, "python"}},
		{"a Workspace with a typo", []string{"serve", "--workspace", file("workspace.yaml", "tenant: []\n")}, []string{"workspace.yaml:1", "tenant"}},
		{"listen without rp", []string{"run", "--listen", "127.0.0.1:0"}, []string{"--rp"}},
		{"serve on a port in use", []string{"serve", "--listen", taken.Addr().String()}, []string{taken.Addr().String(), "in use"}},
		{"control off loopback", []string{"serve", "--listen", "127.0.0.1:0", "--control", "0.0.0.0:0"}, []string{"loopback"}},
		{"clients with a doubled id", []string{"serve", "--clients", "line=" + file("clients.yaml", "clients:\n- {id: A, client_id: a}\n- {id: A, client_id: b}\n")},
			[]string{"clients.yaml:3", "clients[1].id", "line 2"}},
		{"a word that nothing is called", []string{"explain", "IDT-CRT"}, []string{`"IDT-CRT"`, "IDT-CRIT", "torii list rules"}},
		{"nothing to explain", []string{"explain"}, []string{"no word", "IDT-CRIT"}},
		{"explained in a language that nobody wrote", []string{"explain", "--lang", "fr", "IDT-CRIT"}, []string{`"fr"`, "ja, en"}},
		{"unknown list", []string{"list", "nothing"}, []string{"nothing", "providers"}},
	} {
		t.Run(tt.name, tt.run)
	}
}

func TestCommandThatDoesNotStartSaysNothingAboutTheRP(t *testing.T) {
	path := filepath.Join(t.TempDir(), "torii.yaml")
	require.NoError(t, os.WriteFile(path, []byte("name: x\ncommand: [/nonexistent/program]\nproviders:\n  google: {login: {page: /, select: a}, callback: /cb}\nsession: {page: /me, member: {json: user}}\n"), 0o600))
	o := call(t, "run", "--rp", path, "--out", t.TempDir())
	require.Equal(t, verdict.Unjudged, o.gate)
	require.Contains(t, o.stderr, "/nonexistent/program")
}

func TestAWordIsExplainedInOneLanguage(t *testing.T) {
	for lang, want := range map[string]string{"ja": "直し方", "en": "How to mend it"} {
		o := call(t, "explain", "--lang", lang, "idt-crit")
		require.Equal(t, verdict.Open, o.gate, o.stderr)
		require.Contains(t, o.stdout, want)
		require.Contains(t, o.stdout, "https://www.rfc-editor.org/rfc/rfc7515.html#section-4.1.11")
	}
	require.Contains(t, call(t, "explain", "--lang", "en", "harness", "error").stdout, "nothing is said of the RP")
}

func TestListsAreFlatObjects(t *testing.T) {
	for _, name := range []string{"providers", "switches", "quirks", "faults", "rules", "scenarios", "steps", "mutants"} {
		o := call(t, "list", name, "--json")
		require.Equal(t, verdict.Open, o.gate, o.stderr)
		require.True(t, strings.HasPrefix(o.stdout, "[\n  {"), "%s: %.80s", name, o.stdout)
	}
}

// BenchmarkServe is the time from start to the first discovery answer, and the memory then resident.
func BenchmarkServe(b *testing.B) {
	binary := filepath.Join(b.TempDir(), "torii")
	out, err := exec.CommandContext(b.Context(), "go", "build", "-o", binary, ".").CombinedOutput()
	require.NoError(b, err, string(out))
	var kib float64
	for b.Loop() {
		kib = max(kib, serveOnce(b, binary))
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/1000, "ms/start")
	b.ReportMetric(kib/1024, "MiB-resident")
}

// serveOnce starts the binary, waits for discovery, and returns its resident memory in KiB.
func serveOnce(b *testing.B, binary string) float64 {
	b.Helper()
	b.StopTimer()
	listen := freeAddress(b)
	cmd := exec.CommandContext(b.Context(), binary, "serve", "--listen", listen, "--control", "127.0.0.1:0")
	b.StartTimer()
	require.NoError(b, cmd.Start())
	deadline := time.Now().Add(10 * time.Second) //nolint:forbidigo // a benchmark measures real time
	for !discovers(b.Context(), listen) {
		require.True(b, time.Now().Before(deadline), "no discovery answer") //nolint:forbidigo // a benchmark measures real time
	}
	b.StopTimer()
	kib := resident(b, cmd.Process.Pid)
	require.NoError(b, cmd.Process.Kill())
	_ = cmd.Wait() // it was killed
	b.StartTimer()
	return kib
}

func freeAddress(b *testing.B) string {
	b.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(b, err)
	defer func() { _ = l.Close() }()
	return l.Addr().String()
}

func discovers(ctx context.Context, listen string) bool {
	var d net.Dialer
	conn, err := d.DialContext(ctx, "tcp", listen)
	if err != nil {
		return false
	}
	defer func() { _ = conn.Close() }()
	fmt.Fprintf(conn, "GET /accounts.google.com/.well-known/openid-configuration HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n", listen)
	b, err := io.ReadAll(conn)
	return err == nil && strings.Contains(string(b), "authorization_endpoint")
}

func resident(b *testing.B, pid int) float64 {
	b.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0 // no such file away from Linux
	}
	for line := range strings.Lines(string(status)) {
		var kib float64
		if n, _ := fmt.Sscanf(line, "VmRSS: %f kB", &kib); n == 1 {
			return kib
		}
	}
	return 0
}
