package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/reports/folder"
	"torii/reports/verdict"
)

// asProgram makes the test's binary be torii.
const asProgram = "TORII_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// program is torii as a process of its own, with these arguments.
func program(t *testing.T, args ...string) (*exec.Cmd, *bytes.Buffer) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], args...)
	cmd.Env = append(os.Environ(), asProgram+"=1", "LANG=en_US.UTF-8", "LC_ALL=en_US.UTF-8")
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	return cmd, &out
}

// some is a run of some hundred rows, always of the same choices.
func some(out string, more ...string) []string {
	return append([]string{"run", "--provider", "google", "--tags", "@idtoken or @callback", "--salt", "killed", "--jobs", "2", "--out", out}, more...)
}

func verdicts(t *testing.T, dir string) map[string]verdict.Verdict {
	t.Helper()
	events, err := folder.Read(dir)
	require.NoError(t, err)
	run := verdict.Judge(events)
	require.True(t, run.Whole)
	rows := map[string]verdict.Verdict{}
	for _, row := range run.Rows {
		rows[row.ID] = row.Verdict
	}
	return rows
}

// grown waits until a file has so many bytes, or the process has ended.
func grown(t *testing.T, path string, size int64, ended <-chan error) {
	t.Helper()
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	late := time.After(time.Minute)
	for {
		select {
		case <-ended:
			return
		case <-late:
			require.Fail(t, "the log does not grow", path)
		case <-tick.C:
			if info, err := os.Stat(path); err == nil && info.Size() >= size {
				return
			}
		}
	}
}

func TestNothingIsLostOfARunThatIsKilled(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "report")
	whole, out := program(t, some(dir)...)
	require.NoError(t, whole.Run(), out)
	want := verdicts(t, dir)
	info, err := os.Stat(filepath.Join(dir, folder.EventsName))
	require.NoError(t, err)
	earlier, err := os.ReadFile(filepath.Join(dir, "report.html"))
	require.NoError(t, err)
	const moments = 10
	killed := 0
	for i := range int64(moments) {
		cmd, out := program(t, some(dir)...)
		require.NoError(t, cmd.Start())
		ended := make(chan error, 1)
		go func() { ended <- cmd.Wait() }()
		grown(t, filepath.Join(dir, folder.JournalName), info.Size()*i/moments, ended)
		_ = cmd.Process.Kill() // it may have ended by now
		select {
		case <-ended:
		case <-time.After(time.Minute):
			require.Fail(t, "it was killed and has not ended")
		}
		if _, err := os.Stat(filepath.Join(dir, folder.JournalName)); err != nil {
			continue // it came to its end before
		}
		killed++
		now, err := os.ReadFile(filepath.Join(dir, "report.html"))
		require.NoError(t, err)
		require.True(t, bytes.Equal(earlier, now), "the earlier report stays whole")
		aside := filepath.Join(t.TempDir(), "aside")
		require.NoError(t, os.CopyFS(aside, os.DirFS(dir)))
		remade, said := program(t, "report", "make", aside)
		require.NoError(t, remade.Run(), said)
		summary, err := os.ReadFile(filepath.Join(aside, "summary.md"))
		require.NoError(t, err)
		assert.Contains(t, string(summary), "cut off")
		resumed, said := program(t, some(dir, "--resume", dir)...)
		require.NoError(t, resumed.Run(), "%s\n%s", said, out)
		assert.Equal(t, want, verdicts(t, dir))
		assert.NoFileExists(t, filepath.Join(dir, folder.JournalName))
		earlier, err = os.ReadFile(filepath.Join(dir, "report.html"))
		require.NoError(t, err)
	}
	require.Greater(t, killed, moments/2)
	t.Logf("killed at %d moments, %d rows", killed, len(want))
}

func TestWhatCameToItsEndIsNotResumed(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "report")
	whole, out := program(t, "run", "--row", "claims/google-nonce-wrong", "--out", dir)
	require.NoError(t, whole.Run(), out)
	again, out := program(t, "run", "--row", "claims/google-nonce-wrong", "--out", dir, "--resume", dir)
	require.Error(t, again.Run())
	require.Equal(t, int(verdict.Unusable), again.ProcessState.ExitCode())
	require.Contains(t, out.String(), "came to its end")
}
