package main

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"torii/reports/verdict"
)

func TestLinesFitATerminal(t *testing.T) {
	require.Equal(t, "IDT-ISS  発行者を…", clipped("IDT-ISS  発行者を比べる", 18))
	require.Equal(t, "IDT-ISS  発行者を比べる", clipped("IDT-ISS  発行者を比べる", 0))
	require.Equal(t, "short", clipped("short", 18))
}

func TestAReaderWhoHasReadEnoughIsNoError(t *testing.T) {
	r, w, err := os.Pipe()
	require.NoError(t, err)
	require.NoError(t, r.Close())
	stdout := os.Stdout
	defer func() { os.Stdout = stdout }()
	os.Stdout = w
	require.Equal(t, verdict.Open, execute(t.Context(), []string{"list", "rules"}))
	require.NoError(t, w.Close())
}
