package steps_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"torii/mockidp/serve"
	"torii/steps/bench"
)

// blocks are the pieces of code in the page of the control port, by language.
func blocks(t *testing.T) map[string]string {
	t.Helper()
	page, err := os.ReadFile("../mockidp/control/README.md")
	require.NoError(t, err)
	found := map[string]string{}
	for _, b := range regexp.MustCompile("(?s)\n```([a-z]+)\n(.*?)\n```\n").FindAllStringSubmatch(string(page), -1) {
		found[b[1]] = b[2]
	}
	require.Contains(t, found, "sh")
	require.Contains(t, found, "python")
	return found
}

// byHand is torii serve --with-rp, as the page has it.
func byHand(t *testing.T) (variables []string) {
	t.Helper()
	s, err := serve.Open(serve.Options{Listen: "127.0.0.1:0", Control: "127.0.0.1:0", Salt: t.Name()})
	require.NoError(t, err)
	hand, err := bench.NewHand("localhost:0", s.Mock, s.Path)
	require.NoError(t, err)
	ctx, end := context.WithCancel(context.WithoutCancel(t.Context()))
	ended := make(chan error, 2)
	go func() { ended <- s.Run(ctx) }()
	go func() { ended <- hand.Run(ctx) }()
	t.Cleanup(func() {
		end()
		require.NoError(t, <-ended)
		require.NoError(t, <-ended)
	})
	return append(os.Environ(), "RP="+hand.Origin, "CONTROL=http://"+s.ControlAddress(), "NO_PROXY=*")
}

// execute runs a program that the machine may lack.
func execute(t *testing.T, variables []string, program string, arguments ...string) string {
	t.Helper()
	if _, err := exec.LookPath(program); err != nil {
		t.Skip(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, arguments...)
	cmd.Env = variables
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", out)
	return string(out)
}

func TestThePageOfTheControlPortSaysWhatWorks(t *testing.T) {
	t.Parallel()
	code := blocks(t)
	t.Run("curl", func(t *testing.T) {
		if _, err := exec.LookPath("curl"); err != nil {
			t.Skip(err)
		}
		out := execute(t, byHand(t), "sh", "-ec", code["sh"])
		require.Contains(t, out, `"bends":["nonce-wrong"]`)
		require.Contains(t, out, `"offset":"11m0s"`)
		require.Contains(t, out, `"kind":"planted"`)
	})
	t.Run("python", func(t *testing.T) {
		file := filepath.Join(t.TempDir(), "test_login.py")
		// pytest would find the tests by their names.
		all := code["python"] + "\n\nfor name, test in list(globals().items()):\n    if name.startswith('test_'):\n        test()\n        print('passed', name)\n"
		require.NoError(t, os.WriteFile(file, []byte(all), 0o600))
		out := execute(t, byHand(t), "python3", file)
		require.Equal(t, strings.Count(code["python"], "def test_"), strings.Count(out, "passed "))
	})
}
