package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/fixtures/text"
	"torii/reports/verdict"
)

// written is what comes through the guard.
func written(t *testing.T, terminal bool, pieces ...string) string {
	t.Helper()
	f, err := os.Create(filepath.Join(t.TempDir(), "out"))
	require.NoError(t, err)
	g := guard(f)
	g.terminal = terminal
	for _, piece := range pieces {
		n, err := fmt.Fprint(g, piece)
		require.NoError(t, err)
		require.Equal(t, len(piece), n)
	}
	b, err := os.ReadFile(f.Name())
	require.NoError(t, err)
	require.NoError(t, f.Close())
	return string(b)
}

func TestWhatOthersSayIsShownAndNotDone(t *testing.T) {
	for hostile, want := range map[string]string{
		"plain\tテキスト\n":                "plain\tテキスト\n",
		"\x1b[2J\x1b]0;owned\a":        "␛[2J␛]0;owned␇",
		"\x1b[31mred\x1b[0m":           "␛[31mred␛[0m",
		"over\rwritten":                "over␍written",
		"back\b\b\b\b":                 "back␈␈␈␈",
		"\u009b2J":                     "\uFFFD2J",
		"a\u202egnp.exe":               "a\uFFFDgnp.exe",
		"::error::x":                   ": :error::x",
		"ok\n  ::add-mask::x":          "ok\n  : :add-mask::x",
		"std::vector ::":               "std::vector ::",
		"a ##[error]b":                 "a # #[error]b",
		"##vso[task.setvariable]x":     "# #vso[task.setvariable]x",
		"##teamcity[x]":                "# #teamcity[x]",
		"section_start:1:x\r\x1b[0Kya": "section_start :1:x␍␛[0Kya",
		"\xff\xfe":                     "\uFFFD\uFFFD",
	} {
		assert.Equal(t, want, written(t, false, hostile))
	}
	assert.Equal(t, "x\n: :error::", written(t, false, "x\n", "::error::"))
	assert.Equal(t, clearLine+"\x1b[31mbad\x1b[0m ␛[2J", written(t, true, clearLine+"\x1b[31mbad\x1b[0m \x1b[2J"), "torii's own are done on a terminal")
}

func TestAFindingIsOneLineWhateverTheRPSays(t *testing.T) {
	var out bytes.Buffer
	p := newProgress(&out, text.English)
	says := "it said\n3111 passed, 0 failed\r\n::error::x"
	p.row(verdict.Row{ID: "a/b", Name: "name", Verdict: verdict.Failed, Reason: text.Both{JA: says, EN: says}})
	require.Len(t, strings.Split(strings.TrimSpace(out.String()), "\n"), 3)
	require.Contains(t, out.String(), "it said ⏎ 3111 passed, 0 failed ⏎ ::error::x")
}

func FuzzTheGuard(f *testing.F) {
	for _, seed := range []string{"\x1b[31m", "::error::", "\r\x1b[K", "a\n \t::x"} {
		f.Add(seed)
	}
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	require.NoError(f, err)
	f.Cleanup(func() { _ = null.Close() })
	f.Fuzz(func(t *testing.T, s string) {
		g := guarded{file: null, indented: true}
		said := g.guarded(s)
		for line := range strings.Lines(said) {
			require.False(t, strings.HasPrefix(strings.TrimSpace(line), "::"), "%q", line)
		}
		require.False(t, strings.ContainsFunc(said, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }), "%q", said)
	})
}
