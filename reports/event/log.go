package event

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"sync"
	"time"
)

// Log is the append-only record of a run. It is safe for concurrent use.
type Log struct {
	now func() time.Time

	mu     sync.Mutex
	events []Event
	rows   map[string][]Event
	sealer *sealer
	notify func(Event)
}

// NewLog returns an empty log that stamps events with now.
func NewLog(now func() time.Time) *Log {
	return &Log{now: now, rows: map[string][]Event{}, sealer: newSealer()}
}

// Clock is the time that the next event would bear.
func (l *Log) Clock() time.Time { return l.now() }

// Notify calls f for every event added from now on, one at a time and in order.
// f must be quick and must not add to the log.
func (l *Log) Notify(f func(Event)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.notify = f
}

// Add appends one fact. The ends of rows and runs are sealed; what comes in once the
// run has ended belongs to none, and is left out.
func (l *Log) Add(row, login string, fact Fact) {
	said := contents(Event{Row: row, Login: login, Fact: fact})
	l.mu.Lock()
	defer l.mu.Unlock()
	if _, begins := fact.(RunStarted); l.sealer.closed && !begins && !beside(fact) {
		return
	}
	e := l.sealer.seal(Event{len(l.events) + 1, l.now().UTC(), row, login, fact}, said)
	l.events = append(l.events, e)
	l.rows[row] = append(l.rows[row], e)
	if l.notify != nil {
		l.notify(e)
	}
}

// Restore begins an empty log with what an earlier one has, which was cut off: the run goes on in it.
func (l *Log) Restore(events []Event) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, e := range events {
		e.Seq = len(l.events) + 1
		e = l.sealer.seal(e, contents(e))
		l.events = append(l.events, e)
		l.rows[e.Row] = append(l.rows[e.Row], e)
		if l.notify != nil {
			l.notify(e)
		}
	}
}

// Events returns the whole log so far.
func (l *Log) Events() []Event {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]Event(nil), l.events...)
}

// Take returns the whole log so far, and leaves an empty one: one set of mocks and one
// target can serve several runs, one after another.
func (l *Log) Take() []Event {
	l.mu.Lock()
	defer l.mu.Unlock()
	events := l.events
	l.events, l.rows, l.sealer = nil, map[string][]Event{}, newSealer()
	return events
}

// Row returns the events of one row so far.
func (l *Log) Row(id string) []Event {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]Event(nil), l.rows[id]...)
}

// Write writes events as NDJSON, one a line.
func Write(w io.Writer, events []Event) error {
	buffered := bufio.NewWriter(w)
	encoder := json.NewEncoder(buffered)
	encoder.SetEscapeHTML(false)
	for _, e := range events {
		if err := encoder.Encode(e); err != nil {
			return err
		}
	}
	return buffered.Flush()
}

// maxLine bounds one line of a log that is read back.
const maxLine = 4 << 20

// maxEvents bounds a log that is read back: some hundred thousand rows.
const maxEvents = 1 << 22

// Read reads what Write wrote; an error names the line.
func Read(r io.Reader) ([]Event, error) {
	events, _, err := read(r)
	if err != nil {
		return nil, err
	}
	return events, nil
}

// ReadTorn reads a log whose writing was cut off: of a last line that is no whole event, nothing is left.
func ReadTorn(r io.Reader) ([]Event, error) {
	ends := &lastByte{r: r}
	events, torn, err := read(ends)
	if err != nil && torn && ends.last != '\n' {
		err = nil
	}
	return events, err
}

// lastByte remembers what a reader ended with.
type lastByte struct {
	r    io.Reader
	last byte
}

func (l *lastByte) Read(b []byte) (int, error) {
	n, err := l.r.Read(b)
	if n > 0 {
		l.last = b[n-1]
	}
	return n, err
}

// read returns the events up to the first line that is none; last tells that no line follows it.
func read(r io.Reader) (events []Event, last bool, err error) {
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 0, 64<<10), maxLine)
	n := 1
	for ; lines.Scan(); n++ {
		if len(lines.Bytes()) == 0 {
			continue
		}
		var e Event
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			return events, !lines.Scan(), fmt.Errorf("line %d: %w", n, err)
		}
		if f, begins := e.Fact.(RunStarted); begins && f.Format > Format {
			return nil, false, fmt.Errorf("line %d: the log is of format %d; this torii reads up to %d: use the one that wrote it, or a newer one", n, f.Format, Format)
		}
		if len(events) == maxEvents {
			return nil, false, fmt.Errorf("line %d: the log has more than %d events", n, maxEvents)
		}
		events = append(events, e)
	}
	if err := lines.Err(); err != nil {
		return nil, false, fmt.Errorf("line %d: %w", n, err)
	}
	return events, false, nil
}
