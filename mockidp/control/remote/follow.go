package remote

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"torii/mockidp/control"
	"torii/reports/event"
)

// readEvery is how often the run's events are read beside its rows: often enough that
// the mocks keep them until then, and take the run to be alive.
const readEvery = 500 * time.Millisecond

// begin tells the mocks of the run, and returns how far their events are.
func (m *Mock) begin(ctx context.Context) (seq int, err error) {
	var begun control.Run
	err = m.call(ctx, http.MethodPost, "/runs", control.Run{ID: m.o.Run, Of: m.o.Of}, &begun)
	return begun.Seq, err
}

// follow reads beside the rows until the run is closed.
func (m *Mock) follow(ctx context.Context) {
	ctx, m.leave = context.WithCancel(ctx)
	m.left = make(chan struct{})
	go func() {
		defer close(m.left)
		tick := time.NewTicker(readEvery)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
				_ = m.read(ctx) // the row that asks next meets the same trouble, and tells it
			}
		}
	}()
}

// Epoch counts how often mocks have lost what a row needs: a row in whose time it changes
// has met two.
func (m *Mock) Epoch() int {
	epoch, _ := m.standing.place()
	return epoch
}

// Sync logs what has happened in the run's logins since it was last asked.
func (m *Mock) Sync() error { return m.read(context.Background()) }

// read reads what comes after the latest event that is known, and goes on behind a gap.
func (m *Mock) read(ctx context.Context) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	epoch, seq := m.standing.place()
	res, err := m.send(ctx, http.MethodGet, "/events?run="+url.QueryEscape(m.o.Run)+"&after="+strconv.Itoa(seq), nil)
	if refused, is := errors.AsType[refusal](err); is && refused.status == http.StatusGone {
		var health control.Health
		if err := m.call(ctx, http.MethodGet, "/health", nil, &health); err != nil {
			return err
		}
		m.standing.missed(health.Seq)
		return ErrMissed
	}
	if err != nil {
		return err
	}
	defer func() { _ = res.Body.Close() }()
	events, err := event.Read(io.LimitReader(res.Body, maxBody))
	if err != nil {
		return fmt.Errorf("control port %s: events: %w", m.o.Address, err)
	}
	for _, e := range events {
		if !m.standing.advance(epoch, e.Seq) {
			return ErrAnew
		}
		if row, mine := strings.CutPrefix(e.Row, m.o.Run+"/"); mine {
			m.o.Log(row, e.Login, e.Fact)
		}
	}
	return nil
}
