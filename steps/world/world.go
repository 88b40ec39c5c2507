// Package world holds the state of one scenario and what can be done and asked in
// it, in terms of people, providers and outcomes.
//
// It judges nothing: it logs what is expected and what was seen. It knows neither
// Gherkin nor the words of the steps.
package world

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"torii/fixtures/persona"
	"torii/mockidp"
	"torii/mockidp/fault"
	"torii/mockidp/op"
	"torii/mockidp/plan"
	"torii/mockidp/profile"
	"torii/mockidp/seed"
	"torii/reports/event"
	"torii/rpclient/driver"
	"torii/rpclient/target"
	"torii/steps/bench"
)

// World is one scenario.
type World struct {
	Row  string
	Rule string // of the scenario, which its quirk brings where no tag does; a fault has its own

	name    string // of this attempt, in login ids
	anew    func(ctx context.Context) (*bench.Bay, error)
	bay     *bench.Bay
	log     *event.Log
	masker  *event.Masker
	rand    *seed.Source
	ground  func(ctx context.Context, on event.Ground, of string) (event.Rested, error)
	control func(ctx context.Context, provider string) (event.Controlled, error)

	template string
	does     plan.Deed
	later    bool
	slow     time.Duration // at the provider, in the next login
	late     time.Duration // between response and callback, in the next login
	faults   []fault.Fault
	quirks   []profile.Quirk
	upstream []string // faults of the provider that people are sent on to
	aimed    []string // the providers at which faults and quirks were planted

	browser  driver.Browser
	who      persona.Person
	messages []op.Message              // what the provider told of itself
	answers  []int                     // the target's answers to that, as status
	victims  map[string]persona.Person // by provider, of a target that registers people first
	logins   []*login
	beside   bool           // what the row has a provider show to everybody comes beside what other rows do
	changed  []func()       // put back what was set at providers
	waiting  []*http.Cookie // of a login that somebody has only begun
	begun    []url.Values   // the requests of logins that were only begun
	count    int
	opened   []driver.Browser
	shown    latest // what the session page showed last
	probed   glimpse
	blank    bool     // without a session the session page names nobody, and says nothing else
	named    bool     // the session page has named somebody
	seen     exposure // what browsers have met of what is secret
	leaked   bool     // a browser has met a secret of the target's

	calendar *calendar        // of a scenario about interviews
	roles    map[string]*role // the people of a scenario about several, by name
	measured map[string]bool  // providers whose honest login is in the log

	registered map[string]bool                     // by provider and subject: who has become a member before what was planted
	begins     func(target.Control) target.Control // how the next login is begun; nil: as it is
	unanswered bool                                // the next login leaves the target's question to newcomers unanswered
}

// Options are what a world is made of.
type Options struct {
	Row, Rule string
	Bay       *bench.Bay
	Log       *event.Log
	Masker    *event.Masker
	Salt      string
	// Control returns how the target's honest login at a provider goes.
	Control func(ctx context.Context, provider string) (event.Controlled, error)
	// Ground returns whether the target does honestly what rows rest on; nil asks nobody.
	Ground func(ctx context.Context, on event.Ground, of string) (event.Rested, error)
	// Anew starts the target anew before the scenario's first login; nil leaves it as it is.
	Anew func(ctx context.Context) (*bench.Bay, error)
	// Beside tells that what the row has a provider show to everybody comes beside what other rows do.
	Beside bool
	// Attempt counts from 1 how often the row is run: people of a second attempt are new.
	Attempt int
}

// New returns the world of one scenario.
func New(o Options) *World {
	name := o.Row
	if o.Attempt > 1 {
		name += "#again" + strconv.Itoa(o.Attempt)
	}
	return &World{Row: o.Row, Rule: o.Rule, name: name, bay: o.Bay, log: o.Log, masker: o.Masker, anew: o.Anew,
		rand: seed.New(o.Salt, name+" world"), control: o.Control, ground: o.Ground, does: plan.Approve,
		victims: map[string]persona.Person{}, registered: map[string]bool{}, beside: o.Beside}
}

// ErrUnusable is wrapped by every problem of the harness, its files or the
// environment: nothing is said about the target.
var ErrUnusable = errors.New("harness")

func unusable(format string, args ...any) error {
	return fmt.Errorf("%w: %w", ErrUnusable, fmt.Errorf(format, args...))
}

// ErrVacuous ends a scenario that could say nothing, because the honest login fails.
var ErrVacuous = errors.New("the honest login fails")

// ErrSettled ends a scenario of which all is told: the target refused to start.
var ErrSettled = errors.New("the outcome is known already")

// Gone reports whether the target's process has ended.
func (w *World) Gone() bool {
	if w.bay.Gone == nil {
		return false
	}
	gone, _ := w.bay.Gone()
	return gone
}

// Gather logs what the mocks have seen of the row, where they do not do so themselves.
func (w *World) Gather() { w.facts() }

// facts are what is known of the row so far, the mocks' part included.
func (w *World) facts() []event.Event {
	if err := w.bay.Sync(); err != nil {
		w.Broke(err)
	}
	return w.log.Row(w.Row)
}

func (w *World) add(login string, fact event.Fact) { w.log.Add(w.Row, login, fact) }

// Person chooses the persona that the scenario is about.
func (w *World) Person(template string) error {
	w.template, w.who = template, persona.Person{}
	return nil
}

// Cancels makes the person say no at the provider.
func (w *World) Cancels() error {
	w.does = plan.Cancel
	return nil
}

// Reconsiders makes the person go on after having said no.
func (w *World) Reconsiders() error {
	w.does = plan.Approve
	return nil
}

// Broke logs trouble that says nothing about the target.
func (w *World) Broke(problem error) {
	w.add("", event.Broke{Problem: w.masker.ScrubLines(problem.Error())})
}

// Changed makes the person come with what they have changed at the provider since.
func (w *World) Changed() error {
	w.later = true
	return nil
}

// PlantFault prepares a fault for the next login at a provider, by name.
func (w *World) PlantFault(provider, name string) error {
	id, err := w.Provider(provider)
	if err != nil {
		return err
	}
	f, ok := fault.Find(name)
	if !ok {
		return unusable("no fault is called %q; see torii list faults", name)
	}
	w.faults, w.aimed = append(w.faults, f), append(w.aimed, id)
	w.add("", event.Prepared{ID: f.ID, Provider: id, Endpoint: string(endpointOf(f.Place())), Param: f.Param, Uses: string(f.Uses)})
	if f.Hangs && w.bay.Hurry != nil {
		return w.bay.Hurry()
	}
	return nil
}

// PlantQuirk prepares a provider's quirk for the next login, by name.
func (w *World) PlantQuirk(provider, name string) error {
	p, err := w.profile(provider)
	if err != nil {
		return err
	}
	q, ok := mockidp.FindQuirk(p, name)
	if !ok {
		return unusable("%s has no quirk called %q; see torii list quirks", provider, name)
	}
	w.quirks, w.aimed = append(w.quirks, q), append(w.aimed, p.ID)
	w.add("", event.Prepared{ID: q.ID, Provider: p.ID, Endpoint: string(endpointOf(q.Bend.Place()))})
	return nil
}

// takeUp makes a login meet what was planted, all of it at the login's own provider.
func (w *World) takeUp(l *login) error {
	for _, at := range w.aimed {
		if at != l.provider {
			return unusable("something is planted at %s, and the login that should meet it is at %s: name one provider in both sentences", at, l.provider)
		}
	}
	l.faults, l.quirks, l.upstream = w.faults, w.quirks, w.upstream
	w.faults, w.quirks, w.upstream, w.aimed = nil, nil, nil, nil
	return nil
}

// Provider returns the id of a provider by its name in either language.
func (w *World) Provider(name string) (string, error) {
	id, _, err := w.entrance(name)
	return id, err
}

// entrance returns the id of a provider and the way to sign in with it.
func (w *World) entrance(name string) (provider, way string, err error) {
	p, way, ok := mockidp.Entrance(name)
	if !ok {
		return "", "", unusable("no provider is called %q; see torii list providers", name)
	}
	return p.ID, way, nil
}

func (w *World) profile(name string) (profile.Profile, error) {
	id, err := w.Provider(name)
	if err != nil {
		return profile.Profile{}, err
	}
	return mockidp.Profile(id)
}

// person returns the scenario's person at a provider, minted once.
func (w *World) person(provider string) (persona.Person, error) {
	if w.who.Subject == "" {
		who, err := w.mint(provider, w.template)
		if err != nil {
			return persona.Person{}, err
		}
		w.who = who
	}
	if w.later {
		return w.who.AsLater(), nil
	}
	return w.who, nil
}

// mint makes a fresh person; addresses are made fresh too, so that no two rows meet in a target's database.
func (w *World) mint(provider, template string) (persona.Person, error) {
	p, err := w.bay.Mock.Provider(provider)
	if err != nil {
		return persona.Person{}, unusable("%w", err)
	}
	if template == "" {
		template = p.People[0].ID
	}
	who, err := w.bay.Mock.Mint(provider, template, w.rand)
	if err != nil {
		return persona.Person{}, unusable("%w", err)
	}
	tag := w.rand.String(seed.LowerHex, mailTag)
	who.Email = fresh(who.Email, tag)
	if who.Later != nil {
		later := *who.Later
		later.Email = fresh(later.Email, tag)
		who.Later = &later
	}
	w.masker.Learn(who.Subject)
	return who, nil
}

// mailTag is how many characters make an address fresh.
const mailTag = 8

func fresh(address, tag string) string {
	if address == "" {
		return ""
	}
	return tag + "." + address
}

// stranger is somebody else at the same provider.
func (w *World) stranger(provider string) (persona.Person, error) { return w.mint(provider, "") }

func (w *World) nextLogin() string {
	w.count++
	return w.bay.Mark() + w.name + "#" + strconv.Itoa(w.count)
}

// Close gives back what the scenario used, and leaves the mocks as they were found.
func (w *World) Close() {
	w.bay.Mock.Forget(w.Row)
	for _, restore := range slices.Backward(w.changed) {
		restore()
	}
	for _, b := range w.opened {
		if c, ok := b.(interface{ Close() }); ok {
			c.Close()
		}
	}
	w.bay.Close()
}

// Screenshot is a picture of what the last login's browser shows, where the browser can take one.
func (w *World) Screenshot(ctx context.Context) ([]byte, bool) {
	last, err := w.last()
	if err != nil {
		return nil, false
	}
	o, ok := last.browser.(*observed)
	if !ok {
		return nil, false
	}
	camera, ok := o.Browser.(interface {
		Screenshot(context.Context) ([]byte, error)
	})
	if !ok {
		return nil, false
	}
	ctx, cancel := context.WithTimeout(ctx, w.bay.Deadline)
	defer cancel()
	picture, err := camera.Screenshot(ctx)
	return picture, err == nil
}
