package mockidp

import (
	"net/http"
	"slices"

	"torii/fixtures/text"
	"torii/mockidp/control/route"
	"torii/mockidp/gcal"
	"torii/mockidp/op"
	"torii/mockidp/profile"
	"torii/mockidp/shuffle"
)

// Service is a mocked API beside the login providers, which may share hosts and even
// addresses with them: it is asked first whether a request is its own.
type Service interface {
	ID() string                  // also of its switches, and its tag in scenarios
	Name() text.Both             // for people
	Place() string               // on the control port
	Hosts() []string             // real hosts
	Claims(r *http.Request) bool // leaves the body readable
	Routes() []route.Route       // below /Place on the control port
	http.Handler
}

// known service: how it is made, and how its switches are checked.
type knownService struct {
	id         string
	name       text.Both
	list       func() []profile.Switch
	announced  []profile.Dated
	behaviours func() []profile.Behaviour
	grounds    func() []profile.Ground
	unplayed   func() []profile.Left
	check      func(set map[string]string) error
	make       func(Options, map[string]string) (Service, error)
}

// knownServices lists every mocked service. Adding one is one entry here.
var knownServices = []knownService{
	{id: gcal.ID, name: gcal.Name(), list: gcal.Switches, announced: gcal.Announced(), behaviours: gcal.Behaviours, grounds: gcal.Grounds, unplayed: gcal.NotPlayed,
		check: func(set map[string]string) error { _, err := gcal.Check(set); return err }, make: calendar},
}

func calendar(o Options, set map[string]string) (Service, error) {
	var explain func(string, text.Both)
	if o.Explain != nil {
		explain = func(method string, says text.Both) {
			o.Explain(op.Explanation{Provider: gcal.ID, Endpoint: profile.Endpoint(method), Says: says})
		}
	}
	return gcal.New(gcal.Options{Clock: o.Clock, Salt: o.Salt + " " + o.Name, Names: o.Names, Set: set, Shuffle: shuffle.New(o.Shuffle, o.Name+" "+gcal.ID), Workspace: o.Workspace, Push: o.Outbound,
		Log: o.Log, Masker: o.Masker, Explain: explain})
}

// Named is whom a Relying Party can be a client of: a login provider or a mocked service.
type Named struct {
	ID       string
	Name     text.Both
	Switches []profile.Switch
	Service  bool // logs nobody in
	// Announced are changes of a day that no switch plays.
	Announced  []profile.Dated
	Behaviours []profile.Behaviour // what is played
	Grounds    []profile.Ground    // what that is known by
	NotPlayed  []profile.Left
}

// AllNamed lists every login provider, and after them every service.
func AllNamed() []Named {
	var all []Named
	for _, p := range known() {
		all = append(all, Named{ID: p.ID, Name: p.Name, Switches: p.Switches, Announced: p.Announced})
	}
	for _, k := range knownServices {
		all = append(all, Named{ID: k.id, Name: k.name, Switches: k.list(), Announced: k.announced, Service: true})
	}
	return all
}

// Told lists them with what they are played to do, what that is known by, and what they leave out.
func Told() []Named {
	all := AllNamed()
	for i, p := range known() {
		all[i].Behaviours, all[i].Grounds, all[i].NotPlayed = p.Behaviours(), p.Grounds, p.NotPlayed()
	}
	for i, k := range knownServices {
		n := &all[len(known())+i]
		n.Behaviours, n.Grounds, n.NotPlayed = k.behaviours(), k.grounds(), k.unplayed()
	}
	return all
}

// IsNamed reports whether an id is that of a login provider or of a service.
func IsNamed(id string) bool {
	_, err := Profile(id)
	return err == nil || isService(id)
}

// IsService reports whether an id is that of a service, which logs nobody in.
func IsService(id string) bool { return isService(id) }

func isService(id string) bool {
	return slices.ContainsFunc(knownServices, func(k knownService) bool { return k.id == id })
}

func services(o Options, set map[string]map[string]string) ([]Service, error) {
	var all []Service
	for _, k := range knownServices {
		s, err := k.make(o, set[k.id])
		if err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return all, nil
}

// Services returns the mocked services in their listed order.
func (m *Mock) Services() []Service { return m.services }

// Calendar returns the fake Google Calendar.
func (m *Mock) Calendar() *gcal.Service {
	for _, s := range m.services {
		if c, ok := s.(*gcal.Service); ok {
			return c
		}
	}
	return nil
}

func (m *Mock) serves(host string) bool {
	return slices.ContainsFunc(m.services, func(s Service) bool { return slices.Contains(s.Hosts(), host) })
}

// claiming returns the service whose request this is, nil for a provider's.
func (m *Mock) claiming(r *http.Request) Service {
	for _, s := range m.services {
		if slices.Contains(s.Hosts(), r.Host) && s.Claims(r) {
			return s
		}
	}
	return nil
}
