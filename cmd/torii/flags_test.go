package main

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"torii/reports/verdict"
)

// TestEveryFlagIsToldInBothLanguages, and nothing is told that no command has.
func TestEveryFlagIsToldInBothLanguages(t *testing.T) {
	var gate verdict.Gate
	table, err := flagTable(rootCommand(&gate))
	require.NoError(t, err)
	japanese, err := readFlagTexts(flagsInJapanese)
	require.NoError(t, err)
	for _, row := range table.Rows {
		require.NotContains(t, row, "\n")
		require.NotEmpty(t, row[5], row)
	}
	for name := range japanese {
		require.True(t, slices.ContainsFunc(table.Rows, func(row []string) bool {
			return name == row[0]+" --"+row[1] || name == "--"+row[1]
		}), "no command has %s any more", name)
	}
}

func TestListOfFlags(t *testing.T) {
	o := call(t, "list", flagList, "--json")
	require.Equal(t, verdict.Open, o.gate)
	require.Contains(t, o.stdout, `"flag": "mock-token"`)
}
