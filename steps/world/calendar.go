package world

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"torii/fixtures/rule"
	"torii/mockidp/gcal"
	"torii/mockidp/gcal/directory"
	"torii/mockidp/seed"
	"torii/reports/event"
	"torii/rpclient/target"
)

// calendar is what a scenario about interviews remembers.
type calendar struct {
	mock      *gcal.Service
	given     directory.Guide // what the customer hands over
	file      []byte          // the key, as it is handed over
	connected bool
	before    map[string]bool // events that the sender's calendar had at first
	interview map[string]*target.Appointment
	done      target.CalendarDone // what became of the last deed
	people    []target.CalendarPerson
	noted     map[string]string // what the product knew of the calendar's events
	forged    int               // status that a forged notification was answered with
}

// The people of the fictional Workspace.
const (
	sender      = "mensetsu-yoyaku@hinode.example.jp"
	interviewer = "tanaka.hanako@hinode.example.jp"
	recruiter   = "suzuki.mei@hinode.example.jp"
	candidate   = "kouho@example.com"
	goodAccount = "sa-ok@hinode-renkei.iam.gserviceaccount.com"
)

// addresses are the people and rooms by the names that scenarios give them.
var addresses = map[string]string{
	"面接予約": sender, "田中": interviewer, "鈴木": recruiter, "佐藤": "sato.ken@hinode.example.jp", "応募者": candidate,
	"無料アカウントの応募者": "kouho2@gmail.example", "いない人": "nobody@hinode.example.jp",
	"会議室A": "c_1880abcda@resource.calendar.google.com", "会議室B": "c_1880abcdb@resource.calendar.google.com", "会議室C": "c_1880abcdc@resource.calendar.google.com",
}

// address returns whom a name stands for.
func address(name string) (string, error) {
	if a, ok := addresses[name]; ok {
		return a, nil
	}
	return "", unusable("nobody in the Workspace is called %q", name)
}

// zone is that of the customer.
func zone() *time.Location {
	if z, err := time.LoadLocation("Asia/Tokyo"); err == nil {
		return z
	}
	return time.FixedZone("JST", 9*60*60)
}

// busyDay is the day of the Workspace on which people are known to be busy.
const busyDay = 7

// at is an hour of the day that scenarios look at.
func (w *World) at(hour int) time.Time {
	now := w.bay.Mock.Now().In(zone())
	return time.Date(now.Year(), now.Month(), now.Day()+busyDay, hour, 0, 0, 0, zone())
}

// office returns the calendar's state, made at first mention: the Workspace as it is at
// the start, and a customer who has done everything right.
func (w *World) office(ctx context.Context) (*calendar, error) {
	if w.calendar != nil {
		return w.calendar, nil
	}
	if err := w.yardstick(ctx, gcal.ID); err != nil && (w.Rule != string(rule.HonestBooking) || !errors.Is(err, ErrVacuous)) {
		return nil, err
	}
	c := &calendar{mock: w.bay.Mock.Calendar(), interview: map[string]*target.Appointment{}, before: map[string]bool{},
		given: directory.Guide{Account: goodAccount, Key: "k2", KeyKind: directory.P12, Sender: sender}}
	c.mock.Reset()
	c.mock.Row(w.Row)
	events, err := c.mock.Events(sender)
	if err != nil {
		return nil, unusable("%w", err)
	}
	for _, e := range events {
		id, _ := e["id"].(string)
		c.before[id] = true
	}
	w.calendar = c
	return c, nil
}

// connect has the customer's things taken into use, where the scenario has not done so itself.
func (w *World) connect(ctx context.Context) (*calendar, error) {
	c, err := w.office(ctx)
	if err != nil || c.connected {
		return c, err
	}
	return c, w.Connects(ctx)
}

// Connects hands the customer's key and addresses to the product.
func (w *World) Connects(ctx context.Context) error {
	c, err := w.office(ctx)
	if err != nil {
		return err
	}
	file := c.file
	if file == nil && c.given.Account != "" && c.given.Key != "" {
		made, err := c.mock.KeyFile(c.given.Account, c.given.Key, c.given.KeyKind)
		if err != nil {
			return unusable("%w", err)
		}
		file = made.Body
	}
	c.connected = true
	return w.order(ctx, target.CalendarSetup, &target.Appointment{File: base64.StdEncoding.EncodeToString(file), Account: c.given.Account, Sender: c.given.Sender})
}

// meeting returns an interview by its name, made at first mention.
func (w *World) meeting(name string) *target.Appointment {
	c := w.calendar
	if i, ok := c.interview[name]; ok {
		return i
	}
	i := &target.Appointment{Key: "k" + w.rand.String(seed.LowerHex, 2*mailTag), Title: name + " " + w.rand.String(seed.LowerHex, mailTag),
		Applicant: candidate, Guests: interviewer, Meet: "true",
		Start: w.at(15 + len(c.interview)).Format(time.RFC3339), End: w.at(16 + len(c.interview)).Format(time.RFC3339)}
	c.interview[name] = i
	return i
}

// order has the product do something, and keeps what became of it. A product that does
// not answer, or answers what cannot be read, has not done it.
func (w *World) order(ctx context.Context, name string, a *target.Appointment) error {
	answer, err := w.deed(ctx, name, a)
	if err != nil {
		return err
	}
	done, bad := target.ReadCalendarDone(answer)
	if bad != nil {
		return unusable("actions.%s: want JSON such as {\"done\": true}: %w", name, bad)
	}
	w.calendar.done = done
	return nil
}

func (w *World) deed(ctx context.Context, name string, a *target.Appointment) ([]byte, error) {
	action, ok := w.bay.Target.Account.Actions[name]
	if !ok {
		return nil, w.missing("actions." + name)
	}
	bounded, cancel := context.WithTimeout(ctx, w.bay.Deadline)
	defer cancel()
	answer, err := action.Do(bounded, w.bay.Transport, target.Values{Calendar: *a})
	if err == nil {
		return answer, nil
	}
	if ctx.Err() != nil {
		return nil, unusable("%w", err)
	}
	w.calendar.done = target.CalendarDone{Kind: "silent", Says: w.masker.Scrub(err.Error())}
	if name == target.CalendarList || name == target.CalendarSlots {
		return []byte("{}"), w.stumbled("", err)
	}
	b, _ := json.Marshal(w.calendar.done) // of texts alone
	return b, nil
}

// belief asks what the product believes.
func (w *World) belief(ctx context.Context) (target.CalendarBelief, error) {
	var b target.CalendarBelief
	answer, err := w.deed(ctx, target.CalendarList, &target.Appointment{})
	if err != nil {
		return b, err
	}
	if err := json.Unmarshal(answer, &b); err != nil {
		return b, unusable("actions.%s: want interviews and events: %w", target.CalendarList, err)
	}
	return b, nil
}

// controlBooking is the product's honest booking, the yardstick of the rows about calendars.
func (w *World) controlBooking(ctx context.Context, c event.Controlled) (event.Controlled, error) {
	w.measured = map[string]bool{c.Provider: true}
	if _, err := w.connect(ctx); IsMissing(err) {
		return event.Controlled{Provider: c.Provider, SignedIn: true}, nil // the row tells what is missing
	} else if err != nil {
		return c, err
	}
	if w.calendar.done.Done {
		if err := w.order(ctx, target.CalendarBook, w.meeting("面接")); IsMissing(err) {
			return event.Controlled{Provider: c.Provider, SignedIn: true}, nil
		} else if err != nil {
			return c, err
		}
	}
	found, err := w.inCalendar("面接")
	if err != nil {
		return c, err
	}
	if c.SignedIn = len(found) == 1; !c.SignedIn {
		c.Problem = "an interview was ordered; the calendar has " + said(len(found) > 0) + ": " + strings.TrimSpace(w.calendar.done.Says)
	}
	return c, nil
}
