package container

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"

	dc "github.com/ory/dockertest/v3/docker"

	"torii/rpclient/target/relay"
)

const (
	relayFolder = "/sockets" // where the relay sees Spec.Folder
	relayReady  = "ready"    // what the relay prints once it listens everywhere
	relayWithin = 30 * time.Second
	relayMemory = 256 << 20 // bytes
	relayPids   = 256

	// noServer is an address that answers no DNS query (RFC 5737): the relay asks for
	// no name but the Relying Party's, which never leaves the engine.
	noServer = "192.0.2.1"
)

// sidecar is the container that carries everything in and out.
type sidecar struct {
	*member
	address string    // in the closed network
	stdin   io.Closer // the relay ends with its input, and so when this process is killed
}

// startSidecar starts the relay and waits until it listens.
func (r run) startSidecar(ctx, life context.Context, s Spec, image, network string) (*sidecar, error) {
	config, err := json.Marshal(relay.Config{
		Folder: relayFolder,
		Out:    map[string]string{"0.0.0.0:443": SocketTLS, "0.0.0.0:80": SocketPlain},
		DNS:    map[string]string{"0.0.0.0:53": SocketDNS},
		In:     map[string]string{SocketRP: net.JoinHostPort(aliasRP, strconv.Itoa(s.Port))},
	})
	if err != nil {
		return nil, err
	}
	ready, isReady := onReady()
	m, err := r.create(ctx, partRelay, &dc.Config{
		Image: image, Env: []string{relay.Variable + "=" + string(config)}, User: r.user(ctx),
		OpenStdin: true, StdinOnce: true, AttachStdin: true, AttachStdout: true, AttachStderr: true,
	}, relayHost(network, s.Folder), join(network, s.Hosts...), isReady)
	if err != nil {
		return nil, err
	}
	in, stdin := io.Pipe()
	c := &sidecar{member: m, stdin: stdin}
	if err := m.start(ctx, life, in); err != nil {
		return c, err
	}
	return c, c.settle(ctx, s, ready, network)
}

// onReady returns a channel that is closed at the relay's word, and what listens for it.
func onReady() (<-chan struct{}, func(string)) {
	ready := make(chan struct{})
	closing := sync.OnceFunc(func() { close(ready) })
	return ready, func(line string) {
		if line == relayReady {
			closing()
		}
	}
}

// relayHost confines the relay: it needs the folder, and ports below 1024 without privileges.
func relayHost(network, folder string) *dc.HostConfig {
	h := confined(network, relayMemory, relayPids)
	h.ReadonlyRootfs = true
	h.Binds = []string{folder + ":" + relayFolder}
	h.SecurityOpt = append(h.SecurityOpt, "label=disable") // SELinux would keep the folder from it
	h.DNS = []string{noServer}
	// The engine asks it in vain for the Relying Party's name once that is gone.
	h.DNSOptions = []string{"timeout:1", "attempts:1"}
	return h
}

// user returns whom the relay runs as: this process's user, so that either may use the
// other's sockets. A rootless engine calls that user 0.
func (r run) user(ctx context.Context) string {
	var rootless bool
	err := bounded(ctx, func() error {
		info, err := r.Info()
		if err == nil {
			rootless = strings.Contains(strings.Join(info.SecurityOptions, " "), "name=rootless")
		}
		return err
	})
	if err == nil && rootless {
		return "0:0"
	}
	return fmt.Sprintf("%d:%d", os.Getuid(), os.Getgid())
}

// settle waits for the relay's word and learns its address.
func (c *sidecar) settle(ctx context.Context, s Spec, ready <-chan struct{}, network string) error {
	ctx, cancel := context.WithTimeout(ctx, relayWithin)
	defer cancel()
	select {
	case <-ready:
	case <-c.done:
		return fmt.Errorf("the relay ended before it was ready (%w): is %s a torii program?\n%s", c.problem, s.Relay, c.out)
	case <-ctx.Done():
		return fmt.Errorf("the relay did not get ready (%w): is %s a torii program?\n%s", ctx.Err(), s.Relay, c.out)
	}
	if _, err := os.Stat(s.socket(SocketRP)); err != nil {
		return fmt.Errorf("the Docker engine does not see the folder %s of this machine: use one that runs here", s.Folder)
	}
	found, err := c.InspectContainerWithContext(c.id, ctx)
	if err != nil {
		return err
	}
	if c.address = found.NetworkSettings.Networks[network].IPAddress; c.address == "" {
		return errors.New("the relay has no address in the closed network")
	}
	return nil
}
