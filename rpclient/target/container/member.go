package container

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	dc "github.com/ory/dockertest/v3/docker"
)

// member is one container of a run.
type member struct {
	run
	part string
	id   string
	out  *lines

	streamed chan struct{} // closed once all output has been handed on
	started  bool
	done     chan struct{}
	problem  error // why it ended, never nil then; set before done is closed
}

// flushWithin is how long the last output of an ended container is waited for.
const flushWithin = 2 * time.Second

// errExited is why a container ended that reports no failure.
var errExited = errors.New("exit status 0")

// create makes a container that is not started yet.
func (r run) create(ctx context.Context, part string, config *dc.Config, host *dc.HostConfig, net *dc.NetworkingConfig, printed func(string)) (*member, error) {
	ctx, cancel := making(ctx)
	defer cancel()
	config.Labels = r.label(part)
	c, err := r.CreateContainer(dc.CreateContainerOptions{
		Name: r.name(part), Config: config, HostConfig: host, NetworkingConfig: net, Context: ctx,
	})
	if err != nil {
		return nil, fmt.Errorf("%s container: %w", part, err)
	}
	return &member{run: r, part: part, id: c.ID, out: newLines(printed), streamed: make(chan struct{}), done: make(chan struct{})}, nil
}

// start starts the container with its output attached, so that no line is missed, and
// notes its end. The life context bounds the watch.
func (m *member) start(ctx, life context.Context, stdin io.Reader) error {
	if err := m.attach(ctx, stdin); err != nil {
		return fmt.Errorf("%s container: %w", m.part, err)
	}
	short, cancel := short(ctx)
	defer cancel()
	if err := m.StartContainerWithContext(m.id, nil, short); err != nil {
		return fmt.Errorf("%s container: %w", m.part, err)
	}
	m.started = true
	go m.watch(life)
	return nil
}

func (m *member) attach(ctx context.Context, stdin io.Reader) error {
	ctx, cancel := short(ctx)
	defer cancel()
	attached := make(chan struct{})
	waiter, err := m.AttachToContainerNonBlocking(dc.AttachToContainerOptions{
		Container: m.id, Stream: true, Success: attached,
		Stdin: stdin != nil, InputStream: stdin,
		Stdout: true, OutputStream: m.out, Stderr: true, ErrorStream: m.out,
	})
	if err != nil {
		return err
	}
	go func() {
		_ = waiter.Wait() // a broken stream ends the output, not the container
		m.out.flush()
		close(m.streamed)
	}()
	select {
	case <-attached:
		attached <- struct{}{}
		return nil
	case <-ctx.Done():
		go func() { // let it go on when the engine wakes up: the container is removed then
			<-attached
			attached <- struct{}{}
		}()
		return fmt.Errorf("attach: %w", ctx.Err())
	}
}

// watch waits for the container's end and for its last words.
func (m *member) watch(life context.Context) {
	code, err := m.WaitContainerWithContext(m.id, life)
	select {
	case <-m.streamed:
	case <-time.After(flushWithin):
	}
	m.problem = m.reason(life, code, err)
	close(m.done)
}

func (m *member) reason(life context.Context, code int, err error) error {
	switch {
	case life.Err() != nil:
		return errors.New("closed")
	case err != nil:
		return fmt.Errorf("the Docker engine tells nothing of it any more: %w", err)
	case code == 0:
		return errExited
	}
	ctx, cancel := short(life)
	defer cancel()
	c, err := m.InspectContainerWithContext(m.id, ctx)
	if err == nil && c.State.OOMKilled {
		return fmt.Errorf("exit status %d: out of memory, its limit is %d MiB", code, c.HostConfig.Memory>>20)
	}
	return fmt.Errorf("exit status %d", code)
}

// gone reports whether the container has ended, and how.
func (m *member) gone() (bool, error) {
	select {
	case <-m.done:
		return true, m.problem
	default:
		return false, nil
	}
}

// await waits for the end, but not longer than the context lasts.
func (m *member) await(ctx context.Context) {
	if !m.started {
		return
	}
	select {
	case <-m.done:
	case <-ctx.Done():
	}
}
