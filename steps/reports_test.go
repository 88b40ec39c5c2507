package steps_test

import (
	"archive/zip"
	"bytes"
	"io"
	"maps"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/features"
	"torii/fixtures/client"
	"torii/mockidp/clock"
	"torii/reports/event"
	"torii/reports/folder"
	"torii/reports/html/htmltest"
	"torii/reports/merge"
	"torii/reports/verdict"
	"torii/rpclient/mutant"
	"torii/rpclient/rp"
	"torii/steps"
	"torii/steps/bench"
	"torii/steps/catalog"
	"torii/steps/expected"
	"torii/steps/selection"
)

// liveRun is one run for its reports.
type liveRun struct {
	salt   string
	now    func() time.Time
	masker *event.Masker
	steps  []rp.Step
	tap    func(*http.Response)
	takes  func(catalog.Row) bool
	jobs   int
}

// log runs it and returns the log.
func (l liveRun) log(t *testing.T) *event.Log {
	t.Helper()
	if l.masker == nil {
		l.masker = event.NewMasker()
	}
	log := event.NewLog(l.now)
	built, err := bench.NewReference(bench.Options{Log: log, Masker: l.masker, Salt: l.salt}, l.steps)
	require.NoError(t, err)
	runner, err := steps.NewRunner(steps.Options{Bench: tapped{built, l.tap}, Log: log, Masker: l.masker, Salt: l.salt, Version: "test",
		Now: l.now, Jobs: l.jobs, Select: l.takes})
	require.NoError(t, err)
	_, err = runner.Run(t.Context())
	require.NoError(t, err)
	return log
}

// tapped is a bench whose browsers' traffic is shown to somebody else too.
type tapped struct {
	bench.Bench
	tap func(*http.Response)
}

func (b tapped) Open(row string) (*bench.Bay, error) {
	bay, err := b.Bench.Open(row)
	if err == nil && b.tap != nil {
		bay.Transport = tap{bay.Transport, b.tap}
	}
	return bay, err
}

type tap struct {
	http.RoundTripper
	show func(*http.Response)
}

func (t tap) RoundTrip(r *http.Request) (*http.Response, error) {
	response, err := t.RoundTripper.RoundTrip(r)
	if err == nil {
		t.show(response)
	}
	return response, err
}

// secrets are what must not stand in a report, gathered in the clear.
type secrets struct {
	mu     sync.Mutex
	values map[string]bool
}

// shortest is the shortest value that cannot stand somewhere by chance.
const shortest = 8

func (s *secrets) add(values ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, v := range values {
		if len(v) >= shortest {
			s.values[v] = true
		}
	}
}

// see takes cookies and the parameters of redirects from what the browser was answered.
func (s *secrets) see(r *http.Response) {
	for _, c := range r.Cookies() {
		s.add(c.Value)
	}
	for _, address := range []string{r.Header.Get("Location"), r.Request.URL.String()} {
		u, err := url.Parse(address)
		if err != nil {
			continue
		}
		for _, name := range []string{"code", "state", "nonce", "code_challenge", "id_token", "access_token"} {
			s.add(u.Query()[name]...)
		}
	}
}

func TestNoReportHasASecretOfItsRun(t *testing.T) {
	known := &secrets{values: map[string]bool{}}
	for _, id := range []string{"line", "google"} {
		clients, err := client.Default(id)
		require.NoError(t, err)
		for _, c := range clients {
			known.add(c.Secret)
		}
	}
	masker := event.NewMasker()
	masker.Watch(func(value string) { known.add(value) })
	log := liveRun{salt: "secrets", now: (&clock.Clock{}).Now, masker: masker, tap: known.see, takes: oneRowPerRule(t)}.log(t)
	const least = 200 // the run has far more than a row of secrets
	require.Greater(t, len(known.values), least)
	for name, text := range reported(t, log.Events()) {
		for secret := range known.values {
			assert.NotContains(t, text, secret, "%s has the secret %q", name, secret)
		}
	}
}

func oneRowPerRule(t *testing.T) func(catalog.Row) bool {
	t.Helper()
	rows, err := catalog.Read(features.FS)
	require.NoError(t, err)
	first := map[string]string{}
	for _, row := range rows {
		if _, ok := first[row.Rule]; !ok {
			first[row.Rule] = row.ID
		}
	}
	return func(r catalog.Row) bool { return first[r.Rule] == r.ID }
}

// reported returns every report by name as text, the parts of a workbook by their own.
func reported(t *testing.T, events []event.Event) map[string]string {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, folder.Write(dir, events))
	files, err := os.ReadDir(dir)
	require.NoError(t, err)
	texts := map[string]string{}
	for _, f := range files {
		b, err := os.ReadFile(filepath.Join(dir, f.Name()))
		require.NoError(t, err)
		if !strings.HasSuffix(f.Name(), ".xlsx") {
			texts[f.Name()] = string(b)
			if strings.HasSuffix(f.Name(), ".html") {
				texts[f.Name()] = htmltest.Unpacked(t, string(b))
			}
			continue
		}
		parts, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
		require.NoError(t, err)
		for _, part := range parts.File {
			r, err := part.Open()
			require.NoError(t, err)
			text, err := io.ReadAll(r)
			require.NoError(t, err)
			texts[f.Name()+"/"+part.Name] = string(text)
		}
	}
	return texts
}

func TestFourShardsSayWhatOneRunSays(t *testing.T) {
	takes := func(catalog.Row) bool { return true }
	if raced {
		takes = oneRowPerRule(t)
	}
	rows, err := catalog.Read(features.FS)
	require.NoError(t, err)
	now := (&clock.Clock{}).Now
	whole := verdict.Judge(liveRun{salt: "shards", now: now, takes: takes}.log(t).Events())
	var shards []merge.Shard
	for _, part := range []string{"1/4", "2/4", "3/4", "4/4"} {
		mine, err := selection.Shard(part, rows)
		require.NoError(t, err)
		log := liveRun{salt: "shards", now: now, takes: selection.And(takes, mine)}.log(t)
		shards = append(shards, merge.Shard{Name: part, Events: log.Events()})
	}
	joined, err := merge.Logs(shards, false)
	require.NoError(t, err)
	merged := verdict.Judge(joined)
	assert.True(t, merged.Whole)
	assert.Equal(t, table(whole), table(merged))
}

// table is what a run says of each row, without times.
func table(run verdict.Run) []string {
	var lines []string
	for _, row := range run.Rows {
		lines = append(lines, strings.Join([]string{row.ID, string(row.Verdict), string(row.Rule.ID), row.Reason.JA, row.Reason.EN}, " | "))
	}
	return lines
}

// sampleLog is a log of a failing RP that the report writers are tested with.
const sampleLog = "../reports/testdata/sample/events.ndjson"

// sampleRows are rows that a mutant fails, passes and is warned for.
func sampleRows() []string {
	return []string{"claims/google-nonce-wrong", "claims/line-nonce-missing", "claims/line-aud-other-client", "login/line", "state/google-state-wrong"}
}

// sample runs a mutant that does not look at the nonce.
func sample(t *testing.T) []event.Event {
	t.Helper()
	all := mutant.All()
	i := slices.IndexFunc(all, func(m mutant.Mutant) bool { return m.ID() == "idtoken.nonce/skipped" })
	require.GreaterOrEqual(t, i, 0)
	replaced, err := all[i].Steps()
	require.NoError(t, err)
	at := time.Date(2026, 4, 1, 9, 0, 0, 0, time.UTC)
	ids := sampleRows()
	log := liveRun{salt: "sample", now: func() time.Time { return at }, steps: replaced, jobs: 1,
		takes: func(r catalog.Row) bool { return slices.Contains(ids, r.ID) }}.log(t)
	run := verdict.Judge(log.Events())
	failures := []expected.Failure{{Row: "claims/line-nonce-missing", Reason: "次の版で直す", Ticket: "BUG-12", Expires: "2026-09-30"}}
	accepted, problems := expected.Check(run, failures, at)
	expected.Note(log, failures, accepted, problems)
	log.Add("", "", event.Manual{ID: "M-01", Item: "実機のLINEアプリでログインできる", Result: event.ManualPassed, Who: "試験 花子", When: "2026-04-02"})
	log.Add("", "", event.Manual{ID: "M-02", Item: "ログインボタンの意匠を目で確かめる", Result: event.ManualOpen})
	return event.Noted(log.Events())
}

func TestTheSampleIsOfToday(t *testing.T) {
	events := sample(t)
	if *update {
		var b bytes.Buffer
		require.NoError(t, event.Write(&b, events))
		require.NoError(t, os.WriteFile(sampleLog, b.Bytes(), 0o644))
	}
	recorded, err := folder.Read(filepath.Dir(sampleLog))
	require.NoError(t, err)
	was, is := verdict.Judge(recorded), verdict.Judge(events)
	assert.Equal(t, table(was), table(is), "run go test ./steps -run Sample -update, then go test ./reports/folder -update")
	assert.Equal(t, slices.Sorted(maps.Keys(kinds(recorded))), slices.Sorted(maps.Keys(kinds(events))))
}

func kinds(events []event.Event) map[event.Kind]bool {
	all := map[event.Kind]bool{}
	for _, e := range events {
		all[e.Fact.Kind()] = true
	}
	return all
}
