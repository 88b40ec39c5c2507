package bench

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"torii/mockidp"
	"torii/mockidp/clock"
	"torii/mockidp/control/remote"
	"torii/reports/event"
)

// How much of a digest, and of chance, tells runs apart.
const (
	markBytes   = 6
	chanceBytes = 4
)

// peopleOf names what a run's people derive from: the same for the same salt and shard, and nothing of either.
func peopleOf(salt, shard string) string {
	sum := sha256.Sum256([]byte("run " + salt + "\x00" + shard))
	return hex.EncodeToString(sum[:markBytes])
}

// markOf is the mark of one run of these people, no other's.
func markOf(of string) string {
	chance := make([]byte, chanceBytes)
	_, _ = rand.Read(chance) // it never fails
	return of + hex.EncodeToString(chance)
}

// join makes the bench use the mocks of a torii serve. What is known of them here, such
// as their hosts and people, is known from a set of the same make, which nobody reaches.
func (b *Process) join(ctx context.Context, f fixtures, o ProcessOptions) error {
	if len(merged(b.file.Set, o.Set)) > 0 {
		return fmt.Errorf("%w: --set, or set in the file: switches of mocks that others use too are set where torii serve is started", ErrUsage)
	}
	o.Masker.Keep(o.Token)
	of := peopleOf(o.Salt, o.Shard)
	b.mark = markOf(of)
	var err error
	b.shared, err = remote.Open(ctx, remote.Options{Address: o.Mock, Token: o.Token, Run: b.mark, Of: of,
		Log: func(row, login string, fact event.Fact) { o.Log.Add(row, login, fact) }})
	if err != nil {
		return fmt.Errorf("%w: --mock: %w", ErrUsage, err)
	}
	b.path = b.shared.Door
	ahead, err := b.shared.Offset(ctx)
	if err != nil {
		return err
	}
	now := &clock.Clock{}
	now.Advance(ahead)
	b.mock, err = mockidp.New(mockidp.Options{Clock: now, Salt: o.Salt, Name: "run", Names: b.path, Clients: f.clients, People: f.people, Masker: o.Masker})
	return err
}

// Epoch counts how often mocks that others use too have lost what a row needs: a row in whose time it
// changes has met two. It stays 0 where the mocks are the run's own.
func (b *Process) Epoch() int {
	if b.shared == nil {
		return 0
	}
	return b.shared.Epoch()
}
