package target_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/rpclient/target"
)

// The environment that makes this test binary a Relying Party of some kind.
const (
	fakeKind  = "TORII_FAKE_RP"
	fakePort  = "TORII_FAKE_PORT"
	fakeChild = "TORII_FAKE_CHILD_PORT"
)

func TestMain(m *testing.M) {
	if kind := os.Getenv(fakeKind); kind != "" {
		fake(kind)
		return
	}
	os.Exit(m.Run())
}

// longLine is longer than what is kept of a line, and no whole number of characters.
var longLine = "あ" + strings.Repeat("long ", 20_000) + "end of the long line"

func fake(kind string) {
	port := os.Getenv(fakePort)
	switch kind {
	case "exits":
		for i := range 40 {
			fmt.Println("line", i)
		}
		fmt.Fprint(os.Stderr, "cannot open database")
		os.Exit(3)
	case "exits without a word":
		return
	case "prints":
		fmt.Println("first")
		fmt.Fprintln(os.Stderr, "second\r")
		fmt.Println(longLine)
		fmt.Println("no UTF-8: \xff")
		fmt.Print("unfinished")
	case "has a child":
		signal.Ignore(syscall.SIGTERM)
		child := exec.Command(os.Args[0])
		child.Env = append(os.Environ(), fakeKind+"=stubborn", fakePort+"="+os.Getenv(fakeChild))
		child.Stdout = os.Stdout
		if err := child.Start(); err != nil {
			panic(err)
		}
	case "has a child that leaves":
		child := exec.Command("setsid", os.Args[0])
		child.Env = append(os.Environ(), fakeKind+"=stubborn", fakePort+"="+os.Getenv(fakeChild))
		if err := child.Start(); err != nil {
			panic(err)
		}
	case "stubborn":
		signal.Ignore(syscall.SIGTERM)
	}
	handler := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if kind == "answers 503" {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	})
	server := &http.Server{Addr: "127.0.0.1:" + port, Handler: handler, ReadHeaderTimeout: time.Second}
	fmt.Println(server.ListenAndServe())
}

// started is a fake Relying Party, or why there is none.
type started struct {
	*target.Process
	port    int
	err     error
	mu      sync.Mutex
	printed []string
}

func (s *started) lines() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.printed...)
}

func (s *started) print(line string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.printed = append(s.printed, line)
}

// start starts the test binary as a Relying Party of that kind.
func start(ctx context.Context, t *testing.T, kind, ready string, env ...string) *started {
	t.Helper()
	port, err := target.FreePort()
	require.NoError(t, err)
	return startAt(ctx, t, port, kind, ready, env...)
}

func startAt(ctx context.Context, t *testing.T, port int, kind, ready string, env ...string) *started {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	s := &started{port: port}
	text := fmt.Sprintf("name: fake\ncommand: [%q]\nenvironment:\n  %s: %q\n  %s: '{{.Port}}'\n", self, fakeKind, kind, fakePort)
	for _, line := range env {
		text += "  " + line + "\n"
	}
	text += "ready: {path: /up, within: " + ready + "}\nproviders: {line: {login: {page: /}, callback: /cb}}\nsession: {page: /me, member: {json: user}}\n"
	f, err := target.Parse(filepath.Join(t.TempDir(), "torii.yaml"), []byte(text))
	require.NoError(t, err)
	s.Process, s.err = target.StartProcess(ctx, f, target.Surroundings{Port: s.port, Origin: "http://127.0.0.1:" + strconv.Itoa(s.port)}, s.print)
	if s.err == nil {
		t.Cleanup(s.Close)
	}
	return s
}

func listens(port int) bool {
	c, err := net.Dial("tcp", "127.0.0.1:"+strconv.Itoa(port))
	if err == nil {
		_ = c.Close()
	}
	return err == nil
}

const (
	patience = 10 * time.Second
	tick     = 10 * time.Millisecond
)

func TestAProcessIsReadyWhenItAnswers(t *testing.T) {
	s := start(t.Context(), t, "serves", "10s")
	require.NoError(t, s.err)
	assert.Equal(t, s.port, s.Port)
	assert.Equal(t, "fake", s.Name)
	assert.True(t, listens(s.port))
	gone, problem := s.Gone()
	assert.False(t, gone)
	assert.NoError(t, problem)

	s.Close()
	gone, problem = s.Gone()
	assert.True(t, gone)
	assert.Error(t, problem, "how it ended")
	assert.False(t, listens(s.port))
	s.Close() // closing twice does no harm
}

// startTest is a process that never gets ready.
type startTest struct {
	kind, within string
	want         []string
}

func (tt startTest) run(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	s := start(ctx, t, tt.kind, tt.within)
	require.Error(t, s.err)
	for _, words := range append(tt.want, "fake: ") {
		require.ErrorContains(t, s.err, words)
	}
	assert.NoError(t, ctx.Err(), "it was not waited for")
	assert.False(t, listens(s.port), "nothing is left behind")
}

func TestAProcessThatNeverGetsReady(t *testing.T) {
	for _, tt := range []startTest{
		{"answers 503", "700ms", []string{"not ready", "/up gave status 503 for 700ms", "ready.path", "the port it listens on", "ready.within", "it printed nothing"}},
		{"exits", "30s", []string{"ended before it was ready (exit status 3)", "run its command by hand", "line 39\n", "cannot open database"}},
		{"exits without a word", "30s", []string{"ended before it was ready (", "it printed nothing"}},
	} {
		t.Run(tt.kind, tt.run)
	}
}

func TestOnlyTheLastLinesAreShown(t *testing.T) {
	s := start(t.Context(), t, "exits", "30s")
	require.Error(t, s.err)
	assert.NotContains(t, s.err.Error(), "line 1\n")
	assert.Len(t, s.lines(), 41, "all of them were handed on, the unfinished one too")
}

func TestOutputIsCaptured(t *testing.T) {
	s := start(t.Context(), t, "prints", "10s")
	require.NoError(t, s.err)
	s.Close()
	lines := s.lines()
	require.Len(t, lines, 5)
	assert.ElementsMatch(t, []string{"first", "second"}, lines[:2])
	assert.Less(t, len(lines[2]), 5000)
	assert.True(t, strings.HasPrefix(lines[2], "あlong long"))
	assert.True(t, strings.HasSuffix(lines[2], " …"), "a line that is cut says so")
	assert.Equal(t, "no UTF-8: \uFFFD", lines[3])
	assert.Equal(t, "unfinished", lines[4])
}

func TestChildrenEndWithTheProcess(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there, children are left to end with their parent")
	}
	child, err := target.FreePort()
	require.NoError(t, err)
	s := start(t.Context(), t, "has a child", "10s", fmt.Sprintf("%s: '%d'", fakeChild, child))
	require.NoError(t, s.err)
	require.Eventually(t, func() bool { return listens(child) }, patience, tick)
	s.Close()
	assert.False(t, listens(s.port), "though it does not listen to being asked")
	require.Eventually(t, func() bool { return !listens(child) }, patience, tick)
}

func TestAChildThatLeavesTheGroupEndsToo(t *testing.T) {
	if _, err := exec.LookPath("setsid"); err != nil || runtime.GOOS != "linux" {
		t.Skip("elsewhere it stays")
	}
	child, err := target.FreePort()
	require.NoError(t, err)
	s := start(t.Context(), t, "has a child that leaves", "10s", fmt.Sprintf("%s: '%d'", fakeChild, child))
	require.NoError(t, s.err)
	require.Eventually(t, func() bool { return listens(child) }, patience, tick)
	s.Close()
	require.Eventually(t, func() bool { return !listens(child) }, patience, tick)
}

func TestACommandThatIsNotThere(t *testing.T) {
	f := parse(t, "name: fake\ncommand: [torii-has-no-such-command, serve]\nproviders: {line: {login: {page: /}, callback: /cb}}\nsession: {page: /me, member: {json: user}}\n")
	_, err := target.StartProcess(t.Context(), f, target.Surroundings{Origin: "http://127.0.0.1:1"}, nil)
	require.ErrorIs(t, err, exec.ErrNotFound)
	require.ErrorContains(t, err, `fake: command "torii-has-no-such-command serve" did not start`)
}

func TestATemplateThatCannotBeFilledInStartsNothing(t *testing.T) {
	f := parse(t, strings.Replace(whole, "{{.Port}}", "{{.Prot}}", 1))
	_, err := target.StartProcess(t.Context(), f, surroundings(), nil)
	require.ErrorContains(t, err, "environment.PORT")
}

func TestTheCallerMayGiveUp(t *testing.T) {
	interrupted := errors.New("interrupted")
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(interrupted)
	s := start(ctx, t, "answers 503", "30s")
	require.ErrorIs(t, s.err, interrupted)
	require.NotErrorIs(t, s.err, target.ErrNotReady)
}

func TestAPortThatIsTakenIsSeenInTheOutput(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	other := &http.Server{ReadHeaderTimeout: time.Second, Handler: http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		<-r.Context().Done() // it does not answer
	})}
	go func() { _ = other.Serve(listener) }()
	defer func() { _ = other.Close() }()
	s := startAt(t.Context(), t, listener.Addr().(*net.TCPAddr).Port, "serves", "1s")
	require.ErrorContains(t, s.err, "address already in use", "what it printed tells why")
}

// setupTest is a setup command.
type setupTest struct {
	name, setup string
	kind        string
	want        []string // parts of the error; none: it succeeds
}

func (tt setupTest) run(t *testing.T) {
	self, err := os.Executable()
	require.NoError(t, err)
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "there"), nil, 0o600))
	f, err := target.Parse(filepath.Join(dir, "torii.yaml"), fmt.Appendf(nil,
		"name: fake\nenvironment: {%s: %q}\nsetup: {%s}\ncommand: [x]\nproviders: {line: {login: {page: /}, callback: /cb}}\nsession: {page: /me, member: {json: user}}\n",
		fakeKind, tt.kind, strings.Replace(tt.setup, "SELF", strconv.Quote(self), 1)))
	require.NoError(t, err)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	err = target.Prepare(ctx, f, func(string) {})
	assert.NoError(t, ctx.Err(), "it was not waited for")
	if len(tt.want) == 0 {
		require.NoError(t, err)
		return
	}
	for _, words := range append(tt.want, "setup of fake") {
		require.ErrorContains(t, err, words)
	}
}

func TestPrepare(t *testing.T) {
	for _, tt := range []setupTest{
		{"succeeds", "command: [SELF]", "exits without a word", nil},
		{"is there already", "command: [SELF], unless: there", "exits", nil},
		{"is not there yet", "command: [SELF], unless: missing", "exits", []string{"exit status 3", "line 39", "cannot open database"}},
		{"takes too long", "command: [SELF], within: 500ms", "serves", []string{"not done within 500ms", "setup.within"}},
		{"leaves a child behind", "command: [SELF], within: 500ms", "has a child", []string{"not done within 500ms"}},
		{"command not found", "command: [torii-has-no-such-command]", "exits", []string{"torii-has-no-such-command", "not found"}},
	} {
		t.Run(tt.name, tt.run)
	}
	require.NoError(t, target.Prepare(t.Context(), target.File{}, nil), "nothing to set up")
}

func TestFreePortsCanBeListenedOn(t *testing.T) {
	port, err := target.FreePort()
	require.NoError(t, err)
	l, err := net.Listen("tcp", "127.0.0.1:"+strconv.Itoa(port))
	require.NoError(t, err)
	require.NoError(t, l.Close())
}
