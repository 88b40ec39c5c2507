package bench

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"torii/mockidp"
	"torii/mockidp/clock"
	"torii/mockidp/door"
	"torii/reports/event"
	"torii/rpclient/target"
)

// Closed is a bench for a Relying Party that meets the mocked hosts under their real
// names and the run's own CA: in a network of its own, where nothing else exists, or
// led by proxy variables, which it may ignore.
type Closed struct {
	file  target.File
	log   *event.Log
	mock  *mockidp.Mock
	ca    *door.CA
	hosts *door.Hosts // for the Relying Party

	browsers *door.Hosts
	folder   string       // of the sockets
	front    net.Listener // where browsers reach the mocked hosts, over TLS
	origin   string
	into     net.Listener // where browsers reach the Relying Party
	dns      net.Listener
	about    target.Description
	carrier  *http.Transport
	opener   Opener
	undrive  func()
	pace     *pacer
	launch   func(ctx context.Context) (Runner, error)
	last     lastLines
	members  Members
	meter    *meter
	led      *led // by a proxy; nil in a network of its own

	mu      sync.Mutex
	runner  Runner
	strayed map[door.Stray]bool // told already: one name is asked for many times
}

// Runner is a Relying Party that runs in a closed network.
type Runner interface {
	Dial(ctx context.Context) (net.Conn, error)
	Gone() (bool, error)
	Close()
}

// Inside is what a Relying Party is started with in a closed network.
type Inside struct {
	File    target.File
	Env     []string
	Files   map[string][]byte // by absolute path, where the network has a file system of its own
	CA      []byte            // the run's CA certificate, as PEM
	Port    int
	Hosts   []string // mocked names
	Folder  string   // of the sockets, and of the files where the network shares the file system
	Proxy   string   // host and port of the proxy that leads to the mocks; "" in a network of its own
	Printed func(string)
}

// Starter starts a Relying Party in a closed network. A process and a container
// have one each; a library user links only the one that is used.
type Starter func(ctx context.Context, in Inside) (Runner, error)

// NewClosed brings up mocks, network and Relying Party.
func NewClosed(ctx context.Context, f target.File, o Options, start Starter) (*Closed, error) {
	return newClosed(ctx, f, o, start, nil)
}

func newClosed(ctx context.Context, f target.File, o Options, start Starter, by *led) (_ *Closed, err error) {
	b := &Closed{meter: &meter{}, led: by, file: f, log: o.Log, pace: newPacer(f.Pace()), strayed: map[door.Stray]bool{}}
	defer func() {
		if err != nil {
			b.Close()
			err = hushed(err, o.Masker)
		}
	}()
	if err := mockidp.CheckSwitches(merged(f.Set, o.Set)); err != nil {
		return nil, fmt.Errorf("%w: --set, or set in the file: %w", ErrUsage, err)
	}
	port, err := b.openRP()
	if err != nil {
		return nil, err
	}
	fixtures, err := loadFixtures(described(f, b.origin).Back)
	if err != nil {
		return nil, err
	}
	fixtures.secrets(o.Masker)
	o.Masker.Keep(f.Secrets()...)
	if err := b.openMocks(f, o, fixtures); err != nil {
		return nil, err
	}
	printed := printer(o, &b.last)
	if err := prepare(ctx, f, o, printed); err != nil {
		return nil, err
	}
	inside, err := b.portInside(port)
	if err != nil {
		return nil, err
	}
	s := b.surroundings(inside, fixtures)
	if err := f.WriteFiles(s); err != nil {
		return nil, err
	}
	if f, err = f.Filled(s); err != nil {
		return nil, err
	}
	env, err := f.Environ(s)
	if err != nil {
		return nil, err
	}
	files, err := f.ContainerFiles(s)
	if err != nil {
		return nil, err
	}
	b.launch = func(ctx context.Context) (Runner, error) {
		runner, err := start(ctx, Inside{File: f, Env: env, Files: files, CA: b.ca.PEM(), Port: inside,
			Hosts: b.mock.Served(), Folder: b.folder, Printed: printed, Proxy: b.led.address()})
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
		return runner, nil
	}
	b.about = described(f, b.origin)
	if err := b.drive(ctx, o.Drive); err != nil {
		return nil, err
	}
	if err := b.Restart(ctx); err != nil {
		return nil, err
	}
	return b, reset(ctx, b.about, b.carrier)
}

// surroundings is what the description of a target is filled in with inside the network.
func (b *Closed) surroundings(port int, fixtures fixtures) target.Surroundings {
	s := target.Surroundings{Port: port, Origin: b.origin, Issuers: map[string]string{}, Clients: map[string]target.Registration{},
		Spell: func(real string) string { return real }, Files: filepath.Join(b.folder, "files")}
	for _, p := range mockidp.Profiles() {
		s.Issuers[p.ID], s.Clients[p.ID] = p.Issuer, fixtures.registration(p.ID)
	}
	return s
}

// Restartable is true: whatever runs in a closed network was started for the run.
func (b *Closed) Restartable() bool { return true }

// Restart ends the Relying Party, where it runs, and starts it at the same place.
func (b *Closed) Restart(ctx context.Context) error {
	b.mu.Lock()
	old := b.runner
	b.runner = nil
	b.mu.Unlock()
	if old != nil {
		old.Close()
	}
	b.last.clear()
	b.members.forget()
	defer b.meter.started(b.meter.clock.Now())
	runner, err := b.launch(ctx)
	if err != nil {
		return err
	}
	b.mu.Lock()
	b.runner = runner
	b.mu.Unlock()
	if err := target.Await(ctx, b.file, b.origin, nil, b.last.after(runner.Gone)); err != nil {
		return fmt.Errorf("%s: %w", b.file.Name, err)
	}
	return nil
}

// drive starts a browser of another kind, where one is wanted.
func (b *Closed) drive(ctx context.Context, d Drive) (err error) {
	if d == nil {
		return nil
	}
	hosts := map[string]string{}
	for _, host := range b.mock.Served() {
		hosts[host] = b.front.Addr().String()
	}
	b.opener, b.undrive, err = d(ctx, View{Hosts: hosts, SPKI: []string{b.ca.SPKI()},
		Mocked: b.mocked, Admit: b.named().admit})
	return err
}

func (b *Closed) mocked(u *url.URL) bool { return b.mock.Mocks(u.Hostname()) }

// named is whom the run's browsers may ask.
func (b *Closed) named() named { return named{b.file, b.about, b.mock, b.mocked, nil} }

// running is the Relying Party, nil before it was started.
func (b *Closed) running() Runner {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.runner
}

// stray logs what the Relying Party asked of a host that is not there, once a name.
func (b *Closed) stray(s door.Stray) {
	b.mu.Lock()
	told := b.strayed[s]
	if len(b.strayed) < maxStrays {
		b.strayed[s] = true
	}
	full := len(b.strayed) == maxStrays
	b.mu.Unlock()
	if !told && !full {
		b.log.Add("", "", event.Strayed{Host: s.Host, Path: s.Path, How: string(s.How)})
	}
}

// maxStrays bounds how many strays are told.
const maxStrays = 1000

// openRP opens the port of the own machine that leads to the Relying Party.
func (b *Closed) openRP() (port int, err error) {
	if b.into, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		return 0, err
	}
	port = b.into.Addr().(*net.TCPAddr).Port
	b.origin = fmt.Sprintf("http://localhost:%d", port)
	return port, nil
}

// openMocks opens the door with real hosts on sockets for the closed network, and
// on a port for browsers.
func (b *Closed) openMocks(f target.File, o Options, fixtures fixtures) (err error) {
	now := &clock.Clock{}
	b.mock, err = mockidp.New(mockidp.Options{Clock: now, Salt: o.Salt, Shuffle: o.Shuffle, Name: "run", Set: reachable(merged(f.Set, o.Set), b.origin),
		Clients: fixtures.clients, People: fixtures.people, Masker: o.Masker, Outbound: home{described(f, b.origin), func() http.RoundTripper { return b.carrier }},
		Log: func(row, login string, fact event.Fact) { o.Log.Add(row, login, fact) }})
	if err != nil {
		return err
	}
	if b.ca, err = door.NewCA(b.mock.Served(), now.Now); err != nil {
		return err
	}
	if b.folder, err = os.MkdirTemp("", "torii-"); err != nil {
		return err
	}
	b.hosts = door.NewHosts(door.HostsOptions{CA: b.ca, Handler: b.meter.serving(b.led.counting(b.mock)), Dial: door.Through(f.Egress.Allow...), Stray: b.stray})
	if err := b.openWays(f); err != nil {
		return err
	}
	// Browsers have a door of their own: what comes through the other is the Relying Party's.
	b.browsers = door.NewHosts(door.HostsOptions{CA: b.ca, Handler: b.meter.serving(b.mock)})
	if b.front, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		return err
	}
	go func() { _ = b.browsers.ServeTLS(b.front) }() // ends with Close
	go b.lead()
	b.carrier = b.transport()
	return nil
}

// openWays opens the ways from the Relying Party to the door.
func (b *Closed) openWays(f target.File) error {
	if b.led != nil {
		return b.led.open(b.hosts)
	}
	resolver := door.Resolver{Mocks: b.mock.Mocks, Stray: b.stray, Address: netip.MustParseAddr("127.0.0.1"),
		Allowed: func(host string) bool { return slices.Contains(f.Egress.Allow, host) }}
	for socket, serve := range map[string]func(net.Listener) error{
		"tls.sock": b.hosts.ServeTLS, "plain.sock": b.hosts.ServePlain, "dns.sock": resolver.ServeStream,
	} {
		l, err := net.Listen("unix", filepath.Join(b.folder, socket))
		if err != nil {
			return err
		}
		if socket == "dns.sock" {
			b.dns = l // the other two are the door's
		}
		go func() { _ = serve(l) }() // ends with Close
	}
	return nil
}

// lead carries connections from the own machine to the Relying Party.
func (b *Closed) lead() {
	for {
		in, err := b.into.Accept()
		if err != nil {
			return // closed
		}
		go func() {
			ctx, cancel := context.WithTimeout(context.Background(), dialTimeout)
			defer cancel()
			runner := b.running()
			if runner == nil {
				_ = in.Close() // not there yet
				return
			}
			out, err := runner.Dial(ctx)
			if err != nil {
				_ = in.Close() // the browser sees its connection closed
				return
			}
			door.Join(in, out)
		}()
	}
}

const dialTimeout = 5 * time.Second

// transport leads a browser to the mocked hosts by name, and to the Relying Party.
func (b *Closed) transport() *http.Transport {
	return &http.Transport{
		DisableCompression: true, MaxIdleConnsPerHost: 16, TLSClientConfig: trusting(b.ca.PEM()),
		DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			host, _, err := net.SplitHostPort(address)
			if err != nil {
				return nil, err
			}
			var d net.Dialer
			switch {
			case b.mock.Mocks(host):
				return d.DialContext(ctx, network, b.front.Addr().String())
			case "http://"+address == b.origin:
				return d.DialContext(ctx, network, b.into.Addr().String())
			}
			return nil, fmt.Errorf("%s: %w", host, door.ErrUnknownHost)
		},
	}
}

// Target describes the Relying Party.
func (b *Closed) Target() target.Description { return b.about }

// Spent is where the time of the run has gone so far.
func (b *Closed) Spent() Spent { return b.meter.read() }

// Stand tells how the mocks stand.
func (b *Closed) Stand() mockidp.Stand { return b.mock.Stand() }

// Shared is true: there is one Relying Party and one set of mocks.
func (b *Closed) Shared() bool { return true }

// OwnMocks is true: they were made for the run.
func (b *Closed) OwnMocks() bool { return true }

// Guarded tells that nothing leaves the closed network; who is led by a proxy may go past it.
func (b *Closed) Guarded() bool { return b.led == nil }

// portInside is the port that the Relying Party listens on. Without a network of its
// own, the one that browsers use is taken.
func (b *Closed) portInside(port int) (int, error) {
	if b.led != nil {
		return target.FreePort()
	}
	return b.file.PortInside(port), nil
}

// Parallel is what the file allows.
func (b *Closed) Parallel() int { return b.file.Parallel() }

// Open lends the one bay there is.
func (b *Closed) Open(string) (*Bay, error) {
	runner := b.running()
	if runner == nil {
		return nil, fmt.Errorf("%w: %s did not start again", ErrGone, b.file.Name)
	}
	over := b.last.after(runner.Gone)
	if gone, problem := over(); gone {
		return nil, fmt.Errorf("%w: %s: %w", ErrGone, b.file.Name, problem)
	}
	return &Bay{Mock: b.mock, Target: b.about, Transport: b.carrier, Deadline: b.file.Deadline(), Gone: over, Settles: b.file.RefetchAfter(), pace: b.pace,
		meter: b.meter, RealHost: func(u *url.URL) string { return u.Hostname() }, Admit: b.named().admit, open: b.opener, close: func() {}, Members: &b.members}, nil
}

// Close ends Relying Party, network and mocks.
func (b *Closed) Close() {
	if b.undrive != nil {
		b.undrive()
	}
	if runner := b.running(); runner != nil {
		runner.Close()
	}
	if b.carrier != nil {
		b.carrier.CloseIdleConnections()
	}
	for _, d := range []*door.Hosts{b.hosts, b.browsers} {
		if d != nil {
			d.Close()
		}
	}
	var problems error
	for _, l := range []net.Listener{b.dns, b.into} {
		if l != nil {
			problems = errors.Join(problems, l.Close())
		}
	}
	if b.folder != "" {
		problems = errors.Join(problems, os.RemoveAll(b.folder))
	}
	if problems != nil && b.log != nil {
		b.log.Add("", "", event.Printed{Line: "torii: " + problems.Error()})
	}
}
