package merge_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/reports/event"
	"torii/reports/merge"
	"torii/reports/verdict"
)

var at = time.Date(2026, 4, 1, 9, 0, 0, 0, time.UTC)

// shard is a whole log of one row.
func shard(name string, begun event.RunStarted, row string, after time.Duration) merge.Shard {
	s := merge.Shard{Name: name}
	for i, e := range []event.Event{{Fact: begun}, {Row: row, Fact: event.RowStarted{Name: row}}, {Row: row, Fact: event.RowEnded{}}, {Fact: event.RunEnded{Rows: 1}}} {
		e.Seq, e.At = i+1, at.Add(after+time.Duration(i)*time.Second)
		s.Events = append(s.Events, e)
	}
	return s
}

type errorTest struct {
	name   string
	change func(a, b *merge.Shard)
	says   string
}

func (tt errorTest) run(t *testing.T) {
	begun := event.RunStarted{Target: "RP", Version: "v1", Salt: "s"}
	a, b := shard("one", begun, "x", 0), shard("two", begun, "y", 0)
	_, err := merge.Logs([]merge.Shard{a, b}, false)
	require.NoError(t, err, "as they are they fit")
	tt.change(&a, &b)
	_, err = merge.Logs([]merge.Shard{a, b}, false)
	require.ErrorContains(t, err, tt.says)
}

func begins(f event.RunStarted) func(_, b *merge.Shard) {
	return func(_, b *merge.Shard) { b.Events[0].Fact = f }
}

func TestWhatIsNoShardOfTheRunIsRefused(t *testing.T) {
	manual := func(s *merge.Shard, who string) {
		s.Events = append(s.Events, event.Event{Fact: event.Manual{ID: "M", Who: who}})
	}
	for _, tt := range []errorTest{
		{"another target", begins(event.RunStarted{Target: "other", Version: "v1", Salt: "s"}), `the targets are "RP" and "other"`},
		{"another salt", begins(event.RunStarted{Target: "RP", Version: "v1", Salt: "t"}), `the salts are "s" and "t"`},
		{"another version", begins(event.RunStarted{Target: "RP", Version: "v2", Salt: "s"}), "one and two"},
		{"other switches", begins(event.RunStarted{Target: "RP", Version: "v1", Salt: "s", Settings: map[string]string{"a.b": "c"}}), "switches"},
		{"another round", begins(event.RunStarted{Target: "RP", Version: "v1", Salt: "s", Round: 2}), "rounds"},
		{"a row in both", func(a, b *merge.Shard) {
			b.Events[1].Row, b.Events[2].Row = a.Events[1].Row, a.Events[1].Row
		}, "row x stands in one and in two"},
		{"a row of another run", func(_, b *merge.Shard) {
			b.Events = append(b.Events, event.Event{Seq: 9, Row: "z", Fact: event.Called{Endpoint: "token"}})
		}, "two: event 9 is of row z, which is none of this shard's"},
		{"no beginning", func(_, b *merge.Shard) { b.Events = b.Events[1:] }, "two: the log has no beginning"},
		{"a manual check told twice, and differently", func(a, b *merge.Shard) { manual(a, "A"); manual(b, "B") }, "manual check M"},
	} {
		t.Run(tt.name, tt.run)
	}
	_, err := merge.Logs(nil, false)
	require.Error(t, err)
}

func TestShardsAreJoinedByTime(t *testing.T) {
	begun := event.RunStarted{Target: "RP"}
	joined, err := merge.Logs([]merge.Shard{shard("late", begun, "x", time.Minute), shard("early", begun, "y", 0)}, false)
	require.NoError(t, err)
	run := verdict.Judge(joined)
	assert.True(t, run.Whole)
	assert.Equal(t, at, run.Started)
	assert.Equal(t, at.Add(time.Minute+3*time.Second), run.Ended)
	var rows []string
	for i, e := range joined {
		assert.Equal(t, i+1, e.Seq)
		rows = append(rows, e.Row)
	}
	assert.Equal(t, []string{"", "y", "y", "x", "x", ""}, rows)
}

func TestAShardThatWasCutOffCutsOffTheWhole(t *testing.T) {
	a, b := shard("a", event.RunStarted{}, "x", 0), shard("b", event.RunStarted{}, "y", 0)
	b.Events = b.Events[:len(b.Events)-1]
	joined, err := merge.Logs([]merge.Shard{a, b}, false)
	require.NoError(t, err)
	assert.False(t, verdict.Judge(joined).Whole)
}

// TestWhatALostHonestLoginLeftIsNotMadeGood: the joined log is sealed anew, and so no part may be loose.
func TestWhatALostHonestLoginLeftIsNotMadeGood(t *testing.T) {
	begun := event.RunStarted{Target: "RP", Version: "v1", Salt: "s"}
	a, b := shard("one", begun, "x", 0), shard("two", begun, "y", 0)
	for _, s := range []*merge.Shard{&a, &b} {
		s.Events[0].Row = ""
		honest := event.Event{At: s.Events[0].At, Row: "control/google", Fact: event.Came{Outcome: event.SignedIn}}
		checked := event.Event{At: s.Events[3].At, Fact: event.Manual{ID: "M", Result: event.ManualPassed}}
		s.Events = event.Sealed(append([]event.Event{s.Events[0], honest}, append(s.Events[1:], checked)...))
	}
	joined, err := merge.Logs([]merge.Shard{a, b}, false)
	require.NoError(t, err)
	require.False(t, event.Loose(joined))
	require.True(t, event.Loose(append(joined[:1:1], joined[2:]...)), "an honest login taken away")
	b.Events = append(b.Events[:1:1], b.Events[2:]...)
	_, err = merge.Logs([]merge.Shard{a, b}, false)
	require.ErrorContains(t, err, "two: what stands beside its rows is not what was written")
}
