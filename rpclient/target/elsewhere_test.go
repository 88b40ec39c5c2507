package target_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/rpclient/target"
)

// pointsTest is an environment, and what of it tells of a provider.
type pointsTest struct {
	name, environment string
	field             string // "" if nothing does
	line              int
	real              bool
}

func (tt pointsTest) run(t *testing.T) {
	f, err := target.Parse("torii.yaml", []byte("name: x\ncommand: [x]\nproviders: {google: {login: {page: /}, callback: /cb}}\n"+
		"session: {page: /me, member: {json: user}}\nenvironment:\n"+tt.environment))
	require.NoError(t, err)
	got, found := f.Points([]string{"accounts.google.com", "oauth2.googleapis.com"}, []string{"google"})
	assert.Equal(t, tt.field != "", found)
	assert.Equal(t, target.Pointer{Field: tt.field, Line: tt.line, Real: tt.real}, got)
}

func TestWhatTellsOfAProvider(t *testing.T) {
	for _, tt := range []pointsTest{
		{"an issuer", "  PORT: \"1\"\n  G: '{{.Issuer \"google\"}}'\n", "environment.G", 7, false},
		{"an address", "  G: '{{.Address \"https://oauth2.googleapis.com/token\"}}'\n", "environment.G", 6, false},
		{"a real address before a template", "  A: '{{.Issuer \"google\"}}'\n  B: https://accounts.google.com/o/oauth2/v2/auth\n", "environment.B", 7, true},
		{"another provider's issuer", "  A: '{{.Issuer \"line\"}}'\n", "", 0, false},
		{"another host with the same beginning", "  A: https://accounts.google.com.example.test/\n", "", 0, false},
	} {
		t.Run(tt.name, tt.run)
	}
}
