package bench

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"torii/mockidp"
	"torii/mockidp/clock"
	"torii/mockidp/control/remote"
	"torii/reports/event"
)

// markBytes is how much of a digest tells runs apart.
const markBytes = 6

// markOf is the mark of a run: the same for the same salt, and nothing of it.
func markOf(salt string) string {
	sum := sha256.Sum256([]byte("run " + salt))
	return hex.EncodeToString(sum[:markBytes])
}

// join makes the bench use the mocks of a torii serve. What is known of them here, such
// as their hosts and people, is known from a set of the same make, which nobody reaches.
func (b *Process) join(ctx context.Context, f fixtures, o ProcessOptions) error {
	if len(merged(b.file.Set, o.Set)) > 0 {
		return fmt.Errorf("%w: --set, or set in the file: switches of mocks that others use too are set where torii serve is started", ErrUsage)
	}
	o.Masker.Keep(o.Token)
	b.mark = markOf(o.Salt)
	var err error
	b.shared, err = remote.Open(ctx, remote.Options{Address: o.Mock, Token: o.Token, Run: b.mark,
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
