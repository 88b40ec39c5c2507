package steps_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// module is the name that every package of ours begins with.
const module = "torii/"

// pkg is a package as go list tells it.
type pkg struct {
	ImportPath, Dir                    string
	GoFiles, IgnoredGoFiles            []string
	Imports, TestImports, XTestImports []string
}

// name is the package's path without the module's name.
func (p pkg) name() string { return strings.TrimPrefix(p.ImportPath, module) }

// ours returns the packages of ours among imports, without the module's name.
func ours(imports []string) []string {
	var names []string
	for _, path := range imports {
		if name, ok := strings.CutPrefix(path, module); ok {
			names = append(names, name)
		}
	}
	return names
}

func packages(t *testing.T) []pkg {
	t.Helper()
	all, err := listed()
	require.NoError(t, err)
	return all
}

// listed asks the go command once for all tests.
var listed = sync.OnceValues(func() ([]pkg, error) {
	out, err := exec.Command("go", "list", "-json", module+"...").Output()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return nil, fmt.Errorf("go list: %w\n%s", err, exit.Stderr)
	}
	if err != nil {
		return nil, err
	}
	var all []pkg
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var p pkg
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return all, nil
		} else if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
})

// within reports whether a package is one of those that patterns name: "a/b" is
// itself, "a/..." is a and all below it, "a/*" is one level below, ".../*test" any of that ending.
func within(name string, patterns []string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool {
		if ending, ok := strings.CutPrefix(pattern, ".../*"); ok {
			return strings.HasSuffix(name, ending)
		}
		if below, ok := strings.CutSuffix(pattern, "/..."); ok {
			return name == below || strings.HasPrefix(name, below+"/")
		}
		if above, ok := strings.CutSuffix(pattern, "/*"); ok {
			rest, under := strings.CutPrefix(name, above+"/")
			return under && !strings.Contains(rest, "/")
		}
		return name == pattern
	})
}

// leaves may be imported by all but the reference RP.
var leaves = []string{"reports/event", "fixtures/rule", "fixtures/text", "fixtures/bound", "mockidp/clock", "mockidp/seed", "mockidp/pinned"}

func and(patterns []string, more ...string) []string { return slices.Concat(patterns, more) }

// downwardsTest says what packages of ours some of our packages may import.
type downwardsTest struct {
	of    string
	only  []string // empty: none
	never []string
	says  string
}

func (tt downwardsTest) run(t *testing.T) {
	found := false
	for _, p := range packages(t) {
		if !within(p.name(), []string{tt.of}) {
			continue
		}
		found = true
		for _, imported := range ours(p.Imports) {
			assert.True(t, within(imported, tt.only) && !within(imported, tt.never), "%s imports %s: %s", p.name(), imported, tt.says)
		}
	}
	require.True(t, found, "no package is %s", tt.of)
}

func TestImportsRunDownwardsOnly(t *testing.T) {
	for _, tt := range []downwardsTest{
		{of: "features", says: "the scenarios are text"},
		{of: "fixtures/...", only: []string{"fixtures/..."}, says: "fixtures are data, and know nobody who uses them"},
		{of: "mockidp/clock", says: "the clock is a leaf"},
		{of: "mockidp/pinned", says: "the dialer is a leaf"},
		{of: "mockidp/seed", says: "the seed is a leaf"},
		{of: "mockidp/op", only: []string{"mockidp/...", "fixtures/...", "reports/event"}, never: []string{"mockidp/provider/...", "mockidp"},
			says: "the engine knows no provider"},
		{of: "mockidp/provider/*", only: []string{"mockidp/...", "fixtures/...", "reports/event"}, never: []string{"mockidp/provider/...", "mockidp", "mockidp/op"},
			says: "no provider imports another, nor the engine that serves it"},
		{of: "mockidp/gcal/*", only: []string{"mockidp/gcal/*", "mockidp/seed", "mockidp/token", "fixtures/..."}, never: []string{"mockidp/gcal"},
			says: "the calendar's parts know no login provider, and not the service made of them"},
		{of: "mockidp/...", only: []string{"mockidp/...", "fixtures/...", "reports/event"}, says: "the mocks know no RP, no scenario and no verdict"},
		{of: "rpclient/rp", says: "the reference RP imports nothing of ours: two implementations that share code share bugs"},
		{of: "rpclient/interview", says: "the reference form imports nothing of ours, as the reference RP"},
		{of: "rpclient/mutant", only: []string{"rpclient/rp", "rpclient/interview"}, says: "a mutant is the reference RP with one step replaced, and nothing else"},
		{of: "rpclient/driver", says: "the driver's types know nobody"},
		{of: "rpclient/driver/http", only: []string{"rpclient/driver", "fixtures/bound"}, says: "a browser knows neither mock nor target"},
		{of: "rpclient/...", only: and(leaves, "rpclient/...", "fixtures/strictyaml", "fixtures/userfile"), says: "targets know no mock and no scenario"},
		{of: "reports/event", only: []string{"fixtures/text", "fixtures/bound"}, says: "facts are a leaf"},
		{of: "reports/verdict", only: []string{"reports/event", "fixtures/rule", "fixtures/text"}, says: "a verdict is a function of rules and events"},
		{of: "reports/...", only: []string{"reports/...", "fixtures/rule", "fixtures/text", "fixtures/bound"},
			says: "report writers see only events, verdicts and rules: a saved log can be judged again next year"},
		{of: "steps/...", only: []string{"steps/...", "features", "fixtures/...", "mockidp/...", "reports/...", "rpclient/..."}, says: "the command line is on top"},
		{of: "steps/catalog", only: []string{"fixtures/rule", "fixtures/text", "fixtures/userfile", "mockidp/..."}, says: "reading scenarios needs neither RP nor world"},
		{of: "steps/sentence", only: []string{"steps/world", "mockidp/op"}, says: "a sentence is one line over the world"},
		{of: "steps/world", only: []string{"steps/bench", "fixtures/...", "mockidp/...", "reports/event", "rpclient/..."},
			says: "the world judges nothing and knows no Gherkin"},
	} {
		t.Run(tt.of, tt.run)
	}
}

// importersTest says who alone may import something: a package of ours, or a module of others.
type importersTest struct {
	what  string
	by    []string
	tests bool // any test may
	says  string
}

func (tt importersTest) imports(path string) bool {
	if strings.Contains(tt.what, ".") {
		return path == tt.what || strings.HasPrefix(path, tt.what+"/")
	}
	name, ok := strings.CutPrefix(path, module)
	return ok && within(name, []string{tt.what})
}

func (tt importersTest) run(t *testing.T) {
	for _, p := range packages(t) {
		paths := p.Imports
		if !tt.tests {
			paths = slices.Concat(paths, p.TestImports, p.XTestImports)
		}
		for _, path := range paths {
			if tt.imports(path) {
				assert.True(t, within(p.name(), tt.by), "%s imports %s: %s", p.name(), path, tt.says)
			}
		}
	}
}

func TestWhoMayImportWhat(t *testing.T) {
	for _, tt := range []importersTest{
		{what: "cmd/...", says: "nobody imports the command line"},
		{what: "steps/...", by: []string{"steps/...", "cmd/..."}, says: "nobody imports the scenarios but the command line"},
		{what: "mockidp/provider/*", by: []string{"mockidp", "mockidp/provider/*"}, tests: true, says: "providers are named in one visible list"},
		{what: "github.com/cucumber/godog", by: []string{"steps"}, says: "godog only walks the scenarios"},
		{what: "github.com/cucumber/tag-expressions", by: []string{"steps/selection"}, says: "one package chooses rows"},
		{what: "github.com/spf13/cobra", by: []string{"cmd/..."}, says: "the command line has no logic, and logic no command line"},
		{what: "github.com/ory/dockertest", by: []string{"rpclient/target/container"}, says: "a library user does not link a Docker client"},
		{what: "github.com/chromedp/chromedp", by: []string{"rpclient/driver/chromium"}, tests: true, says: "a library user does not link a Chromium client"},
		{what: "github.com/xuri/excelize/v2", by: []string{"reports/workbook"}, tests: true, says: "one package writes workbooks"},
		{what: "modernc.org/sqlite", by: []string{"rpclient/rp", "mockidp/archive/store"}, says: "the reference RP has members to keep, and a shared mock what it remembers"},
		{what: "github.com/go-jose/go-jose/v4", by: []string{"rpclient/rp", "rpclient/mutant"}, tests: true,
			says: "the mocks assemble tokens themselves, wrong ones too: a library they shared with the RP would hide its bugs"},
		{what: "google.golang.org/api", tests: true, says: "it is there to prove the fake calendar, in tests"},
		{what: "software.sslmate.com/src/go-pkcs12", by: []string{"steps/bench", "rpclient/check"}, tests: true, says: "it makes Java's trust store and opens the keys that customers hand over, and proves the key files in tests"},
		{what: "github.com/teambition/rrule-go", by: []string{"mockidp/gcal/store"}, says: "only the calendar's store follows series"},
		{what: "github.com/coreos/go-oidc/v3", tests: true, says: "it is there to prove the mocks, in tests"},
		{what: "github.com/stretchr/testify", by: []string{".../*test"}, tests: true, says: "assertions stand in tests"},
	} {
		t.Run(tt.what, tt.run)
	}
}
