package rp

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestNewNamesTheFieldThatCannotWork(t *testing.T) {
	db, err := OpenMemory()
	require.NoError(t, err)
	defer db.Close()
	rows := []struct {
		field string
		spoil func(*Config)
	}{
		{"Origin", func(c *Config) { c.Origin = "https://rp.example.test/" }},
		{"Origin", func(c *Config) { c.Origin = "http://rp.example.test" }},
		{"Origin", func(c *Config) { c.Origin = "" }},
		{"Providers: want", func(c *Config) { c.Providers = nil }},
		{`Providers: [1]: want distinct ids`, func(c *Config) { c.Providers = append(c.Providers, line()) }},
		{`Providers: [0] ("LINE"): ID`, func(c *Config) { c.Providers[0].ID = "LINE" }},
		{`Providers: [0] ("line"): Issuer`, func(c *Config) { c.Providers[0].Issuer = "" }},
		{`Providers: [0] ("line"): TokenURL`, func(c *Config) { c.Providers[0].TokenURL = "api.line.me" }},
		{`Providers: [0] ("line"): Scopes`, func(c *Config) { c.Providers[0].Scopes = []string{"profile"} }},
		{`Providers: [0] ("line"): ClientSecret`, func(c *Config) { c.Providers[0].ClientSecret = "short" }},
		{`Providers: [0] ("line"): Algorithm`, func(c *Config) { c.Providers[0].Algorithm = "none" }},
		{"DB", func(c *Config) { c.DB = nil }},
		{"Now", func(c *Config) { c.Now = nil }},
		{"Timeout", func(c *Config) { c.Timeout = -1 }},
		{"Steps: [0]", func(c *Config) { c.Steps = []Step{{Name: "idtoken.nonce"}} }},
		{`Steps: [0] ("a"): want a stage`, func(c *Config) { c.Steps = []Step{{Name: "a", Do: idTokenNonce}} }},
		{"Steps: [1]: want distinct names", func(c *Config) { s := Steps()[0]; c.Steps = []Step{s, s} }},
	}
	for _, row := range rows {
		c := Config{Origin: "http://localhost:8080", Providers: []Provider{line()}, DB: db, Now: func() time.Time { return time.Time{} }}
		_, err := New(c)
		require.NoError(t, err)
		row.spoil(&c)
		_, err = New(c)
		require.ErrorContains(t, err, "rp: "+row.field)
		require.NotContains(t, err.Error(), testSecret)
	}
}

func TestEveryStepIsWhole(t *testing.T) {
	for _, s := range Steps() {
		require.NotEmpty(t, s.Rules, s.Name)
	}
	steps := Steps()
	steps[0].Name = "changed"
	require.NotEqual(t, "changed", Steps()[0].Name, "each call returns a fresh slice")
}
