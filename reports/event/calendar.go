package event

import "torii/fixtures/text"

// CalendarCalled is one request that the fake Google Calendar or its token endpoint answered.
type CalendarCalled struct {
	Millis   int64             `json:"clock_ms,omitempty"` // since 1970, by the mock's clock
	Method   string            `json:"method"`             // "token", or for example "calendar.events.insert"
	HTTP     string            `json:"http"`
	Status   int               `json:"status"`
	Account  string            `json:"account,omitempty"` // service account
	Sender   string            `json:"sender,omitempty"`  // whom it acts as, "" for itself
	Calendar string            `json:"calendar,omitempty"`
	Event    string            `json:"event,omitempty"`
	Params   map[string]string `json:"params,omitempty"` // of the query, secrets as digests; scope and lifetime of an assertion
	Guests   int               `json:"guests,omitempty"` // attendees in the event that was written
	IfMatch  bool              `json:"if_match,omitempty"`
	Reason   string            `json:"reason,omitempty"` // of an error, in Google's words
	Why      text.Both         `json:"why,omitzero"`     // the refusal explained to the person testing
}

// CalendarMailed is a mail about an event that Google would have sent.
type CalendarMailed struct {
	Event     string `json:"event"`
	Recipient string `json:"recipient"`
	What      string `json:"what"` // REQUEST, UPDATE, CANCEL
	Updates   string `json:"send_updates,omitempty"`
}

// CalendarNotified is a push notification that was sent, or not.
type CalendarNotified struct {
	Channel string `json:"channel"`
	State   string `json:"state"`
	Number  int    `json:"number"`
	Status  int    `json:"status,omitempty"` // of the receiver's answer
	Problem string `json:"problem,omitempty"`
}

// CalendarPlanned is a fault that waits for calendar calls.
type CalendarPlanned struct {
	Fault  string `json:"fault"`
	Method string `json:"method,omitempty"` // in place of the fault's own
}

// CalendarMarked is where a scenario begins to count calls.
type CalendarMarked struct{}

// Kind names the fact on the wire.
func (CalendarMarked) Kind() Kind   { return "calendar-marked" }
func (CalendarPlanned) Kind() Kind  { return "calendar-planned" }
func (CalendarCalled) Kind() Kind   { return "calendar-called" }
func (CalendarMailed) Kind() Kind   { return "calendar-mailed" }
func (CalendarNotified) Kind() Kind { return "calendar-notified" }
