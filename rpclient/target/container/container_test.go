package container_test

import (
	"context"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	dc "github.com/ory/dockertest/v3/docker"
	"github.com/stretchr/testify/require"

	"torii/rpclient/target/container"
)

// log collects printed lines.
type log struct {
	mu    sync.Mutex
	lines []string
}

func (l *log) print(line string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lines = append(l.lines, line)
}

func (l *log) has(line string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Contains(l.lines, line)
}

func TestClosedNetwork(t *testing.T) {
	client := engine(t)
	s := spec(t)
	s.Image, s.Build = "", rpFolder(t)
	w := newWorld(t, s.Folder, s.Hosts...)
	var printed log
	s.Printed = printed.print
	c := start(t, w.trust(s))
	u := newUser(t, c)

	t.Run("it is reached, as the user of its image", func(t *testing.T) {
		require.Equal(t, "hello, uid 1234", u.ask(t, true, "/hello", ""))
	})
	t.Run("its log arrives", func(t *testing.T) {
		require.Eventually(t, func() bool { return printed.has("listening on 3000") }, 5*time.Second, 10*time.Millisecond)
	})
	t.Run("mocked hosts lead to the mock", func(t *testing.T) {
		require.Equal(t, "mock of access.line.me, tls true", u.ask(t, true, "/get", "https://access.line.me/a"))
		require.Equal(t, "mock of api.line.me, tls false", u.ask(t, true, "/get", "http://api.line.me/"))
		require.Equal(t, []string{"access.line.me", "api.line.me"}, w.met())
		require.Empty(t, w.asked(), "mocked names need no resolver")
	})
	t.Run("other names are not found, and seen", func(t *testing.T) {
		require.Contains(t, u.ask(t, false, "/get", "https://example.com/"), "no such host")
		require.Equal(t, []string{"example.com."}, w.asked())
	})
	t.Run("neither the world nor the host can be reached", func(t *testing.T) {
		u.ask(t, false, "/dial", "1.1.1.1:443")
		u.ask(t, false, "/dial", hostListener(t, client, c))
	})
	t.Run("it has no privileges and bounds", func(t *testing.T) {
		status := u.ask(t, true, "/read", "/proc/self/status")
		require.Contains(t, status, "CapBnd:\t0000000000000000")
		require.Contains(t, status, "NoNewPrivs:\t1")
		h := inspect(t, client, c, "rp").HostConfig
		require.Equal(t, s.Memory, h.Memory)
		require.Positive(t, h.PidsLimit)
		require.Empty(t, inspect(t, client, c, "relay").NetworkSettings.Ports)
	})
	t.Run("Sweep leaves a living run alone", func(t *testing.T) {
		swept, err := container.Sweep(t.Context())
		require.NoError(t, err)
		require.NotContains(t, swept, c.Run)
		require.Equal(t, "hello, uid 1234", u.ask(t, true, "/hello", ""))
	})
	t.Run("its end is noticed", func(t *testing.T) {
		gone, err := c.Gone()
		require.False(t, gone)
		require.NoError(t, err)
		_, _, err = u.do("/exit", "3")
		require.Error(t, err)
		require.EqualError(t, ended(t, c), "exit status 3")
		require.True(t, printed.has("last words"))
		_, err = c.Dial(t.Context())
		require.ErrorContains(t, err, "exit status 3")
	})
	t.Run("Close leaves nothing", func(t *testing.T) {
		require.NotEmpty(t, left(t, client, "torii.run="+c.Run))
		require.NoError(t, c.Close())
		require.NoError(t, c.Close())
		nothingLeft(t, client)
		files, err := os.ReadDir(s.Folder)
		require.NoError(t, err)
		require.Len(t, files, 3, "the sockets of the run itself")
	})
}

// ended waits until the Relying Party is gone and returns why.
func ended(t *testing.T, c *container.Container) (why error) {
	t.Helper()
	require.Eventually(t, func() bool {
		var gone bool
		gone, why = c.Gone()
		return gone
	}, 20*time.Second, 10*time.Millisecond)
	return why
}

func inspect(t *testing.T, client *dc.Client, c *container.Container, part string) *dc.Container {
	t.Helper()
	found, err := client.InspectContainerWithContext("torii-"+c.Run+"-"+part, t.Context())
	require.NoError(t, err)
	return found
}

// hostListener listens on all addresses of the host and returns how a container would
// address it, were the host in its network.
func hostListener(t *testing.T, client *dc.Client, c *container.Container) string {
	t.Helper()
	l, err := net.Listen("tcp4", "0.0.0.0:0")
	require.NoError(t, err)
	t.Cleanup(func() { _ = l.Close() })
	network, err := client.NetworkInfo("torii-" + c.Run + "-net")
	require.NoError(t, err)
	require.True(t, network.Internal)
	_, port, err := net.SplitHostPort(l.Addr().String())
	require.NoError(t, err)
	first, _, err := net.ParseCIDR(network.IPAM.Config[0].Subnet)
	require.NoError(t, err)
	first = first.To4()
	first[3]++
	return net.JoinHostPort(first.String(), port)
}

func TestTwoRunsDoNotSeeEachOther(t *testing.T) {
	client := engine(t)
	specs := []container.Spec{spec(t), spec(t)}
	worlds := make([]*world, 2)
	runs := make([]*container.Container, 2)
	var both sync.WaitGroup
	for i, s := range specs {
		worlds[i] = newWorld(t, s.Folder, s.Hosts...)
		both.Go(func() {
			var err error
			if runs[i], err = container.Start(t.Context(), worlds[i].trust(s)); err != nil {
				t.Error(err)
			}
		})
	}
	both.Wait()
	for _, c := range runs {
		if c != nil {
			t.Cleanup(func() { require.NoError(t, c.Close()) })
		}
	}
	require.False(t, t.Failed())

	first, second := newUser(t, runs[0]), newUser(t, runs[1])
	first.ask(t, true, "/get", "https://access.line.me/")
	require.Len(t, worlds[0].met(), 1)
	require.Empty(t, worlds[1].met())
	networks := inspect(t, client, runs[0], "rp").NetworkSettings.Networks
	require.Len(t, networks, 1)
	second.ask(t, false, "/dial", networks["torii-"+runs[0].Run+"-net"].IPAddress+":3000")
	second.ask(t, false, "/look", "torii-"+runs[0].Run+"-rp")

	require.NoError(t, runs[0].Close())
	second.ask(t, true, "/get", "https://access.line.me/")
	require.NoError(t, runs[1].Close())
	nothingLeft(t, client)
	_, err := client.InspectImage(image)
	require.NoError(t, err, "an image that was given stays")
}

func TestOutOfMemory(t *testing.T) {
	engine(t)
	s := spec(t)
	s.Memory = 64 << 20
	c := start(t, s)
	_, _, err := newUser(t, c).do("/fill", "")
	require.Error(t, err)
	require.ErrorContains(t, ended(t, c), "out of memory, its limit is 64 MiB")
}

func TestFailedStartLeavesNothing(t *testing.T) {
	client := engine(t)
	dynamic := filepath.Join(t.TempDir(), "dynamic")
	sh, err := exec.LookPath("sh")
	require.NoError(t, err)
	require.NoError(t, os.Symlink(sh, dynamic))

	for name, row := range map[string]struct {
		change func(*container.Spec)
		want   string
	}{
		"image not there":      {func(s *container.Spec) { s.Image = "torii.test/absent:1" }, "docker pull torii.test/absent:1"},
		"no Dockerfile":        {func(s *container.Spec) { s.Image, s.Build = "", t.TempDir() }, "Dockerfile"},
		"build fails":          {func(s *container.Spec) { rewrite(t, s, "COPY absent /") }, "absent"},
		"needs BuildKit":       {func(s *container.Spec) { rewrite(t, s, "RUN --mount=type=cache,target=/c true") }, "docker build"},
		"command not there":    {func(s *container.Spec) { rewrite(t, s, `ENTRYPOINT ["/absent"]`) }, "/absent"},
		"relay is dynamic":     {func(s *container.Spec) { s.Relay = dynamic }, "CGO_ENABLED=0"},
		"relay is no program":  {func(s *container.Spec) { s.Relay = "container_test.go" }, "relay program"},
		"relay is no relay":    {func(s *container.Spec) { s.Relay = program(t, "rp") }, "a torii program?"},
		"file through a file":  {func(s *container.Spec) { s.Files = map[string][]byte{"/rp/ca.pem": nil} }, "files of the Relying Party"},
		"socket already there": {func(s *container.Spec) { listen(t, s.Folder, container.SocketRP) }, "address already in use"},
	} {
		t.Run(name, func(t *testing.T) {
			s := spec(t)
			row.change(&s)
			c, err := container.Start(t.Context(), s)
			if err == nil {
				require.NoError(t, c.Close())
			}
			require.ErrorContains(t, err, row.want)
			require.ErrorContains(t, err, "test RP")
			nothingLeft(t, client)
		})
	}
}

// rewrite builds the image from a Dockerfile with one more line.
func rewrite(t *testing.T, s *container.Spec, line string) {
	t.Helper()
	s.Image, s.Build = "", rpFolder(t)
	require.NoError(t, os.WriteFile(filepath.Join(s.Build, "Dockerfile"), []byte(dockerfile+line+"\n"), 0o600))
}

// A start that is given up at any moment leaves nothing.
func TestCancelledStartLeavesNothing(t *testing.T) {
	client := engine(t)
	for i, after := range []time.Duration{50, 300, 600, 1200} {
		ctx, cancel := context.WithTimeout(t.Context(), after*time.Millisecond)
		s := spec(t)
		if i%2 == 1 {
			s.Image, s.Build = "", rpFolder(t)
		}
		c, err := container.Start(ctx, s)
		if err == nil {
			require.NoError(t, c.Close())
		}
		cancel()
		nothingLeft(t, client)
	}
}
