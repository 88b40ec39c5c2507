// Package op is the one OpenID Provider engine: it serves whatever a profile
// describes and knows no provider's name.
//
// It routes by real host and path. How its addresses look from outside is the
// business of a door.
package op

import (
	"cmp"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"torii/fixtures/client"
	"torii/fixtures/persona"
	"torii/fixtures/text"
	"torii/mockidp/bend"
	"torii/mockidp/ledger"
	"torii/mockidp/plan"
	"torii/mockidp/profile"
	"torii/mockidp/seed"
	"torii/mockidp/shuffle"
	"torii/mockidp/token"
	"torii/reports/event"
)

// Options are what an engine is made of.
type Options struct {
	Profile profile.Profile
	Clients []client.Client
	People  []persona.Person
	Set     map[string]string // provider switches that differ from their defaults
	Names   profile.Spelling
	Foreign string // the issuer of some other provider
	// Neighbour names the committed key of another provider that signs by the same algorithm; "" for none.
	Neighbour string
	Plans     *plan.Book
	// Ledger knows to which login whatever opens a door was issued, by whichever provider; nil: one of its own.
	Ledger  *ledger.Ledger
	Now     func() time.Time
	Rand    *seed.Source
	Shuffle *shuffle.Deck // nil: answers are spelled as the provider does
	Log     func(row, login string, fact event.Fact)
	Masker  *event.Masker
	Explain func(Explanation)
	// Arrive gives requests of people that bring no login id one; nil gives none.
	Arrive Arrivals
	// Watch is shown in clear what the log holds as digests; nil shows nobody.
	Watch Watcher
	// Panel offers faults on the provider's login page, to people alone; nil offers none.
	Panel *Panel
	// Peers carries requests to the other mocked providers, and to nobody else.
	Peers http.RoundTripper
	// Left keeps the honest answer to a call that was led to a host of the attacker's; nil drops it.
	Left func(login, host string, members token.Object)
	// Outbound carries what the provider sends of itself, such as notifications.
	Outbound http.RoundTripper
}

// Explanation tells the person running the mock why a request was refused.
type Explanation struct {
	Provider string           `json:"provider"`
	Endpoint profile.Endpoint `json:"endpoint"`
	Login    string           `json:"login,omitempty"`
	Says     text.Both        `json:"says"`
}

// Provider is one mocked provider at work. It is safe for concurrent use.
type Provider struct {
	Options
	set     atomic.Pointer[profile.Settings]
	clients map[string]registered
	routes  map[string]profile.Route
	keys    *keyRing
	twin    bend.Twin
	state   *state
	memory  any // of the provider's own endpoints
}

type registered struct {
	client.Client
	set profile.Settings
}

// New returns a provider; an unknown switch or setting is an error.
func New(o Options) (*Provider, error) {
	set, err := o.Profile.Resolve(profile.OfProvider, o.Set)
	if err != nil {
		return nil, err
	}
	if o.Ledger == nil {
		o.Ledger = &ledger.Ledger{}
	}
	p := &Provider{Options: o, clients: map[string]registered{}, routes: map[string]profile.Route{},
		state: &state{}}
	p.set.Store(&set)
	for _, c := range o.Clients {
		own, err := o.Profile.Resolve(profile.OfClient, c.Set)
		if err != nil {
			return nil, fmt.Errorf("client %s: %w", c.ID, err)
		}
		c.Set = own
		p.clients[c.ClientID] = registered{c, own}
	}
	for _, r := range o.Profile.Routes {
		p.routes[strings.TrimPrefix(r.URL, "https://")] = r
	}
	if made := o.Profile.Memory; made != nil {
		p.memory = made(profile.MemoryOf{People: o.People, Set: set})
	}
	if p.keys, err = newKeyRing(o.Profile.Keys); err != nil {
		return nil, err
	}
	if p.twin, err = p.loadTwin(); err != nil {
		return nil, err
	}
	err = p.goAhead(set)
	p.keys.first = p.keys.stands()
	return p, err
}

// Turn sets a provider switch while the mock runs; requests under way keep the settings they began with.
func (p *Provider) Turn(name, value string) error {
	before := *p.set.Load()
	changed := maps.Clone(before)
	changed[name] = value
	set, err := p.Profile.Resolve(profile.OfProvider, changed)
	if err != nil {
		return err
	}
	p.set.Store(&set)
	if ahead := p.Profile.Keys.Ahead; ahead != nil && ahead(before) {
		return nil
	}
	return p.goAhead(set)
}

// goAhead makes the key that nobody has seen yet sign, where the settings say so.
func (p *Provider) goAhead(set profile.Settings) error {
	if ahead := p.Profile.Keys.Ahead; ahead != nil && ahead(set) {
		return p.Rotate(Emergency)
	}
	return nil
}

// loadTwin is what tokens of the provider's other environment or tenant are made with.
func (p *Provider) loadTwin() (bend.Twin, error) {
	t := p.Profile.Twin
	if t == nil {
		return bend.Twin{}, nil
	}
	signs, err := loadKey(t.Key, p.Profile.Keys)
	return bend.Twin{Issuer: p.Names.Issuer(t.Issuer), ClientID: t.ClientID, Key: signs}, err
}

// Hosts returns the real hosts the provider is reached at.
func (p *Provider) Hosts() []string {
	var hosts []string
	seen := map[string]bool{}
	for _, r := range p.Profile.Routes {
		host, _, _ := strings.Cut(strings.TrimPrefix(r.URL, "https://"), "/")
		if !seen[host] {
			seen[host] = true
			hosts = append(hosts, host)
		}
	}
	return hosts
}

// Route returns the route of a real host and path.
func (p *Provider) Route(host, path string) (profile.Route, bool) {
	r, ok := p.routes[host+path]
	return r, ok
}

// Address returns the first real address of an endpoint.
func (p *Provider) Address(e profile.Endpoint) string { return p.Profile.Address(e) }

// ServeHTTP answers a request whose Host is a real host of the provider.
func (p *Provider) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	route, ok := p.Route(r.Host, r.URL.Path)
	if !ok {
		http.NotFound(w, r)
		return
	}
	c := &call{Provider: p, set: *p.set.Load(), route: route, login: r.Header.Get(plan.Header),
		plain: !strings.Contains(r.Header.Get("Accept"), "text/html")}
	a := c.serve(r)
	a.header(p.headers(c, a.status))
	c.log(r, a)
	a.status = p.Shuffle.Redirect(a.status)
	p.Shuffle.Header(a.head)
	c.show(r, a)
	a.write(w, r)
}

// Stray answers a path that a host does not have, in the host's own words; false means it has none.
func (p *Provider) Stray(w http.ResponseWriter, r *http.Request) bool {
	said, ok := p.Profile.Stray[r.Host]
	if ok {
		c := &call{Provider: p, set: *p.set.Load()}
		c.said(said).write(w, r)
	}
	return ok
}

// call is one request on its way through the engine.
type call struct {
	*Provider
	set    profile.Settings
	route  profile.Route
	login  string // the login it belongs to, "" while unknown
	row    string
	params url.Values // of the request, for the log
	auth   string     // how the client authenticated
	code   string     // the provider's error code
	why    text.Both
	detail text.Both // why the client has not proved itself
	// unproven: the client has not proved itself, so nobody looked at what it asked for.
	unproven bool
	plain    bool   // the caller does not accept HTML
	body     string // how the parameters of a token request were written, where that was no form

	behind time.Duration // how long ago the answer was made, as planned
	who    string        // the person's id and name, once known
	note   text.Both     // what became of a click on the panel
	key    string        // what the requests of a login have in common that brought no id; "" for one that did
}

// Now is when the answer is made: a response that is planned to arrive late was made a while ago.
func (c *call) Now() time.Time { return c.Provider.Now().Add(-c.behind) }

func (c *call) serve(r *http.Request) answer {
	if !allows(c.route, r.Method) {
		a := status(cmp.Or(c.Profile.MethodStatus, http.StatusMethodNotAllowed))
		a.head.Set("Allow", strings.Join(c.route.Methods, ", "))
		return a
	}
	if c.route.Serve != nil {
		return c.own(r)
	}
	switch c.route.Endpoint {
	case profile.Discovery:
		return c.discovery()
	case profile.JWKS:
		return c.jwks()
	case profile.Authorization:
		return c.authorization(r)
	case profile.SignIn:
		return c.signIn(r)
	case profile.Consent:
		return c.consent(r)
	case profile.ErrorPage:
		return c.errorPage(r)
	case profile.Token:
		return c.token(r)
	case profile.UserInfo:
		return c.userInfo(r)
	}
	return status(http.StatusNotImplemented)
}

func allows(r profile.Route, method string) bool {
	for _, m := range r.Methods {
		if m == method || m == http.MethodGet && method == http.MethodHead {
			return true
		}
	}
	return false
}

func (p *Provider) headers(c *call, status int) http.Header {
	if p.Profile.Headers == nil {
		return nil
	}
	return p.Profile.Headers(profile.HeaderContext{Endpoint: c.route.Endpoint, Variant: c.route.Variant, Status: status, Now: p.Now(), Rand: p.Rand, Set: c.set})
}

// broke answers that the mock itself has failed: nothing is said about its caller.
func (c *call) broke(problem error) answer {
	c.Log(c.row, c.login, event.Broke{Problem: c.Profile.ID + " mock: " + problem.Error()})
	return status(http.StatusInternalServerError)
}

// log appends what was answered; discovery and key fetches belong to no login. A call
// that names none belongs to the one whose code or token it bears, also where it was
// refused before anybody looked at that.
func (c *call) log(r *http.Request, a answer) {
	presented := Presented(c.Ledger, r, c.params)
	if c.login == "" && len(presented) > 0 {
		c.login = presented[0].Login
	}
	if c.row == "" {
		c.row = c.Plans.Row(c.login)
	}
	called := event.Called{
		Provider: c.Profile.ID, Endpoint: string(c.route.Endpoint), Method: r.Method, Status: a.status,
		Params: c.Masker.Params(c.params), Lengths: event.Lengths(c.params), Auth: c.auth, Form: c.body, Error: c.code, Why: c.why,
		Unproven: c.unproven, Presented: Facts(c.Masker, presented),
	}
	if c.route.Endpoint == profile.Token || c.route.Endpoint == profile.UserInfo {
		called.Answer, called.Body = c.shown(a)
	}
	c.Log(c.row, c.login, called)
	if !c.why.IsZero() && c.Explain != nil {
		c.Explain(Explanation{c.Profile.ID, c.route.Endpoint, c.login, c.why})
	}
}

// shown is the body of an answer for the log: its members, or what stands in for them.
func (c *call) shown(a answer) (members []event.Member, instead string) {
	if a.silent {
		return nil, "no answer"
	}
	members, err := c.Masker.Members(a.body)
	if err != nil {
		return nil, fmt.Sprintf("%d bytes: %v", len(a.body), err)
	}
	return members, ""
}
