package main

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"torii/fixtures/text"
	"torii/reports/verdict"
)

// langTest is what a person's flag and locale come to.
type langTest struct {
	flag, all, messages, lang string
	want                      text.Lang
}

func (tt langTest) run(t *testing.T) {
	t.Setenv("LC_ALL", tt.all)
	t.Setenv("LC_MESSAGES", tt.messages)
	t.Setenv("LANG", tt.lang)
	got, err := language(tt.flag)
	require.NoError(t, err)
	require.Equal(t, tt.want, got)
}

func TestPeopleAreSpokenToInTheirLanguage(t *testing.T) {
	for _, tt := range []langTest{
		{"", "", "", "", text.Japanese},
		{"", "C", "", "POSIX", text.Japanese},
		{"", "C.UTF-8", "", "en_US.UTF-8", text.English},
		{"", "", "en_GB.UTF-8", "ja_JP.UTF-8", text.English},
		{"", "", "", "de_DE.UTF-8", text.Japanese},
		{"en", "ja_JP.UTF-8", "", "", text.English},
		{"ja", "en_US.UTF-8", "", "", text.Japanese},
	} {
		t.Run(tt.flag+"/"+tt.all+"/"+tt.messages+"/"+tt.lang, tt.run)
	}
}

func TestWhatIsPrintedIsInOneLanguage(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "report")
	o := call(t, "run", "--demo", "--row", "claims/google-nonce-wrong", "--lang", "en", "--out", dir)
	require.Equal(t, verdict.Closed, o.gate, o.stderr)
	require.Contains(t, o.stdout, "not ready for release (the gate is closed): 1 failed")
	require.Contains(t, o.stdout, "rows that did not pass: 1; causes: 1")
	require.NotContains(t, o.stdout, "公開不可")
	summary := contents(t, dir)["summary.md"]
	require.Contains(t, summary, "What to mend (1)")
	require.NotContains(t, summary, "直すところ")
	require.NotContains(t, contents(t, dir)["junit.xml"], "結果は")
	o = call(t, "run", "--demo", "--row", "claims/google-nonce-wrong", "--out", dir)
	require.Contains(t, o.stdout, "公開不可（関門は閉じている）: 不合格 1")
	require.Contains(t, o.stdout, "--demo=true")
	require.NotContains(t, o.stdout, "not ready for release")
}
