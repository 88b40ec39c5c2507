package event

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// besideLog is a run with an honest login, and with two things that people have checked.
func besideLog() []Event {
	l := NewLog(logged().now)
	l.Add("", "", RunStarted{Target: "RP"})
	l.Add("control/google", "control/google#1", Came{Outcome: SignedIn})
	l.Add("", "", Printed{Line: "ready"})
	l.Add("a/1", "", RowStarted{Name: "行"})
	l.Add("a/1", "", RowEnded{Millis: 3})
	l.Add("", "", RunEnded{Rows: 1})
	l.Add("", "", Manual{ID: "M-1", Result: ManualFailed})
	l.Add("", "", Manual{ID: "M-2", Result: ManualPassed})
	return Noted(l.Events())
}

func TestWhatStandsBesideTheRowsIsSealedToo(t *testing.T) {
	whole := besideLog()
	require.False(t, Loose(whole))
	require.Equal(t, whole, Sealed(whole))
	for i, e := range whole {
		if e.Row == "a/1" || e.Fact.Kind() == (RunStarted{}).Kind() || e.Fact.Kind() == (RunEnded{}).Kind() {
			continue
		}
		require.True(t, Loose(slices.Delete(slices.Clone(whole), i, i+1)), "%s taken away", e.Fact.Kind())
	}
	changed := slices.Clone(whole)
	changed[6].Fact = Manual{ID: "M-1", Result: ManualPassed}
	require.True(t, Loose(changed), "a check that says otherwise now")
}

func TestWhatPeopleCheckLaterIsNotedAnew(t *testing.T) {
	whole := besideLog()
	later := append(slices.Clone(whole), Event{Seq: 9, At: at, Fact: Manual{ID: "M-3"}})
	require.True(t, Loose(later))
	require.False(t, Loose(Noted(later)))
	stolen := slices.Delete(slices.Clone(later), 1, 2)
	require.True(t, Loose(Noted(stolen)), "that makes no other loss good")
}

func TestAnOlderLogCannotTell(t *testing.T) {
	older := besideLog()
	older[5].Fact = RunEnded{Rows: 1}
	require.False(t, Loose(older[:6]))
	require.False(t, Loose(older[:5]), "nor can one that was cut off")
}
