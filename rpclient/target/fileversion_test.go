package target_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"torii/rpclient/target"
)

const versioned = "name: x\ncommand: [\"true\"]\nproviders:\n  google: {login: {page: /, select: a}, callback: /cb}\nsession: {page: /me, member: {json: user}}\n"

// versionTest is what a file says of versions, and what comes of it.
type versionTest struct {
	name, yaml string
	want       string // the version told
	problem    string
}

func (tt versionTest) run(t *testing.T) {
	file, err := target.Parse("torii.yaml", []byte(versioned+tt.yaml))
	if err == nil {
		file, err = file.Versioned(t.Context())
	}
	if tt.problem != "" {
		require.ErrorContains(t, err, tt.problem)
		return
	}
	require.NoError(t, err)
	require.Equal(t, tt.want, file.Describe("http://localhost").Version)
	require.Empty(t, file.Secrets(), "a version is no secret")
}

func TestTheVersionOfTheTarget(t *testing.T) {
	t.Setenv("GIT_COMMIT", "4f2a")
	for _, tt := range []versionTest{
		{"nobody says", "", "", ""},
		{"in words", "version: {text: 1.4.2}", "1.4.2", ""},
		{"from the environment", "version: {text: 'build ${GIT_COMMIT}'}", "build 4f2a", ""},
		{"by a command", "version: {command: [echo, v7]}", "v7", ""},
		{"too long", "version: {text: " + strings.Repeat("x", 300) + "}", strings.Repeat("x", 100) + "…", ""},
		{"both", "version: {text: a, command: [echo, b]}", "", "torii.yaml:6: version: want either text or command"},
		{"a command that fails", "version: {command: [\"false\"]}", "", "torii.yaml:6: version.command: false: exit status 1"},
		{"a command that says nothing", "version: {command: [\"true\"]}", "", "it printed nothing"},
		{"rows", "rows: 1.2", "", ""},
		{"rows of no version", "rows: newest", "", `torii.yaml:6: rows: got "newest"`},
	} {
		t.Run(tt.name, tt.run)
	}
}
