package bench

import (
	"cmp"
	"context"
	"crypto/tls"
	"fmt"
	"maps"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"

	"torii/mockidp"
	"torii/mockidp/clock"
	"torii/mockidp/control/remote"
	"torii/mockidp/door"
	"torii/mockidp/pinned"
	"torii/reports/event"
	"torii/rpclient/target"
)

// Process is a bench for a Relying Party behind the path door: a process that is
// started for the run, or one that is already running.
type Process struct {
	file    target.File
	about   target.Description
	mock    *mockidp.Mock
	shared  *remote.Mock // the mocks, where they run elsewhere; mock is then what is known of them
	mark    string       // of the run, where others use the mocks too
	path    door.Path
	server  *http.Server
	carrier http.RoundTripper
	names   pinned.Dialer
	pace    *pacer
	opener  Opener
	undrive func()
	launch  func(ctx context.Context) (*target.Process, error) // nil for one that is already running
	last    lastLines
	members Members
	meter   *meter
	tls     *tls.Config // of the mocks; nil where they speak plain http
	ca      []byte      // the certificate to trust for it, as PEM
	folder  string      // of the files with it
	files   string      // folder of the target's own files

	mu      sync.Mutex
	process *target.Process // nil while there is none
}

// ProcessOptions say where the mocks listen.
type ProcessOptions struct {
	Options
	Listen string // default 127.0.0.1:0
	Origin string // what browsers use; default the address listened on
	Issuer door.IssuerMode
	TLS    bool   // the mocks speak TLS, under a CA of the run
	Mock   string // address of the control port of a torii serve whose mocks are used, in place of own ones
	Token  string // of that control port; "" where it asks for none
	CA     string // file that its certificate is written to, for a target that is already running
}

// NewProcess starts mocks and process. Trouble with the file names file, line and field.
func NewProcess(ctx context.Context, f target.File, o ProcessOptions) (_ *Process, err error) {
	b := &Process{file: f, meter: &meter{}, pace: newPacer(f.Pace())}
	b.carrier = b.way(nil)
	defer func() {
		if err != nil {
			b.Close()
			err = hushed(err, o.Masker)
		}
	}()
	for id := range f.Providers {
		if _, way, ok := mockidp.Entrance(id); !ok || id != way {
			return nil, f.Complain("providers."+id, unknown(id))
		}
	}
	if err := mockidp.CheckSwitches(merged(f.Set, o.Set)); err != nil {
		return nil, fmt.Errorf("%w: --set, or set in the file: %w", ErrUsage, err)
	}
	if f, err = f.Place(); err != nil {
		return nil, err
	}
	b.file = f
	port, origin, err := place(f)
	if err != nil {
		return nil, err
	}
	b.about = described(f, origin)
	fixtures, err := loadFixtures(b.about.Back)
	if err != nil {
		return nil, err
	}
	fixtures.register(f.Clients())
	fixtures.secrets(o.Masker)
	o.Masker.Keep(f.Secrets()...)
	if err := b.bringMocks(ctx, fixtures, o); err != nil {
		return nil, err
	}
	if err := b.trust(o.CA); err != nil {
		return nil, err
	}
	if err := b.outside(o); err != nil {
		return nil, err
	}
	printed := printer(o.Options, &b.last)
	if err := prepare(ctx, f, o.Options, printed); err != nil {
		return nil, err
	}
	if err := b.drive(ctx, o.Drive); err != nil {
		return nil, err
	}
	around := b.surroundings(port, origin, fixtures, o.Token)
	if around.Files, err = b.writeFiles(around); err != nil {
		return nil, err
	}
	if f.URL != "" {
		err = target.Await(ctx, f, origin, b.carrier, func() (bool, error) { return false, nil })
	} else {
		b.launch = func(ctx context.Context) (*target.Process, error) {
			defer b.meter.started(b.meter.clock.Now())
			return target.StartProcess(ctx, f, around, printed, b.trusted()...)
		}
		b.process, err = b.launch(ctx)
	}
	if err != nil {
		return nil, err
	}
	return b, reset(ctx, b.about, b.carrier)
}

// outside takes the way that the file's chosen environment has, where there is one.
func (b *Process) outside(o ProcessOptions) error {
	way, err := b.file.Transport(b.mocked, b.ca)
	if err != nil || way == nil {
		return err
	}
	if o.Drive != nil {
		return fmt.Errorf("%w: --env goes with --driver http: Chromium does not take an environment's way", ErrUsage)
	}
	b.carrier = way
	return nil
}

// reset does the target's reset action once, before any row.
func reset(ctx context.Context, about target.Description, through http.RoundTripper) error {
	action, ok := about.Account.Actions["reset"]
	if !ok {
		return nil
	}
	_, err := action.Do(ctx, through, target.Values{})
	return err
}

// Restartable tells that the process is ours to start.
func (b *Process) Restartable() bool { return b.launch != nil }

// Restart ends the process and starts it again on the same port.
func (b *Process) Restart(ctx context.Context) error {
	if b.launch == nil {
		return ErrNotRestartable
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.process != nil {
		b.process.Close()
	}
	b.last.clear()
	b.members.forget()
	process, err := b.launch(ctx)
	b.process = process
	return err
}

// running is the process, nil where there is none.
func (b *Process) running() *target.Process {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.process
}

// writeFiles puts the files of the command into a folder of their own and returns it; "" where it has none.
func (b *Process) writeFiles(s target.Surroundings) (_ string, err error) {
	if len(b.file.Files) == 0 {
		return "", nil
	}
	if b.files, err = os.MkdirTemp("", "torii-files-"); err != nil {
		return "", err
	}
	s.Files = b.files
	return b.files, b.file.WriteFiles(s)
}

// unknown says what a file may name as a provider.
func unknown(id string) string {
	var ids []string
	for _, p := range mockidp.Profiles() {
		ids = append(ids, p.WayIDs()...)
	}
	return fmt.Sprintf("provider %q is unknown; allowed: %s", id, strings.Join(ids, ", "))
}

// drive starts a browser of another kind, where one is wanted.
func (b *Process) drive(ctx context.Context, d Drive) (err error) {
	if d == nil {
		return nil
	}
	var keys []string
	if b.tls != nil {
		keys = []string{door.SPKI(b.tls)}
	}
	b.opener, b.undrive, err = d(ctx, View{SPKI: keys, Mocked: b.mocked, Admit: b.named().admit})
	return err
}

// mocked reports whether an address leads to a mock: by the door. The real one does not.
func (b *Process) mocked(u *url.URL) bool {
	return b.path.Leads(u) && b.mock.Mocks(b.path.RealHost(u, b.mock.Mocks))
}

// named is whom the run's browsers may ask.
func (b *Process) named() named { return named{b.file, b.about, b.mock, b.mocked, &b.path} }

// place returns where the Relying Party is, or will be.
func place(f target.File) (port int, origin string, err error) {
	if f.URL != "" {
		return 0, f.URL, nil
	}
	port, err = target.FreePort()
	return port, fmt.Sprintf("http://localhost:%d", port), err
}

// secure makes the mocks speak TLS.
func (b *Process) secure(plain net.Listener) (net.Listener, error) {
	u, err := url.Parse(b.path.Origin)
	if err == nil {
		b.tls, b.ca, err = door.NewLocal(u.Hostname(), (&clock.Clock{}).Now)
	}
	if err != nil {
		_ = plain.Close()
		return nil, err
	}
	b.carrier = b.way(trusting(b.ca))
	return tls.NewListener(plain, b.tls), nil
}

// way is how the target and the mocks are reached. A name stays what it was when it was first asked.
func (b *Process) way(trust *tls.Config) *http.Transport {
	return &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: 16, TLSClientConfig: trust, DialContext: b.names.DialContext}
}

// trust writes the certificate where the target finds it.
func (b *Process) trust(file string) (err error) {
	if b.ca == nil {
		return nil
	}
	if file != "" {
		if err := os.WriteFile(file, b.ca, trustMode); err != nil { // #nosec G306 -- a certificate is public
			return fmt.Errorf("%w: --ca: %w", ErrUsage, err)
		}
	}
	if b.folder, err = os.MkdirTemp("", "torii-"); err != nil {
		return err
	}
	return writeTrust(b.folder, b.ca)
}

// trusted is what the target's environment needs for that.
func (b *Process) trusted() []string {
	if b.ca == nil {
		return nil
	}
	return Trust(b.folder)
}

func (b *Process) listen(f fixtures, o ProcessOptions) error {
	address := cmp.Or(o.Listen, b.file.Listen, "127.0.0.1:0")
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return fmt.Errorf("%w: --listen %s: %w", ErrUsage, address, err)
	}
	scheme := "http://"
	if o.TLS {
		scheme = "https://"
	}
	if b.path, err = door.NewPath(cmp.Or(o.Origin, scheme+listener.Addr().String()), "", o.Issuer); err != nil {
		_ = listener.Close()
		return fmt.Errorf("%w: %w", ErrUsage, err)
	}
	if o.TLS {
		if listener, err = b.secure(listener); err != nil {
			return err
		}
	}
	b.mock, err = mockidp.New(mockidp.Options{
		Clock: &clock.Clock{}, Salt: o.Salt, Shuffle: o.Shuffle, Name: "run", Names: b.path, Set: reachable(merged(b.file.Set, o.Set), b.about.Origin), Clients: f.clients,
		People: f.people, Masker: o.Masker, Outbound: home{b.about, func() http.RoundTripper { return b.carrier }}, Log: func(row, login string, fact event.Fact) { o.Log.Add(row, login, fact) },
	})
	if err != nil {
		_ = listener.Close()
		return fmt.Errorf("%w: %w", ErrUsage, err)
	}
	b.server = door.NewServer(b.meter.serving(b.path.Handler(b.mock, b.mock.Mocks, http.NotFoundHandler())))
	go func() { _ = b.server.Serve(listener) }() // ends with Close
	return nil
}

// bringMocks makes mocks of the bench's own, or uses those of a torii serve.
func (b *Process) bringMocks(ctx context.Context, f fixtures, o ProcessOptions) error {
	if o.Mock != "" {
		return b.join(ctx, f, o)
	}
	return b.listen(f, o)
}

func merged(file, flags map[string]string) map[string]string {
	set := map[string]string{}
	for _, from := range []map[string]string{file, flags} {
		maps.Copy(set, from)
	}
	return set
}

func (b *Process) surroundings(port int, origin string, f fixtures, never string) target.Surroundings {
	s := target.Surroundings{Port: port, Origin: origin, Others: b.file.Origins, Issuers: map[string]string{}, Clients: map[string]target.Registration{},
		Spell: b.path.Server, Never: []string{never}}
	for _, p := range mockidp.Profiles() {
		for _, way := range p.WayIDs() {
			s.Issuers[way], s.Clients[way] = b.path.Issuer(p.Issuer), f.registration(p.ID)
		}
	}
	return s
}

// Target describes the process.
func (b *Process) Target() target.Description { return b.about }

// Spent is where the time of the run has gone so far.
func (b *Process) Spent() Spent { return b.meter.read() }

// Stand tells how the mocks stand.
func (b *Process) Stand() mockidp.Stand { return b.mock.Stand() }

// Shared is true: there is one process and one set of mocks.
func (b *Process) Shared() bool { return true }

// OwnMocks is false where they run elsewhere.
func (b *Process) OwnMocks() bool { return b.shared == nil }

// Guarded is false: the process talks to whom it likes.
func (b *Process) Guarded() bool { return false }

// Parallel is what the file allows.
func (b *Process) Parallel() int { return b.file.Parallel() }

// Open lends the one bay there is.
func (b *Process) Open(string) (*Bay, error) {
	bay := &Bay{
		Mock: b.mock, Target: b.about, Transport: b.carrier, Deadline: b.file.Deadline(), Settles: b.file.RefetchAfter(), pace: b.pace, meter: b.meter,
		RealHost: func(u *url.URL) string { return b.path.RealHost(u, b.mock.Mocks) }, open: b.opener, close: func() {},
		mocked: b.mocked, Admit: b.named().admit, elsewhere: b.shared, mark: b.mark, Members: &b.members,
	}
	if b.launch == nil {
		return bay, nil
	}
	process := b.running()
	if process == nil {
		return nil, fmt.Errorf("%w: %s did not start again", ErrGone, b.file.Name)
	}
	bay.Gone = b.last.after(process.Gone)
	if gone, problem := bay.Gone(); gone {
		return nil, fmt.Errorf("%w: %s: %w", ErrGone, b.file.Name, problem)
	}
	return bay, nil
}

// Close ends process and mocks.
func (b *Process) Close() {
	if b.undrive != nil {
		b.undrive()
	}
	if process := b.running(); process != nil {
		process.Close()
	}
	if b.shared != nil {
		_ = b.shared.Close() // plans that stay behind are met by nobody
	}
	if b.server != nil {
		_ = b.server.Close() // nothing is left to tell of it
	}
	if idle, ok := b.carrier.(interface{ CloseIdleConnections() }); ok {
		idle.CloseIdleConnections()
	}
	for _, folder := range []string{b.folder, b.files} {
		if folder != "" {
			_ = os.RemoveAll(folder) // nothing is left to tell of it
		}
	}
}
