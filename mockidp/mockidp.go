// Package mockidp is the set of mocked providers behind one handler, reached by
// their real host names. Doors translate between those and what a caller can reach.
package mockidp

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"torii/fixtures/client"
	"torii/fixtures/persona"
	"torii/fixtures/workspace"
	"torii/mockidp/clock"
	"torii/mockidp/ledger"
	"torii/mockidp/op"
	"torii/mockidp/plan"
	"torii/mockidp/profile"
	"torii/mockidp/provider/apple"
	"torii/mockidp/provider/gbizid"
	"torii/mockidp/provider/google"
	"torii/mockidp/provider/line"
	"torii/mockidp/provider/socialplus"
	"torii/mockidp/provider/yahoo"
	"torii/mockidp/quirk"
	"torii/mockidp/seed"
	"torii/mockidp/shuffle"
	"torii/reports/event"
)

// Profiles lists every mocked provider. Adding one is one line here.
func Profiles() []profile.Profile {
	return []profile.Profile{
		line.Profile(),
		google.Profile(),
		yahoo.Profile(),
		gbizid.Production(),
		gbizid.Verification(),
		socialplus.Profile(),
		apple.Profile(),
	}
}

// known are the profiles, described once a process: they are looked up for every row and tag.
var known = sync.OnceValue(Profiles)

// Profile returns the provider of that id; an unknown id is an error that lists the known ones.
func Profile(id string) (profile.Profile, error) {
	var ids []string
	for _, p := range known() {
		if p.ID == id {
			return p, nil
		}
		ids = append(ids, p.ID)
	}
	return profile.Profile{}, fmt.Errorf("provider %q is unknown; allowed: %s", id, strings.Join(ids, ", "))
}

// Options are what a set of mocks is made of; the zero value is useful.
type Options struct {
	Clock   *clock.Clock
	Salt    string // with Name, the seed of everything the mocks choose
	Name    string
	Names   profile.Spelling            // default: real addresses
	Set     map[string]string           // switches by "provider.name"
	Clients map[string][]client.Client  // by provider; default: the embedded ones
	People  map[string][]persona.Person // by provider; default: the embedded ones
	Log     func(row, login string, fact event.Fact)
	Masker  *event.Masker
	// Shuffle is the seed by which what a provider leaves open is varied; "" varies nothing.
	Shuffle string
	Explain func(op.Explanation)
	// ByHand lets plans wait for people, who bring no login id: [Mock.Waiting].
	ByHand bool
	Watch  op.Watcher // is shown in clear what is logged as digests; nil shows nobody
	Panel  bool       // login pages offer plans to people
	// Outbound carries what the mocks send of themselves, such as notifications; nil sends nothing.
	Outbound http.RoundTripper
	// Workspace is what the fake Google Calendar begins with; nil: the embedded one.
	Workspace *workspace.Document
}

// Mock is a set of mocked providers. It is safe for concurrent use.
type Mock struct {
	Clock *clock.Clock
	Plans *plan.Book
	// Waiting are the plans for people, where the mocks are made [Options.ByHand].
	Waiting *plan.Queue

	log       func(row, login string, fact event.Fact)
	masker    *event.Masker
	ledger    *ledger.Ledger
	providers []*op.Provider
	hosts     map[string][]*op.Provider
	services  []Service
	attacker  *attacker
}

// New returns the mocks; an unknown switch, value, trait or setting is an error.
func New(o Options) (*Mock, error) {
	o = o.withDefaults()
	m := &Mock{Clock: o.Clock, Plans: plan.NewBook(), Waiting: &plan.Queue{}, log: o.Log, masker: o.Masker, ledger: &ledger.Ledger{}, hosts: map[string][]*op.Provider{}, attacker: &attacker{}}
	set, err := bySwitch(o.Set)
	if err != nil {
		return nil, err
	}
	profiles := known()
	for i, p := range profiles {
		clients, people, err := o.fixtures(p)
		if err != nil {
			return nil, err
		}
		made, err := op.New(op.Options{
			Profile: p, Clients: clients, People: people, Set: set[p.ID], Names: o.Names,
			Foreign: profiles[(i+1)%len(profiles)].Issuer, Neighbour: neighbour(profiles, i), Plans: m.Plans, Ledger: m.ledger, Now: o.Clock.Now,
			Rand: seed.New(o.Salt, o.Name+" "+p.ID), Shuffle: shuffle.New(o.Shuffle, o.Name+" "+p.ID), Log: o.Log, Masker: o.Masker, Explain: o.Explain,
			Outbound: o.Outbound, Peers: peers{m}, Left: m.attacker.leave,
			Arrive: m.arrivals(o.ByHand), Watch: o.Watch, Panel: m.panel(p, o.Panel),
		})
		if err != nil {
			return nil, err
		}
		m.providers = append(m.providers, made)
		for _, host := range made.Hosts() {
			m.hosts[host] = append(m.hosts[host], made)
		}
	}
	m.services, err = services(o, set)
	return m, err
}

// neighbour is the key of the next provider that signs by the same algorithm.
func neighbour(all []profile.Profile, of int) string {
	for i := range all {
		p := all[(of+1+i)%len(all)]
		if p.ID != all[of].ID && p.IDToken.Alg == all[of].IDToken.Alg && p.Keys.Current != all[of].Keys.Current {
			return p.Keys.Current
		}
	}
	return ""
}

func (o Options) withDefaults() Options {
	if o.Clock == nil {
		o.Clock = &clock.Clock{}
	}
	if o.Names == nil {
		o.Names = profile.Real{}
	}
	if o.Log == nil {
		o.Log = func(string, string, event.Fact) {}
	}
	if o.Masker == nil {
		o.Masker = event.NewMasker()
	}
	return o
}

func (o Options) fixtures(p profile.Profile) (clients []client.Client, people []persona.Person, err error) {
	clients, ok := o.Clients[p.ID]
	if !ok {
		if clients, err = client.Default(p.ID); err != nil {
			return nil, nil, err
		}
	}
	people, ok = o.People[p.ID]
	if !ok {
		if people, err = persona.Default(p.ID); err != nil {
			return nil, nil, err
		}
	}
	for _, person := range people {
		for trait := range person.Traits {
			if !slices.Contains(p.People.Traits, trait) {
				return nil, nil, fmt.Errorf("persona %s of %s: unknown trait %q; allowed: %s",
					person.ID, p.ID, trait, strings.Join(p.People.Traits, ", "))
			}
		}
	}
	return clients, people, nil
}

// bySwitch sorts "provider.name" values by provider.
func bySwitch(set map[string]string) (map[string]map[string]string, error) {
	sorted := map[string]map[string]string{}
	for full, value := range set {
		id, name, ok := strings.Cut(full, ".")
		if !ok {
			return nil, fmt.Errorf("switch %q: want PROVIDER.NAME, for example google.iss_parameter", full)
		}
		if _, err := Profile(id); err != nil && !isService(id) {
			return nil, fmt.Errorf("switch %q: %w", full, err)
		}
		if sorted[id] == nil {
			sorted[id] = map[string]string{}
		}
		sorted[id][name] = value
	}
	return sorted, nil
}

// Provider returns the mocked provider of that id.
func (m *Mock) Provider(id string) (*op.Provider, error) {
	for _, p := range m.providers {
		if p.Profile.ID == id {
			return p, nil
		}
	}
	_, err := Profile(id)
	return nil, err
}

// Providers returns the mocked providers in their listed order.
func (m *Mock) Providers() []*op.Provider { return m.providers }

// Mocks reports whether a host is one of the mocked ones, or of the attacker's.
func (m *Mock) Mocks(host string) bool {
	return len(m.hosts[host]) > 0 || m.serves(host) || slices.Contains(plantedHosts(), host)
}

// Served returns every host that a door has to lead here: the mocked ones and the attacker's.
func (m *Mock) Served() []string { return append(m.Hosts(), plantedHosts()...) }

// Hosts returns every mocked host.
func (m *Mock) Hosts() []string {
	var hosts []string
	for _, p := range m.providers {
		hosts = append(hosts, p.Hosts()...)
	}
	for _, s := range m.services {
		hosts = append(hosts, s.Hosts()...)
	}
	slices.Sort(hosts)
	return slices.Compact(hosts)
}

// ServeHTTP answers a request whose Host is a mocked host, at its real path.
func (m *Mock) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if slices.Contains(plantedHosts(), r.Host) {
		m.lured(w, r)
		return
	}
	if s := m.claiming(r); s != nil {
		s.ServeHTTP(w, r)
		return
	}
	for _, p := range m.hosts[r.Host] {
		if _, ok := p.Route(r.Host, r.URL.Path); ok {
			p.ServeHTTP(w, r)
			return
		}
	}
	m.strayed(r)
	m.notFound(w, r)
}

// Planting is a plan with its faults and quirks still named.
type Planting struct {
	plan.Plan
	Faults, Quirks []string // identifiers, or names in either language
	Upstream       []string // faults of the provider that people are sent on to
}

// FindQuirk returns the quirk of that id or name, the provider's own or a common
// one, if a scenario can plant it.
func FindQuirk(p profile.Profile, name string) (profile.Quirk, bool) {
	for _, q := range slices.Concat(p.Quirks, quirk.Common()) {
		if q.Plays() && q.Why(p).IsZero() && (name == q.ID || name == q.Name.JA || name == q.Name.EN) {
			return q, true
		}
	}
	return profile.Quirk{}, false
}

// Mint returns a fresh person of a template, with a subject in the provider's own format.
func (m *Mock) Mint(provider, template string, r *seed.Source) (persona.Person, error) {
	p, err := m.Provider(provider)
	if err != nil {
		return persona.Person{}, err
	}
	who, ok := persona.Find(p.People, template)
	if !ok {
		return persona.Person{}, fmt.Errorf("%s has no persona %q", provider, template)
	}
	who.Subject = p.Profile.People.Subject(r)
	if renew := p.Profile.People.Mint; renew != nil {
		renew(&who, r)
	}
	return withoutAccounts(p, who), nil
}

// Now returns the mocks' time.
func (m *Mock) Now() time.Time { return m.Clock.Now() }
