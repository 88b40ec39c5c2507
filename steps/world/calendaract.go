package world

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"torii/mockidp/gcal/fault"
	"torii/mockidp/gcal/store"
	"torii/reports/event"
	"torii/rpclient/target"
)

// PlantMishap plans a fault of the calendar, for whatever it is made for or for one
// method. One of the token endpoint waits for the set-up; all others come after it.
func (w *World) PlantMishap(ctx context.Context, name, method string) error {
	f, ok := fault.Find(name)
	if !ok {
		return unusable("no fault of the calendar is called %q; see torii list faults", name)
	}
	c, err := w.office(ctx)
	if err == nil && w.bay.Hurry != nil && slices.ContainsFunc(f.Replies, func(r fault.Reply) bool { return r.Silent }) {
		err, c.connected = w.bay.Hurry(), false // it begins anew, and knows no customer
	}
	if err == nil && !slices.Contains(f.Methods, fault.Token) {
		c, err = w.connect(ctx)
	}
	if err != nil {
		return err
	}
	if _, err := c.mock.Plant(fault.Plan{Fault: f.ID, Row: w.Row, Method: method}); err != nil {
		return unusable("%w", err)
	}
	w.add("", event.CalendarPlanned{Fault: f.ID, Method: method})
	return nil
}

// Confers chooses how conferences come about: success, pending, failure.
func (w *World) Confers(ctx context.Context, how string) error {
	c, err := w.office(ctx)
	if err != nil {
		return err
	}
	if err := c.mock.Confer(how); err != nil {
		return unusable("%w", err)
	}
	return nil
}

// Rooms has an interview take a room.
func (w *World) Rooms(ctx context.Context, name, room string) error {
	if _, err := w.connect(ctx); err != nil {
		return err
	}
	id, err := address(room)
	if err == nil {
		w.meeting(name).Room = id
	}
	return err
}

// Past has an interview lie in the past.
func (w *World) Past(ctx context.Context, name string) error {
	if _, err := w.connect(ctx); err != nil {
		return err
	}
	i, now := w.meeting(name), w.bay.Mock.Now().In(zone())
	i.Start, i.End = now.Add(-26*time.Hour).Format(time.RFC3339), now.Add(-25*time.Hour).Format(time.RFC3339)
	return nil
}

// Books books an interview; a second time it is the same form sent again.
func (w *World) Books(ctx context.Context, name string) error {
	if _, err := w.connect(ctx); err != nil {
		return err
	}
	return w.order(ctx, target.CalendarBook, w.meeting(name))
}

// BooksUntilDone sends the form of an interview again while the product says that it is not done.
func (w *World) BooksUntilDone(ctx context.Context, name, times string) error {
	return w.untilDone(times, func() error { return w.Books(ctx, name) })
}

// SynchronisesUntilDone has the product look what has changed while it says that it could not.
func (w *World) SynchronisesUntilDone(ctx context.Context, times string) error {
	return w.untilDone(times, func() error { return w.Synchronises(ctx) })
}

// untilDone repeats what the product is asked for until it is done, or has been asked often enough.
func (w *World) untilDone(times string, do func() error) error {
	n, err := strconv.Atoi(times)
	if err != nil {
		return unusable("times: %w", err)
	}
	for range n {
		if err := do(); err != nil || w.calendar.done.Done {
			return err
		}
	}
	return nil
}

// MovesBy moves an interview by so many hours.
func (w *World) MovesBy(ctx context.Context, name, hours string) error {
	if _, err := w.connect(ctx); err != nil {
		return err
	}
	n, err := strconv.Atoi(hours)
	if err != nil {
		return unusable("hours: %w", err)
	}
	i := w.meeting(name)
	for _, at := range []*string{&i.Start, &i.End} {
		t, err := time.Parse(time.RFC3339, *at)
		if err != nil {
			return unusable("%w", err)
		}
		*at = t.Add(time.Duration(n) * time.Hour).Format(time.RFC3339)
	}
	return w.order(ctx, target.CalendarMove, i)
}

// CallsOff cancels an interview.
func (w *World) CallsOff(ctx context.Context, name string) error {
	if _, err := w.connect(ctx); err != nil {
		return err
	}
	return w.order(ctx, target.CalendarCancel, w.meeting(name))
}

// Synchronises has the product look what has changed.
func (w *World) Synchronises(ctx context.Context) error {
	if _, err := w.connect(ctx); err != nil {
		return err
	}
	return w.order(ctx, target.CalendarSync, &target.Appointment{})
}

// Subscribes has the product ask for notifications.
func (w *World) Subscribes(ctx context.Context) error {
	if _, err := w.connect(ctx); err != nil {
		return err
	}
	return w.order(ctx, target.CalendarWatch, &target.Appointment{})
}

// LooksFor asks when somebody is free; more is how many others nobody knows are asked about too.
func (w *World) LooksFor(ctx context.Context, name, more string) error {
	c, err := w.connect(ctx)
	if err != nil {
		return err
	}
	who, err := address(name)
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(more)
	if err != nil {
		return unusable("how many others: %w", err)
	}
	all := []string{who}
	for i := range n {
		all = append(all, "nobody"+strconv.Itoa(i)+domain)
	}
	answer, err := w.deed(ctx, target.CalendarSlots, &target.Appointment{Guests: strings.Join(all, ","), Start: w.at(0).Format(time.RFC3339)})
	if err != nil {
		return err
	}
	var people []target.CalendarPerson
	if json.Unmarshal(answer, &people) == nil {
		c.people = people
		return nil
	}
	c.people = nil // the product has not answered with people: nobody is known to be free
	return nil
}

// found returns the one event of an interview.
func (w *World) found(name string) (id string, err error) {
	events, err := w.inCalendar(name)
	if err != nil || len(events) == 0 {
		return "", err
	}
	return store.Text(events[0], "id"), nil
}

// inCalendar returns the interview's events in the sender's calendar, cancelled ones left out.
func (w *World) inCalendar(name string) ([]store.Object, error) {
	all, err := w.calendar.mock.Events(sender)
	if err != nil {
		return nil, unusable("%w", err)
	}
	i := w.meeting(name)
	return slices.DeleteFunc(all, func(e store.Object) bool {
		return w.calendar.before[store.Text(e, "id")] || store.Text(e, "status") == "cancelled" || !strings.Contains(store.Text(e, "summary"), i.Title)
	}), nil
}

// Replies has a guest answer on the calendar's page.
func (w *World) Replies(ctx context.Context, who, name, status string) error {
	return w.onPage(ctx, name, func(c *calendar, id string) error {
		guest, err := address(who)
		if err != nil {
			return err
		}
		return c.mock.Answer(sender, id, guest, status)
	})
}

// Edits has a recruiter change an interview on the calendar's page.
func (w *World) Edits(ctx context.Context, name, how string) error {
	if _, err := w.connect(ctx); err != nil {
		return err
	}
	start := w.at(18).Format(time.RFC3339)
	day := w.at(0).Format(time.DateOnly)
	patches := map[string]store.Object{
		"件名を直す":  {"summary": w.meeting(name).Title + " (改)"},
		"終日にする":  {"start": store.Object{"date": day, "dateTime": nil, "timeZone": nil}, "end": store.Object{"date": w.at(24).Format(time.DateOnly), "dateTime": nil, "timeZone": nil}},
		"18時に移す": {"start": store.Object{"dateTime": start, "timeZone": "Asia/Tokyo"}, "end": store.Object{"dateTime": w.at(19).Format(time.RFC3339), "timeZone": "Asia/Tokyo"}},
		"削除する":   {"status": "cancelled"},
		"佐藤を招く":  {"attendees": w.joined(name, addresses["佐藤"])},
	}
	patch, ok := patches[how]
	if !ok {
		return unusable("nobody knows how to %q an event", how)
	}
	return w.onPage(ctx, name, func(c *calendar, id string) error { return c.mock.Edit(sender, id, patch) })
}

// joined is the event's attendees and one more.
func (w *World) joined(name, email string) []any {
	all := []any{store.Object{"email": email}}
	if events, err := w.inCalendar(name); err == nil && len(events) > 0 {
		for _, g := range store.List(events[0], "attendees") {
			all = append(all, g)
		}
	}
	return all
}

// onPage does something to an interview's event; where there is none the row tells by what follows.
func (w *World) onPage(ctx context.Context, name string, do func(*calendar, string) error) error {
	c, err := w.connect(ctx)
	if err != nil {
		return err
	}
	id, err := w.found(name)
	if err != nil || id == "" {
		return err
	}
	if err := do(c, id); err != nil {
		return unusable("%w", err)
	}
	return nil
}

// Invited puts an event of the recruiter's own with the sender as a guest into the calendars,
// and makes it an interview that the product is asked about by the event's id.
func (w *World) Invited(ctx context.Context, name string) error {
	c, err := w.connect(ctx)
	if err != nil {
		return err
	}
	i := w.meeting(name)
	i.Key = "suzuki0kaigi0001"
	moment := func(at string) store.Object { return store.Object{"dateTime": at, "timeZone": "Asia/Tokyo"} }
	err = c.mock.Invite(recruiter, i.Key, store.Object{"summary": i.Title, "start": moment(i.Start), "end": moment(i.End),
		"attendees": []any{store.Object{"email": sender}}})
	if err != nil {
		return unusable("%w", err)
	}
	return nil
}

// weekly is the id of the series that the sender's calendar holds at the start.
const weekly = "itv0teirei00001"

// Recurs has an interview stand for the occasion of the weekly meeting that was moved once.
func (w *World) Recurs(ctx context.Context, name string) error {
	c, err := w.connect(ctx)
	if err != nil {
		return err
	}
	all, err := c.mock.Events(sender)
	if err != nil {
		return unusable("%w", err)
	}
	i := slices.IndexFunc(all, func(e store.Object) bool {
		return store.Text(e, "recurringEventId") == weekly && store.Text(e, "status") != "cancelled"
	})
	if i < 0 {
		return unusable("the sender's calendar has no occasion of %s", weekly)
	}
	w.meeting(name).Key = store.Text(all[i], "id")
	return nil
}

// Deliver sends the notifications that wait.
func (w *World) Deliver(ctx context.Context) error {
	c, err := w.connect(ctx)
	if err != nil {
		return err
	}
	c.mock.Flush(ctx)
	return nil
}

// Forges sends a notification with a token that nobody gave.
func (w *World) Forges(ctx context.Context) error {
	c, err := w.connect(ctx)
	if err != nil {
		return err
	}
	all := c.mock.Notifications()
	if len(all) == 0 {
		return w.compare(w.Rule, "a channel", "none", "通知の申し込み", "a channel was opened")
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, all[0].Address, http.NoBody)
	if err != nil {
		return unusable("%w", err)
	}
	for name, value := range map[string]string{"X-Goog-Channel-ID": all[0].Channel, "X-Goog-Channel-Token": "forged",
		"X-Goog-Resource-State": "exists", "X-Goog-Message-Number": "9"} {
		req.Header.Set(name, value)
	}
	w.mark()
	resp, err := w.bay.Transport.RoundTrip(req)
	if err != nil {
		return unusable("%w", err)
	}
	c.forged = resp.StatusCode
	return resp.Body.Close()
}
