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
	assert.Equal(t, verdict.Unjudged, execute(t.Context(), []string{"check", "--out", out, "--pause", "0s", "--rp", gone, "--env", "local"}))
}
