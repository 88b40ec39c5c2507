package container_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ory/dockertest/v3"
	dc "github.com/ory/dockertest/v3/docker"
	"github.com/stretchr/testify/require"

	"torii/rpclient/target/container"
)

// programs is the folder of the programs that all tests share.
var programs string

func TestMain(m *testing.M) {
	if os.Getenv(victimFolder) != "" {
		os.Exit(victim())
	}
	os.Exit(run(m))
}

func run(m *testing.M) int {
	folder, err := os.MkdirTemp("", "torii-container-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(folder)
	programs = folder
	defer unload()
	return m.Run()
}

// image is the Relying Party's as somebody would have built it, one for all tests.
var image = fmt.Sprintf("torii-test-rp:%d", os.Getpid())

// givenImage makes sure that the image is in the engine.
func givenImage(t *testing.T, client *dc.Client) string {
	t.Helper()
	if _, err := client.InspectImage(image); err != nil {
		require.NoError(t, container.LoadProgram(t.Context(), client, image, program(t, "rp"), "1234:1234"))
	}
	return image
}

func unload() {
	pool, err := dockertest.NewPool("")
	if err != nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if pool.Client.PingWithContext(ctx) == nil {
		if err := container.RemoveRun(ctx, pool.Client, image); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
	}
}

// program builds one of the programs in testdata, once.
func program(t *testing.T, name string) string {
	t.Helper()
	path, err := build(name)
	require.NoError(t, err)
	return path
}

var building sync.Mutex

func build(name string) (string, error) {
	building.Lock()
	defer building.Unlock()
	path := filepath.Join(programs, name)
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	cmd := exec.Command("go", "build", "-o", path, "./testdata/"+name)
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w: %s", err, out)
	}
	return path, nil
}

// dockerfile has two stages, so that a build leaves images that nobody names.
const dockerfile = `FROM scratch AS programs
COPY rp /rp
FROM scratch
COPY --from=programs /rp /rp
USER 1234:1234
ENTRYPOINT ["/rp"]
`

// rpFolder returns a folder to build a Relying Party from.
func rpFolder(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	require.NoError(t, os.Link(program(t, "rp"), filepath.Join(folder, "rp")))
	require.NoError(t, os.WriteFile(filepath.Join(folder, "Dockerfile"), []byte(dockerfile), 0o600))
	return folder
}

// engine returns the engine's client, and skips the test where there is none.
func engine(t *testing.T) *dc.Client {
	t.Helper()
	pool, err := dockertest.NewPool("")
	if err == nil {
		err = pool.Client.PingWithContext(t.Context())
	}
	if err == nil {
		givenImage(t, pool.Client)
		return pool.Client
	}
	if os.Getenv("CI") != "" {
		t.Fatalf("no Docker engine in CI: %v", err)
	}
	t.Skipf("no Docker engine: %v", err)
	return nil
}

// shortFolder returns a folder whose path leaves room for the names of sockets.
func shortFolder(t *testing.T) string {
	t.Helper()
	folder, err := os.MkdirTemp("", "t") //nolint:usetesting // the test's name would make the path too long
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, os.RemoveAll(folder)) })
	return folder
}

// spec describes the Relying Party of the tests; its image is given.
func spec(t *testing.T) container.Spec {
	t.Helper()
	return container.Spec{
		Name: "test RP", Image: image, Port: 3000, Env: []string{"PORT=3000"},
		Hosts:  []string{"access.line.me", "api.line.me"},
		Folder: shortFolder(t), Relay: program(t, "relay"), Memory: 256 << 20,
	}
}

// start starts a Relying Party that is closed with the test.
func start(t *testing.T, s container.Spec) *container.Container {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	c, err := container.Start(ctx, s)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, c.Close()) })
	return c
}

// left lists what bears a label in the engine.
func left(t *testing.T, client *dc.Client, label string) (all []string) {
	t.Helper()
	filter := map[string][]string{"label": {label}}
	containers, err := client.ListContainers(dc.ListContainersOptions{All: true, Filters: filter})
	require.NoError(t, err)
	for _, c := range containers {
		all = append(all, strings.Join(c.Names, ",")+" "+c.State)
	}
	networks, err := client.FilteredListNetworks(dc.NetworkFilterOpts{"label": {label: true}})
	require.NoError(t, err)
	for _, n := range networks {
		all = append(all, n.Name)
	}
	images, err := client.ListImages(dc.ListImagesOptions{All: true, Filters: filter})
	require.NoError(t, err)
	for _, i := range images {
		if !slices.Contains(i.RepoTags, image) {
			all = append(all, i.ID)
		}
	}
	return all
}

// mine is the label of everything that this process makes.
func mine(t *testing.T) string {
	t.Helper()
	boot, err := os.ReadFile("/proc/sys/kernel/random/boot_id")
	require.NoError(t, err)
	return fmt.Sprintf("torii.owner=%d@%s", os.Getpid(), strings.TrimSpace(string(boot)))
}

// nothingLeft makes sure that this process has nothing in the engine.
func nothingLeft(t *testing.T, client *dc.Client) {
	t.Helper()
	require.Empty(t, left(t, client, mine(t)))
}

func TestMissingEngineSaysWhatToStart(t *testing.T) {
	t.Setenv("DOCKER_HOST", "unix:///nonexistent")
	s := spec(t)
	_, err := container.Start(t.Context(), s)
	require.ErrorIs(t, err, container.ErrNoEngine)
	for _, part := range []string{"unix:///nonexistent", "apt-get install docker.io", "dockerd as root", "DOCKER_HOST"} {
		require.ErrorContains(t, err, part)
	}
	_, err = container.Sweep(t.Context())
	require.ErrorIs(t, err, container.ErrNoEngine)

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = container.Start(ctx, s)
	require.True(t, errors.Is(err, context.Canceled) || errors.Is(err, container.ErrNoEngine))
}
