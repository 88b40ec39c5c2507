package folder

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"torii/reports/event"
)

// JournalName is the log of a run that is under way, or was cut off.
const JournalName = EventsName + ".part"

// syncEvery is how much of a log may be lost, in time, when machine or process end.
const syncEvery = time.Second

// Journal writes a log as it happens. It is safe for concurrent use.
type Journal struct {
	mu      sync.Mutex
	file    *os.File
	buffer  *bufio.Writer
	encoder *json.Encoder
	problem error
	ended   chan struct{}
	over    sync.WaitGroup
	close   sync.Once
	closed  error // what Close tells
}

// Keep begins the journal of a run in its folder, with what there is of it already. Trouble while it
// is written, such as a full disk, ends no run: Close tells of it.
func Keep(dir string, begun []event.Event) (*Journal, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("--out: %w", err)
	}
	defer func() { _ = root.Close() }()
	r := report{JournalName, func(w io.Writer) error { return event.Write(w, begun) }}
	if err := writeBeside(root, r); err != nil {
		return nil, err
	}
	if err := root.Rename(r.beside(), r.name); err != nil {
		return nil, fmt.Errorf("--out: %s: %w", JournalName, err)
	}
	f, err := root.OpenFile(JournalName, os.O_WRONLY|os.O_APPEND, fileMode)
	if err != nil {
		return nil, fmt.Errorf("--out: %s: %w", JournalName, err)
	}
	j := &Journal{file: f, buffer: bufio.NewWriterSize(f, 64<<10), ended: make(chan struct{})}
	j.encoder = json.NewEncoder(j.buffer)
	j.encoder.SetEscapeHTML(false)
	j.over.Go(j.syncing)
	return j, nil
}

// Add writes one event more.
func (j *Journal) Add(e event.Event) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.problem == nil {
		j.problem = j.encoder.Encode(e)
	}
}

func (j *Journal) syncing() {
	tick := time.NewTicker(syncEvery)
	defer tick.Stop()
	for {
		select {
		case <-j.ended:
			return
		case <-tick.C:
			j.flush()
			_ = j.file.Sync() // a file system that knows none has what was written
		}
	}
}

func (j *Journal) flush() {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.problem == nil {
		j.problem = j.buffer.Flush()
	}
}

// Close writes what is left. The file stays, until reports of the whole run take its place.
func (j *Journal) Close() error {
	j.close.Do(func() {
		close(j.ended)
		j.over.Wait()
		j.flush()
		j.mu.Lock()
		defer j.mu.Unlock()
		if err := errors.Join(j.problem, j.file.Close()); err != nil {
			j.closed = fmt.Errorf("--out: %s: %w", JournalName, err)
		}
		j.problem = errClosed
	})
	return j.closed
}

// errClosed keeps what comes late from being written.
var errClosed = errors.New("closed")
