package interview

import (
	"context"
	"net/url"
	"time"
)

// Job is one thing that is wanted of the product, on its way through the steps. Which
// fields are filled depends on the stage.
type Job struct {
	app *App
	ctx context.Context

	Customer Customer
	Given    Given          // of a check: what was handed over
	Claims   map[string]any // of the assertion
	Grant    Object         // the token endpoint's answer
	Call     *Call          // under way

	Wanted *Interview
	Params url.Values // of the write
	Body   Object     // of the write
	Event  Object     // as Google tells it
	Clash  bool       // the id of an insert was taken: Event is what has it
	Lost   error      // what a deletion or a listing came to, for the step after it

	Who    []string // whose time is asked for
	Day    time.Time
	Busy   map[string]Object // by calendar, as answered
	People []Person

	Query  url.Values // of a listing
	Full   bool       // it is one of everything
	Items  []Object
	Next   string // sync token
	Notice Notification
}

// Context ends when whoever wants the job has gone.
func (j *Job) Context() context.Context { return j.ctx }

// Now is the product's time.
func (j *Job) Now() time.Time { return j.app.config.Now() }

// Zone is the name of the zone that interviews are in.
func (j *Job) Zone() string { return j.app.config.Zone }

// Wait waits between two tries, or ends with the context.
func (j *Job) Wait(d time.Duration) error { return j.app.config.Wait(j.ctx, d) }

// Reference does what the step of that name ought to do.
func (j *Job) Reference(step string) error {
	for _, s := range Steps() {
		if s.Name == step {
			return s.Do(j)
		}
	}
	return input("want the name of a step, got " + step)
}

// events is the path of the sender's events, or of one of them.
func (j *Job) events(id string) string {
	path := "calendars/" + url.PathEscape(j.Customer.Sender) + "/events"
	if id != "" {
		path += "/" + url.PathEscape(id)
	}
	return path
}

// Fetch reads the event from Google.
func (j *Job) Fetch(id string) (Object, error) {
	c := &Call{Method: "GET", Path: j.events(id)}
	if err := j.Send(c); err != nil {
		return nil, err
	}
	return c.Object()
}

// Write sends an event: by POST as a new one, else to the one of that id, held to a
// version where one is named.
func (j *Job) Write(method, id, version string) (Object, error) {
	c := &Call{Method: method, Path: j.events(id), Query: j.Params, Body: j.Body, IfMatch: version}
	if err := j.Send(c); err != nil {
		return nil, err
	}
	return c.Object()
}
