package interview

import (
	"crypto/sha256"
	"encoding/base32"
	"strings"
	"time"
)

// The states of an interview.
const (
	Booked       = "booked"
	RoomWaiting  = "room-waiting"  // the room has not answered yet
	RoomDeclined = "room-declined" // the room is taken: nobody should be told that it is settled
	Cancelled    = "cancelled"
)

// Interview is one interview as the product knows it.
type Interview struct {
	Key       string            `json:"key"` // the product's own, chosen when the form was shown
	Title     string            `json:"title"`
	Applicant string            `json:"applicant"`
	Guests    []string          `json:"guests"` // interviewers
	Room      string            `json:"room,omitempty"`
	Start     time.Time         `json:"start"`
	End       time.Time         `json:"end"`
	Meet      bool              `json:"meet"`
	Event     string            `json:"event"`
	Status    string            `json:"status"`
	Link      string            `json:"link,omitempty"`
	Answers   map[string]string `json:"answers,omitempty"` // by address
	Notes     []string          `json:"notes,omitempty"`   // what a recruiter should look at
}

// idOf makes the event's id of the interview's key: base32hex without padding, in small
// letters, as Google wants it.
func idOf(key string) string {
	sum := sha256.Sum256([]byte(key))
	return "itv" + strings.ToLower(base32.HexEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:16]))
}

// learn takes over what Google tells of the event.
func (i *Interview) learn(e Object, zone *time.Location) {
	i.Event = e.Text("id")
	if e.Text("status") == Cancelled {
		i.Status = Cancelled
		return
	}
	if t, ok := moment(e.Sub("start"), zone); ok {
		i.Start = t
	}
	if t, ok := moment(e.Sub("end"), zone); ok {
		i.End = t
	}
	i.Link = e.Text("hangoutLink")
	i.Answers, i.Status = map[string]string{}, Booked
	for _, g := range e.List("attendees") {
		i.Answers[g.Text("email")] = g.Text("responseStatus")
	}
	if i.Room != "" {
		switch i.Answers[i.Room] {
		case "needsAction":
			i.Status = RoomWaiting
		case "declined":
			i.Status = RoomDeclined
		}
	}
}

func moment(o Object, zone *time.Location) (time.Time, bool) {
	if t, err := time.Parse(time.RFC3339, o.Text("dateTime")); err == nil {
		return t, true
	}
	t, err := time.ParseInLocation(time.DateOnly, o.Text("date"), zone)
	return t, err == nil
}

func (i *Interview) note(says string) { i.Notes = append(i.Notes, says) }
