package target

import (
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// CalendarProvider is the provider of whoever writes interviews to Google Calendar.
const CalendarProvider = "gcal"

// The actions of a product that writes interviews to a customer's Google Calendar. Each
// but the last two answers a [CalendarDone]; a status that is no success says that it was not done.
const (
	CalendarSetup  = "calendar-setup"  // take what a customer hands over: key, service account, sender
	CalendarBook   = "calendar-book"   // book an interview
	CalendarMove   = "calendar-move"   // to other times
	CalendarCancel = "calendar-cancel" // cancel it
	CalendarSync   = "calendar-sync"   // look what has changed in the calendar
	CalendarWatch  = "calendar-watch"  // have Google tell of changes
	CalendarSlots  = "calendar-slots"  // answers who is free: a list of [CalendarPerson]
	CalendarList   = "calendar-list"   // answers a [CalendarBelief]
)

// CalendarActions lists them.
var CalendarActions = []string{CalendarBook, CalendarCancel, CalendarList, CalendarMove, CalendarSetup, CalendarSlots, CalendarSync, CalendarWatch}

// Appointment is what templates of the calendar's actions may use, as {{.Calendar.Key}}.
type Appointment struct {
	File      string `json:"file,omitempty"` // the key file handed over, in Base64
	Account   string `json:"account,omitempty"`
	Sender    string `json:"sender,omitempty"`
	Key       string `json:"key,omitempty"` // of the interview, chosen by the caller
	Title     string `json:"title,omitempty"`
	Applicant string `json:"applicant,omitempty"`
	Guests    string `json:"guests,omitempty"` // separated by commas; of slots: whose time
	Room      string `json:"room,omitempty"`
	Start     string `json:"start,omitempty"` // RFC 3339; of slots: the day
	End       string `json:"end,omitempty"`
	Meet      string `json:"meet,omitempty"` // "true" or ""
}

// CalendarDone is what became of an action.
type CalendarDone struct {
	Done  bool     `json:"done"`
	Kind  string   `json:"kind,omitempty"` // setup, paused, passing, input, other
	Step  string   `json:"step,omitempty"` // of the customers' guide
	Says  string   `json:"says,omitempty"`
	Notes []string `json:"notes,omitempty"` // what a person is warned of
}

// CalendarPerson is whose time was asked for.
type CalendarPerson struct {
	Email string      `json:"email"`
	Known bool        `json:"known"`
	Free  []time.Time `json:"free"` // beginnings of free hours
}

// CalendarBelief is what the product believes.
type CalendarBelief struct {
	Interviews []CalendarInterview `json:"interviews"`
	Events     map[string]string   `json:"events"` // of the sender's calendar: id to start (RFC 3339, UTC)
	Trouble    string              `json:"trouble,omitempty"`
}

// CalendarInterview is one interview as the product believes it to be.
type CalendarInterview struct {
	Key    string    `json:"key"`
	Event  string    `json:"event"`
	Start  time.Time `json:"start"`
	Status string    `json:"status"` // booked, room-waiting, room-declined, cancelled
	Link   string    `json:"link,omitempty"`
}

// Offers reports whether the Relying Party does what rows of a provider are about.
func (d Description) Offers(provider string) bool {
	if provider != CalendarProvider {
		_, signsIn := d.Login[provider]
		return signsIn
	}
	return slices.ContainsFunc(CalendarActions, func(name string) bool { _, ok := d.Account.Actions[name]; return ok })
}

// ReadCalendarDone reads an answer; one that says nothing means that it was done.
func ReadCalendarDone(answer []byte) (CalendarDone, error) {
	d := CalendarDone{Done: true}
	if strings.TrimSpace(string(answer)) == "" {
		return d, nil
	}
	err := json.Unmarshal(answer, &d)
	return d, err
}
