package door

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"sync"
	"time"

	"torii/mockidp/pinned"
)

// Dial opens a connection to "host:port" outside, or returns an error that is
// ErrNotAllowed for what is not on its allow list.
type Dial func(ctx context.Context, address string) (net.Conn, error)

// ErrNotAllowed is what an address outside the allow list is refused with.
var ErrNotAllowed = errors.New("not on the allow list")

// Through dials the hosts named and no other; without hosts it refuses all.
func Through(hosts ...string) Dial {
	var names pinned.Dialer
	return func(ctx context.Context, address string) (net.Conn, error) {
		if !slices.Contains(hosts, bare(address)) {
			return nil, fmt.Errorf("%s: %w", address, ErrNotAllowed)
		}
		return names.DialContext(ctx, "tcp", address)
	}
}

// Join joins two connections until both directions have ended or nothing was
// carried for two minutes, and closes both.
func Join(a, b net.Conn) { tunnel(context.Background(), a, b) }

// tunnelIdle is how long a tunnel may carry nothing.
const tunnelIdle = 2 * time.Minute

// tunnel joins two connections until both directions have ended, nothing was
// carried for tunnelIdle, or the context ends. It closes both.
func tunnel(ctx context.Context, a, b net.Conn) {
	end := func() { _, _ = a.Close(), b.Close() } // either may be gone
	defer end()
	defer context.AfterFunc(ctx, end)()
	idle := time.AfterFunc(tunnelIdle, end)
	defer idle.Stop()
	var both sync.WaitGroup
	both.Go(func() { pour(a, &wakeful{b, idle}) })
	both.Go(func() { pour(b, &wakeful{a, idle}) })
	both.Wait()
}

// wakeful puts the idle end off with each read.
type wakeful struct {
	net.Conn
	idle *time.Timer
}

func (w *wakeful) Read(b []byte) (int, error) {
	n, err := w.Conn.Read(b)
	w.idle.Reset(tunnelIdle)
	return n, err
}

func pour(to net.Conn, from io.Reader) {
	_, _ = io.Copy(to, from) // either end may go away at any time
	if half, ok := to.(interface{ CloseWrite() error }); ok {
		_ = half.CloseWrite()
		return
	}
	_ = to.Close() // it has no half to close
}
