package container

import "context"

// stop asks the container to end, and kills it after the grace.
func (m *member) stop(ctx context.Context) {
	if !m.started {
		return
	}
	ctx, cancel := short(ctx)
	defer cancel()
	_ = m.StopContainerWithContext(m.id, uint(stopGrace.Seconds()), ctx) // one that does not stop is removed by force
	m.await(ctx)
}

// stop ends the relay's input, and with it the relay.
func (c *sidecar) stop(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, stopGrace)
	defer cancel()
	_ = c.stdin.Close()
	c.await(ctx)
}
