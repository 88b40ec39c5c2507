// Package bench puts a target in front of the mocks: a pair of its own for every
// scenario where the target is built in, one shared pair where it is a process.
//
// It knows no scenario.
package bench

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"torii/fixtures/client"
	"torii/fixtures/key"
	"torii/fixtures/persona"
	"torii/mockidp"
	"torii/mockidp/control/remote"
	"torii/reports/event"
	"torii/rpclient/driver"
	httpdriver "torii/rpclient/driver/http"
	"torii/rpclient/target"
)

// Bench brings up bays.
type Bench interface {
	// Open returns a bay for one row.
	Open(row string) (*Bay, error)
	Target() target.Description
	// Shared tells that all rows use one target and one set of mocks.
	Shared() bool
	// OwnMocks tells that no other run uses the mocks.
	OwnMocks() bool
	// Guarded tells that whatever the target asks of other hosts is seen, and goes nowhere.
	Guarded() bool
	// Parallel is how many rows may run at a time; 0 is as many as one likes.
	Parallel() int
	// Restartable tells that the target can be started anew.
	Restartable() bool
	// Restart ends the target, where it still runs, and starts it again at the same
	// place; the mocks stay as they are. No other row may be under way, unless the target has ended by itself.
	Restart(ctx context.Context) error
	Close()
}

// Bay is a target in front of mocks, ready for a browser.
type Bay struct {
	Mock      *mockidp.Mock
	Target    target.Description
	Transport http.RoundTripper
	RealHost  func(*url.URL) string
	Admit     func(*url.URL) error // what a browser may ask at all; nil: the transport knows
	Deadline  time.Duration        // of one navigation
	Gone      func() (bool, error) // whether the target's process has ended; nil where that cannot be told
	Printed   func() []string      // the lines that the target has printed, masked; nil: they are in the log
	Settles   time.Duration        // how long after a key fetch the target may leave an unknown key unknown
	Advance   func(time.Duration)  // moves the clock of mocks and target; nil where they have none in common
	// Members are the target's, as far as they are known.
	Members *Members
	pace    *pacer
	mocked  func(*url.URL) bool // whether an address leads to a mock; nil: every one with a mocked host does
	meter   *meter              // nil measures nothing
	// Hurry makes a target that waits for the row's sake wait less; nil where it does as it does.
	Hurry     func() error
	AskFirst  func() error // makes a target ask people before they become members, by a form it has for that; nil where it does as it does
	open      Opener       // nil: a browser over HTTP
	close     func()
	elsewhere *remote.Mock // the mocks, where they are not the run's own; Mock is then what is known of them
	mark      string
}

// Mocks are what a scenario asks for its own people: of the run's own mocks, or of
// mocks elsewhere that other runs use at the same time.
type Mocks interface {
	Plant(mockidp.Planting) error
	ChangePassword(provider, subject string) error
	WithdrawConsent(provider, subject string) error
	Consents(provider, subject string) (bool, error)
}

// Mocks are where the scenario's logins take place.
func (b *Bay) Mocks() Mocks {
	if b.elsewhere != nil {
		return b.elsewhere
	}
	return b.Mock
}

// Mark begins the id of every login, so that no two runs have one in common.
func (b *Bay) Mark() string { return b.mark }

// Sync logs what the mocks have seen, where they do not log it themselves.
func (b *Bay) Sync() error {
	if b.elsewhere == nil {
		return nil
	}
	return b.elsewhere.Sync()
}

// Close gives the bay back.
func (b *Bay) Close() { b.close() }

// Pace waits until the target's limits allow one login more.
func (b *Bay) Pace(ctx context.Context) error {
	if b.pace == nil {
		return nil
	}
	defer b.meter.waits()()
	return b.pace.wait(ctx)
}

// Mocked reports whether an address leads to a mock.
func (b *Bay) Mocked(u *url.URL) bool {
	if b.mocked != nil {
		return b.mocked(u)
	}
	return b.Mock.Mocks(b.RealHost(u))
}

// Browser returns a new browser.
func (b *Bay) Browser(onHop func(driver.Hop)) driver.Browser {
	if b.open != nil {
		opened, err := b.open(onHop)
		if err != nil {
			return unopened{err}
		}
		return opened
	}
	through := b.Transport
	if b.meter != nil {
		through = b.meter.browsing(through, b.Mocked)
	}
	return b.overHTTP(through, onHop)
}

// overHTTP returns a browser without JavaScript.
func (b *Bay) overHTTP(through http.RoundTripper, onHop func(driver.Hop)) driver.Browser {
	return httpdriver.New(httpdriver.Options{Transport: through, RealHost: b.RealHost, Mocked: b.Mocked, Admit: b.Admit,
		Now: b.Mock.Now, OnHop: onHop})
}

// Options are common to all benches.
type Options struct {
	Log    *event.Log
	Masker *event.Masker
	Salt   string
	Shard  string // which part of the rows is run, "i/n"; "" is all of them
	// Shuffle is the seed by which the mocks vary what a provider leaves open; "" varies nothing.
	Shuffle string
	Set     map[string]string
	// Drive is the kind of browser; nil is one over HTTP. The reference RP opens no
	// port, so it can have no other.
	Drive Drive
	// Deadline of one navigation, where the target's file names none; default 10 s.
	Deadline time.Duration
	// Installs is told each line that the file's setup prints, while it runs; nil tells nobody.
	Installs func(line string)
}

func (o Options) deadline() time.Duration {
	if o.Deadline == 0 {
		return defaultDeadline
	}
	return o.Deadline
}

const defaultDeadline = 10 * time.Second

// fixtures are the embedded clients and people, read once for a bench.
type fixtures struct {
	clients map[string][]client.Client
	people  map[string][]persona.Person
}

func loadFixtures(callbacks map[string]string) (fixtures, error) {
	f := fixtures{map[string][]client.Client{}, map[string][]persona.Person{}}
	for _, p := range mockidp.Profiles() {
		clients, err := client.Default(p.ID)
		if err != nil {
			return f, err
		}
		for i := range clients {
			if _, err := key.PEM(clients[i].Key); clients[i].Key != "" && err != nil {
				return f, err
			}
			clients[i].Loopback = false // a target is held to what is registered for it
			for _, way := range p.WayIDs() {
				if back, ok := callbacks[way]; ok {
					clients[i].RedirectURIs = append(clients[i].RedirectURIs, back)
				}
			}
		}
		people, err := persona.Default(p.ID)
		if err != nil {
			return f, err
		}
		f.clients[p.ID], f.people[p.ID] = clients, people
	}
	return f, nil
}

// registration is what the target is registered with: the provider's first client.
func (f fixtures) registration(provider string) target.Registration {
	c := f.clients[provider][0]
	return registrationOf(c)
}

func registrationOf(c client.Client) target.Registration {
	r := target.Registration{ClientID: c.ClientID, Secret: c.Secret, APIKey: c.Set["api_key"], Team: c.Team, KeyID: c.KeyID}
	if c.Key != "" {
		r.Key, _ = key.PEM(c.Key) // loadFixtures has read it
	}
	return r
}

// registrations are what the target is registered with, by provider and way to sign in with it.
func (f fixtures) registrations() map[string]target.Registration {
	all := map[string]target.Registration{}
	for _, p := range mockidp.Profiles() {
		for _, way := range p.WayIDs() {
			all[way] = f.registration(p.ID)
		}
	}
	return all
}

// register puts other clients in place of the ones the target is registered with.
func (f fixtures) register(clients map[string]target.Registration) {
	for provider, c := range clients {
		f.clients[provider][0].ClientID = c.ClientID
		if c.Secret != "" {
			f.clients[provider][0].Secret = c.Secret
		}
	}
}

// secrets makes the masker know every registered secret.
func (f fixtures) secrets(m *event.Masker) {
	for _, clients := range f.clients {
		for _, c := range clients {
			m.Keep(c.Secret, c.Set["api_key"])
		}
	}
}
