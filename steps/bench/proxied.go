package bench

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strconv"
	"sync/atomic"

	"torii/mockidp/door"
	"torii/rpclient/target"
)

// led is the way by a proxy, and whether the Relying Party takes it. A nil one is no way.
type led struct {
	runtime string
	proxy   net.Listener
	came    atomic.Int64 // requests for the mocks
}

// NewProxied brings up mocks and a Relying Party that is told of them by the proxy
// variables of its runtime. Nothing keeps it from going past them.
func NewProxied(ctx context.Context, f target.File, o Options) (*Closed, error) {
	return newClosed(ctx, f, o, Proxied, &led{runtime: f.Runtime})
}

func (l *led) open(hosts *door.Hosts) (err error) {
	if l.proxy, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		return err
	}
	go func() { _ = hosts.ServeProxy(l.proxy) }() // ends with the door
	return nil
}

func (l *led) address() string {
	if l == nil {
		return ""
	}
	return l.proxy.Addr().String()
}

func (l *led) counting(mocks http.Handler) http.Handler {
	if l == nil {
		return mocks
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		l.came.Add(1)
		mocks.ServeHTTP(w, r)
	})
}

// ErrPast tells that a Relying Party goes past the proxy.
var ErrPast = errors.New("nothing that the Relying Party asks reaches the mocks")

// Reached is ErrPast where the Relying Party has asked the mocks for nothing yet: what
// it then believes comes from elsewhere, and nothing can be said of it.
func (b *Closed) Reached() error {
	if b.led == nil || b.led.came.Load() > 0 {
		return nil
	}
	return fmt.Errorf("%w: %s takes no notice of the proxy variables (runtime: %s%s); give it door: hosts, a container, or door: path with addresses that can be set",
		ErrPast, b.file.Name, b.led.runtime, beware[b.led.runtime])
}

// beware is what is known to go past the proxy variables of a runtime.
var beware = map[string]string{
	"node": ", which reads them from 22.21 and 24.5 on, and only where its own fetch or http agent is used",
	"ruby": ", where Net::HTTP reads them and other libraries may not",
	"php":  ", where curl and Guzzle read them and the http:// streams do not",
}

// Proxied starts the file's command with the proxy variables of its runtime.
func Proxied(_ context.Context, in Inside) (Runner, error) {
	if err := writeTrust(in.Folder, in.CA); err != nil {
		return nil, err
	}
	leads := slices.Concat(Trust(in.Folder), proxyVariables(in.File.Runtime, in.Proxy))
	p, err := target.Launch(in.File, slices.Concat(environment(), target.Join(leads, in.Env)), in.Printed)
	if err != nil {
		return nil, err
	}
	return &proxied{p, net.JoinHostPort("localhost", strconv.Itoa(in.Port))}, nil
}

// ownMachine is what is reached without a proxy.
const ownMachine = "localhost,127.0.0.1,::1"

// proxyVariables tell a runtime of a proxy. In both cases of the letters: libcurl reads
// http_proxy in small ones only, others the reverse.
func proxyVariables(runtime, proxy string) []string {
	address := "http://" + proxy
	env := []string{
		"HTTPS_PROXY=" + address, "https_proxy=" + address, "HTTP_PROXY=" + address, "http_proxy=" + address,
		"NO_PROXY=" + ownMachine, "no_proxy=" + ownMachine,
	}
	switch runtime {
	case "node":
		env = append(env, "NODE_USE_ENV_PROXY=1")
	case "java":
		host, port, _ := net.SplitHostPort(proxy)
		env = append(env, fmt.Sprintf("%s=-Dhttp.proxyHost=%[2]s -Dhttp.proxyPort=%[3]s -Dhttps.proxyHost=%[2]s -Dhttps.proxyPort=%[3]s "+
			"-Dhttp.nonProxyHosts=localhost|127.*|[::1]", target.JavaOptions, host, port))
	}
	return env
}

// proxied is a Relying Party on the own machine's network.
type proxied struct {
	*target.Process
	address string
}

// Dial opens a connection to it.
func (p *proxied) Dial(ctx context.Context) (net.Conn, error) {
	var d net.Dialer
	return d.DialContext(ctx, "tcp", p.address)
}
