package serve

import (
	"context"
	"errors"
	"fmt"
	"time"

	"torii/mockidp/archive/store"
)

// saveEvery is how old the state file may be: so much is forgotten by a process that is killed.
const saveEvery = 30 * time.Second

// recall opens the state file, and takes up what an earlier process saved there.
func (s *Server) recall(path string) error {
	file, err := store.Open(path)
	if err != nil {
		return fmt.Errorf("--state: %w", err)
	}
	s.state = file
	entries, err := file.Read(context.Background())
	if err == nil {
		err = s.Mock.Recall(entries)
	}
	if err != nil {
		return fmt.Errorf("--state %s: %w", path, err)
	}
	return nil
}

// Save writes what the mocks remember to the state file, where there is one.
func (s *Server) Save(ctx context.Context) error {
	if s.state == nil {
		return nil
	}
	entries, err := s.Mock.Remembered()
	if err != nil {
		return err
	}
	return s.state.Save(ctx, entries)
}

// saving saves again and again until the context ends. A save that fails is told by the last one.
func (s *Server) saving(ctx context.Context) {
	if s.state == nil {
		return
	}
	tick := time.NewTicker(saveEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			_ = s.Save(ctx)
		}
	}
}

// keep saves for the last time, and gives the file back.
func (s *Server) keep(ctx context.Context) error {
	if s.state == nil {
		return nil
	}
	return errors.Join(s.Save(ctx), s.state.Close())
}
