package store_test

import (
	"fmt"
	"testing"
	"time"

	"torii/mockidp/gcal/store"
)

// filled is a calendar that holds that many events, one every half hour.
func filled(b *testing.B, n int) *world {
	w := newWorld(b)
	for i := range n {
		w.Insert(w.home, fmt.Sprintf("event%06d", i), store.Write{Actor: owner, Content: content(start.Add(time.Duration(i)*30*time.Minute), time.Hour)})
	}
	return w
}

// BenchmarkStore shows what a call costs by the size of the calendar: the costs must not grow with it.
func BenchmarkStore(b *testing.B) {
	for _, size := range []int{600, 2_000, 20_000} { // of each a page of 250 is in the middle
		w := filled(b, size)
		middle := start.Add(time.Duration(size/2) * 30 * time.Minute)
		b.Run(fmt.Sprintf("insert/%d", size), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				e := w.Insert(w.home, "", store.Write{Actor: owner, Content: content(middle, time.Hour)})
				b.StopTimer()
				w.Delete(store.Item{Event: e}, store.Write{Actor: owner, Updates: "none"})
				b.StartTimer()
			}
		})
		b.Run(fmt.Sprintf("get/%d", size), func(b *testing.B) {
			for b.Loop() {
				i, _ := w.home.Find(fmt.Sprintf("event%06d", size/2))
				i.Render(store.View{Details: true})
			}
		})
		for _, l := range []struct {
			name string
			q    store.Query
		}{
			{"list", store.Query{Limit: 250, Min: middle}}, {"singles", store.Query{Limit: 250, Single: true, Min: middle}},
			{"sync", store.Query{Limit: 250, Since: w.home.Last() - 100}},
		} {
			b.Run(fmt.Sprintf("%s/%d", l.name, size), func(b *testing.B) {
				for b.Loop() {
					w.home.List(l.q)
				}
			})
		}
	}
}
