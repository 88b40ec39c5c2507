//go:build unix

package main

import (
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"torii/reports/event"
	"torii/reports/folder"
	"torii/reports/verdict"
)

// endsWithin waits for a process that has been asked to end.
func endsWithin(t *testing.T, cmd *exec.Cmd, within time.Duration) {
	t.Helper()
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case <-ended:
	case <-time.After(within):
		_ = cmd.Process.Kill()
		require.Fail(t, "it goes on", "%v", cmd.Args)
	}
}

func TestTheFirstSignalAsksForAnEndWithAReport(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "report")
	cmd, out := program(t, "run", "--jobs", "1", "--out", dir)
	require.NoError(t, cmd.Start())
	grown(t, filepath.Join(dir, folder.JournalName), 1, nil)
	require.NoError(t, cmd.Process.Signal(syscall.SIGTERM))
	endsWithin(t, cmd, 10*time.Second)
	events, err := folder.Read(dir)
	require.NoError(t, err, out)
	run := verdict.Judge(events)
	require.True(t, run.Whole)
	require.True(t, run.Interrupted)
	for _, row := range run.Rows {
		require.False(t, row.Verdict.Worse(verdict.Warned), "%s: %s: %s", row.ID, row.Verdict, row.Reason)
	}
	require.IsType(t, event.RunEnded{}, events[len(events)-1].Fact)
}

func TestTheSecondSignalEndsAtOnce(t *testing.T) {
	t.Parallel()
	pipe := filepath.Join(t.TempDir(), "torii.yaml")
	require.NoError(t, syscall.Mkfifo(pipe, 0o600))
	for _, args := range [][]string{{"serve", "--listen", "127.0.0.1:0", "--control", "127.0.0.1:0", "--people", pipe}, {"run", "--rp", pipe}, {"check", "--rp", pipe}} {
		cmd, _ := program(t, args...)
		require.NoError(t, cmd.Start())
		ended := make(chan struct{})
		tick := time.NewTicker(10 * time.Millisecond)
		go func() {
			defer tick.Stop()
			for {
				select {
				case <-ended:
					return
				case <-tick.C: // the first may come before torii listens for it
					_ = cmd.Process.Signal(syscall.SIGINT)
				}
			}
		}()
		endsWithin(t, cmd, 10*time.Second)
		close(ended)
	}
}

func TestACommandWithNothingToBringToAnEndEndsWithTheFirstSignal(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	pipe := filepath.Join(dir, "manual.yaml")
	require.NoError(t, syscall.Mkfifo(pipe, 0o600))
	require.NoError(t, folder.Write(dir, mixed()))
	cmd, out := program(t, "report", "make", dir, "--manual", pipe)
	require.NoError(t, cmd.Start())
	tick := time.AfterFunc(200*time.Millisecond, func() { _ = cmd.Process.Signal(syscall.SIGTERM) })
	defer tick.Stop()
	endsWithin(t, cmd, 5*time.Second)
	t.Log(out, cmd.ProcessState)
}
