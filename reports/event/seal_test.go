package event

import (
	"bytes"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// logged is a log of one row, with a fact that is no UTF-8 and one that came late.
func logged() *Log {
	l := NewLog(func() time.Time { return at })
	l.Add("", "", RunStarted{Target: "RP"})
	l.Add("a/1", "", RowStarted{Name: "行"})
	l.Add("a/1", "a/1#1", Printed{Line: "broken \xff <&> �"})
	l.Add("a/1", "", RowEnded{Millis: 3})
	l.Add("a/1", "a/1#1", Called{Endpoint: "token"})
	l.Add("", "", RunEnded{Rows: 1})
	return l
}

func TestALogIsSealedAsItStandsAfterReadingIt(t *testing.T) {
	events := logged().Events()
	require.Equal(t, Format, events[0].Fact.(RunStarted).Format)
	var b bytes.Buffer
	require.NoError(t, Write(&b, events))
	read, err := Read(&b)
	require.NoError(t, err)
	for _, from := range [][]Event{events, read} {
		var trail Trail
		for _, e := range from {
			if f, ends := e.Fact.(RowEnded); ends {
				assert.Equal(t, f.Digest, trail.Digest())
			}
			if f, ends := e.Fact.(RunEnded); ends {
				assert.Equal(t, map[string]string{"a/1": trail.Digest()}, f.Seals, "what came late is sealed too")
			}
			if e.Row != "" {
				trail.Add(e)
			}
		}
	}
	require.Equal(t, events, Sealed(events))
}

func TestNothingIsAddedToARunThatHasEnded(t *testing.T) {
	l := logged()
	before := len(l.Events())
	l.Add("a/1", "", Came{Outcome: SignedIn})
	require.Len(t, l.Events(), before)
	l.Add("a/1", "", Accepted{Reason: "known"})
	l.Add("", "", Manual{ID: "M-1"})
	require.Len(t, l.Events(), before+2, "what people note of it is no part of it")
}

func TestEveryEditLeavesATrace(t *testing.T) {
	row := func(events []Event) string {
		var trail Trail
		for _, e := range events {
			trail.Add(e)
		}
		return trail.Digest()
	}
	events := logged().Row("a/1")
	was := row(events)
	require.NotEqual(t, was, row(slices.Concat(events[:1], []Event{events[2], events[1]}, events[3:])), "moved")
	for i := range events {
		require.NotEqual(t, was, row(slices.Delete(slices.Clone(events), i, i+1)), "taken away")
		for name, edit := range map[string]func(*Event){
			"login": func(e *Event) { e.Login = "other" },
			"time":  func(e *Event) { e.At = e.At.Add(1) },
			"row":   func(e *Event) { e.Row = "b/1" },
			"fact":  func(e *Event) { e.Fact = Broke{} },
		} {
			edited := slices.Clone(events)
			edit(&edited[i])
			require.NotEqual(t, was, row(edited), name)
		}
		renumbered := slices.Clone(events)
		renumbered[i].Seq = 99
		require.Equal(t, was, row(renumbered), "a merged log has other numbers")
	}
}

// frozen is a log as this format has it. A change of a fact that makes it read otherwise
// makes every saved log a harness error: give the new member omitempty, or a new format.
const frozen = `{"seq":1,"at":"2026-04-01T09:00:00Z","kind":"run-started","fact":{"format":2,"target":"RP","built_in":false,"version":"v","salt":"s","round":1}}
{"seq":2,"at":"2026-04-01T09:00:01Z","row":"a/1","kind":"row-started","fact":{"feature":"機能","name":"行","provider":"google","rule":"IDT-NONCE","file":"login/login.feature","line":3,"steps":[{"keyword":"もし","phase":"when","text":"利用者がGoogleでログインする","line":4}]}}
{"seq":3,"at":"2026-04-01T09:00:02Z","row":"a/1","kind":"controlled","fact":{"provider":"google","signed_in":true,"trusts_tls":false,"probed":false,"calls":["token"]}}
{"seq":4,"at":"2026-04-01T09:00:02Z","row":"a/1","login":"a/1#1","kind":"planted","fact":{"provider":"google","persona":"G1","subject":"~1"}}
{"seq":5,"at":"2026-04-01T09:00:02Z","row":"a/1","login":"a/1#1","kind":"served","fact":{"id":"nonce-wrong","place":"token"}}
{"seq":6,"at":"2026-04-01T09:00:02Z","row":"a/1","login":"a/1#1","kind":"called","fact":{"provider":"google","endpoint":"token","method":"POST","status":200}}
{"seq":7,"at":"2026-04-01T09:00:02Z","row":"a/1","login":"a/1#1","kind":"hopped","fact":{"method":"GET","url":"https://rp.example.test/","status":200}}
{"seq":8,"at":"2026-04-01T09:00:02Z","row":"a/1","login":"a/1#1","kind":"issued","fact":{"what":"id_token"}}
{"seq":9,"at":"2026-04-01T09:00:02Z","row":"a/1","login":"a/1#1","kind":"came","fact":{"outcome":"refused"}}
{"seq":10,"at":"2026-04-01T09:00:02Z","row":"a/1","login":"a/1#1","kind":"expected","fact":{"outcomes":["refused"],"rule":"IDT-NONCE"}}
{"seq":11,"at":"2026-04-01T09:00:02Z","row":"a/1","kind":"checked","fact":{"what":"w","want":"a","got":"a"}}
{"seq":12,"at":"2026-04-01T09:00:02Z","row":"a/1","kind":"again","fact":{"why":{"ja":"","en":""}}}
{"seq":13,"at":"2026-04-01T09:00:03Z","row":"a/1","kind":"row-ended","fact":{"ms":1,"steps":1,"digest":"dff1e0c8d9dc3f10"}}
{"seq":14,"at":"2026-04-01T09:00:04Z","kind":"run-ended","fact":{"rows":1,"seals":{"a/1":"8e2124f6f563def9"}}}
`

func TestALogOfThisFormatStaysReadable(t *testing.T) {
	events, err := Read(bytes.NewReader([]byte(frozen)))
	require.NoError(t, err)
	sealed := Sealed(events)
	require.Equal(t, "dff1e0c8d9dc3f10", sealed[12].Fact.(RowEnded).Digest)
	require.Equal(t, "8e2124f6f563def9", sealed[13].Fact.(RunEnded).Seals["a/1"])
}

func TestALogOfALaterFormatIsRefused(t *testing.T) {
	_, err := Read(bytes.NewReader([]byte(`{"seq":1,"at":"2026-04-01T09:00:00Z","kind":"run-started","fact":{"format":3}}`)))
	require.ErrorContains(t, err, "line 1: the log is of format 3; this torii reads up to 2")
}
