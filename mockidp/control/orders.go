package control

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"torii/fixtures/persona"
	"torii/mockidp"
	"torii/mockidp/plan"
)

// Order is a plan as it is posted to the control port.
type Order struct {
	Login    string          `json:"login" required:"true" doc:"sent by the browser as Torii-Login"`
	Run      string          `json:"run,omitempty" doc:"whose login it is: events and plans can be asked for by it"`
	Row      string          `json:"row,omitempty" doc:"what the login belongs to, as its events tell"`
	Provider string          `json:"provider" required:"true" doc:"id of a provider"`
	Persona  string          `json:"persona,omitempty" doc:"id of one of the provider's people; or person"`
	Person   *persona.Person `json:"person,omitempty" doc:"a person of one's own"`
	Subject  string          `json:"subject,omitempty" doc:"in place of the persona's own"`
	Other    string          `json:"other,omitempty" doc:"subject of somebody else, for swapped identities; default a fresh one"`
	SignedIn bool            `json:"signed_in,omitempty" doc:"the person already has a session at the provider"`
	Does     string          `json:"does,omitempty" enum:"approve,cancel,leave" doc:"what the person does; default approve"`
	After    string          `json:"after,omitempty" doc:"an earlier login of the same browser"`
	Late     string          `json:"late,omitempty" doc:"how old the authorization response is when it arrives, a duration such as 301s"`
	Faults   []string        `json:"faults,omitempty" doc:"torii list faults"`
	Quirks   []string        `json:"quirks,omitempty" doc:"torii list quirks"`
	Upstream []string        `json:"upstream,omitempty" doc:"faults of the provider that people are sent on to"`
}

// ofRun stands between a run and a row in the rows of events.
const ofRun = "/"

// row is the order's row as events are logged under it.
func (o Order) row() string {
	if o.Run == "" {
		return o.Row
	}
	return o.Run + ofRun + o.Row
}

// Planned is a plan that waits for its login, or was met by it.
type Planned struct {
	Login    string   `json:"login"`
	Run      string   `json:"run,omitempty"`
	Row      string   `json:"row,omitempty"`
	Provider string   `json:"provider"`
	Persona  string   `json:"persona,omitempty"`
	Subject  string   `json:"subject"`
	Does     string   `json:"does"`
	Bends    []string `json:"bends,omitempty" doc:"faults and quirks"`
}

// inRun reports whether a row belongs to a run; "" is all of them.
func inRun(row, run string) bool { return run == "" || strings.HasPrefix(row, run+ofRun) }

func (o Options) plans(r *http.Request) ([]Planned, error) {
	run, all := r.URL.Query().Get("run"), []Planned{}
	for _, p := range o.Mock.Plans.List() {
		if !inRun(p.Row, run) {
			continue
		}
		planned := Planned{Login: p.Login, Run: run, Row: strings.TrimPrefix(p.Row, run+ofRun), Provider: p.Provider, Persona: p.Person.ID,
			Subject: p.Person.Subject, Does: string(p.Does)}
		for _, b := range p.Bends {
			planned.Bends = append(planned.Bends, b.ID)
		}
		all = append(all, planned)
	}
	return all, nil
}

func (o Options) forget(r *http.Request) error {
	run, login := r.URL.Query().Get("run"), r.URL.Query().Get("login")
	o.Mock.Plans.Drop(func(p plan.Plan) bool { return inRun(p.Row, run) && (login == "" || p.Login == login) })
	return nil
}

func (o Options) plant(order Order) (Order, error) {
	p, err := o.Mock.Provider(order.Provider)
	if err != nil {
		return order, err
	}
	who, err := order.who(p.People)
	if err != nil {
		return order, err
	}
	does := plan.Deed(order.Does)
	switch does {
	case "":
		does = plan.Approve
	case plan.Approve, plan.Cancel, plan.Leave:
	default:
		return order, fmt.Errorf("does: got %q; allowed: %s, %s, %s", order.Does, plan.Approve, plan.Cancel, plan.Leave)
	}
	var late time.Duration
	if order.Late != "" {
		if late, err = time.ParseDuration(order.Late); err != nil {
			return order, fmt.Errorf("late: got %q; want a duration such as 301s", order.Late)
		}
	}
	if strings.Contains(order.Run, ofRun) {
		return order, fmt.Errorf("run: got %q; want no %q in it", order.Run, ofRun)
	}
	other := order.Other
	if other == "" {
		other = p.Profile.People.Subject(p.Rand)
	}
	return order, o.Mock.Plant(mockidp.Planting{Faults: order.Faults, Quirks: order.Quirks, Upstream: order.Upstream,
		Plan: plan.Plan{Login: order.Login, Row: order.row(), Provider: order.Provider, Person: who, SignedIn: order.SignedIn, Does: does,
			After: order.After, Late: late, Other: other}})
}

// who is the person of an order.
func (o Order) who(people []persona.Person) (persona.Person, error) {
	var who persona.Person
	switch found, ok := persona.Find(people, o.Persona); {
	case o.Person != nil && o.Persona != "":
		return who, fmt.Errorf("want persona or person, not both")
	case o.Person != nil && o.Person.Subject == "" && o.Subject == "":
		return who, fmt.Errorf("person: sub is missing")
	case o.Person != nil:
		who = *o.Person
	case !ok:
		return who, fmt.Errorf("persona: %s has no %q", o.Provider, o.Persona)
	default:
		who = found
	}
	if o.Subject != "" {
		who.Subject = o.Subject
	}
	return who, nil
}

// Clock is the mocks' time.
type Clock struct {
	Now    time.Time `json:"now"`
	Offset string    `json:"offset" doc:"how far it is ahead of the machine's"`
}

// Advance moves the clock.
type Advance struct {
	Advance string `json:"advance" required:"true" doc:"a duration such as 90m or -1h"`
}

func (o Options) clock() Clock {
	return Clock{Now: o.Mock.Now().UTC(), Offset: o.Mock.Clock.Offset().String()}
}

func (o Options) advance(a Advance) (Clock, error) {
	d, err := time.ParseDuration(a.Advance)
	if err != nil {
		return Clock{}, fmt.Errorf("advance: got %q; want a duration such as 90m or -1h", a.Advance)
	}
	o.Mock.Clock.Advance(d)
	return o.clock(), nil
}

// Keys asks for another signing key.
type Keys struct {
	Provider string `json:"provider" required:"true" doc:"id of a provider"`
	Rotate   string `json:"rotate" required:"true" enum:"scheduled,emergency,abrupt" doc:"announced before, or not; abrupt takes the old keys away at once"`
}

// Act is something that a person does at a provider outside of any login.
type Act struct {
	Provider string `json:"provider" required:"true" doc:"id of a provider"`
	Subject  string `json:"subject" required:"true" doc:"the person's subject"`
	Does     string `json:"does" required:"true" enum:"change-password,withdraw-consent" doc:"ends the refresh tokens, or all that was allowed"`
}

// Acts of a person outside of any login.
const (
	ChangesPassword  = "change-password"
	WithdrawsConsent = "withdraw-consent"
)

func (o Options) act(a Act) (Act, error) {
	switch a.Does {
	case ChangesPassword:
		return a, o.Mock.ChangePassword(a.Provider, a.Subject)
	case WithdrawsConsent:
		return a, o.Mock.WithdrawConsent(a.Provider, a.Subject)
	}
	return a, fmt.Errorf("does: got %q; allowed: %s, %s", a.Does, ChangesPassword, WithdrawsConsent)
}

// Consent is what a person allows at a provider.
type Consent struct {
	Consents bool `json:"consents" doc:"whether anything is allowed"`
}

func (o Options) consent(r *http.Request) (c Consent, err error) {
	c.Consents, err = o.Mock.Consents(r.URL.Query().Get("provider"), r.URL.Query().Get("subject"))
	return c, err
}
