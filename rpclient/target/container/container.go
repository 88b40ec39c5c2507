package container

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"sync"
	"time"
)

// Container is a Relying Party that runs in a closed network.
type Container struct {
	Run string // id of the run, as in the label torii.run

	spec  Spec
	run   run
	relay *sidecar
	rp    *member

	life  context.Context // of what watches the containers
	end   context.CancelFunc
	close func() error
}

// stopGrace is how long a container may take to end by itself.
const stopGrace = 2 * time.Second

// Start brings up a Relying Party. The context bounds the start, not the life of the
// container; Close ends it. After an error nothing is left in the engine, or the error
// says what. ErrNoEngine is among the errors.
func Start(ctx context.Context, s Spec) (*Container, error) {
	s, err := s.complete()
	if err == nil {
		err = s.validate()
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", s.Name, err)
	}
	me, err := self()
	if err != nil {
		return nil, err
	}
	client, err := connect(ctx)
	if err != nil {
		return nil, err
	}
	id := newRun()
	c := &Container{Run: id, spec: s, run: run{client, id, me.labels(id)}}
	c.life, c.end = context.WithCancel(context.WithoutCancel(ctx))
	c.close = sync.OnceValue(c.tearDown)
	if err := c.start(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", s.Name, err), c.Close())
	}
	return c, nil
}

func (c *Container) start(ctx context.Context) error {
	image, err := c.image(ctx)
	if err != nil {
		return err
	}
	relayImage, err := c.run.relayImage(ctx, c.spec.Relay)
	if err != nil {
		return err
	}
	network, err := c.run.network(ctx)
	if err != nil {
		return err
	}
	if c.relay, err = c.run.startSidecar(ctx, c.life, c.spec, relayImage, network); err != nil {
		return err
	}
	if c.rp, err = c.run.createRP(ctx, c.spec, image, network, c.relay.address); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return c.rp.start(ctx, c.life, nil)
}

func (c *Container) image(ctx context.Context) (string, error) {
	if c.spec.Build != "" {
		return c.run.folderImage(ctx, c.spec.Build, c.spec.Printed)
	}
	return c.spec.Image, c.run.present(ctx, c.spec.Image)
}

// Dial opens a connection to the Relying Party. One that the Relying Party does not
// accept, because it is not listening yet, is opened and then closed without a byte.
func (c *Container) Dial(ctx context.Context) (net.Conn, error) {
	if gone, err := c.rp.gone(); gone {
		return nil, fmt.Errorf("%s: its container has ended: %w", c.spec.Name, err)
	}
	if gone, err := c.relay.gone(); gone {
		return nil, fmt.Errorf("%s: the relay to its container has ended: %w\n%s", c.spec.Name, err, c.relay.out)
	}
	return new(net.Dialer).DialContext(ctx, "unix", c.spec.socket(SocketRP))
}

// Gone reports whether the Relying Party has ended, and how. All that it printed has been
// handed on by then.
func (c *Container) Gone() (bool, error) { return c.rp.gone() }

// Close ends the containers, politely first, and removes all that the run made in the
// engine. The error says what could not be removed. Further calls return the same.
func (c *Container) Close() error { return c.close() }

func (c *Container) tearDown() error {
	ctx := context.WithoutCancel(c.life)
	if c.rp != nil {
		c.rp.stop(ctx)
	}
	if c.relay != nil {
		c.relay.stop(ctx)
	}
	err := remove(ctx, c.run.Client, c.Run)
	c.end()
	if c.rp != nil {
		c.rp.out.mute()
	}
	for _, file := range []string{SocketRP, fileResolver} {
		if e := os.Remove(c.spec.socket(file)); !errors.Is(e, os.ErrNotExist) {
			err = errors.Join(err, e)
		}
	}
	c.run.HTTPClient.CloseIdleConnections()
	return err
}
