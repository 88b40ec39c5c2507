package steps_test

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"torii/fixtures/client"
	"torii/fixtures/key"
	"torii/mockidp"
	"torii/mockidp/clock"
	"torii/mockidp/door"
	"torii/reports/verdict"
	"torii/rpclient/target"
	"torii/steps/catalog"
)

// startsOnce ends the process where another of its kind has run before.
func startsOnce() {
	const mark = "started" // in the folder of its file
	if _, err := os.Stat(mark); err == nil {
		_ = os.Remove(mark)
		fmt.Println("the lock of the last run is still there")
		os.Exit(4)
	}
	if err := os.WriteFile(mark, nil, 0o600); err != nil {
		panic(err)
	}
}

// serveReference makes this process the reference RP, as a process of its own.
func serveReference() error {
	path, err := door.NewPath(strings.TrimSuffix(os.Getenv("MOCKS"), "/accounts.google.com"), "", door.AddressIssuer)
	if err != nil {
		return err
	}
	registered, err := registrations()
	if err != nil {
		return err
	}
	app, err := target.NewReference(target.ReferenceOptions{
		Registered: registered,
		Origin:     os.Getenv("ORIGIN"), Transport: http.DefaultTransport, Timeout: 2 * time.Second, Now: (&clock.Clock{}).Now, Names: path,
		Wait: func(ctx context.Context, _ time.Duration) error { return ctx.Err() }}) // the calendar's rows here are not about pauses
	if err != nil {
		return err
	}
	server := &http.Server{Addr: "127.0.0.1:" + os.Getenv("PORT"), Handler: app, ReadHeaderTimeout: time.Second}
	return server.ListenAndServe()
}

// registrations are what the reference RP is registered with, at every provider.
func registrations() (map[string]target.Registration, error) {
	all := map[string]target.Registration{}
	for _, p := range mockidp.Profiles() {
		clients, err := client.Default(p.ID)
		if err != nil {
			return nil, err
		}
		c := clients[0]
		r := target.Registration{ClientID: c.ClientID, Secret: c.Secret, APIKey: c.Set["api_key"], Team: c.Team, KeyID: c.KeyID}
		if c.Key != "" {
			if r.Key, err = key.PEM(c.Key); err != nil {
				return nil, err
			}
		}
		for _, way := range p.WayIDs() {
			all[way] = r
		}
	}
	return all, nil
}

func aboutKeys(r catalog.Row) bool {
	return r.Provider == "google" && r.Rule == "KEY-REFETCH" && r.OwnMock()
}

func TestNotToStartAnewIsAnOutcome(t *testing.T) {
	t.Parallel()
	run := judgeFile(t, oddFile(t, "starts once", `logout: {page: /, select: "#login"}`), aboutKeys)
	i := slices.IndexFunc(run.Rows, func(row verdict.Row) bool { return row.ID == "key-rotation/google" })
	require.GreaterOrEqual(t, i, 0)
	row := run.Rows[i]
	require.Equal(t, verdict.Warned, row.Verdict, row.Reason)
	require.Contains(t, row.Reason.EN, "refused to start")
	require.Contains(t, row.Reason.EN, "the lock of the last run is still there")
}

func TestRowsAboutKeysRunWhereTheTargetCanBeStartedAnew(t *testing.T) {
	t.Parallel()
	run := judgeFile(t, referenceFile(t), aboutKeys)
	require.NotEmpty(t, run.Rows)
	for _, row := range run.Rows {
		require.Equal(t, verdict.Passed, row.Verdict, "%s: %s", row.ID, row.Reason)
	}
}

func referenceFile(t *testing.T, providers ...string) target.File {
	t.Helper()
	if len(providers) == 0 {
		providers = []string{"google"}
	}
	var controls strings.Builder
	for _, id := range providers {
		fmt.Fprintf(&controls, "  %[1]s: {login: {page: /, select: \"#login-%[1]s\"}, callback: /callback/%[1]s}\n", id)
	}
	self, err := os.Executable()
	require.NoError(t, err)
	file, err := target.Parse(filepath.Join(t.TempDir(), "torii.yaml"), fmt.Appendf(nil, `
name: reference as a process
command: [%q]
environment:
  %s: reference
  PORT: "{{.Port}}"
  ORIGIN: "{{.Origin}}"
  MOCKS: '{{.Address "https://accounts.google.com"}}'
providers:
%slogout: {page: /me, select: "#logout"}
session: {page: /me, header: {Accept: application/json}, status: 200, member: {json: member}}
keys: {refetch_after: 0s}
`, self, oddKind, controls.String()))
	require.NoError(t, err)
	return file
}
