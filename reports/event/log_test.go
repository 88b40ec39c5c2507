package event

import (
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestConcurrentFactsKeepOneOrder(t *testing.T) {
	const writers, each = 8, 100
	l := NewLog(func() time.Time { return at.In(time.FixedZone("JST", 9*60*60)) })
	var told []Event
	l.Notify(func(e Event) { told = append(told, e) }) // one at a time: the slice needs no lock
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			row := "row/" + strconv.Itoa(w)
			for i := range each {
				l.Add(row, "", Printed{Line: strconv.Itoa(i)})
				_, _ = l.Events(), l.Row(row)
			}
		})
	}
	wg.Wait()
	events := l.Events()
	require.Len(t, events, writers*each)
	for i, e := range events {
		require.Equal(t, i+1, e.Seq)
		require.Equal(t, time.UTC, e.At.Location())
	}
	require.Equal(t, events, told)
	for w := range writers {
		row := l.Row("row/" + strconv.Itoa(w))
		require.Len(t, row, each)
		for i, e := range row {
			require.Equal(t, Printed{Line: strconv.Itoa(i)}, e.Fact, "a row's facts stand in the order they were added")
		}
	}
}

func TestARowSeesItsOwnFactsOnly(t *testing.T) {
	l := NewLog(func() time.Time { return at })
	l.Add("", "", RunStarted{Target: "RP"})
	l.Add("a/1", "a/1#1", Printed{Line: "one"})
	l.Add("a/10", "a/1#1", Printed{Line: "ten"})
	row := l.Row("a/1")
	require.Len(t, row, 1)
	assert.Equal(t, Printed{Line: "one"}, row[0].Fact)
	assert.Empty(t, l.Row("a/2"))
	assert.Len(t, l.Row(""), 1)

	row[0].Row = "changed"
	l.Events()[0].Seq = 99
	assert.Equal(t, "a/1", l.Row("a/1")[0].Row, "what is handed out is a copy")
	assert.Equal(t, 1, l.Events()[0].Seq)
}

func TestNotifySeesWhatComesAfterIt(t *testing.T) {
	l := NewLog(func() time.Time { return at })
	l.Add("", "", Printed{Line: "before"})
	var told []int
	l.Notify(func(e Event) { told = append(told, e.Seq) })
	l.Add("", "", Printed{Line: "after"})
	l.Notify(nil)
	l.Add("", "", Printed{Line: "no more"})
	assert.Equal(t, []int{2}, told)
}
