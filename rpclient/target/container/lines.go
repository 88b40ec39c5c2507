package container

import (
	"bytes"
	"io"
	"strings"
	"sync"
)

const (
	maxLine   = 4096 // bytes kept of one printed line
	tailLines = 15
)

// lines cuts output into lines, hands each on, and keeps the last ones.
type lines struct {
	printed func(string)

	mu      sync.Mutex
	partial []byte
	last    []string
}

var _ io.Writer = (*lines)(nil)

func newLines(printed func(string)) *lines { return &lines{printed: printed} }

// Write takes output in any pieces.
func (l *lines) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for rest := b; len(rest) > 0; {
		line, after, whole := bytes.Cut(rest, []byte("\n"))
		if room := maxLine - len(l.partial); len(line) > room {
			line = line[:room]
		}
		l.partial = append(l.partial, line...)
		if whole {
			l.take()
		}
		rest = after
	}
	return len(b), nil
}

// flush hands on a last line that has no end.
func (l *lines) flush() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.partial) > 0 {
		l.take()
	}
}

// mute hands on nothing more.
func (l *lines) mute() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.printed = nil
}

func (l *lines) take() {
	line := strings.TrimSuffix(string(l.partial), "\r")
	l.partial = l.partial[:0]
	if l.last = append(l.last, line); len(l.last) > tailLines {
		l.last = l.last[1:]
	}
	if l.printed != nil {
		l.printed(line)
	}
}

// String returns the last lines.
func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.last) == 0 {
		return "  (it printed nothing)"
	}
	return "  " + strings.Join(l.last, "\n  ")
}
