package diff_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/reports/diff"
	"torii/reports/verdict"
)

func run(v verdict.Verdict) verdict.Run {
	if v == "" {
		return verdict.Run{}
	}
	return verdict.Run{Rows: []verdict.Row{{ID: "a/b", Name: "名", Verdict: v}}}
}

type changeTest struct {
	was, now verdict.Verdict
	part     string // worse, better, new, gone or "" for no change
}

func (tt changeTest) run(t *testing.T) {
	c := diff.Between(run(tt.was), run(tt.now))
	got := map[string]int{"worse": len(c.Worse), "better": len(c.Better), "new": len(c.New), "gone": len(c.Gone)}
	for part, n := range got {
		if part == tt.part {
			assert.Equal(t, 1, n, part)
		} else {
			assert.Zero(t, n, part)
		}
	}
	var b bytes.Buffer
	require.NoError(t, c.Write(&b))
	assert.Equal(t, tt.part != "", bytes.Contains(b.Bytes(), []byte("a/b")))
}

func TestBetterAndWorse(t *testing.T) {
	for _, tt := range []changeTest{
		{verdict.Passed, verdict.Passed, ""},
		{verdict.Passed, verdict.Warned, "worse"},
		{verdict.Warned, verdict.Failed, "worse"},
		{verdict.Failed, verdict.Passed, "better"},
		{verdict.Passed, verdict.NotApplicable, "worse"},
		{verdict.Passed, verdict.Skipped, "worse"},
		{verdict.Failed, verdict.Vacuous, "worse"},
		{verdict.Vacuous, verdict.Failed, "better"},
		{verdict.Skipped, verdict.Passed, "better"},
		{verdict.Passed, "", "worse"},
		{verdict.Skipped, "", "gone"},
		{"", verdict.Failed, "new"},
	} {
		t.Run(string(tt.was)+" to "+string(tt.now), tt.run)
	}
}

func TestNewRowsStandApart(t *testing.T) {
	now := run(verdict.Failed)
	now.Rows[0].New = true
	c := diff.Between(run(""), now)
	assert.Len(t, c.Uncounted, 1)
	assert.Empty(t, c.New)
	assert.Empty(t, c.Worse)
}
