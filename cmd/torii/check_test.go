package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/reports/verdict"
)

const checkedFile = `name: shop
environments:
  local: {url: "ORIGIN", kind: verification}
providers:
  line: {login: {page: /, select: "#line"}, callback: /callback}
session: {page: /me, member: {json: user}}
`

// TestCheckEndsWithTheExitCodesOfRun: 2 for a wrong use, 3 for an environment that is not there, 1 for a finding, 0 for a dry run that sends nothing.
func TestCheckEndsWithTheExitCodesOfRun(t *testing.T) {
	asked := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { asked++; http.NotFound(w, nil) }))
	defer server.Close()
	dir := t.TempDir()
	file := func(name, origin string) string {
		path := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(path, []byte(strings.ReplaceAll(checkedFile, "ORIGIN", origin)), 0o600))
		return path
	}
	here, gone := file("here.yaml", server.URL), file("gone.yaml", "http://127.0.0.1:1")
	out := filepath.Join(dir, "out")
	for _, tt := range []struct {
		args []string
		want verdict.Gate
	}{
		{[]string{}, verdict.Unusable},
		{[]string{"--rp", here}, verdict.Unusable},
		{[]string{"--rp", here, "--env", "staging"}, verdict.Unusable},
		{[]string{"--rp", here, "--env", "local", "--starts", "2"}, verdict.Unusable},
		{[]string{"--rp", here, "--compare", "local"}, verdict.Unusable},
		{[]string{"--rp", here, "--env", "local", "--dry-run"}, verdict.Open},
	} {
		assert.Equal(t, tt.want, execute(t.Context(), append([]string{"check", "--out", out}, tt.args...)), tt.args)
	}
	assert.Zero(t, asked, "nothing was sent so far")
	assert.NoDirExists(t, out)
	assert.Equal(t, verdict.Closed, execute(t.Context(), []string{"check", "--out", out, "--pause", "0s", "--rp", here, "--env", "local"}))
	assert.Positive(t, asked)
	assert.FileExists(t, filepath.Join(out, "report.xlsx"))
	// The findings, all of them accepted, let the gate stand open; one that does not hold closes it.
	accepted := filepath.Join(dir, "accepted.yaml")
	checking := []string{"check", "--out", out, "--pause", "0s", "--rp", here, "--env", "local"}
	assert.Equal(t, verdict.Closed, execute(t.Context(), append(checking, "--accept-failures", accepted)))
	draft, err := os.ReadFile(accepted)
	require.NoError(t, err)
	require.Contains(t, string(draft), "check-start/line")
	assert.Equal(t, verdict.Unusable, execute(t.Context(), append(checking, "--expected", accepted)), "no reason is given yet")
	reasoned := strings.ReplaceAll(string(draft), `reason: ""`, `reason: the shop moves in May`)
	require.NoError(t, os.WriteFile(accepted, []byte(reasoned), 0o600))
	assert.Equal(t, verdict.Open, execute(t.Context(), append(checking, "--expected", accepted)))
	summary, err := os.ReadFile(filepath.Join(out, "summary.md"))
	require.NoError(t, err)
	assert.Contains(t, string(summary), "the shop moves in May")
	require.NoError(t, os.WriteFile(accepted, []byte(reasoned+"  - row: check-clock\n    reason: it was slow once\n"), 0o600))
	assert.Equal(t, verdict.Closed, execute(t.Context(), append(checking, "--expected", accepted)), "what passes again has to be taken off the list")
	assert.Equal(t, verdict.Unjudged, execute(t.Context(), []string{"check", "--out", out, "--pause", "0s", "--rp", gone, "--env", "local"}))
}
