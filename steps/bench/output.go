package bench

import (
	"slices"
	"sync"

	"torii/reports/event"
)

// mostLines bounds how many lines are kept of what the built-in target writes into its log for one row.
const mostLines = 64

// output keeps what the built-in target logs, masked. It is safe for concurrent use.
type output struct {
	masker *event.Masker
	mu     sync.Mutex
	lines  []string
}

// Write takes one record.
func (o *output) Write(record []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.lines) < mostLines {
		o.lines = append(o.lines, o.masker.Scrub(string(record)))
	}
	return len(record), nil
}

func (o *output) all() []string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return slices.Clone(o.lines)
}
