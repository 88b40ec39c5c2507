package mockidp_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"torii/mockidp"
	"torii/mockidp/door"
)

// loginClient is a program of fixtures/login-client: common libraries of one language, unmodified.
type loginClient struct {
	name    string
	needs   []string // commands
	install []string
	made    string // what installing makes, anew when a source is younger
	source  string
	run     []string
}

var (
	onNode   = loginClient{"node", []string{"node", "npm"}, []string{"npm", "ci", "--no-audit", "--no-fund"}, "node_modules", "package-lock.json", []string{"node", "client.js"}}
	onPython = loginClient{"python", []string{"python3"},
		[]string{"sh", "-c", "python3 -m venv venv && venv/bin/pip install -q -r requirements.txt && touch venv/made"}, "venv/made", "requirements.txt", []string{"venv/bin/python", "client.py"}}
)

// The bounds of a foreign program.
const (
	installWithin = 5 * time.Minute
	answerWithin  = time.Minute // for all calls of a program
	longestAnswer = 1 << 20     // bytes
)

func (c loginClient) dir() string { return filepath.Join("..", "fixtures", "login-client", c.name) }

// ready skips where the language is missing; continuous integration has them all.
func (c loginClient) ready(t *testing.T) {
	t.Helper()
	missing := func(err error) {
		if os.Getenv("CI") != "" {
			t.Fatalf("%s: %v", c.name, err)
		}
		t.Skipf("the login libraries for %s cannot be run here: %v", c.name, err)
	}
	for _, program := range c.needs {
		if _, err := exec.LookPath(program); err != nil {
			missing(err)
		}
	}
	made, err := os.Stat(filepath.Join(c.dir(), c.made))
	source, sourceErr := os.Stat(filepath.Join(c.dir(), c.source))
	require.NoError(t, sourceErr)
	if err == nil && made.ModTime().After(source.ModTime()) {
		return
	}
	ctx, cancel := context.WithTimeout(t.Context(), installWithin)
	defer cancel()
	installing := exec.CommandContext(ctx, c.install[0], c.install[1:]...)
	installing.Dir = c.dir()
	if out, err := installing.CombinedOutput(); err != nil {
		t.Logf("%s", out)
		missing(err)
	}
}

// talk is a program at work, in front of mocks under their real names.
type talk struct {
	in      io.Writer
	answers *bufio.Scanner
}

// start runs the program with the proxy as its way to the providers.
func (c loginClient) start(t *testing.T, mock *mockidp.Mock) *talk {
	t.Helper()
	ca, err := door.NewCA(mock.Served(), mock.Now)
	require.NoError(t, err)
	trusted := filepath.Join(t.TempDir(), "ca.pem")
	require.NoError(t, os.WriteFile(trusted, ca.PEM(), 0o600))
	hosts := door.NewHosts(door.HostsOptions{CA: ca, Handler: mock})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	go func() { _ = hosts.ServeProxy(listener) }() // ends with Close
	t.Cleanup(hosts.Close)

	ctx, cancel := context.WithTimeout(t.Context(), answerWithin)
	t.Cleanup(cancel)
	program := exec.CommandContext(ctx, c.run[0], c.run[1:]...)
	program.Dir = c.dir()
	program.Env = append(os.Environ(), "HTTPS_PROXY=http://"+listener.Addr().String(), "https_proxy=http://"+listener.Addr().String(), "NO_PROXY=", "no_proxy=",
		"NODE_EXTRA_CA_CERTS="+trusted, "REQUESTS_CA_BUNDLE="+trusted, "SSL_CERT_FILE="+trusted)
	var says bytes.Buffer
	program.Stderr = &says
	in, err := program.StdinPipe()
	require.NoError(t, err)
	out, err := program.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, program.Start())
	t.Cleanup(func() {
		_ = in.Close()
		err := program.Wait() // it may be killed, as the test's context has ended
		if t.Failed() {
			t.Logf("%s: %v: %s", c.name, err, says.String())
		}
	})
	answers := bufio.NewScanner(out)
	answers.Buffer(nil, longestAnswer)
	return &talk{in, answers}
}

// told is what a library gives back.
type told struct {
	Value map[string]any `json:"value"`
	Error string         `json:"error"`
}

// ask has the program make one call.
func (k *talk) ask(t *testing.T, job map[string]any) told {
	t.Helper()
	line, err := json.Marshal(job)
	require.NoError(t, err)
	_, err = k.in.Write(append(line, '\n'))
	require.NoError(t, err)
	require.True(t, k.answers.Scan(), "no answer to %v: %v", job["call"], k.answers.Err())
	var answer told
	require.NoError(t, json.Unmarshal(k.answers.Bytes(), &answer), k.answers.Text())
	return answer
}
