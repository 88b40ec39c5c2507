package main

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// stubborn never answers, hears no polite signal, and has a daemon that left its session.
const stubborn = `name: stubborn
command: [sh, -c, "trap '' TERM INT; touch begun; setsid sh -c 'trap \"\" TERM INT; while :; do sleep 60; done' & while :; do sleep 60; done"]
environment: {OUTLIVES: %q}
providers:
  google:
    login: {page: /, select: "#login"}
    callback: /cb
session: {page: /me, status: 200, member: {json: user}}
`

// bearing are the processes with that word in their environment.
func bearing(word string) (n int) {
	paths, _ := filepath.Glob("/proc/[0-9]*/environ")
	for _, path := range paths {
		if b, err := os.ReadFile(path); err == nil && bytes.Contains(b, []byte(word)) {
			n++
		}
	}
	return n
}

func TestNothingOfAnRPOutlivesASecondSignal(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	word := "outlives-" + rand.Text()
	file := filepath.Join(dir, "torii.yaml")
	require.NoError(t, os.WriteFile(file, fmt.Appendf(nil, stubborn, word), 0o600))
	cmd, out := program(t, "run", "--rp", file, "--out", filepath.Join(dir, "report"))
	require.NoError(t, cmd.Start())
	grown(t, filepath.Join(dir, "begun"), 0, nil)
	require.Eventually(t, func() bool { return bearing(word) >= 2 }, 10*time.Second, 10*time.Millisecond)
	require.NoError(t, cmd.Process.Signal(syscall.SIGINT))
	_ = cmd.Process.Signal(syscall.SIGINT) // the first may have been enough
	endsWithin(t, cmd, 10*time.Second)
	require.Eventually(t, func() bool { return bearing(word) == 0 }, 5*time.Second, 10*time.Millisecond, out.String())
}
