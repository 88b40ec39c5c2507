package markdown_test

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/fixtures/rule"
	"torii/fixtures/text"
	"torii/reports/markdown"
	"torii/reports/verdict"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// hostile is what a Relying Party may write into its title.
const hostile = "a|b \\| c\\\\| `|` **d** [e](https://evil.example) ![f](https://evil.example/p.png) <script> &#124;\r\n| g |\u2028\x1b[31m 💥"

// sample is a run with a row of each verdict.
func sample() verdict.Run {
	nonce, _ := rule.Find("IDT-NONCE")
	run := verdict.Run{Target: "RP & <Co>", Version: "v1.2.3", Salt: "salt", Whole: true}
	for _, v := range verdict.Ladder() {
		row := verdict.Row{ID: "claims/" + strings.ReplaceAll(string(v), " ", "-"), Feature: "IDトークンのクレーム", Name: "Googleの「違う nonce」を拒む",
			Provider: "google", Rule: nonce, Verdict: v, Unsure: v == verdict.Warned}
		if v != verdict.Passed {
			row.Reason = text.Both{JA: string(v) + "の理由", EN: "the reason why it is " + string(v)}
		}
		run.Rows = append(run.Rows, row)
	}
	return run
}

// hostileRun says the hostile text wherever others may write.
func hostileRun() verdict.Run {
	return verdict.Run{Target: hostile, Version: hostile, Salt: hostile, Rows: []verdict.Row{{ID: hostile, Feature: hostile, Name: hostile,
		Rule:    rule.Rule{ID: hostile, Level: rule.Must, Clause: hostile},
		Verdict: verdict.Failed, Reason: text.Both{JA: hostile, EN: hostile}, Unsure: true}}}
}

func written(t *testing.T, run verdict.Run) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, markdown.Write(&b, run, nil, ""))
	return b.String()
}

type goldenTest struct {
	name string
	run  verdict.Run
}

func (tt goldenTest) test(t *testing.T) {
	golden := "testdata/" + tt.name + ".md"
	got := written(t, tt.run)
	assert.Equal(t, got, written(t, tt.run), "the same run, the same bytes")
	if *update {
		require.NoError(t, os.WriteFile(golden, []byte(got), 0o644))
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	assert.Equal(t, string(want), got, "run go test ./reports/markdown -update")
}

func TestGolden(t *testing.T) {
	for _, tt := range []goldenTest{{"summary", sample()}, {"hostile", hostileRun()}} {
		t.Run(tt.name, tt.test)
	}
}

func TestHostileTextBreaksOutOfNoTable(t *testing.T) {
	report := written(t, hostileRun())
	harmless := hostileRun()
	harmless.Target, harmless.Version, harmless.Salt = "x", "x", "x"
	row := &harmless.Rows[0]
	row.ID, row.Feature, row.Name, row.Rule.ID, row.Rule.Clause, row.Reason = "x", "x", "x", "x", "x", text.Both{JA: "x", EN: "x"}
	want, got := strings.Split(written(t, harmless), "\n"), strings.Split(report, "\n")
	require.Len(t, got, len(want), "no line more than for harmless text")
	for i, line := range got {
		for _, structure := range []string{"|", "`", "[", "]", "*", "<", ">", "\\"} {
			assert.Equal(t, strings.Count(want[i], structure), strings.Count(line, structure), "%s in %s", structure, line)
		}
	}
	assert.NotContains(t, report, "\x1b")
	assert.Contains(t, report, "💥")
}

func TestTheSummarySaysWhatDidNotPass(t *testing.T) {
	report := written(t, sample())
	assert.NotContains(t, report, "cut off")
	assert.Contains(t, report, "\n2 passed, 3 failed, 2 skipped\n")
	for _, row := range sample().Rows {
		if row.Verdict == verdict.Passed {
			assert.NotContains(t, report, row.ID)
			continue
		}
		assert.Contains(t, report, row.ID)
		assert.Contains(t, report, row.Reason.EN)
	}
	_, unsure, found := strings.Cut(report, "検証環境で要確認")
	require.True(t, found)
	assert.Contains(t, unsure, "claims/warned")
	assert.NotContains(t, unsure, "claims/failed")
	cut := sample()
	cut.Whole = false
	assert.Contains(t, written(t, cut), "cut off")
}

type brokenWriter struct{}

var errDisk = errors.New("disk full")

func (brokenWriter) Write([]byte) (int, error) { return 0, errDisk }

func TestWhatCannotBeWrittenIsSaid(t *testing.T) {
	require.ErrorIs(t, markdown.Write(brokenWriter{}, sample(), nil, ""), errDisk)
}
