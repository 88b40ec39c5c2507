package bench

import (
	"context"
	"sync"
	"time"

	"torii/mockidp/clock"
)

// pacer spaces logins out: no more than one begins in each stretch of time. A nil
// pacer lets all begin at once.
type pacer struct {
	every time.Duration
	now   func() time.Time

	mu   sync.Mutex
	next time.Time
}

func newPacer(every time.Duration) *pacer {
	if every == 0 {
		return nil
	}
	return &pacer{every: every, now: (&clock.Clock{}).Now}
}

// wait takes the next turn and waits for it, or returns why the run has ended before.
func (p *pacer) wait(ctx context.Context) error {
	if p == nil {
		return nil
	}
	turn := time.NewTimer(p.take())
	defer turn.Stop()
	select {
	case <-turn.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// take returns how long it is to the next turn that is free, and takes it.
func (p *pacer) take() time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.now()
	turn := now
	if turn.Before(p.next) {
		turn = p.next
	}
	p.next = turn.Add(p.every)
	return turn.Sub(now)
}
