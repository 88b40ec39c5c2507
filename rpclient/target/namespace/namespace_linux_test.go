package namespace_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/mockidp"
	"torii/mockidp/clock"
	"torii/mockidp/door"
	"torii/rpclient/target/namespace"
)

// patience bounds every wait of these tests.
const patience = 15 * time.Second

// allowed skips where this user may not make namespaces. Root in continuous
// integration has to.
func allowed(t *testing.T, err error) {
	t.Helper()
	if err == nil {
		return
	}
	require.ErrorIs(t, err, namespace.ErrForbidden)
	if os.Getenv("CI") != "" && os.Getuid() == 0 {
		t.Fatal(err)
	}
	t.Skip(err)
}

// output is a buffer that is written and read at a time.
type output struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (o *output) Write(b []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.Write(b)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.String()
}

// folder is a short path for sockets, which t.TempDir need not be.
func folder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "ns-") //nolint:usetesting // its names are too long for sockets
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, os.RemoveAll(dir)) })
	return dir
}

// mine is the path of this test binary, which is started inside in a role.
const mine = "/proc/self/exe"

// started starts this test binary inside in a role.
func started(t *testing.T, name string, args []string, o namespace.Options, env ...string) (*namespace.Process, *output) {
	t.Helper()
	if o.Folder == "" {
		o.Folder = folder(t)
	}
	if o.Port == 0 {
		o.Port = 3000
	}
	var out output
	p, err := namespace.Start(t.Context(), namespace.Command{
		Args: append([]string{mine}, args...), Env: append(os.Environ(), append(env, role+"="+name)...), Stdout: &out, Stderr: &out,
	}, o)
	allowed(t, err)
	t.Cleanup(p.Close)
	return p, &out
}

// ended waits for the end of a process and returns how it ended.
func ended(t *testing.T, p *namespace.Process) error {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	err := p.Wait(ctx)
	require.NoError(t, ctx.Err(), "it does not end")
	return err
}

// run is the run's end of the sockets: a mock behind a real-hosts door.
type run struct {
	folder string
	ca     string // path of the CA's certificate
	hosts  []string

	mu     sync.Mutex
	strays []door.Stray
}

func newRun(t *testing.T) *run {
	t.Helper()
	r := &run{folder: folder(t)}
	mock, err := mockidp.New(mockidp.Options{Salt: t.Name()})
	require.NoError(t, err)
	r.hosts = mock.Hosts()
	ca, err := door.NewCA(r.hosts, (&clock.Clock{}).Now)
	require.NoError(t, err)
	r.ca = filepath.Join(r.folder, "ca.pem")
	require.NoError(t, os.WriteFile(r.ca, ca.PEM(), 0o644))
	hosts := door.NewHosts(door.HostsOptions{CA: ca, Handler: mock, Stray: r.stray})
	t.Cleanup(hosts.Close)
	resolver := door.Resolver{Mocks: mock.Mocks, Stray: r.stray}
	for socket, serve := range map[string]func(net.Listener) error{
		namespace.TLSSocket: hosts.ServeTLS, namespace.PlainSocket: hosts.ServePlain, namespace.DNSSocket: resolver.ServeStream,
	} {
		l, err := net.Listen("unix", filepath.Join(r.folder, socket))
		require.NoError(t, err)
		t.Cleanup(func() { l.Close() })
		go func() { _ = serve(l) }()
	}
	return r
}

func (r *run) stray(s door.Stray) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.strays = append(r.strays, s)
}

func (r *run) reported() []door.Stray {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.strays)
}

const discovery = "https://access.line.me/.well-known/openid-configuration"

func TestInsideReachesTheMockAndNothingElse(t *testing.T) {
	r := newRun(t)
	for _, row := range []struct {
		name  string
		hosts []string // in /etc/hosts; the others are asked for
	}{
		{"by hosts file", r.hosts},
		{"by resolver", nil},
	} {
		t.Run(row.name, func(t *testing.T) {
			p, out := started(t, "call", []string{discovery, "https://example.com/", "http://access.line.me/", "https://192.0.2.1/"},
				namespace.Options{Folder: r.folder, Hosts: row.hosts}, "SSL_CERT_FILE="+r.ca)
			require.ErrorContains(t, ended(t, p), "exit status 0", out)
			lines := strings.Split(out.String(), "\n")
			require.Greater(t, len(lines), 3, out)
			assert.Contains(t, lines[0], `200 {`)
			assert.Contains(t, lines[0], `"issuer":"https://access.line.me"`)
			assert.Contains(t, lines[1], "no such host")
			assert.Contains(t, lines[2], "421 ")
			assert.Contains(t, out.String(), "network is unreachable")
			assert.Contains(t, r.reported(), door.Stray{Host: "example.com", How: door.StrayDNS})
			assert.Contains(t, r.reported(), door.Stray{Host: "access.line.me", Path: "/", How: door.StrayUnsecured})
			for _, s := range r.reported() {
				assert.Contains(t, []string{"example.com", "access.line.me"}, s.Host, "no search domain is tried")
			}
			p.Close() // the next start makes the same socket
		})
	}
}

// node asks for a name by its own means and by the C library's.
const node = `
const dns = require('dns');
dns.resolve4('access.line.me', (err, found) => { console.log('c-ares', err ? err.code : found[0]);
  dns.lookup('example.com', (err) => { console.log('getaddrinfo', err && err.code);
    fetch('` + discovery + `').then((res) => res.json()).then((json) => console.log('fetch', json.issuer), (err) => console.log(err.cause)); }); });
`

func TestInsideWithForeignRuntime(t *testing.T) {
	if _, err := exec.LookPath("node"); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip("needs node, which is not installed")
	}
	r := newRun(t)
	var out output
	p, err := namespace.Start(t.Context(), namespace.Command{Args: []string{"node", "-e", node},
		Env: append(os.Environ(), "NODE_EXTRA_CA_CERTS="+r.ca), Stdout: &out, Stderr: &out}, namespace.Options{Folder: r.folder, Port: 3000})
	allowed(t, err)
	defer p.Close()
	require.ErrorContains(t, ended(t, p), "exit status 0", out.String())
	assert.Equal(t, "c-ares 127.0.0.1\ngetaddrinfo ENOTFOUND\nfetch https://access.line.me\n", out.String())
}

func seenBy(t *testing.T, out *output) (seen inside) {
	t.Helper()
	require.NoError(t, json.Unmarshal([]byte(out.String()), &seen), out)
	return seen
}

func TestInside(t *testing.T) {
	hosts := text("/etc/hosts")
	p, out := started(t, "look", nil, namespace.Options{Hosts: []string{"access.line.me"}})
	require.ErrorContains(t, ended(t, p), "exit status 0", out)
	seen := seenBy(t, out)
	require.Len(t, seen.Interfaces, 1)
	assert.Contains(t, seen.Interfaces[0], "lo up|loopback")
	assert.Contains(t, seen.Route, "network is unreachable")
	assert.Contains(t, seen.Hosts, "127.0.0.1 access.line.me\n")
	assert.Contains(t, seen.Resolv, "nameserver 127.0.0.1\n")
	assert.Contains(t, seen.Names, "hosts: files dns\n")
	assert.Equal(t, os.Getuid(), seen.UID)
	assert.Less(t, seen.PID, 100, "process ids begin anew")
	assert.Equal(t, "/dev/null", seen.FileDescriptors[0], "standard input is the starter's")
	for _, open := range seen.FileDescriptors[3:] {
		assert.NotContains(t, open, "pipe:", "the starter's report is its own")
	}
	assert.False(t, seen.Starter)
	assert.Equal(t, hosts, text("/etc/hosts"), "the machine's own is as it was")
}

func TestDialReachesTheCommand(t *testing.T) {
	p, out := started(t, "listen", nil, namespace.Options{Port: 3456}, "PORT=3456")
	client := &http.Client{Timeout: patience, Transport: &http.Transport{DisableKeepAlives: true,
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) { return p.Dial(ctx) }}}
	var body string
	require.Eventually(t, func() bool {
		res, err := client.Get("http://localhost:3456/me")
		if err != nil {
			return false
		}
		defer res.Body.Close()
		b, err := io.ReadAll(res.Body)
		body = string(b)
		return err == nil
	}, patience, 10*time.Millisecond)
	assert.Equal(t, "RP localhost:3456/me", body)
	gone, _ := p.Gone()
	assert.False(t, gone)
	_, err := net.DialTimeout("tcp", "127.0.0.1:3456", time.Second)
	assert.Error(t, err, "the port is not the machine's")

	p.Close()
	assert.Equal(t, "goodbye\n", out.String(), "it was asked to end, not killed")
	gone, err = p.Gone()
	assert.True(t, gone)
	assert.ErrorContains(t, err, "exit status 0")
	_, err = p.Dial(t.Context())
	assert.Error(t, err)
}

func TestOutLeadsToMoreSockets(t *testing.T) {
	dir := folder(t)
	l, err := net.Listen("unix", filepath.Join(dir, "more.sock"))
	require.NoError(t, err)
	server := &http.Server{Handler: http.NotFoundHandler(), ReadHeaderTimeout: patience}
	t.Cleanup(func() { server.Close() })
	go func() { _ = server.Serve(l) }()
	p, out := started(t, "call", []string{"http://127.0.0.1:5432/"}, namespace.Options{Folder: dir, Out: map[string]string{"127.0.0.1:5432": "more.sock"}})
	require.ErrorContains(t, ended(t, p), "exit status 0", out)
	assert.Contains(t, out.String(), "404 ")
}

func TestWaitTellsHowItEnded(t *testing.T) {
	p, _ := started(t, "fail", nil, namespace.Options{})
	require.ErrorContains(t, ended(t, p), "exit status 3")
	gone, err := p.Gone()
	assert.True(t, gone)
	assert.ErrorContains(t, err, "exit status 3")
}

func TestCloseKillsWhatDoesNotListen(t *testing.T) {
	mark := fmt.Sprintf("mark-%s-%d", t.Name(), os.Getpid())
	p, out := started(t, "stubborn", []string{mark}, namespace.Options{})
	require.Eventually(t, func() bool { return out.String() == "stubborn\n" }, patience, 10*time.Millisecond)
	p.Close()
	gone, err := p.Gone()
	assert.True(t, gone)
	assert.ErrorContains(t, err, "killed")
	assert.Empty(t, marked(mark))
}

// marked lists the processes of this machine with that word among their arguments.
func marked(mark string) (found []int) {
	paths, _ := filepath.Glob("/proc/[0-9]*/cmdline")
	for _, path := range paths {
		b, err := os.ReadFile(path)
		if err != nil || !slices.Contains(strings.Split(string(b), "\x00"), mark) {
			continue
		}
		pid, _ := strconv.Atoi(filepath.Base(filepath.Dir(path)))
		found = append(found, pid)
	}
	return found
}

// mounts lists what is mounted on this machine where the inside has mounts of
// its own; elsewhere other programs may mount what they like meanwhile.
func mounts(folder string) (found []string) {
	for line := range strings.Lines(text("/proc/self/mountinfo")) {
		at := strings.Fields(line)[4] // proc_pid_mountinfo(5): the mount point
		if at == "/" || at == "/proc" || strings.HasPrefix(at, "/etc/") || strings.Contains(at, "nscd") || strings.Contains(line, folder) {
			found = append(found, line)
		}
	}
	return found
}

func lingers(t *testing.T, out *output) {
	t.Helper()
	require.Eventually(t, func() bool {
		return strings.Contains(out.String(), "lingering") && strings.Contains(out.String(), "stubborn")
	}, patience, 10*time.Millisecond)
}

func TestCloseLeavesNothing(t *testing.T) {
	dir := folder(t)
	before := mounts(dir)
	mark := fmt.Sprintf("mark-%s-%d", t.Name(), os.Getpid())
	p, out := started(t, "linger", []string{mark}, namespace.Options{Folder: dir})
	lingers(t, out)
	require.GreaterOrEqual(t, len(marked(mark)), 2, "the command and its daemon")
	p.Close()
	assert.Empty(t, marked(mark), "nor what left its process group")
	assert.Equal(t, before, mounts(dir))
	left, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Empty(t, left)
	p.Close()
}

func TestKilledParentTakesAllAlong(t *testing.T) {
	started(t, "fail", nil, namespace.Options{}) // skips where it is forbidden
	dir, mark := folder(t), fmt.Sprintf("mark-%s-%d", t.Name(), os.Getpid())
	var out output
	parent := exec.CommandContext(t.Context(), mine, dir, mark)
	parent.Env = append(os.Environ(), role+"=parent")
	parent.Stdout = &out
	parent.WaitDelay = patience
	require.NoError(t, parent.Start())
	lingers(t, &out)
	require.NoError(t, parent.Process.Signal(syscall.SIGKILL))
	assert.Error(t, parent.Wait())
	assert.Eventually(t, func() bool { return len(marked(mark)) == 0 }, patience, 10*time.Millisecond, "still there: %v", marked(mark))
}

func TestStartSaysWhatIsWrong(t *testing.T) {
	good := namespace.Options{Folder: folder(t), Port: 3000}
	with := func(change func(*namespace.Options)) namespace.Options {
		o := good
		change(&o)
		return o
	}
	for _, row := range []struct {
		name string
		args []string
		o    namespace.Options
		says string
	}{
		{"no command", nil, good, "no command"},
		{"no such command", []string{"no-such-program"}, good, "executable file not found"},
		{"no such path", []string{"/no/such/program"}, good, "no such file"},
		{"a file that cannot be run", []string{"/etc/passwd"}, good, "permission denied"},
		{"no port", []string{mine}, with(func(o *namespace.Options) { o.Port = 0 }), "port 0"},
		{"a relative folder", []string{mine}, with(func(o *namespace.Options) { o.Folder = "x" }), "absolute path"},
		{"a folder too long for sockets", []string{mine}, with(func(o *namespace.Options) { o.Folder = "/" + strings.Repeat("x", 100) }), "at most"},
		{"a missing folder", []string{mine}, with(func(o *namespace.Options) { o.Folder += "/missing" }), "no such file"},
		{"a host that is two lines", []string{mine}, with(func(o *namespace.Options) { o.Hosts = []string{"a\n1.2.3.4 b"} }), "domain name"},
		{"an address that is none", []string{mine}, with(func(o *namespace.Options) { o.Out = map[string]string{"nowhere": "x.sock"} }), "nowhere"},
	} {
		t.Run(row.name, func(t *testing.T) {
			p, err := namespace.Start(t.Context(), namespace.Command{Args: row.args, Env: append(os.Environ(), role+"=exits")}, row.o)
			if err == nil {
				p.Close()
			}
			require.Error(t, err)
			if strings.Contains(err.Error(), namespace.ErrForbidden.Error()) {
				allowed(t, err)
			}
			require.ErrorContains(t, err, row.says)
			require.NotErrorIs(t, err, namespace.ErrForbidden)
			left, err := os.ReadDir(good.Folder)
			require.NoError(t, err)
			assert.Empty(t, left)
		})
	}
}

func TestStartEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := namespace.Start(ctx, namespace.Command{Args: []string{mine}, Env: []string{role + "=exits"}}, namespace.Options{Folder: folder(t), Port: 3000})
	if err != nil && strings.Contains(err.Error(), namespace.ErrForbidden.Error()) {
		allowed(t, err)
	}
	require.ErrorIs(t, err, context.Canceled)
}

// A program that does not call Main would start itself for ever.
func TestStartRefusesToStartItself(t *testing.T) {
	t.Setenv(namespace.Variable, "1")
	_, err := namespace.Start(t.Context(), namespace.Command{Args: []string{mine}}, namespace.Options{Folder: folder(t), Port: 3000})
	require.ErrorContains(t, err, "namespace.Main")
}

// nobody is the user that these tests become where they are run by root.
const nobody = 65534

// An ordinary user keeps its id, and the command has no right more than before.
func TestAsOrdinaryUser(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("needs root to become another user; the other tests run as an ordinary user already")
	}
	dir := folder(t)
	require.NoError(t, os.Chown(dir, nobody, nobody))
	require.NoError(t, os.Chmod(dir, 0o755))
	binary := filepath.Join(dir, "test")
	copyFile(t, mine, binary)
	ctx, cancel := context.WithTimeout(t.Context(), 4*patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, binary, "-test.run", "^(TestInside|TestDialReachesTheCommand|TestCloseLeavesNothing|TestOrdinaryRights|TestKilledParentTakesAllAlong)$", "-test.v")
	cmd.Env = append(os.Environ(), "TMPDIR="+dir, "HOME="+dir, "GOCOVERDIR="+dir)
	cmd.Dir = dir
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", out)
	if bytes.Contains(out, []byte("--- SKIP: TestInside")) {
		t.Skipf("ordinary users make no namespaces here:\n%s", out)
	}
	for _, name := range []string{"TestInside", "TestDialReachesTheCommand", "TestCloseLeavesNothing", "TestOrdinaryRights", "TestKilledParentTakesAllAlong"} {
		assert.Contains(t, string(out), "--- PASS: "+name)
	}
}

func TestOrdinaryRights(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root has every right; TestAsOrdinaryUser runs this as another user")
	}
	p, out := started(t, "look", nil, namespace.Options{})
	require.ErrorContains(t, ended(t, p), "exit status 0", out)
	seen := seenBy(t, out)
	assert.Equal(t, os.Getuid(), seen.UID)
	assert.Equal(t, "0000000000000000", seen.Effective)
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	in, err := os.Open(from)
	require.NoError(t, err)
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY, 0o755)
	require.NoError(t, err)
	_, err = io.Copy(out, in)
	require.NoError(t, err)
	require.NoError(t, out.Close())
}
