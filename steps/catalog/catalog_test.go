package catalog_test

import (
	"io/fs"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/features"
	"torii/rpclient/target"
	"torii/steps/catalog"
)

func read(t *testing.T) []catalog.Row {
	t.Helper()
	rows, err := catalog.Read(features.FS)
	require.NoError(t, err)
	require.NotEmpty(t, rows)
	return rows
}

func TestEveryRowIsWhole(t *testing.T) {
	ids, names := map[string]bool{}, map[string]bool{}
	for _, row := range read(t) {
		assert.False(t, ids[row.ID], "%s stands twice", row.ID)
		assert.False(t, names[row.File+row.Name], "%s: a name that another row of the file has", row.ID)
		ids[row.ID], names[row.File+row.Name] = true, true
		for _, s := range []string{row.Feature, row.Name, row.Provider, row.Rule} {
			assert.NotEmpty(t, s, row.ID)
		}
		assert.NotContains(t, row.Name, "<", "%s: a placeholder without a column", row.ID)
	}
}

func TestEveryCapabilityIsNeededAndEveryNeedIsOne(t *testing.T) {
	needed := map[string]bool{}
	for _, row := range read(t) {
		if row.Needs() != "" {
			needed[row.Needs()] = true
			assert.Contains(t, target.Capabilities, row.Needs(), row.ID)
		}
	}
	for _, capability := range target.Capabilities {
		assert.True(t, needed[capability], "no row needs %s: lacking it changes nothing", capability)
	}
}

func TestTheTagsOfARow(t *testing.T) {
	plain, special := catalog.Row{Tags: []string{"@line"}}, catalog.Row{Tags: []string{"@line", "@needs-key-refetch", "@own-mock"}}
	assert.Equal(t, "key-refetch", special.Needs())
	assert.True(t, special.OwnMock())
	assert.Empty(t, plain.Needs())
	assert.False(t, plain.OwnMock())
}

func TestKeepBlanksLinesAndMovesNone(t *testing.T) {
	err := fs.WalkDir(features.FS, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(features.FS, path)
		if err != nil {
			return err
		}
		rows, err := catalog.Parse(path, b)
		require.NoError(t, err)
		for i, wanted := range rows {
			if i%7 != 0 {
				continue // a sample of each file will do
			}
			kept, ok := catalog.Keep(b, rows, func(r catalog.Row) bool { return r.ID == wanted.ID })
			require.True(t, ok)
			left, err := catalog.Parse(path, kept)
			require.NoError(t, err)
			require.Equal(t, []catalog.Row{wanted}, left, "the row stands where it stood")
		}
		all, ok := catalog.Keep(b, rows, func(catalog.Row) bool { return true })
		require.True(t, ok)
		require.Equal(t, string(b), string(all))
		none, ok := catalog.Keep(b, rows, func(catalog.Row) bool { return false })
		require.False(t, ok)
		require.Equal(t, strings.Count(string(b), "\n"), strings.Count(string(none), "\n"))
		left, err := catalog.Parse(path, none)
		require.NoError(t, err)
		require.Empty(t, left)
		return nil
	})
	require.NoError(t, err)
}
