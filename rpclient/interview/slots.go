package interview

import (
	"net/http"
	"slices"
	"time"
)

// Person is whose time was asked for.
type Person struct {
	Email string  `json:"email"`
	Known bool    `json:"known"` // false: nobody can say whether they are free
	Why   string  `json:"why,omitempty"`
	Busy  []Span  `json:"busy"`
	Free  []Start `json:"free"`
}

// Span is a part of a day.
type Span struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
}

// Start is when an hour begins in which somebody is free.
type Start = time.Time

// maxAsked is how many calendars one question may be about.
const maxAsked = 50

// The hours that interviews are held in.
const (
	firstHour = 9
	lastHour  = 18
)

func (j *Job) day() (from, to time.Time) {
	d := j.Day.In(j.app.zone)
	return time.Date(d.Year(), d.Month(), d.Day(), firstHour, 0, 0, 0, j.app.zone), time.Date(d.Year(), d.Month(), d.Day(), lastHour, 0, 0, 0, j.app.zone)
}

// slotsAsk asks who is busy, not about too many at a time.
func slotsAsk(j *Job) error {
	for some := range slices.Chunk(j.Who, maxAsked) {
		if err := j.AskBusy(some); err != nil {
			return err
		}
	}
	return nil
}

// AskBusy asks freeBusy about some calendars.
func (j *Job) AskBusy(who []string) error {
	var items []any
	for _, email := range who {
		items = append(items, map[string]any{"id": email})
	}
	from, to := j.day()
	c := &Call{Method: http.MethodPost, Path: "freeBusy", Body: Object{"timeMin": from.Format(time.RFC3339), "timeMax": to.Format(time.RFC3339),
		"timeZone": j.Zone(), "items": items}}
	if err := j.Send(c); err != nil {
		return err
	}
	answer, err := c.Object()
	if err != nil {
		return err
	}
	for _, email := range who {
		j.Busy[email] = answer.Sub("calendars").Sub(email)
	}
	return nil
}

// slotsRead says who is free when. Whom Google could not look up is not free but unknown.
func slotsRead(j *Job) error {
	for _, email := range j.Who {
		told := j.Busy[email]
		p := Person{Email: email, Known: told != nil && len(told.List("errors")) == 0, Busy: []Span{}, Free: []Start{}}
		if !p.Known {
			p.Why = "空き状況を確認できません"
			j.People = append(j.People, p)
			continue
		}
		j.People = append(j.People, j.Free(p, told))
	}
	return nil
}

// Free works out when somebody is free.
func (j *Job) Free(p Person, told Object) Person {
	for _, b := range told.List("busy") {
		from, err := time.Parse(time.RFC3339, b.Text("start"))
		to, bad := time.Parse(time.RFC3339, b.Text("end"))
		if err == nil && bad == nil {
			p.Busy = append(p.Busy, Span{from, to})
		}
	}
	from, to := j.day()
	for at := from; !at.Add(time.Hour).After(to); at = at.Add(time.Hour) {
		if !slices.ContainsFunc(p.Busy, func(b Span) bool { return b.From.Before(at.Add(time.Hour)) && at.Before(b.To) }) {
			p.Free = append(p.Free, at)
		}
	}
	return p
}
