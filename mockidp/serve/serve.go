// Package serve keeps the mocks up for callers outside: the path door on one
// address, the control port on another.
package serve

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"time"

	"torii/fixtures/client"
	"torii/fixtures/persona"
	"torii/fixtures/workspace"
	"torii/mockidp"
	"torii/mockidp/archive/store"
	"torii/mockidp/clock"
	"torii/mockidp/control"
	"torii/mockidp/door"
	"torii/mockidp/op"
	"torii/reports/event"
)

// Options say where and as what the mocks are served.
type Options struct {
	Listen, Control     string
	Origin, Backchannel string
	Mode                door.IssuerMode
	Set                 map[string]string
	Salt                string
	Clients             map[string][]client.Client
	People              map[string][]persona.Person
	Redirects           []string // registered with every client
	Explain             func(op.Explanation)
	TLS                 bool                // the path door speaks TLS, under a CA for this machine alone
	Token               string              // asked of callers of the control port; "" keeps it on loopback
	Workspace           *workspace.Document // what the fake calendar begins with; nil: the embedded one
	State               string              // file that keeps what the mocks remember over a restart; "" keeps nothing
	Hosts               string              // where the mocked hosts answer under their real names over TLS as well; "" is nowhere
}

// Server is the mocks with their listeners open.
type Server struct {
	Mock *mockidp.Mock
	Path door.Path
	CA   *door.CA // of the real names; nil where they are not served
	// LocalCA is the certificate to trust for the path door's TLS, as PEM; nil without.
	LocalCA []byte

	mocks, control                         *http.Server
	mockListener, controlOne, hostListener net.Listener
	hosts                                  *door.Hosts
	state                                  *store.File
}

// endGrace is how long answers that are under way may take when the mocks end.
const endGrace = 3 * time.Second

// Open opens the listeners and makes the mocks; nothing is answered before Run.
func Open(o Options) (_ *Server, err error) {
	if err := loopbackOnly(o.Control, o.Token); err != nil {
		return nil, err
	}
	s := &Server{}
	defer func() {
		if err != nil {
			s.close()
		}
	}()
	if s.mockListener, err = net.Listen("tcp", o.Listen); err != nil {
		return nil, fmt.Errorf("--listen %s: %w: choose another address", o.Listen, err)
	}
	if s.controlOne, err = net.Listen("tcp", o.Control); err != nil {
		return nil, fmt.Errorf("--control %s: %w: choose another address", o.Control, err)
	}
	if ip := s.mockListener.Addr().(*net.TCPAddr).IP; o.Origin == "" && ip.IsUnspecified() {
		return nil, fmt.Errorf("--listen %s: every address of the machine has no name of its own: say with --origin how browsers reach it", o.Listen)
	}
	scheme := "http://"
	if o.TLS {
		scheme = "https://"
	}
	if o.Origin == "" {
		o.Origin = scheme + s.mockListener.Addr().String()
	}
	if s.Path, err = door.NewPath(o.Origin, o.Backchannel, o.Mode); err != nil {
		return nil, err
	}
	if err := s.mount(o); err != nil {
		return nil, err
	}
	if o.State != "" {
		if err := s.recall(o.State); err != nil {
			return nil, err
		}
	}
	if o.TLS {
		if err := s.secure(o.Origin); err != nil {
			return nil, err
		}
	}
	if o.Hosts != "" {
		if err := s.openHosts(o.Hosts); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// secure makes the path door speak TLS as localhost and as the origin's host.
func (s *Server) secure(origin string) error {
	u, err := url.Parse(origin)
	if err != nil {
		return err
	}
	config, ca, err := door.NewLocal(u.Hostname(), s.Mock.Now)
	if err != nil {
		return err
	}
	s.LocalCA = ca
	s.mockListener = tls.NewListener(s.mockListener, config)
	return nil
}

// openHosts listens for callers that have been led here by the mocked names.
func (s *Server) openHosts(address string) (err error) {
	if s.hostListener, err = net.Listen("tcp", address); err != nil {
		return fmt.Errorf("--real-hosts %s: %w: choose another address, for example 127.0.0.1:0", address, err)
	}
	if s.CA, err = door.NewCA(s.Mock.Served(), s.Mock.Now); err != nil {
		return err
	}
	s.hosts = door.NewHosts(door.HostsOptions{CA: s.CA, Handler: s.Mock})
	return nil
}

// HostsAddress is where the real names are served.
func (s *Server) HostsAddress() string { return s.hostListener.Addr().String() }

func (s *Server) mount(o Options) error {
	clients, err := withRedirects(o.Clients, o.Redirects)
	if err != nil {
		return err
	}
	now := &clock.Clock{}
	recent := control.NewRecent(now.Now)
	s.Mock, err = mockidp.New(mockidp.Options{Clock: now, Salt: o.Salt, Names: s.Path, Set: o.Set, Clients: clients, People: o.People,
		Log: func(row, login string, fact event.Fact) { recent.Add(row, login, fact) }, Explain: o.Explain, Outbound: loopbackCarrier(),
		Workspace: o.Workspace})
	if err != nil {
		return err
	}
	s.mocks = door.NewServer(s.Path.Handler(s.Mock, s.Mock.Mocks, http.HandlerFunc(s.index)))
	s.control = door.NewServer(control.Handler(control.Options{Mock: s.Mock, Recent: recent, Door: s.Path, Token: o.Token, Instance: rand.Text()}))
	return nil
}

func withRedirects(given map[string][]client.Client, redirects []string) (map[string][]client.Client, error) {
	all := map[string][]client.Client{}
	for _, p := range mockidp.Profiles() {
		clients, ok := given[p.ID]
		if !ok {
			var err error
			if clients, err = client.Default(p.ID); err != nil {
				return nil, err
			}
		}
		for i := range clients {
			clients[i].RedirectURIs = slices.Concat(clients[i].RedirectURIs, redirects)
		}
		all[p.ID] = clients
	}
	return all, nil
}

// loopbackOnly keeps the control port on the own machine, unless it asks for a token.
func loopbackOnly(address, token string) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return fmt.Errorf("--control: got %q; want host and port, for example 127.0.0.1:9401", address)
	}
	if ip := net.ParseIP(host); token == "" && host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return fmt.Errorf("--control: got %q; without --control-token it must stay on loopback, for example 127.0.0.1:9401", address)
	}
	return nil
}

// index lists what is mocked, for a person who opens the origin.
func (s *Server) index(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path != "/" {
		http.Error(w, "want /HOST/PATH with a mocked host, see /", http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	for _, p := range s.Mock.Providers() {
		for _, route := range p.Profile.Routes {
			_, _ = fmt.Fprintf(w, "%s\t%s\t%s\n", p.Profile.ID, route.Endpoint, s.Path.Browser(route.URL))
		}
	}
}

// ControlAddress is where the control port listens.
func (s *Server) ControlAddress() string { return s.controlOne.Addr().String() }

// Run answers until the context ends.
func (s *Server) Run(ctx context.Context) error {
	s.control.BaseContext = func(net.Listener) context.Context { return ctx } // ends who follows the events
	go s.saving(ctx)
	failed := make(chan error, 3)
	go func() { failed <- s.mocks.Serve(s.mockListener) }()
	go func() { failed <- s.control.Serve(s.controlOne) }()
	if s.hosts != nil {
		defer s.hosts.Close()
		go func() { failed <- s.hosts.ServeTLS(s.hostListener) }()
	}
	select {
	case err := <-failed:
		err = errors.Join(err, s.keep(context.WithoutCancel(ctx)))
		s.close()
		return err
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), endGrace)
	defer cancel()
	// The control port first: a run that finds it gone takes nothing for the target's that it sees from then on.
	return errors.Join(s.control.Shutdown(grace), s.mocks.Shutdown(grace), s.keep(context.WithoutCancel(ctx)))
}

func (s *Server) close() {
	for _, l := range []net.Listener{s.mockListener, s.controlOne, s.hostListener} {
		if l != nil {
			_ = l.Close() // on the way out
		}
	}
	if s.state != nil {
		_ = s.state.Close() // likewise
	}
}
