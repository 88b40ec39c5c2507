// Package control is the mocks' own port: health, plans, events, clock and keys. No
// real provider has it, and no Relying Party should know of it. README.md shows its use.
package control

import (
	"crypto/sha256"
	"crypto/subtle"
	"net"
	"net/http"
	"strings"

	"torii/mockidp"
	"torii/mockidp/control/route"
	"torii/mockidp/door"
	"torii/mockidp/op"
)

// Options are what the control port is made of.
type Options struct {
	Mock   *mockidp.Mock
	Recent *Recent
	Door   door.Path // where the mocks are reached; zero where nobody has to be told
	// Token is asked of every caller, as a bearer token; "" admits programs of the own machine alone.
	Token string
	// Instance is no other start's of any mocks; every answer bears it as Torii-Instance.
	Instance string
}

// InstanceHeader tells which start of the mocks an answer is of.
const InstanceHeader = "Torii-Instance"

// Health tells that the mocks are up, and where.
type Health struct {
	Status    string   `json:"status"`
	Providers []string `json:"providers"`
	Seq       int      `json:"seq" doc:"of the latest event"`
	Instance  string   `json:"instance,omitempty" doc:"of this start of the mocks, as every answer tells in Torii-Instance"`
	Door      Door     `json:"door,omitzero"`
}

// Alive is what is told to whoever bears no token.
type Alive struct {
	Status string `json:"status"`
}

// Door is where the path door's callers reach the mocks.
type Door struct {
	Origin      string `json:"origin" doc:"for browsers"`
	Backchannel string `json:"backchannel" doc:"for servers"`
	Issuer      string `json:"issuer" enum:"address,real" doc:"which issuer is published"`
}

// Handler serves the control port of a mock.
func Handler(o Options) http.Handler {
	mux := http.NewServeMux()
	for _, g := range o.groups() {
		mux.Handle(g.Below+"/", http.StripPrefix(g.Below, route.Mux(g.Routes)))
	}
	guarded := ownMachineOnly(mux)
	if o.Token != "" {
		guarded = bearersOnly(o.Token, mux)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set(InstanceHeader, o.Instance)
		guarded.ServeHTTP(w, r)
	})
}

// groups are all routes: the port's own, and those of the services.
func (o Options) groups() []route.Group {
	groups := []route.Group{{Name: "mocks", Routes: o.routes()}}
	for _, s := range o.Mock.Services() {
		groups = append(groups, route.Group{Name: s.Place(), Below: "/" + s.Place(), Routes: s.Routes()})
	}
	return groups
}

func (o Options) routes() []route.Route {
	ofRun := route.Param{Name: "run", Says: "only those of this run"}
	ofLogin := route.Param{Name: "login", Says: "only those of this login"}
	return []route.Route{
		route.Get("/health", "whether the mocks are up, and where", func(*http.Request) (Health, error) { return o.health(), nil }),
		route.Get("/openapi.json", "this document", func(*http.Request) (map[string]any, error) { return o.document(), nil }),
		route.Get("/plans", "what is planned", o.plans, ofRun),
		route.Post("/plans", "plans what shall happen in one login", o.plant),
		route.Delete("/plans", "forgets plans", o.forget, ofRun, ofLogin),
		route.Get("/runs", "the runs that share the mocks", func(*http.Request) ([]Run, error) { return o.Recent.alive(), nil }),
		route.Post("/runs", "begins a run: its events are kept apart as long as it asks for them; 409 where one of the same people is alive", o.beginRun),
		route.Delete("/runs", "ends a run, and forgets its plans and events", o.endRun, route.Param{Name: "run", Says: "id of the run", Required: true}),
		{Method: http.MethodGet, Path: "/events", Says: "what has happened, one event a line", Kind: "application/x-ndjson", Serve: o.events,
			Query: []route.Param{ofRun, ofLogin, {Name: "after", Says: "only events with a higher seq; 410 where some are kept no more"},
				{Name: "follow", Says: "true: goes on with what happens later, until the caller leaves"}}},
		route.Get("/clock", "the mocks' time", func(*http.Request) (Clock, error) { return o.clock(), nil }),
		route.Post("/clock", "moves the clock of all mocks", o.advance),
		route.Post("/keys", "changes a provider's signing key", func(k Keys) (Keys, error) {
			p, err := o.Mock.Provider(k.Provider)
			if err == nil {
				err = p.Rotate(op.Rotation(k.Rotate))
			}
			return k, err
		}),
		route.Get("/people", "what a person allows at a provider", o.consent,
			route.Param{Name: "provider", Says: "id of a provider", Required: true}, route.Param{Name: "subject", Says: "the person's subject", Required: true}),
		route.Post("/people", "has a person do something at a provider outside of any login", o.act),
		route.Post("/notices", "has a provider notify a Relying Party of what became of a person", o.notify),
	}
}

func (o Options) health() Health {
	h := Health{Status: "ok", Seq: o.Recent.latest(), Instance: o.Instance}
	for _, p := range o.Mock.Providers() {
		h.Providers = append(h.Providers, p.Profile.ID)
	}
	if o.Door.Origin != "" {
		h.Door = Door{o.Door.Origin, o.Door.Backchannel, string(o.Door.Mode)}
	}
	return h
}

func (o Options) document() map[string]any {
	return route.OpenAPI("torii control port", "Plans logins of the mocks, tells what happened, moves their clock. Off loopback it asks for a bearer token.", o.groups())
}

// Document is the OpenAPI document of the port.
func Document() (map[string]any, error) {
	m, err := mockidp.New(mockidp.Options{})
	if err != nil {
		return nil, err
	}
	return Options{Mock: m}.document(), nil
}

// ownMachineOnly keeps web pages away: a page of any site could otherwise have its
// reader's browser drive the mocks.
func ownMachineOnly(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host := r.Host
		if name, _, err := net.SplitHostPort(host); err == nil {
			host = name
		}
		ip := net.ParseIP(strings.Trim(host, "[]"))
		if r.Header.Get("Origin") != "" || host != "localhost" && (ip == nil || !ip.IsLoopback()) {
			route.Refuse(w, http.StatusForbidden, "the control port answers programs on the own machine only, not web pages")
			return
		}
		next.ServeHTTP(w, r)
	})
}

// bearersOnly asks every caller for a token (RFC 6750, 2.1). Digests of one length are
// compared, so that no time tells how long the token is.
func bearersOnly(token string, next http.Handler) http.Handler {
	want := sha256.Sum256([]byte(token))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		given, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
		got := sha256.Sum256([]byte(given))
		if r.Method == http.MethodGet && r.URL.Path == "/health" && r.Header.Get("Authorization") == "" && r.Header.Get("Origin") == "" {
			route.Answer(w, Alive{"ok"}, nil) // who probes has no token, and is told nothing else
			return
		}
		if subtle.ConstantTimeCompare(got[:], want[:]) != 1 || r.Header.Get("Origin") != "" {
			w.Header().Set("WWW-Authenticate", "Bearer")
			route.Refuse(w, http.StatusUnauthorized, "the control port wants its token, as Authorization: Bearer …")
			return
		}
		next.ServeHTTP(w, r)
	})
}
