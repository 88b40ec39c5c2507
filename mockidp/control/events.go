package control

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"

	"torii/fixtures/bound"
	"torii/mockidp/clock"
	"torii/mockidp/control/route"
	"torii/reports/event"
)

// events tells what has happened; with follow, also what happens from then on.
func (o Options) events(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	seq := 0
	if given := q.Get("after"); given != "" {
		var err error
		if seq, err = strconv.Atoi(given); err != nil || seq < 0 {
			route.Answer(w, nil, fmt.Errorf("after: got %q; want the seq of an event", given))
			return
		}
	}
	if q.Get("follow") == "true" {
		if o.Recent.followers.Add(1); o.Recent.followers.Load() > bound.Followers {
			o.Recent.followers.Add(-1)
			route.Refuse(w, http.StatusServiceUnavailable, fmt.Sprintf("follow: %d callers follow the events already; end one, or ask without follow", bound.Followers))
			return
		}
		defer func() {
			o.Recent.followers.Add(-1)
			_ = http.NewResponseController(w).SetWriteDeadline(time.Time{})
		}()
	}
	other := func(e event.Event) bool {
		return !inRun(e.Row, q.Get("run")) || q.Get("login") != "" && e.Login != q.Get("login")
	}
	for first := true; ; first = false {
		kept, lost, more := o.Recent.after(seq, q.Get("run"))
		if lost && (q.Get("after") != "" || !first) {
			if first {
				route.Refuse(w, http.StatusGone, fmt.Sprintf("after: some events beyond %d are kept no more", seq))
			}
			return // a follower who is too slow sees the stream end
		}
		if first {
			w.Header().Set("Content-Type", "application/x-ndjson")
		}
		if len(kept) > 0 {
			seq = kept[len(kept)-1].Seq
		}
		if q.Get("follow") == "true" {
			_ = http.NewResponseController(w).SetWriteDeadline((&clock.Clock{}).Now().Add(bound.FollowerWithin)) // a recorder knows none
		}
		if event.Write(w, slices.DeleteFunc(kept, other)) != nil || q.Get("follow") != "true" {
			return // a reader who has gone is no failure of ours
		}
		_ = http.NewResponseController(w).Flush()
		select {
		case <-more:
		case <-r.Context().Done():
			return
		}
	}
}
