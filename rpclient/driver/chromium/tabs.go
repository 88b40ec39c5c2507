package chromiumdriver

import (
	"context"
	"errors"
	"slices"
	"sync"

	"torii/rpclient/driver"
)

// role is what a tab is for. Probes have tabs of their own, so that they disturb no page.
type role int

const (
	viewing role = iota
	probing
	roles
)

// maxSpare is how many idle tabs of a role are kept for the pages that they show.
const maxSpare = 3

// tabs are a browser's idle ones by role, the one used last at the end.
type tabs struct {
	mu   sync.Mutex
	idle [roles][]*tab
}

// take lends the idle tab that shows a page, else the one used last, else a new one.
func (b *Browser) take(ctx context.Context, r role, on *driver.Page) (*tab, error) {
	b.tabs.mu.Lock()
	idle := b.tabs.idle[r]
	at := len(idle) - 1
	if on != nil {
		if shows := slices.IndexFunc(idle, func(t *tab) bool { return t.shows(on) }); shows >= 0 {
			at = shows
		}
	}
	if at >= 0 {
		t := idle[at]
		b.tabs.idle[r] = slices.Delete(idle, at, at+1)
		b.tabs.mu.Unlock()
		return t, nil
	}
	b.tabs.mu.Unlock()
	ctx, cancel := context.WithTimeout(ctx, b.pool.options.MaxWait)
	defer cancel()
	return newTab(ctx, b)
}

func (b *Browser) giveBack(t *tab, r role) {
	b.tabs.mu.Lock()
	defer b.tabs.mu.Unlock()
	b.tabs.idle[r] = append(b.tabs.idle[r], t)
	if len(b.tabs.idle[r]) > maxSpare {
		b.drop(b.tabs.idle[r][0])
		b.tabs.idle[r] = slices.Delete(b.tabs.idle[r], 0, 1)
	}
}

// drop closes a tab. Chromium takes its time, and nobody needs to wait for it.
func (b *Browser) drop(t *tab) { go t.close() }

// current is the tab that a person looks at, or nil.
func (b *Browser) current() *tab {
	b.tabs.mu.Lock()
	defer b.tabs.mu.Unlock()
	idle := b.tabs.idle[viewing]
	if len(idle) == 0 {
		return nil
	}
	return idle[len(idle)-1]
}

// fine tells that a tab can be used on after an error: nothing was sent.
func fine(err error) bool { return errors.Is(err, driver.ErrNoControl) }
