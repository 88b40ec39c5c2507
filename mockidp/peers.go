package mockidp

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"

	"torii/fixtures/persona"
	"torii/mockidp/fault"
	"torii/mockidp/op"
	"torii/mockidp/plan"
	"torii/mockidp/seed"
)

// peers carries what one mocked provider asks of another: HTTP as in life, answered
// by the mocks themselves, whatever doors they stand behind. It reaches nobody else.
type peers struct{ mock *Mock }

// RoundTrip answers a request for a real address of a mocked host.
func (p peers) RoundTrip(r *http.Request) (_ *http.Response, err error) {
	if r.URL.Scheme != "https" || !p.mock.Mocks(r.URL.Host) {
		return nil, fmt.Errorf("%s is no address of a mocked provider", r.URL.Redacted())
	}
	in := r.Clone(r.Context())
	in.Host, in.RequestURI = r.URL.Host, r.URL.RequestURI()
	if in.Body == nil {
		in.Body = http.NoBody
	}
	w := &written{head: http.Header{}, status: http.StatusOK}
	defer func() {
		gone := recover()
		if problem, ok := gone.(error); ok && errors.Is(problem, http.ErrAbortHandler) {
			err = fmt.Errorf("%s: no answer: %w", r.URL.Redacted(), r.Context().Err())
		} else if gone != nil {
			panic(gone)
		}
	}()
	p.mock.ServeHTTP(w, in)
	return &http.Response{StatusCode: w.status, Status: http.StatusText(w.status), Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: w.head, Body: io.NopCloser(&w.body), ContentLength: int64(w.body.Len()), Request: r}, nil
}

// written is an answer on its way to a peer.
type written struct {
	head   http.Header
	status int
	body   bytes.Buffer
}

func (w *written) Header() http.Header         { return w.head }
func (w *written) WriteHeader(status int)      { w.status = status }
func (w *written) Write(b []byte) (int, error) { return w.body.Write(b) }

// behind plans the login at each provider that the planned one may send the person
// on to: one plan speaks of both, as the login's id travels through them.
func (m *Mock) behind(p *op.Provider, planting Planting) (map[string]plan.Plan, error) {
	if p.Profile.Relay == nil {
		if len(planting.Upstream) > 0 {
			return nil, fmt.Errorf("%s sends nobody on to another provider", p.Profile.ID)
		}
		return nil, nil
	}
	all := map[string]plan.Plan{}
	for _, id := range p.Profile.Relay.Upstream {
		upstream, err := m.Provider(id)
		if err != nil {
			return nil, fmt.Errorf("upstream of %s: %w", p.Profile.ID, err)
		}
		there := plan.Plan{Login: planting.Login, Row: planting.Row, Provider: id, Does: planting.Does, SignedIn: planting.SignedIn,
			After: planting.After, Person: asKnownTo(upstream, planting.Person),
			Other: upstream.Profile.People.Subject(seed.New(planting.Other, id))}
		for _, name := range planting.Upstream {
			f, ok := fault.Find(name)
			if !ok {
				return nil, fmt.Errorf("fault %q is unknown; see torii list faults", name)
			}
			if f.Why(upstream.Profile).IsZero() {
				there.Bends = append(there.Bends, plan.Named{ID: f.ID, Bend: f.Bend})
			}
		}
		all[id] = there
	}
	return all, nil
}

// asKnownTo is a relay's person as the provider behind it knows them: the trait of
// that provider's id is their subject there.
func asKnownTo(upstream *op.Provider, who persona.Person) persona.Person {
	there, traits := who, map[string]string{}
	there.Subject = accountAt(upstream, who)
	for _, name := range upstream.Profile.People.Traits {
		if value := who.Trait(name); value != "" {
			traits[name] = value
		}
	}
	there.Traits = traits
	return there
}

func accountAt(upstream *op.Provider, who persona.Person) string {
	if own := who.Trait(upstream.Profile.ID); own != "" {
		return own
	}
	return upstream.Profile.People.Subject(seed.New(who.Subject, upstream.Profile.ID))
}

// AccountsBehind are the subjects of a relay's person at the providers behind it, by
// provider; none where the provider is no relay.
func (m *Mock) AccountsBehind(provider string, who persona.Person) (map[string]string, error) {
	p, err := m.Provider(provider)
	if err != nil {
		return nil, err
	}
	all := map[string]string{}
	if p.Profile.Relay == nil {
		return all, nil
	}
	for _, id := range p.Profile.Relay.Upstream {
		upstream, err := m.Provider(id)
		if err != nil {
			return nil, fmt.Errorf("upstream of %s: %w", p.Profile.ID, err)
		}
		all[id] = accountAt(upstream, who)
	}
	return all, nil
}

// withoutAccounts takes the accounts of a template from a person minted of it: those
// are somebody else's.
func withoutAccounts(p *op.Provider, who persona.Person) persona.Person {
	if p.Profile.Relay == nil {
		return who
	}
	traits := maps.Clone(who.Traits)
	for _, id := range p.Profile.Relay.Upstream {
		delete(traits, id)
	}
	who.Traits = traits
	return who
}
