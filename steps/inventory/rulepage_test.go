package inventory_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/fixtures/rule"
	"torii/steps/inventory"
)

// TestTheRulePagesAreFresh: what the pages say of a rule is what its texts say now, and the list of rules leads to each.
func TestTheRulePagesAreFresh(t *testing.T) {
	pages, err := inventory.RulePages()
	require.NoError(t, err)
	list, err := os.ReadFile(filepath.Join("..", "..", "fixtures", "rule", "README.md"))
	require.NoError(t, err)
	for path, want := range pages {
		got, err := os.ReadFile(filepath.Join("..", "..", path))
		if assert.NoError(t, err, "run make generate") {
			assert.Equal(t, want, string(got), "%s is stale: run make generate", path)
		}
		assert.Contains(t, string(list), "("+filepath.Base(path)+")", "fixtures/rule/README.md leads nowhere to %s", path)
	}
	for _, r := range rule.All() {
		assert.Contains(t, pages[inventory.RulePagePath(rule.FamilyOf(r.ID))], "## "+string(r.ID)+"\n")
	}
}
