package main

import (
	"testing"

	"github.com/stretchr/testify/require"

	"torii/reports/verdict"
)

func TestTheFlagPrintsWhatTheCommandPrints(t *testing.T) {
	flag := call(t, "--version")
	require.Equal(t, verdict.Open, flag.gate)
	require.Regexp(t, `^torii \S+ go\S+ \w+/\w+\n$`, flag.stdout)
	require.Equal(t, call(t, "version").stdout, flag.stdout)
}

func TestShellsComplete(t *testing.T) {
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		o := call(t, "completion", shell)
		require.Equal(t, verdict.Open, o.gate)
		require.Contains(t, o.stdout, "torii")
	}
}
