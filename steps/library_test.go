package steps_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/steps"
)

// TestAModuleOfSomebodyElse runs the tests of a module that uses torii as a library.
func TestAModuleOfSomebodyElse(t *testing.T) {
	if raced {
		t.Skip("it builds everything once more, and its suite runs without the race detector")
	}
	root, err := filepath.Abs("..")
	require.NoError(t, err)
	dir := t.TempDir()
	require.NoError(t, os.CopyFS(dir, os.DirFS("testdata/consumer")))
	for _, args := range [][]string{
		{"mod", "edit", "-replace", "torii=" + root},
		{"test", "-mod=mod", "./..."},
	} {
		cmd := exec.CommandContext(t.Context(), "go", args...)
		cmd.Dir = dir
		out, err := cmd.CombinedOutput()
		require.NoError(t, err, "go %v: %s", args, out)
	}
}

func TestOwnSentencesThatCollideAreNamed(t *testing.T) {
	nothing := func() {}
	for _, test := range []struct {
		name, expression, names string
	}{
		{"one that torii's own reads too", `^利用者が(.+)でログインする$`, "利用者が(.+?)でログインする"},
		{"one that reads everything", `^(.*)$`, "利用者"},
		{"one in English", `^the person logs out$`, "logs out"},
		{"one that cannot be read", `^(`, "missing closing"},
	} {
		t.Run(test.name, func(t *testing.T) {
			err := steps.Collisions(steps.Own{Expression: test.expression, Do: nothing})
			require.Error(t, err)
			assert.Contains(t, err.Error(), test.names)
		})
	}
	assert.NoError(t, steps.Collisions(steps.Own{Expression: `^店に客がいる$`, Do: nothing}))
}
