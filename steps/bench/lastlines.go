package bench

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"torii/fixtures/bound"
	"torii/reports/event"
	"torii/rpclient/target"
)

// keptLines is how many of the lines a Relying Party printed last go into a finding.
const keptLines = 8

// lastLines keeps what a Relying Party printed last. It is safe for concurrent use.
type lastLines struct {
	mu    sync.Mutex
	lines []string
}

func (l *lastLines) add(line string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.lines = append(l.lines, line); len(l.lines) > keptLines {
		l.lines = l.lines[1:]
	}
}

func (l *lastLines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Join(l.lines, " / ")
}

func (l *lastLines) clear() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lines = nil
}

// printer takes each line that a Relying Party prints: into the log without what is secret, as long as
// that has room for it, and among the last.
func printer(o Options, last *lastLines) func(line string) {
	lines := event.NewLines(o.Masker)
	var mu sync.Mutex
	var output bound.Output
	return func(line string) {
		line = lines.Scrub(line)
		last.add(line)
		mu.Lock()
		kept, keep := output.Take(line)
		mu.Unlock()
		if keep {
			o.Log.Add("", "", event.Printed{Line: kept})
		}
	}
}

// prepare runs the file's setup, which may take minutes, and tells what it prints.
func prepare(ctx context.Context, f target.File, o Options, printed func(line string)) error {
	if o.Installs == nil {
		return target.Prepare(ctx, f, printed)
	}
	lines := event.NewLines(o.Masker)
	return target.Prepare(ctx, f, func(line string) {
		printed(line)
		o.Installs(lines.Scrub(line))
	})
}

// after adds to how a Relying Party has ended what it printed last.
func (l *lastLines) after(gone func() (bool, error)) func() (bool, error) {
	return func() (bool, error) {
		ended, problem := gone()
		if words := l.String(); ended && problem != nil && words != "" {
			problem = fmt.Errorf("%w; it printed last: %s", problem, words)
		}
		return ended, problem
	}
}
