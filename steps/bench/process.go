package bench

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"net"
	"net/http"
	"net/url"
	"time"

	"torii/mockidp"
	"torii/mockidp/clock"
	"torii/mockidp/door"
	"torii/reports/event"
	"torii/rpclient/target"
)

// Process is a bench for a Relying Party behind the path door: a process that is
// started for the run, or one that is already running.
type Process struct {
	file    target.File
	about   target.Description
	mock    *mockidp.Mock
	path    door.Path
	server  *http.Server
	process *target.Process
	carrier *http.Transport
	opener  Opener
	undrive func()
}

// ProcessOptions say where the mocks listen.
type ProcessOptions struct {
	Options
	Listen string // default 127.0.0.1:0
	Origin string // what browsers use; default the address listened on
	Issuer door.IssuerMode
}

const readHeaderTimeout = 10 * time.Second

// NewProcess starts mocks and process. Trouble with the file names file, line and field.
func NewProcess(ctx context.Context, f target.File, o ProcessOptions) (_ *Process, err error) {
	b := &Process{file: f, carrier: &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: 16}}
	defer func() {
		if err != nil {
			b.Close()
		}
	}()
	for id := range f.Providers {
		if _, err := mockidp.Profile(id); err != nil {
			return nil, f.Complain("providers."+id, err.Error())
		}
	}
	if err := mockidp.CheckSwitches(merged(f.Set, o.Set)); err != nil {
		return nil, fmt.Errorf("%w: --set, or set in the file: %w", ErrUsage, err)
	}
	port, origin, err := place(f)
	if err != nil {
		return nil, err
	}
	b.about = f.Describe(origin)
	fixtures, err := loadFixtures(b.about.Back)
	if err != nil {
		return nil, err
	}
	fixtures.secrets(o.Masker)
	if err := b.listen(fixtures, o); err != nil {
		return nil, err
	}
	printed := func(line string) { o.Log.Add("", "", event.Printed{Line: o.Masker.Scrub(line)}) }
	if err := target.Prepare(ctx, f, printed); err != nil {
		return nil, err
	}
	if err := b.drive(ctx, o.Drive); err != nil {
		return nil, err
	}
	if f.URL != "" {
		return b, target.Await(ctx, f, origin, b.gone)
	}
	b.process, err = target.StartProcess(ctx, f, b.surroundings(port, origin, fixtures), printed)
	return b, err
}

// drive starts a browser of another kind, where one is wanted.
func (b *Process) drive(ctx context.Context, d Drive) (err error) {
	if d == nil {
		return nil
	}
	b.opener, b.undrive, err = d(ctx, View{Mocked: func(u *url.URL) bool { return b.mock.Mocks(b.path.RealHost(u, b.mock.Mocks)) }})
	return err
}

// place returns where the Relying Party is, or will be.
func place(f target.File) (port int, origin string, err error) {
	if f.URL != "" {
		return 0, f.URL, nil
	}
	port, err = target.FreePort()
	return port, fmt.Sprintf("http://localhost:%d", port), err
}

// gone reports whether the process has ended; of one that we did not start nothing is known.
func (b *Process) gone() (bool, error) {
	if b.process == nil {
		return false, nil
	}
	return b.process.Gone()
}

func (b *Process) listen(f fixtures, o ProcessOptions) error {
	address := cmp.Or(o.Listen, b.file.Listen, "127.0.0.1:0")
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return fmt.Errorf("%w: --listen %s: %w", ErrUsage, address, err)
	}
	origin := o.Origin
	if origin == "" {
		origin = "http://" + listener.Addr().String()
	}
	if b.path, err = door.NewPath(origin, "", o.Issuer); err != nil {
		_ = listener.Close()
		return fmt.Errorf("%w: %w", ErrUsage, err)
	}
	b.mock, err = mockidp.New(mockidp.Options{
		Clock: &clock.Clock{}, Salt: o.Salt, Name: "run", Names: b.path, Set: merged(b.file.Set, o.Set), Clients: f.clients,
		People: f.people, Masker: o.Masker, Log: func(row, login string, fact event.Fact) { o.Log.Add(row, login, fact) },
	})
	if err != nil {
		_ = listener.Close()
		return fmt.Errorf("%w: %w", ErrUsage, err)
	}
	b.server = &http.Server{Handler: b.path.Handler(b.mock, b.mock.Mocks, http.NotFoundHandler()), ReadHeaderTimeout: readHeaderTimeout}
	go func() { _ = b.server.Serve(listener) }() // ends with Close
	return nil
}

func merged(file, flags map[string]string) map[string]string {
	set := map[string]string{}
	for _, from := range []map[string]string{file, flags} {
		maps.Copy(set, from)
	}
	return set
}

func (b *Process) surroundings(port int, origin string, f fixtures) target.Surroundings {
	s := target.Surroundings{Port: port, Origin: origin, Issuers: map[string]string{}, Clients: map[string]target.Registration{},
		Spell: b.path.Server}
	for _, p := range mockidp.Profiles() {
		s.Issuers[p.ID], s.Clients[p.ID] = b.path.Issuer(p.Issuer), f.registration(p.ID)
	}
	return s
}

// Target describes the process.
func (b *Process) Target() target.Description { return b.about }

// Shared is true: there is one process and one set of mocks.
func (b *Process) Shared() bool { return true }

// Guarded is false: the process talks to whom it likes.
func (b *Process) Guarded() bool { return false }

// Parallel is what the file allows.
func (b *Process) Parallel() int { return b.file.Parallel() }

// Open lends the one bay there is.
func (b *Process) Open(string) (*Bay, error) {
	if gone, problem := b.gone(); gone {
		return nil, fmt.Errorf("%w: %s: %w", ErrGone, b.file.Name, problem)
	}
	return &Bay{
		Mock: b.mock, Target: b.about, Transport: b.carrier, Deadline: b.file.Deadline(), Gone: b.gone,
		RealHost: func(u *url.URL) string { return b.path.RealHost(u, b.mock.Mocks) }, open: b.opener, close: func() {},
	}, nil
}

// Close ends process and mocks.
func (b *Process) Close() {
	if b.undrive != nil {
		b.undrive()
	}
	if b.process != nil {
		b.process.Close()
	}
	if b.server != nil {
		_ = b.server.Close() // nothing is left to tell of it
	}
	b.carrier.CloseIdleConnections()
}
