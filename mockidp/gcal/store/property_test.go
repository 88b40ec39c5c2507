package store_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"torii/fixtures/workspace"
	"torii/mockidp/gcal/directory"
	"torii/mockidp/gcal/store"
	"torii/mockidp/seed"
)

const (
	owner = "mensetsu-yoyaku@hinode.example.jp"
	guest = "tanaka.hanako@hinode.example.jp"
	slots = "c_saiyo0000000000@group.calendar.google.com"
)

var start = time.Date(2026, time.November, 20, 1, 0, 0, 0, time.UTC)

type world struct {
	*store.Store
	home, other, slots *store.Calendar
	now                time.Time
}

func newWorld(t testing.TB) *world {
	t.Helper()
	doc, err := workspace.Default()
	require.NoError(t, err)
	w := &world{now: start}
	now := func() time.Time { return w.now }
	r := seed.New(t.Name(), "")
	w.Store = store.New(directory.New(doc, now, r), now, r, store.Knobs{Meet: store.MeetSuccess})
	w.home, _ = w.Calendar(owner)
	w.other, _ = w.Calendar(guest)
	w.slots, _ = w.Calendar(slots)
	return w
}

func moment(t time.Time) store.Object {
	return store.Object{"dateTime": t.Format(time.RFC3339), "timeZone": "Asia/Tokyo"}
}

func content(from time.Time, length time.Duration) store.Object {
	return store.Object{"summary": "x", "start": moment(from), "end": moment(from.Add(length))}
}

// seen is a calendar as a client keeps it: live events and instances by id, with their etags.
type seen map[string]string

func (s seen) take(items []store.Item) {
	for _, i := range items {
		o := i.Render(store.View{Details: true})
		if store.Text(o, "status") == "cancelled" {
			delete(s, store.Text(o, "id"))
			continue
		}
		s[store.Text(o, "id")] = store.Text(o, "etag") + fmt.Sprint(o["start"], o["attendees"])
	}
}

// all reads every page of a list.
func all(c *store.Calendar, q store.Query) []store.Item {
	var items []store.Item
	for {
		page, next := c.List(q)
		items = append(items, page...)
		if next == nil {
			return items
		}
		q.After = *next
	}
}

type client struct {
	kept   seen
	last   int64
	single bool
	of     *store.Calendar
}

func (c *client) full() seen {
	s := seen{}
	s.take(all(c.of, store.Query{Single: c.single, Limit: 7}))
	return s
}

// catchUp synchronises as a client with a sync token does.
func (c *client) catchUp() {
	last := c.of.Last()
	c.kept.take(all(c.of, store.Query{Single: c.single, Since: c.last, Deleted: true, Limit: 5}))
	c.last = last
}

// TestASyncedCalendarIsTheFullOne: whatever happens, in whatever order, a client that
// follows sync tokens from any point holds what a full list shows.
func TestASyncedCalendarIsTheFullOne(t *testing.T) {
	for n := range 60 {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			w := newWorld(t)
			r := rand.New(rand.NewPCG(uint64(n), 1))
			var clients []*client
			for step := range 60 {
				if step%10 == 0 {
					for _, of := range []*store.Calendar{w.home, w.other} {
						for _, single := range []bool{false, true} {
							c := &client{single: single, of: of, last: of.Last()}
							c.kept = c.full()
							clients = append(clients, c)
						}
					}
				}
				before := w.versions(t)
				did := w.act(r)
				checkETags(t, before, w.versions(t), did)
				for i, c := range clients {
					if r.IntN(3) == 0 {
						c.catchUp()
						require.Equal(t, c.full(), c.kept, "step %d (%s), client %d, single %v", step, did, i, c.single)
					}
				}
			}
			for i, c := range clients {
				c.catchUp()
				require.Equal(t, c.full(), c.kept, "client %d", i)
			}
			w.checkBusy(t, r)
			w.checkWindows(t, r)
		})
	}
}

// version is what a calendar shows of an event, and under which etag.
type version struct{ tag, shown string }

// versions are those of every event, exception and tombstone, by calendar and id.
func (w *world) versions(t *testing.T) map[string]version {
	t.Helper()
	found := map[string]version{}
	for _, c := range []*store.Calendar{w.home, w.other} {
		for _, i := range all(c, store.Query{Limit: 1000, Deleted: true}) {
			o := i.Render(store.View{Details: true})
			v := version{tag: store.Text(o, "etag")}
			delete(o, "etag")
			delete(o, "updated")
			v.shown = fmt.Sprint(o)
			id := c.ID + " " + i.ID()
			require.NotContains(t, found, id, "twice in a list")
			found[id] = v
		}
	}
	return found
}

// checkETags holds that whatever looks different has another etag, and that nothing has
// but what the deed was about: a series stands for its exceptions.
func checkETags(t *testing.T, before, after map[string]version, did deed) {
	t.Helper()
	for id, now := range after {
		was, there := before[id]
		if !there {
			continue
		}
		require.True(t, was.shown == now.shown || was.tag != now.tag, "%s: %s looks different under the same etag", did, id)
		_, of, _ := strings.Cut(id, " ")
		require.True(t, was.tag == now.tag || root(of) == did.root, "%s: %s has another etag", did, id)
	}
}

// root is the id of the event that an exception or an instance belongs to.
func root(id string) string {
	of, _, _ := strings.Cut(id, "_")
	return of
}

// deed is what was done, and to which event.
type deed struct{ says, root string }

func (d deed) String() string { return d.says + " " + d.root }

func (w *world) some(r *rand.Rand) (store.Item, bool) {
	items := all(w.home, store.Query{Single: r.IntN(2) == 0, Limit: 50, Max: start.AddDate(0, 3, 0)})
	if len(items) == 0 {
		return store.Item{}, false
	}
	return items[r.IntN(len(items))], true
}

// act does one thing at random and says what.
func (w *world) act(r *rand.Rand) deed {
	if r.IntN(2) == 0 {
		w.now = w.now.Add(time.Duration(r.IntN(5000)) * time.Millisecond)
	}
	write := some(r)
	item, ok := w.some(r)
	if !ok {
		return deed{"insert", w.Insert(w.home, "", write).ID}
	}
	about := root(item.ID())
	switch r.IntN(8) {
	case 0, 1:
		return deed{"insert", w.Insert(w.home, "", write).ID}
	case 2:
		w.Delete(item, write)
		return deed{"delete", about}
	case 3:
		if !item.Instance.IsZero() || item.Event.Gone() {
			delete(write.Content, "recurrence")
		}
		_, _ = w.Update(item, write)
		return deed{"update", about}
	case 4:
		if i, ok := w.other.Find(item.Event.ID); ok && !i.Event.Gone() {
			w.Answer(i.Event, guest, []string{"accepted", "declined"}[r.IntN(2)], "")
			return deed{"answer", about}
		}
	case 5:
		if i, ok := w.other.Find(item.Event.ID); ok && !i.Event.Gone() {
			w.Delete(i, write)
			return deed{"guest deletes", about}
		}
	case 6:
		organizer := []string{"", "kouho@example.com"}[r.IntN(2)]
		return deed{"import", root(w.Import(w.home, fmt.Sprint("uid", r.IntN(4)), organizer, write).ID)}
	case 7:
		if item.Instance.IsZero() && item.Event.Home() == w.home && root(item.ID()) == item.ID() && !item.Event.Private() {
			if _, taken := w.slots.Find(item.ID()); !taken {
				w.Move(item.Event, w.slots, write)
				return deed{"move", about}
			}
		}
	}
	return deed{"nothing", ""}
}

// some is an event at random: single or a series, timed or whole days, short or of weeks.
func some(r *rand.Rand) store.Write {
	from := start.Add(time.Duration(r.IntN(24*60)) * time.Hour)
	write := store.Write{Actor: owner, Updates: "none"}
	length := time.Duration(1+r.IntN(90)) * time.Minute
	if r.IntN(8) == 0 {
		length = time.Duration(1+r.IntN(1000)) * time.Hour
	}
	write.Content = content(from, length)
	if r.IntN(2) == 0 {
		write.Content["attendees"] = []any{store.Object{"email": guest}}
	}
	if r.IntN(3) == 0 && length < 24*time.Hour {
		write.Content["recurrence"] = []any{fmt.Sprintf("RRULE:FREQ=DAILY;COUNT=%d", 2+r.IntN(6))}
	}
	if r.IntN(6) == 0 {
		write.Content["transparency"] = "transparent"
	}
	if r.IntN(5) == 0 {
		day := from.Format(store.Day)
		write.Content["start"], write.Content["end"] = store.Object{"date": day}, store.Object{"date": from.AddDate(0, 0, 1).Format(store.Day)}
	}
	return write
}

// checkBusy compares free/busy with a count of every minute.
func (w *world) checkBusy(t *testing.T, r *rand.Rand) {
	t.Helper()
	for _, c := range []*store.Calendar{w.home, w.other} {
		from := start.Add(time.Duration(r.IntN(500)) * time.Hour)
		to := from.Add(72 * time.Hour)
		busy := map[time.Time]bool{}
		for _, i := range all(c, store.Query{Single: true, Limit: 500}) {
			o := i.Render(store.View{Details: true})
			if store.Text(o, "transparency") == "transparent" || declined(o, c.ID) {
				continue
			}
			for m := from; m.Before(to); m = m.Add(time.Minute) {
				if !m.Before(i.Start()) && m.Before(i.End()) {
					busy[m] = true
				}
			}
		}
		told := map[time.Time]bool{}
		for _, b := range c.Busy(from, to) {
			require.True(t, b.Start.Before(b.End))
			for m := from; m.Before(to); m = m.Add(time.Minute) {
				if !m.Before(b.Start) && m.Before(b.End) {
					told[m] = true
				}
			}
		}
		require.Len(t, told, len(busy))
		require.Equal(t, busy, told)
	}
}

// checkWindows compares lists of a stretch of time with what a full list has of it.
func (w *world) checkWindows(t *testing.T, r *rand.Rand) {
	t.Helper()
	for range 5 {
		from := start.Add(time.Duration(r.IntN(60*24)) * time.Hour)
		to := from.Add(time.Duration(1+r.IntN(200)) * time.Hour)
		var want []string
		for _, i := range all(w.home, store.Query{Single: true, Limit: 500}) {
			if i.End().After(from) && i.Start().Before(to) {
				want = append(want, i.ID())
			}
		}
		var got []string
		for _, i := range all(w.home, store.Query{Single: true, Limit: 3, Min: from, Max: to}) {
			got = append(got, i.ID())
		}
		require.Equal(t, want, got, "from %s to %s", from, to)
	}
}

func declined(o store.Object, who string) bool {
	for _, a := range store.List(o, "attendees") {
		if store.Text(a, "email") == who && store.Text(a, "responseStatus") == "declined" {
			return true
		}
	}
	return false
}

// TestETagsChangeExactlyOnChange: reading changes none, writing changes the event's own and no other.
func TestETagsChangeExactlyOnChange(t *testing.T) {
	w := newWorld(t)
	r := rand.New(rand.NewPCG(7, 7))
	var made []*store.Event
	for range 20 {
		made = append(made, w.Insert(w.home, "", store.Write{Actor: owner, Content: content(start.Add(time.Duration(r.IntN(99))*time.Hour), time.Hour)}))
	}
	tags := func() []string {
		var all []string
		for _, e := range made {
			all = append(all, e.ETag())
		}
		return all
	}
	for range 50 {
		before := tags()
		all(w.home, store.Query{Limit: 5})
		w.home.Busy(start, start.AddDate(0, 1, 0))
		require.Equal(t, before, tags())
		n := r.IntN(len(made))
		_, err := w.Update(store.Item{Event: made[n]}, store.Write{Actor: owner, Content: content(start.Add(time.Duration(r.IntN(99))*time.Hour), time.Hour)})
		require.NoError(t, err)
		after := tags()
		for i := range made {
			require.Equal(t, i == n, before[i] != after[i], i)
		}
	}
}
