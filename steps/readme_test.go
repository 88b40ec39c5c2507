package steps_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/cucumber/godog"
	"github.com/stretchr/testify/require"

	"torii/steps"
	"torii/steps/catalog"
)

// TestThePrintedScenarioRuns: what the pages of features/ print as a scenario of one's own is sound, and passes.
func TestThePrintedScenarioRuns(t *testing.T) {
	for _, name := range []string{"README.md", "README.ja.md"} {
		t.Run(name, func(t *testing.T) {
			readme, err := os.ReadFile(filepath.Join("..", "features", name))
			require.NoError(t, err)
			_, rest, found := strings.Cut(string(readme), "```gherkin\n")
			require.True(t, found)
			block, _, _ := strings.Cut(rest, "```")
			files := fstest.MapFS{"shop/login.feature": {Data: []byte(block)}}
			problems, err := catalog.Lint(files)
			require.NoError(t, err)
			require.Empty(t, problems)
			var out bytes.Buffer
			suite := godog.TestSuite{Options: &godog.Options{FS: files, Paths: []string{"."}, Strict: true, Format: "progress", NoColors: true, Output: &out},
				ScenarioInitializer: func(sc *godog.ScenarioContext) { steps.Register(sc, steps.Options{}) }}
			require.Zero(t, suite.Run(), out.String())
			require.Contains(t, out.String(), "1 scenarios (1 passed)")
		})
	}
}
