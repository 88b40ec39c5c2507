package chromiumdriver

import (
	"context"
	"sync"
)

// queue hands the events of a tab on in their order. Pushing never blocks: events come from the goroutine that also
// reads the answers to our commands.
type queue struct {
	mu    sync.Mutex
	items []any
	wake  chan struct{}
}

func newQueue() *queue { return &queue{wake: make(chan struct{}, 1)} }

func (q *queue) push(item any) {
	q.mu.Lock()
	q.items = append(q.items, item)
	q.mu.Unlock()
	signal(q.wake)
}

// each calls f for every item until the context ends.
func (q *queue) each(ctx context.Context, f func(any)) {
	for {
		q.mu.Lock()
		items := q.items
		q.items = nil
		q.mu.Unlock()
		for _, item := range items {
			f(item)
		}
		select {
		case <-ctx.Done():
			return
		case <-q.wake:
		}
	}
}

// signal marks that something has changed, for whoever looks next.
func signal(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}
