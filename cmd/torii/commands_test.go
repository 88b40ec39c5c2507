package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/mockidp/serve"
	"torii/reports/verdict"
	"torii/rpclient/target"
)

// printed is a command as a README prints it, without its comment.
type printed struct {
	command string
	// here are the words that stand for something of the reader's, and what they are in the test.
	here map[string]string
	// closed says that the command ends with a closed gate, as it is meant to.
	closed bool
	// excuse is why the command is not run; a make target is then looked up only.
	excuse string
}

// everyPrinted lists the commands of the readmes, in an order that works.
var everyPrinted = []printed{
	{command: "go run ./cmd/torii run --demo", here: map[string]string{"run": "run --provider line --rule IDT-NONCE,IDT-AUD,CB-STATE"}, closed: true},
	{command: "go run ./cmd/torii run", here: map[string]string{"run": "run --provider line --tags @login"}},
	{command: "torii run --provider line --tags '@login'", here: map[string]string{"'@login'": "@login"}},
	{command: "torii run --salt release-7 --shard 1/2 --out parts/1", here: map[string]string{"run": "run --provider line --tags @login"}},
	{command: "torii run --salt release-7 --shard 2/2 --out parts/2", here: map[string]string{"run": "run --provider line --tags @login"}},
	{command: "torii report merge --out torii-report parts/1 parts/2"},
	{command: "torii report make DIR", here: map[string]string{"DIR": "torii-report"}},
	{command: "torii report merge --out DIR SHARD…", here: map[string]string{"DIR": "merged", "SHARD…": "parts/1 parts/2"}},
	{command: "torii report diff OLD NEW", here: map[string]string{"OLD": "merged", "NEW": "torii-report"}},
	{command: "torii list scenarios --format xlsx > plan.xlsx"},
	{command: "torii explain IDT-CRIT"},
	{command: "torii list rules"},
	{command: "go test ./steps/catalog"},
	{command: "make test", excuse: "it would run itself"},
	{command: "go test ./steps -run TestFeatures -godog.tags=@line -godog.format=pretty", excuse: "it runs by itself, with other tags, in ./steps"},
	{command: "torii run --rp torii.yaml", excuse: "it wants the reader's RP; fixtures/rp has some that CI judges"},
	{command: "torii serve", excuse: "it ends with Ctrl-C; the tests of serve run it"},
	{command: "torii serve --with-rp localhost:3000", excuse: "it ends with Ctrl-C; the tests of the control port's page run it"},
	{command: "torii init --url http://localhost:3000", excuse: "it asks the reader's RP; the tests of steps/propose run it"},
	{command: "torii check --rp torii.yaml --env staging", excuse: "it wants the reader's RP where it is deployed"},
	{command: "torii run --rp fixtures/calendar-client/form/torii.yaml --provider gcal", excuse: "it wants Java, Python and Node.js"},
	{command: "make foreign RP=flask-authlib", excuse: "it installs what the RP needs; CI judges it"},
	{command: "make foreign RP=oauth2-proxy RUNS=\"torii torii-gbizid torii-yahoo\"", excuse: "it installs what the RP needs"},
	{command: "curl -s http://127.0.0.1:9401/health"},
	{command: `curl -s -d '{"login":"demo","provider":"google","persona":"G2","faults":["nonce-wrong"]}' http://127.0.0.1:9401/plans`},
	{command: `curl -s -d '{"advance":"11m"}' http://127.0.0.1:9401/clock`},
	{command: "curl -sO -J 'http://127.0.0.1:9401/google-calendar/key?account=sa-ok@hinode-renkei.iam.gserviceaccount.com&kind=p12'"},
	{command: `curl -s -d '{"fault":"rate-limit"}' http://127.0.0.1:9401/google-calendar/plans`},
	{command: `curl -s -d '{"do":"revoke","of":"110000000000000000001"}' http://127.0.0.1:9401/google-calendar/workspace`},
	{command: "go run ./cmd/torii check --rp torii.yaml --env staging", excuse: "it wants the reader's RP where it is deployed"},
	{command: "go run ./cmd/torii check --rp torii.yaml --compare staging,production", excuse: "it wants the reader's RP where it is deployed"},
}

var (
	commandy = regexp.MustCompile(`^(go run|go test|torii|make|curl) ?`)
	comment  = regexp.MustCompile(`\s+#.*$`)
)

// commandsOf returns the commands in the blocks of a README.
func commandsOf(t *testing.T, name string) (commands []string) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", name))
	require.NoError(t, err)
	fenced := false
	for line := range strings.Lines(string(b)) {
		if strings.HasPrefix(line, "```") {
			fenced = !fenced
			continue
		}
		text, indented := strings.CutPrefix(line, "    ")
		if text = comment.ReplaceAllString(strings.TrimSpace(text), ""); (fenced || indented) && commandy.MatchString(text) {
			commands = append(commands, text)
		}
	}
	return commands
}

func TestEveryPrintedCommandIsKnown(t *testing.T) {
	var known, found []string
	for _, p := range everyPrinted {
		known = append(known, p.command)
	}
	for _, name := range pages(t) {
		if name == "mockidp/control/README.md" { // a test of its own runs its blocks as they stand
			continue
		}
		for _, command := range commandsOf(t, name) {
			assert.True(t, slices.Contains(known, command), "%s prints %q: a row of everyPrinted runs it, or says why not", name, command)
			found = append(found, command)
		}
	}
	for _, p := range everyPrinted {
		assert.True(t, p.excuse != "" || slices.Contains(found, p.command), "no README prints %q any more", p.command)
	}
}

// kitchen is where the commands are run: a folder of their own, and mocks.
type kitchen struct{ control string }

func newKitchen(t *testing.T) kitchen {
	t.Helper()
	s, err := serve.Open(serve.Options{Listen: "127.0.0.1:0", Control: "127.0.0.1:0", Salt: t.Name()})
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	t.Cleanup(func() { cancel(); assert.NoError(t, <-ended) })
	t.Chdir(t.TempDir())
	return kitchen{control: s.ControlAddress()}
}

func TestPrintedCommands(t *testing.T) {
	if testing.Short() || raced {
		t.Skip("runs rows, which the race detector meets in other tests")
	}
	root, err := filepath.Abs(filepath.Join("..", ".."))
	require.NoError(t, err)
	k := newKitchen(t)
	for _, p := range everyPrinted {
		t.Run(p.command, func(t *testing.T) {
			switch word, _, _ := strings.Cut(p.command, " "); {
			case word == "make":
				out, err := exec.CommandContext(t.Context(), "sh", "-c", "make -n -C '"+root+"' "+strings.TrimPrefix(p.command, "make")).CombinedOutput()
				require.NoError(t, err, string(out))
			case p.excuse != "":
				t.Skip(p.excuse)
			case strings.HasPrefix(p.command, "go test "):
				test := exec.CommandContext(t.Context(), "go", strings.Fields(p.command)[1:]...)
				test.Dir = root
				out, err := test.CombinedOutput()
				require.NoError(t, err, string(out))
			case word == "curl":
				k.curl(t, p.command)
			default:
				p.torii(t)
			}
		})
	}
}

// torii runs the command in this process.
func (p printed) torii(t *testing.T) {
	line := strings.TrimPrefix(strings.TrimPrefix(p.command, "go run ./cmd/"), "torii ")
	line, file, redirected := strings.Cut(line, " > ")
	var args []string
	for word := range strings.FieldsSeq(line) {
		if here, ok := p.here[word]; ok {
			word = here
		}
		args = append(args, strings.Fields(word)...)
	}
	o := call(t, args...)
	want := verdict.Open
	if p.closed {
		want = verdict.Closed
	}
	require.Equal(t, want, o.gate, "%s %s", o.stdout, o.stderr)
	require.NotEmpty(t, o.stdout)
	if redirected {
		require.NoError(t, os.WriteFile(file, []byte(o.stdout), 0o600))
	}
}

// curl runs the command against the mocks of the test; an answer that is an error fails.
func (k kitchen) curl(t *testing.T, command string) {
	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip(err)
	}
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip(err)
	}
	const limit = 20 * time.Second
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	command = strings.ReplaceAll(command, "127.0.0.1:9401", k.control)
	out, err := exec.CommandContext(ctx, "sh", "-c", strings.Replace(command, "curl ", "curl --fail-with-body ", 1)).CombinedOutput()
	require.NoError(t, err, string(out))
}

// TestPrintedDescriptions holds the descriptions of RPs that are printed, and the one
// that is linked without being run, against what torii.yaml may say.
func TestPrintedDescriptions(t *testing.T) {
	described := map[string][]byte{}
	for _, name := range []string{"README.md", "README.ja.md"} {
		readme, err := os.ReadFile(filepath.Join("..", "..", name))
		require.NoError(t, err)
		_, rest, found := strings.Cut(string(readme), "```yaml\n")
		require.True(t, found, name)
		block, _, _ := strings.Cut(rest, "```")
		described[name] = []byte(block)
	}
	laravel, err := os.ReadFile(filepath.Join("..", "..", ".github", "recipes", "laravel", "torii.yaml"))
	require.NoError(t, err)
	described["laravel"] = laravel
	for name, b := range described {
		_, err := target.Parse(filepath.Join(t.TempDir(), "torii.yaml"), b)
		require.NoError(t, err, name)
	}
}
