package verdict_test

import (
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"torii/reports/event"
	"torii/reports/verdict"
)

// sealedLogs are logs as runs write them: one in which all is well, and one of an RP that fails.
func sealedLogs(t testing.TB) [][]event.Event {
	t.Helper()
	var logs [][]event.Event
	for _, path := range []string{"testdata/recorded.ndjson", "../testdata/sample/events.ndjson"} {
		f, err := os.Open(path)
		require.NoError(t, err)
		events, err := event.Read(f)
		require.NoError(t, err)
		require.NoError(t, f.Close())
		logs = append(logs, event.Sealed(events))
	}
	return logs
}

// left returns the events that are not taken away.
func left(events []event.Event, taken func(i int, e event.Event) bool) []event.Event {
	var rest []event.Event
	for i, e := range events {
		if !taken(i, e) {
			rest = append(rest, e)
		}
	}
	return rest
}

// readsNoBetter holds an edited log against the whole one: a row that was touched is a
// harness error, every other one is what it was, and the gate is no wider.
func readsNoBetter(t *testing.T, whole, edited []event.Event) {
	t.Helper()
	was, is := verdict.Judge(whole), verdict.Judge(edited)
	now := map[string]verdict.Row{}
	for _, row := range is.Rows {
		now[row.ID] = row
	}
	for _, row := range was.Rows {
		after, there := now[row.ID]
		if !there {
			require.False(t, is.Whole, "%s is gone, and nobody says so", row.ID)
			continue
		}
		require.Contains(t, []verdict.Verdict{row.Verdict, verdict.HarnessError}, after.Verdict, row.ID)
	}
	if was.Gate(false, nil) != verdict.Open {
		require.NotEqual(t, verdict.Open, is.Gate(false, nil))
	}
}

func TestNothingTakenAwayReadsBetter(t *testing.T) {
	for _, whole := range sealedLogs(t) {
		for at, gone := range whole {
			edited := left(whole, func(i int, _ event.Event) bool { return i == at })
			readsNoBetter(t, whole, edited)
			if _, accepted := gone.Fact.(event.Accepted); !accepted { // without which a failure is none that anybody accepts
				require.NotEqual(t, verdict.Open, verdict.Judge(edited).Gate(false, nil), "%d: %s taken away", at, gone.Fact.Kind())
			}
		}
	}
}

func TestNoPartOfARowTakenAwayReadsBetter(t *testing.T) {
	chance := rand.New(rand.NewPCG(13, 1))
	for _, whole := range sealedLogs(t) {
		for _, row := range verdict.Judge(whole).Rows {
			for range 60 {
				share := chance.Float64()
				edited := left(whole, func(_ int, e event.Event) bool { return e.Row == row.ID && chance.Float64() < share })
				if len(edited) == len(whole) {
					continue
				}
				readsNoBetter(t, whole, edited)
			}
			cut := left(whole, func(_ int, e event.Event) bool { return e.Row == row.ID })
			judged := find(t, verdict.Judge(cut), row.ID)
			require.Equal(t, verdict.HarnessError, judged.Verdict, "a row that was cut out is named")
			swapped := slices.Clone(whole)
			for i, e := range swapped {
				if e.Row == row.ID && i > 0 && swapped[i-1].Row == row.ID {
					swapped[i], swapped[i-1] = swapped[i-1], swapped[i]
					break
				}
			}
			readsNoBetter(t, whole, swapped)
		}
	}
}

// FuzzTakingAway takes events away by a bit each.
func FuzzTakingAway(f *testing.F) {
	f.Add([]byte{0, 0, 1})
	f.Add([]byte{255, 15})
	logs := sealedLogs(f)
	f.Fuzz(func(t *testing.T, bits []byte) {
		for _, whole := range logs {
			readsNoBetter(t, whole, left(whole, func(i int, _ event.Event) bool {
				return i/8 < len(bits) && bits[i/8]&(1<<(i%8)) != 0
			}))
		}
	})
}

func TestALogOfAnOlderFormatIsJudgedByWhatItHas(t *testing.T) {
	old := recorded(t)
	for i, e := range old {
		switch f := e.Fact.(type) {
		case event.RunStarted:
			f.Format = 0
			old[i].Fact = f
		case event.RowEnded:
			f.Digest, f.Steps = "", 0
			old[i].Fact = f
		case event.RunEnded:
			f.Seals = nil
			old[i].Fact = f
		}
	}
	run := verdict.Judge(old)
	require.Equal(t, verdict.Open, run.Gate(true, nil))
	require.Contains(t, remarks(run), "older format")
	require.NotContains(t, remarks(verdict.Judge(event.Sealed(old))), "older format")
}

func remarks(run verdict.Run) string {
	all := ""
	for _, r := range run.Remarks() {
		all += r.Says.String() + "\n"
	}
	return all
}
