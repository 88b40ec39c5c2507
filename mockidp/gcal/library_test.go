package gcal_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"torii/mockidp/gcal/fault"
)

// library is a program of fixtures/calendar-client: Google's own client in another language.
type library struct {
	name    string
	needs   []string // commands
	install []string
	made    string // what installing makes, anew when a source is younger
	sources []string
	run     []string

	apiError, tokenError string // the types of its errors
	oldTokenError        string // of its way with a P12, "" where it reads none
	batches              bool
	tokenless            bool   // its error of the token endpoint has no status
	refusesP12           string // its words for a P12, "" where it reads one
}

var libraries = []library{
	{name: "node", needs: []string{"node", "npm"}, install: []string{"npm", "ci", "--no-audit", "--no-fund"}, made: "node_modules",
		sources: []string{"package-lock.json"}, run: []string{"node", "client.js"}, apiError: "GaxiosError", tokenError: "GaxiosError", refusesP12: "*.p12 certificates are not supported"},
	{name: "java", needs: []string{"java", "mvn"}, install: []string{"mvn", "-q", "-B", "package"}, made: "target/client.jar",
		sources: []string{"pom.xml", "src/main/java/Client.java"}, run: []string{"java", "-jar", "target/client.jar"}, batches: true,
		apiError: "GoogleJsonResponseException", tokenError: "GoogleAuthException", oldTokenError: "TokenResponseException"},
	{name: "python", needs: []string{"python3"}, install: []string{"sh", "-c", "python3 -m venv venv && venv/bin/pip install -q -r requirements.txt && touch venv/made"},
		made: "venv/made", sources: []string{"requirements.txt"}, run: []string{"venv/bin/python", "client.py"}, batches: true, apiError: "HttpError", tokenError: "RefreshError",
		tokenless: true, refusesP12: "can't decode byte"},
}

// The bounds of a test of a foreign library.
const (
	installWithin = 5 * time.Minute
	answerWithin  = time.Minute
)

func (l library) dir() string {
	return filepath.Join("..", "..", "fixtures", "calendar-client", l.name)
}

// ready skips without the language, and says so; continuous integration has them all.
func (l library) ready(t *testing.T) {
	t.Helper()
	for _, program := range l.needs {
		if _, err := exec.LookPath(program); err != nil {
			l.missing(t, err)
		}
	}
	if l.current() {
		return
	}
	ctx, cancel := context.WithTimeout(t.Context(), installWithin)
	defer cancel()
	c := exec.CommandContext(ctx, l.install[0], l.install[1:]...)
	c.Dir = l.dir()
	if out, err := c.CombinedOutput(); err != nil {
		t.Logf("%s", out)
		l.missing(t, err)
	}
}

func (l library) missing(t *testing.T, err error) {
	t.Helper()
	if os.Getenv("CI") != "" {
		t.Fatalf("%s: %v", l.name, err)
	}
	t.Skipf("Google's library for %s cannot be run here: %v", l.name, err)
}

// current reports whether what is installed is younger than its sources.
func (l library) current() bool {
	made, err := os.Stat(filepath.Join(l.dir(), l.made))
	return err == nil && !slices.ContainsFunc(l.sources, func(name string) bool {
		source, err := os.Stat(filepath.Join(l.dir(), name))
		return err != nil || source.ModTime().After(made.ModTime())
	})
}

// program is a library at work against a fake.
type program struct {
	library
	fake
	in    io.Writer
	lines chan []byte
	keys  map[string]string // files by account and kind
}

func (l library) start(t *testing.T, f fake) *program {
	t.Helper()
	c := exec.CommandContext(t.Context(), l.run[0], l.run[1:]...)
	c.Dir = l.dir()
	c.Env = append(os.Environ(), "API_ROOT="+f.door.Server("https://www.googleapis.com/"), "TOKEN_URL="+f.door.Server(tokenURL), "NO_PROXY=127.0.0.1", "no_proxy=127.0.0.1")
	var says bytes.Buffer
	c.Stderr = &says
	in, err := c.StdinPipe()
	require.NoError(t, err)
	out, err := c.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, c.Start())
	p := &program{library: l, fake: f, in: in, lines: make(chan []byte), keys: map[string]string{}}
	go func() {
		defer close(p.lines)
		s := bufio.NewScanner(out)
		s.Buffer(nil, 8<<20)
		for s.Scan() {
			p.lines <- slices.Clone(s.Bytes())
		}
	}()
	t.Cleanup(func() {
		_ = in.Close()
		for range p.lines { // what is left over must not hold the program up
		}
		if err := c.Wait(); err != nil || t.Failed() {
			t.Logf("%v: %s", err, says.String())
		}
	})
	return p
}

// job is one line to a program.
type job struct {
	Method  string            `json:"method"`
	Key     string            `json:"key"`
	Account string            `json:"account"`
	Subject string            `json:"subject,omitempty"`
	Scope   string            `json:"scope,omitempty"`
	Fresh   bool              `json:"fresh,omitempty"` // with a token of its own
	Params  map[string]any    `json:"params,omitempty"`
	Body    any               `json:"body,omitempty"`
	Headers map[string]string `json:"headers,omitempty"`
}

// told is one line back.
type told struct {
	Status int            `json:"status"`
	Value  map[string]any `json:"value"`
	Error  *struct {
		Type    string `json:"type"`
		Status  int    `json:"status"`
		Reason  string `json:"reason"`
		Message string `json:"message"`
	} `json:"error"`
}

// keyFile writes a key out for the program.
func (p *program) keyFile(t *testing.T, account, kind string) string {
	t.Helper()
	if p.keys[account+kind] == "" {
		k, err := p.KeyFile(account, "", kind)
		require.NoError(t, err)
		file := filepath.Join(p.t.TempDir(), k.Name)
		require.NoError(t, os.WriteFile(file, k.Body, 0o600))
		p.keys[account+kind] = file
	}
	return p.keys[account+kind]
}

// do sends a job and waits for its answer.
func (p *program) do(t *testing.T, j job) told {
	t.Helper()
	line, err := json.Marshal(j)
	require.NoError(t, err)
	_, err = p.in.Write(append(line, '\n'))
	require.NoError(t, err)
	var answer told
	select {
	case line, open := <-p.lines:
		require.True(t, open, "%s has ended", p.name)
		require.NoError(t, json.Unmarshal(line, &answer), "%s", line)
	case <-time.After(answerWithin):
		require.FailNow(t, "no answer within "+answerWithin.String())
	}
	return answer
}

// libraryTest is one call of a library, and what it makes of the answer.
type libraryTest struct {
	name    string
	of      string // number of the error, "" for a success
	planted bool
	method  string
	kind    string // of the key, "" for JSON
	account string // "" for sa-ok
	subject string // "" for the sender, "-" for none
	scope   string
	params  map[string]any
	body    any
	headers map[string]string
	status  int // 0 for any success
	reason  string
	message string
	error   string // its type
	check   func(*testing.T, *program, map[string]any)
}

// inMain is the calendar of rows that name no other.
func inMain(params map[string]any) map[string]any {
	all := map[string]any{"calendarId": "primary"}
	maps.Copy(all, params)
	return all
}

func (row libraryTest) job(t *testing.T, p *program) job {
	j := job{Method: row.method, Account: saOK, Subject: sender, Scope: row.scope, Params: inMain(row.params), Body: row.body, Headers: row.headers, Fresh: row.of != "" && row.of[0] == 'T'}
	if row.account != "" {
		j.Account = row.account
	}
	switch row.subject {
	case "":
	case "-":
		j.Subject = ""
	default:
		j.Subject = row.subject
	}
	kind := row.kind
	if kind == "" {
		kind = "json"
	}
	j.Key = p.keyFile(t, j.Account, kind)
	return j
}

func (row libraryTest) run(t *testing.T, p *program) {
	p.Clear()
	if row.planted {
		const longEnough = 20 // a library may try again: Java's after a 401 ten times
		_, err := p.Plant(fault.Plan{Fault: row.of, Times: longEnough})
		require.NoError(t, err)
	}
	answer := p.do(t, row.job(t, p))
	if row.of == "" {
		require.Nil(t, answer.Error, "%+v", answer.Error)
		if row.status != 0 {
			require.Equal(t, row.status, answer.Status)
		}
		if row.check != nil {
			row.check(t, p, answer.Value)
		}
		t.Logf("%s %s: %d", p.name, row.method, answer.Status)
		return
	}
	row = row.by(p.library)
	require.NotNil(t, answer.Error, "%+v", answer)
	require.Equal(t, row.status, answer.Error.Status, "%+v", answer.Error)
	require.Equal(t, row.reason, answer.Error.Reason, "%+v", answer.Error)
	require.Contains(t, answer.Error.Message, row.message)
	require.Equal(t, row.error, answer.Error.Type)
	t.Logf("%s %s: %s, %d %s: %s", p.name, row.method, answer.Error.Type, answer.Error.Status, answer.Error.Reason, answer.Error.Message)
}

// by is the row as a program sees it that uses the library.
func (row libraryTest) by(l library) libraryTest {
	switch row.error = l.apiError; {
	case row.of[0] != 'T':
	case row.kind != "p12" && l.tokenless:
		row.error, row.status = l.tokenError, 0
	case row.kind != "p12":
		row.error = l.tokenError
	case row.status >= http.StatusInternalServerError: // it goes on without a token, and tells of that
		row.status, row.reason, row.message = http.StatusUnauthorized, "required", "missing required authentication credential"
	case row.status == http.StatusUnauthorized: // java.net keeps the body of a POST's 401 to itself
		row.error, row.reason, row.message = l.oldTokenError, "", "401 Unauthorized"
	default:
		row.error = l.oldTokenError
	}
	return row
}
