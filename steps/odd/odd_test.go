// Package odd holds what torii must say of Relying Parties that are right or wrong in one
// particular way: a table to be read as documentation, one file a subject. Each entry begins
// "an RP that …" and is judged as a process of its own, by the rows it names.
//
// It does not try the rules (the mutants do): it tries torii's judgement.
package odd_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	"torii/mockidp/clock"
	"torii/reports/event"
	"torii/reports/verdict"
	"torii/rpclient/target"
	"torii/rpclient/target/namespace"
	"torii/steps"
	"torii/steps/bench"
	"torii/steps/catalog"
)

// kind is the environment variable that makes the test binary an odd RP.
const kind = "TORII_ODD_RP"

// entry is one odd RP and what must be said of it.
type entry struct {
	an        string // "RP that …", and the only name it has
	providers string // that it signs in with, "google" where empty
	rp        rp
	file      string // further fields of its torii.yaml
	links     bool   // it has a control that links Google, and shows what is linked
	controls  string // further controls of each provider
	own       string // a feature in place of torii's
	rows      []row
	also      func(catalog.Row) bool // further rows that are run
}

// row is what must be said of the RP by one row.
type row struct {
	id   string
	want verdict.Verdict
	says string // words of the reason, in English
}

// table is every entry of every subject.
func table() []entry {
	return slices.Concat(
		rightOnes,
		blames,
		memberships,
		describedOnes,
		disarmedOnes,
		policyOnes,
		doorOnes,
		secretOnes,
		scheduled,
		levels,
		askedOnes,
		luredOnes,
		mixedUps,
		refreshers,
		presses,
		belongings,
		newcomers,
		alarms,
		bareOnes,
		firstOnes(),
		halves,
		owners,
		readers,
	)
}

func TestMain(m *testing.M) {
	if namespace.Wanted() {
		os.Exit(namespace.Main(context.Background()))
	}
	if an := os.Getenv(kind); an != "" {
		all := table()
		i := slices.IndexFunc(all, func(e entry) bool { return e.an == an })
		if i < 0 {
			fmt.Fprintf(os.Stderr, "no odd RP is called %q: is its list in table()?\n", an)
			os.Exit(2)
		}
		fmt.Println(serve(all[i].rp))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// judge judges the entries, each by its own rows.
func judge(t *testing.T, entries []entry) {
	t.Helper()
	for _, e := range entries {
		t.Run(e.an, e.run)
	}
}

func (e entry) run(t *testing.T) {
	t.Parallel()
	e.hold(t, e.verdicts(t))
}

// hold holds verdicts to what must be said.
func (e entry) hold(t *testing.T, verdicts map[string]verdict.Row) {
	t.Helper()
	for _, r := range e.rows {
		got, judged := verdicts[r.id]
		require.True(t, judged, "%s was not run; rows run: %d", r.id, len(verdicts))
		require.Equal(t, r.want, got.Verdict, "%s: %s", r.id, got.Reason)
		require.Contains(t, got.Reason.EN, r.says, r.id)
	}
}

// verdicts runs the entry's rows against its RP.
func (e entry) verdicts(t *testing.T) map[string]verdict.Row {
	t.Helper()
	return e.judged(t, bench.ProcessOptions{})
}

// judged does so before the mocks that the options name, where they name any.
func (e entry) judged(t *testing.T, at bench.ProcessOptions) map[string]verdict.Row {
	t.Helper()
	now := (&clock.Clock{}).Now
	log, masker := event.NewLog(now), event.NewMasker()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	at.Options = bench.Options{Log: log, Masker: masker, Salt: e.an, Shuffle: at.Shuffle}
	b, err := bench.NewProcess(ctx, e.described(t), at)
	require.NoError(t, err)
	defer b.Close()
	o := steps.Options{Bench: b, Log: log, Masker: masker, Salt: e.an, Now: now, Select: e.wants}
	if e.own != "" {
		o.Features = fstest.MapFS{"own/own.feature": {Data: []byte(e.own)}}
	}
	runner, err := steps.NewRunner(o)
	require.NoError(t, err)
	run, err := runner.Run(ctx)
	require.NoError(t, err)
	byID := map[string]verdict.Row{}
	for _, r := range run.Rows {
		byID[r.ID] = r
	}
	return byID
}

func (e entry) wants(r catalog.Row) bool {
	return e.also != nil && e.also(r) || slices.ContainsFunc(e.rows, func(w row) bool { return w.id == r.ID })
}

// described is the entry's torii.yaml.
func (e entry) described(t *testing.T) target.File {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	providers := e.providers
	if providers == "" {
		providers = "google"
	}
	app := right(e.rp)
	var yaml strings.Builder
	fmt.Fprintf(&yaml, "name: odd\ncommand: [%q]\nready: {within: 10s}\nlimits: {deadline: 2s}\nlogout: {page: /, select: \"#logout\"}\n", self)
	fmt.Fprintf(&yaml, "environment:\n  %s: %q\n  PORT: \"{{.Port}}\"\n  ORIGIN: \"{{.Origin}}\"\n  PROVIDERS: %q\n", kind, e.an, providers)
	for name := range strings.FieldsSeq(providers) {
		of := strings.ToUpper(name)
		fmt.Fprintf(&yaml, "  %[1]s_ISSUER: '{{.Issuer %[2]q}}'\n  %[1]s_CLIENT_ID: '{{.ClientID %[2]q}}'\n"+
			"  %[1]s_CLIENT_SECRET: '{{.ClientSecret %[2]q}}'\n", of, name)
		if name == "apple" { // whose clients sign their secrets themselves
			yaml.WriteString("  APPLE_TEAM: '{{.ClientTeam \"apple\"}}'\n  APPLE_KEY_ID: '{{.ClientKeyID \"apple\"}}'\n  APPLE_KEY: '{{.ClientKey \"apple\"}}'\n")
		}
	}
	back := app.callbackPath
	if app.broker != "" {
		back = app.broker + ":" + back
		fmt.Fprintf(&yaml, "  BROKER: '{{.OriginOf %[1]q}}'\n  BROKER_PORT: '{{.PortOf %[1]q}}'\norigins: {%[1]s: \"\"}\n", app.broker)
	}
	link := ""
	if e.links {
		link = `, link: {page: /account, select: "#link-google"}`
	}
	yaml.WriteString("providers:\n")
	for name := range strings.FieldsSeq(providers) {
		fmt.Fprintf(&yaml, "  %[1]s: {login: {page: /, select: \"#login-%[1]s\"}, callback: \"%[2]s%[1]s\"%[3]s}\n", name, back, link+e.controls)
	}
	if !strings.Contains(e.file, "session:") {
		yaml.WriteString("session: {page: /me, status: 200, member: {json: user}}\nkeys: {refetch_after: 0s}\n")
	}
	yaml.WriteString(e.file)
	file, err := target.Parse(filepath.Join(t.TempDir(), "torii.yaml"), []byte(yaml.String()))
	require.NoError(t, err, yaml.String())
	return file
}
