package mockidp

import (
	"cmp"
	"fmt"
	"strings"

	"torii/mockidp/fault"
	"torii/mockidp/op"
	"torii/mockidp/plan"
	"torii/mockidp/profile"
	"torii/reports/event"
)

// Plant prepares one login. Unknown names, and faults that make no sense at the provider, are errors.
func (m *Mock) Plant(p Planting) error {
	p, planted, err := m.named(p)
	if err != nil {
		return err
	}
	if err := m.Plans.Put(p.Plan); err != nil {
		return err
	}
	m.log(p.Row, p.Login, planted)
	return nil
}

// named finds the faults and quirks of a planting, and what is logged of it.
func (m *Mock) named(p Planting) (Planting, event.Planted, error) {
	provider, err := m.Provider(p.Provider)
	if err != nil {
		return p, event.Planted{}, err
	}
	if p.Late != 0 && (p.Late < 0 || provider.Profile.Relay != nil) {
		return p, event.Planted{}, fmt.Errorf("late: got %s at %s; want a response that comes straight from the provider, and later than it does", p.Late, p.Provider)
	}
	planted := event.Planted{Provider: p.Provider, Persona: p.Person.ID, Subject: m.masker.Digest(p.Person.Subject), Does: string(p.Does)}
	for _, name := range p.Faults {
		f, ok := fault.Find(name)
		if !ok {
			return p, planted, fmt.Errorf("fault %q is unknown; see torii list faults", name)
		}
		if why := f.Why(provider.Profile); !why.IsZero() {
			return p, planted, fmt.Errorf("fault %q makes no sense at %s: %s", f.ID, p.Provider, why)
		}
		p.Bends = append(p.Bends, plan.Named{ID: f.ID, Bend: f.Bend})
		planted.Faults = append(planted.Faults, f.ID)
	}
	for _, name := range p.Quirks {
		q, ok := FindQuirk(provider.Profile, name)
		if !ok {
			return p, planted, fmt.Errorf("%s has no quirk %q that a scenario can plant; see torii list quirks", p.Provider, name)
		}
		p.Bends = append(p.Bends, plan.Named{ID: q.ID, Bend: q.Bend})
		planted.Quirks = append(planted.Quirks, q.ID)
	}
	p.Behind, err = m.behind(provider, p)
	return p, planted, err
}

// waitingRow is the row of what waits for people.
const waitingRow = ""

// Await lets a plan wait for a person's browser, which brings no login id. What belongs to no
// login can be planned for all alone: it is shown from now on.
func (m *Mock) Await(p Planting, reach plan.Reach, code string) error {
	p.Row = waitingRow
	p, planted, err := m.named(p)
	if err != nil {
		return err
	}
	for _, n := range p.Bends {
		if f, ok := fault.Find(n.ID); ok && f.Attack != "" {
			return fmt.Errorf("fault %q is an attack with the browser, not an answer of the provider: only torii run plays it", n.ID)
		}
		if n.Bend.Wide() && reach != plan.All {
			return fmt.Errorf("%q is shown to everybody, as keys and metadata belong to no login: plan it for %q", n.ID, plan.All)
		}
	}
	if err := m.Waiting.Add(plan.Waiting{Plan: p.Plan, Reach: reach, Code: code, Faults: planted.Faults, Quirks: planted.Quirks}); err != nil {
		return err
	}
	if reach != plan.All || !wide(p.Plan) {
		return nil
	}
	p.Login, p.Beside = waitingLogin+code, true
	if err := m.Plans.Put(p.Plan); err != nil {
		return err
	}
	m.log(p.Row, p.Login, planted)
	return nil
}

// waitingLogin begins the login under which a plan for all shows something to everybody.
const waitingLogin = "all-"

func wide(p plan.Plan) bool {
	for _, n := range p.Bends {
		if n.Bend.Wide() {
			return true
		}
	}
	return false
}

// TakeBack drops the waiting plan of a code, "" for all, with what it shows to everybody.
func (m *Mock) TakeBack(code string) {
	m.Waiting.Drop(func(w plan.Waiting) bool { return code == "" || w.Code == code })
	m.Plans.Drop(func(p plan.Plan) bool {
		rest, ok := strings.CutPrefix(p.Login, waitingLogin)
		return ok && (code == "" || rest == code)
	})
}

// arrivals gives people's logins ids, where they are to have some.
func (m *Mock) arrivals(byHand bool) op.Arrivals {
	if !byHand {
		return nil
	}
	return welcome{m}
}

type welcome struct{ m *Mock }

// Meet implements [op.Arrivals].
func (a welcome) Meet(provider, key, browser string, begins bool) string {
	login, w, met := a.m.Waiting.Meet(provider, key, browser, begins)
	if !met {
		return login
	}
	if a.m.Plans.Put(ofOne(w.Plan)) != nil {
		return login // an id is given once: nobody else has one of that login
	}
	a.m.log(w.Row, login, event.Planted{Provider: w.Provider, Persona: w.Person.ID, Subject: a.m.masker.Digest(w.Person.Subject),
		Does: cmp.Or(string(w.Does), string(plan.Approve)), Faults: w.Faults, Quirks: w.Quirks})
	return login
}

// ofOne is the plan without what everybody is shown already.
func ofOne(p plan.Plan) plan.Plan {
	var own []plan.Named
	for _, n := range p.Bends {
		if !n.Bend.Wide() {
			own = append(own, n)
		}
	}
	p.Bends = own
	return p
}

// Over implements [op.Arrivals].
func (a welcome) Over(key string) { a.m.Waiting.Over(key) }

// panel is what a provider's login page offers: its faults, but those that are no answer of its own.
func (m *Mock) panel(p profile.Profile, on bool) *op.Panel {
	if !on {
		return nil
	}
	panel := &op.Panel{Plan: func(login string, faults []string) error { return m.plantByHand(p.ID, login, faults) }}
	for _, f := range fault.All() {
		if f.Why(p).IsZero() && f.Attack == "" && !f.Bend.Wide() {
			panel.Offers = append(panel.Offers, op.Offer{ID: f.ID, Name: f.Name})
		}
	}
	return panel
}

// plantByHand plans faults for a login of a person who goes on by hand, in place of what was planned.
func (m *Mock) plantByHand(provider, login string, faults []string) error {
	who, err := m.Provider(provider)
	if err != nil {
		return err
	}
	p := Planting{Faults: faults, Plan: plan.Plan{Login: login, Provider: provider, ByHand: true, Does: plan.Approve, Other: who.Profile.People.Subject(who.Rand)}}
	if _, _, err := m.named(p); err != nil {
		return err
	}
	m.Plans.Drop(func(p plan.Plan) bool { return p.Login == login })
	return m.Plant(p)
}
