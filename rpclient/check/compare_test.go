package check_test

import (
	"context"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/mockidp/clock"
	"torii/reports/event"
	"torii/reports/verdict"
	"torii/rpclient/check"
	"torii/rpclient/rp"
	"torii/rpclient/target"
)

// differing is a difference between verification and production, and the rows that tell it.
type differing struct {
	name       string
	staging    world
	production world
	rows       []string
	reason     string
}

// verification is an environment of the reference RP, which has a button and a callback of its own for each GビズID.
func verification(w world) world {
	w.yaml = append(w.yaml, "    kind: verification\n", "    kind: verification\n    differs: [gbizid.button, gbizid.redirect-uri]\n")
	return w
}

// live is production at a host of its own.
func live(w world) world {
	w.origin, w.host, w.env = "https://www.example.com", "www.example.com", target.Production
	w.yaml = append(w.yaml, "shop.example.com", "www.example.com")
	return w
}

func (tt differing) run(t *testing.T) {
	t.Parallel()
	log, masker := event.NewLog((&clock.Clock{}).Now), event.NewMasker()
	options := func(env string, f target.File) check.Options {
		return check.Options{File: f, Env: env, Version: "test", Log: log, Masker: masker, Now: (&clock.Clock{}).Now, Starts: check.MinStarts}
	}
	require.NoError(t, check.Compare(context.Background(), options("staging", verification(tt.staging).serve(t)), options("production", live(tt.production).serve(t))))
	run := verdict.Judge(log.Events())
	require.True(t, run.Whole)
	require.Greater(t, len(run.Rows), 30)
	wrong := (checked{Run: run}).wrong()
	assert.ElementsMatch(t, tt.rows, keys(wrong))
	for _, row := range wrong {
		assert.Contains(t, row.Reason.EN, tt.reason)
	}
}

func TestDifferencesBetweenEnvironmentsAreListed(t *testing.T) {
	t.Parallel()
	phone := world{change: only("line", func(p *rp.Provider) { p.Scopes = append(p.Scopes, "phone") })}
	declared := phone
	declared.yaml = []string{"    kind: production\n", "    kind: production\n    differs: [line.scope]\n"}
	for _, tt := range []differing{
		{name: "alike, GビズID's environments and all hosts apart"},
		{name: "a scope that verification did not ask for", production: phone, rows: []string{"check-compare-scope/line"}, reason: "phone"},
		{name: "the same, declared", production: declared},
		{name: "no HSTS yet", staging: world{wrap: header("Strict-Transport-Security", "")}, rows: []string{"check-compare-strict-transport-security"}, reason: "max-age"},
		{name: "no PKCE", production: world{wrap: drop("code_challenge")}, rows: []string{"check-compare-parameters/line"}, reason: "code_challenge"},
		{name: "a button by another name", production: world{wrap: replaced("LINEでログイン", "LINEでつながる")}, rows: []string{"check-compare-button/line"}, reason: "LINEでつながる"},
		{name: "cookies", production: world{wrap: cookie("; HttpOnly", "")}, reason: "httponly=false",
			rows: []string{"check-compare-cookies/line", "check-compare-cookies/google", "check-compare-cookies/yahoo", "check-compare-cookies/gbizid",
				"check-compare-cookies/apple", "check-compare-cookies/socialplus", "check-compare-cookies/socialplus-token"}},
		{name: "production asks the verification GビズID", rows: []string{"check-compare-endpoint/gbizid"}, reason: "stg.gbiz-id.go.jp",
			production: world{change: only("gbizid", func(p *rp.Provider) { p.AuthURL = "https://stg.gbiz-id.go.jp/oauth/authorize" })}},
		{name: "a provider that is missing", production: world{yaml: []string{"offers: [line, google, yahoo, gbizid, apple, socialplus, socialplus-token]", "offers: [line, google, gbizid, apple, socialplus, socialplus-token]"}}, reason: "want",
			rows: []string{"check-compare-providers"}},
	} {
		t.Run(tt.name, tt.run)
	}
}

// TestAnEnvironmentThatIsNotReachedIsNotCompared: nothing is said of either.
func TestAnEnvironmentThatIsNotReachedIsNotCompared(t *testing.T) {
	t.Parallel()
	log := event.NewLog((&clock.Clock{}).Now)
	down := world{wrap: func(http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTooManyRequests) })
	}}
	o := check.Options{Log: log, Masker: event.NewMasker(), Now: (&clock.Clock{}).Now, Starts: check.MinStarts}
	a, b := o, o
	a.File, b.File = world{}.serve(t), live(down).serve(t)
	require.NoError(t, check.Compare(context.Background(), a, b))
	assert.Equal(t, verdict.Unjudged, verdict.Judge(log.Events()).Gate(false, nil))
}
