package inventory_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"torii/steps/inventory"
)

// TestReadmesTellTheShareOfTheUnknown, as it is counted today.
func TestReadmesTellTheShareOfTheUnknown(t *testing.T) {
	trust, err := inventory.Lists()["trust"]()
	require.NoError(t, err)
	var shares []string
	for _, row := range trust.Rows {
		shares = append(shares, "`"+row[0]+"` "+row[len(row)-1])
	}
	for _, name := range []string{"README.md", "README.ja.md"} {
		b, err := os.ReadFile(filepath.Join("..", "..", name))
		require.NoError(t, err)
		require.Contains(t, string(b), strings.Join(shares, " · "), name)
	}
}

// TestEveryChangeIsTried: what a change names is a row, or the change is not played.
func TestEveryChangeIsTried(t *testing.T) {
	changes, err := inventory.Lists()["dated"]()
	require.NoError(t, err)
	require.NotEmpty(t, changes.Rows)
	for _, row := range changes.Rows {
		if row[2] != "" {
			require.NotEmpty(t, row[8], row)
		}
	}
}
