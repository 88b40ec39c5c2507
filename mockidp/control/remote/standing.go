package remote

import (
	"errors"
	"sync"
)

// What may come between a run and the mocks that it shares. Nothing of it is the target's.
var (
	// ErrAnew tells that the mocks were started anew: they know nothing of what was planned.
	ErrAnew = errors.New("the mocks were started anew")
	// ErrMissed tells that the mocks keep no more of what has happened than came later.
	ErrMissed = errors.New("the mocks no longer keep some of what has happened in this run")
	// ErrSeveral tells that the address leads to more than one torii serve.
	ErrSeveral = errors.New("several torii serve answer behind this address in turn, and none knows what another was told: let one alone stand there (replicas: 1)")
)

// mostTurns is how often mocks that were seen before may answer behind others: answers that were on
// their way when these were started come late.
const mostTurns = 3

// standing is which start of the mocks answers, and how far its events are known.
type standing struct {
	mu       sync.Mutex
	instance string
	seen     map[string]bool
	opened   bool // the run has begun: until then, nothing can have been started anew
	turns    int
	epoch    int // how often anything of the mocks' was lost
	seq      int // of the latest event that is known
}

// meet takes the instance that an answer is of. The first answer of another is an error.
func (s *standing) meet(instance string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.instance == "":
		s.instance, s.seen = instance, map[string]bool{instance: true}
		return nil
	case instance == s.instance:
		return nil
	case !s.opened:
		return ErrSeveral
	case s.seen[instance]:
		if s.turns++; s.turns >= mostTurns {
			return ErrSeveral
		}
		return ErrAnew
	}
	s.instance, s.seq = instance, 0
	s.seen[instance] = true
	s.epoch++
	return ErrAnew
}

// known reports whether the mocks have answered before.
func (s *standing) known() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.instance != ""
}

// place is up to where the events are known, in which epoch.
func (s *standing) place() (epoch, seq int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.epoch, s.seq
}

// open notes from where on the events are the run's.
func (s *standing) open(seq int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.opened, s.seq = true, seq
}

// advance notes an event as known, and reports whether it is of the mocks that answer now.
func (s *standing) advance(epoch, seq int) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if epoch != s.epoch {
		return false
	}
	s.seq = max(s.seq, seq)
	return true
}

// missed goes on behind a gap.
func (s *standing) missed(seq int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.epoch++
	s.seq = seq
}
