package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/reports/folder"
	"torii/reports/verdict"
)

// reportNames are the reports that can be made again.
var reportNames = []string{"report.html", "report.xlsx", "junit.xml", "cucumber.json", "summary.md", "events.ndjson"}

// ran runs a few rows into a new folder.
func ran(t *testing.T, args ...string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "report")
	o := call(t, append([]string{"run", "--tags", "@login", "--salt", "s", "--out", dir}, args...)...)
	require.Equal(t, verdict.Open, o.gate, o.stderr)
	return dir
}

func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, name := range reportNames {
		b, err := os.ReadFile(filepath.Join(dir, name))
		require.NoError(t, err)
		all[name] = string(b)
	}
	return all
}

func TestMakeMakesWhatTheRunMade(t *testing.T) {
	dir := ran(t)
	before := contents(t, dir)
	for _, name := range reportNames {
		if name != folder.EventsName {
			require.NoError(t, os.Remove(filepath.Join(dir, name)))
		}
	}
	o := call(t, "report", "make", dir)
	require.Equal(t, verdict.Open, o.gate, o.stderr)
	for name, was := range before {
		assert.Equal(t, was, contents(t, dir)[name], name)
	}
}

func TestMergeJoinsShardsAndRefusesOthers(t *testing.T) {
	first, second, out := ran(t, "--shard", "1/2"), ran(t, "--shard", "2/2"), t.TempDir()
	o := call(t, "report", "merge", "--out", out, first, second)
	require.Equal(t, verdict.Open, o.gate, o.stderr)
	whole, err := folder.Read(ran(t))
	require.NoError(t, err)
	merged, err := folder.Read(out)
	require.NoError(t, err)
	assert.Len(t, verdict.Judge(merged).Rows, len(verdict.Judge(whole).Rows))
	assert.True(t, verdict.Judge(merged).Whole)

	o = call(t, "report", "merge", "--out", out, first, first)
	assert.Equal(t, verdict.Unusable, o.gate)
	assert.Contains(t, o.stderr, "part 1 of 2 stands in")
	other := ran(t, "--shard", "2/2", "--salt", "t")
	o = call(t, "report", "merge", "--out", out, first, other)
	assert.Equal(t, verdict.Unusable, o.gate)
	assert.Contains(t, o.stderr, "--salt")
}

func TestALostPartNeverJoinsGreen(t *testing.T) {
	first, third, out := ran(t, "--shard", "1/3"), ran(t, "--shard", "2+1/3"), t.TempDir()
	o := call(t, "report", "merge", "--out", out, first, third)
	require.Equal(t, verdict.Unusable, o.gate)
	require.Contains(t, o.stderr, "of 3 parts, these are missing: 2; --partial")
	require.NoFileExists(t, filepath.Join(out, folder.EventsName))

	o = call(t, "report", "merge", "--partial", "--out", out, first, filepath.Join(out, "lost"), third)
	require.Equal(t, verdict.Unjudged, o.gate, o.stderr)
	require.Contains(t, o.stdout, "3分割のうち 2 が無い")
	for _, name := range []string{"report.html", "junit.xml", "summary.md"} {
		assert.Contains(t, contents(t, out)[name], "3分割のうち 2 が無い", name)
	}
	second, all := ran(t, "--shard", "2/3"), t.TempDir()
	o = call(t, "report", "merge", "--partial", "--out", all, out, second)
	require.Equal(t, verdict.Open, o.gate, "a part that is found again is joined: %s", o.stderr)
	require.NotContains(t, o.stdout, "が無い")

	o = call(t, "report", "merge", "--out", t.TempDir(), ran(t, "--provider", "line"), ran(t, "--provider", "google"))
	require.Equal(t, verdict.Unusable, o.gate)
	require.Contains(t, o.stderr, "their rows were chosen by")
}

func TestAPartialRunSaysSo(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "report")
	o := call(t, "run", "--tags", "@login", "--provider", "line", "--out", dir)
	require.Equal(t, verdict.Open, o.gate, o.stderr)
	require.Regexp(t, `※ 一部だけの実行: このRPに当てはまる \d+ 行のうち \d+ 行（--provider "line" --tags "@login"）`, o.stdout)
	for _, name := range []string{"report.html", "junit.xml", "summary.md"} {
		assert.Contains(t, contents(t, dir)[name], "一部だけの実行: ", name)
	}
}

func TestTwoRunsDoNotWriteIntoOneFolder(t *testing.T) {
	dir := t.TempDir()
	unlock, err := folder.Lock(dir)
	require.NoError(t, err)
	for _, args := range [][]string{{"run", "--tags", "@login", "--out", dir}, {"report", "merge", "--out", dir, dir}} {
		o := call(t, args...)
		require.Equal(t, verdict.Unusable, o.gate, args)
		require.Contains(t, o.stderr, "another torii is writing into "+dir)
	}
	unlock()
	require.Equal(t, verdict.Open, call(t, "run", "--tags", "@login", "--provider", "line", "--out", dir).gate)
	require.NoFileExists(t, filepath.Join(dir, ".torii.lock"))
}

func TestDiffClosesWhereSomethingGotWorse(t *testing.T) {
	whole, part := ran(t), ran(t, "--provider", "line")
	o := call(t, "report", "diff", whole, whole)
	require.Equal(t, verdict.Open, o.gate, o.stderr)
	o = call(t, "report", "diff", whole, part)
	assert.Equal(t, verdict.Closed, o.gate)
	assert.Contains(t, o.stdout, "login/google")
	assert.Contains(t, o.stdout, `selection differ: --tags "@login" → --provider "line" --tags "@login"`)
	o = call(t, "report", "diff", part, whole)
	assert.Equal(t, verdict.Open, o.gate, "what is new is not worse")
}

func TestManualChecksAreReportedAndCloseTheStrictGate(t *testing.T) {
	checks := filepath.Join(t.TempDir(), "manual.yaml")
	write := func(s string) { require.NoError(t, os.WriteFile(checks, []byte("manual:\n- "+s+"\n"), 0o600)) }
	write("{id: M-1, item: 実機}")
	dir := ran(t, "--manual", checks)
	assert.Contains(t, contents(t, dir)["summary.md"], "実機")
	assert.Equal(t, verdict.Closed, call(t, "run", "--tags", "@login", "--strict", "--manual", checks, "--out", t.TempDir()).gate)
	write("{id: M-1, item: 実機, result: 合格, who: 私, when: 2026-04-01}")
	assert.Equal(t, verdict.Open, call(t, "run", "--tags", "@login", "--strict", "--manual", checks, "--out", t.TempDir()).gate)
	require.Equal(t, verdict.Open, call(t, "report", "make", "--manual", checks, dir).gate)
	assert.Contains(t, contents(t, dir)["junit.xml"], "私")
	require.Equal(t, verdict.Open, call(t, "report", "make", dir).gate)
	assert.Contains(t, contents(t, dir)["junit.xml"], "私", "the log has it now")
}

func TestExpectedFailuresAreNamedInTheReports(t *testing.T) {
	accepted := filepath.Join(t.TempDir(), "accepted.yaml")
	require.NoError(t, os.WriteFile(accepted, []byte("failures:\n- {row: login/line, reason: なおるまで}\n"), 0o600))
	dir := filepath.Join(t.TempDir(), "report")
	o := call(t, "run", "--tags", "@login", "--expected", accepted, "--out", dir)
	require.Equal(t, verdict.Closed, o.gate, "it passes, so the excuse has to go")
	for _, name := range []string{"junit.xml", "report.html"} {
		assert.Contains(t, contents(t, dir)[name], "なおるまで", name)
		assert.Contains(t, contents(t, dir)[name], "一覧から消すこと", name)
	}
}

func TestReportCommandsSayWhatIsWrong(t *testing.T) {
	empty := t.TempDir()
	bad := filepath.Join(t.TempDir(), "manual.yaml")
	require.NoError(t, os.WriteFile(bad, []byte("manual:\n- {id: a, item: b, result: ok}\n"), 0o600))
	for _, tt := range []wrongUse{
		{"nothing", []string{"report"}, []string{"make, merge or diff"}},
		{"make of nothing", []string{"report", "make"}, []string{"got 0 arguments; want DIR"}},
		{"make of an empty folder", []string{"report", "make", empty}, []string{empty, "events.ndjson"}},
		{"merge to nowhere", []string{"report", "merge", empty}, []string{"--out"}},
		{"diff of one", []string{"report", "diff", empty}, []string{"OLD NEW"}},
		{"bad manual file", []string{"run", "--manual", bad}, []string{"manual.yaml:2", "manual[0].result", `"ok"`, "合格"}},
		{"bad round", []string{"run", "--round", "0"}, []string{"--round"}},
		{"workbook of rules", []string{"list", "rules", "--format", "xlsx"}, []string{"list scenarios --format xlsx"}},
	} {
		t.Run(tt.name, tt.run)
	}
}

func TestTheScenariosAreListedAsAWorkbook(t *testing.T) {
	o := call(t, "list", "scenarios", "--format", "xlsx")
	require.Equal(t, verdict.Open, o.gate, o.stderr)
	assert.Equal(t, "PK", o.stdout[:2])
}
