package steps_test

import (
	"bytes"
	"flag"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"torii/mockidp/clock"
	"torii/reports/event"
	"torii/reports/verdict"
	"torii/steps"
	"torii/steps/bench"
	"torii/steps/catalog"
)

var update = flag.Bool("update", false, "rewrite the files that tests compare with")

// recordedLog is a real log that the judge is tested with.
const recordedLog = "../reports/verdict/testdata/recorded.ndjson"

// recordedRows are one row of each kind: positive, claims, callback, userinfo, session, signature.
func recordedRows() []string {
	return []string{"login/google", "claims/google-nonce-wrong", "state/google-state-wrong", "userinfo-sub/google-other-sub",
		"logout/google", "signature/google-alg-none", "again/google"}
}

// record runs the rows against the reference RP and returns what was logged and what it was judged to be.
func record(t *testing.T, ids []string) ([]event.Event, verdict.Run) {
	t.Helper()
	start := time.Date(2026, 4, 1, 9, 0, 0, 0, time.UTC)
	log, masker := event.NewLog(func() time.Time { return start }), event.NewMasker()
	b, err := bench.NewReference(bench.Options{Log: log, Masker: masker, Salt: "recorded"}, nil)
	require.NoError(t, err)
	defer b.Close()
	runner, err := steps.NewRunner(steps.Options{Bench: b, Log: log, Masker: masker, Salt: "recorded", Version: "test", Now: (&clock.Clock{}).Now,
		Jobs: 1, Select: func(r catalog.Row) bool { return slices.Contains(ids, r.ID) }})
	require.NoError(t, err)
	run, err := runner.Run(t.Context())
	require.NoError(t, err)
	require.Len(t, run.Rows, len(ids))
	return log.Events(), run
}

func TestASavedLogIsJudgedAsTheRunWas(t *testing.T) {
	events, live := record(t, recordedRows())
	for _, row := range live.Rows {
		require.Equal(t, verdict.Passed, row.Verdict, "%s: %s", row.ID, row.Reason)
	}
	var saved bytes.Buffer
	require.NoError(t, event.Write(&saved, events))
	if *update {
		require.NoError(t, os.WriteFile(recordedLog, saved.Bytes(), 0o644))
	}
	read, err := event.Read(&saved)
	require.NoError(t, err)
	require.Equal(t, live, verdict.Judge(read))
}

// TestTheRecordedLogIsOfToday holds the recorded log to what scenarios expect and observe now.
func TestTheRecordedLogIsOfToday(t *testing.T) {
	f, err := os.Open(recordedLog)
	require.NoError(t, err)
	defer func() { _ = f.Close() }()
	recorded, err := event.Read(f)
	require.NoError(t, err)
	events, _ := record(t, recordedRows())
	require.Equal(t, observations(events), observations(recorded), "run go test ./steps -update")
}

// observations are the facts that a verdict rests on, without digests, which are new in every run.
func observations(events []event.Event) map[string][]event.Fact {
	rows := map[string][]event.Fact{}
	for _, e := range events {
		switch f := e.Fact.(type) {
		case event.Came:
			f.Member = ""
			rows[e.Row] = append(rows[e.Row], f)
		case event.Controlled, event.Expected, event.Checked, event.Served:
			rows[e.Row] = append(rows[e.Row], f)
		}
	}
	return rows
}
