package store

import (
	"slices"
	"strings"
	"time"
)

// The kinds of mail about an event.
const (
	Request = "REQUEST"
	Change  = "UPDATE"
	Cancel  = "CANCEL"
)

// Mail is an invitation or the like that Google would have sent.
type Mail struct {
	At        time.Time `json:"at"`
	Calendar  string    `json:"calendar"` // of the organizer
	Event     string    `json:"event"`
	Recipient string    `json:"recipient"`
	Kind      string    `json:"kind"`
	Reason    string    `json:"reason"`
	Updates   string    `json:"send_updates"` // as it was sent, "" where it was not
}

// maxMails bounds the outbox.
const maxMails = 10_000

// Outbox returns every mail so far.
func (s *Store) Outbox() []Mail { return append([]Mail{}, s.outbox...) }

// mail writes to guests as sendUpdates asks. Where it was not sent, guests on foreign
// hosts were mailed all the same and guests on Google were not; what is past sends nothing.
func (s *Store) mail(sh *shared, w Write, kind string, to []Object, reason string) {
	if sh.foreign != "" {
		return
	}
	end, _, err := Moment(Sub(sh.body, "end"), sh.home.Zone)
	if past := err == nil && len(Strings(sh.body, "recurrence")) == 0 && end.Before(s.now()); past || w.Updates == "none" {
		return
	}
	for _, g := range to {
		email := Text(g, "email")
		if strings.EqualFold(email, sh.home.ID) || strings.EqualFold(email, w.Actor) || Flag(g, "resource") {
			continue
		}
		if w.Updates != "all" && s.directory.OnGoogle(email) {
			continue
		}
		if len(s.outbox) == maxMails {
			s.outbox = slices.Clone(s.outbox[maxMails/2:])
		}
		sent := Mail{s.now(), sh.home.ID, sh.id, email, kind, reason, w.Updates}
		s.outbox = append(s.outbox, sent)
		s.Mailed(sent)
	}
}
