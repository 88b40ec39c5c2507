package target

import (
	"bufio"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"torii/fixtures/bound"
)

// Process is a Relying Party started as a process of its own.
type Process struct {
	Description
	Port int

	group   *group
	mark    string // in the environment of all that the process starts
	done    chan struct{}
	problem error // why it ended, never nil then; set before done is closed
	tail    *tail
}

const (
	defaultReady = 30 * time.Second
	defaultSetup = 5 * time.Minute
	pollEvery    = 50 * time.Millisecond
	stopGrace    = 2 * time.Second
	maxLine      = bound.PrintedLine
	tailLines    = 15
)

// Prepare runs the file's setup command unless what it makes is there.
func Prepare(ctx context.Context, f File, printed func(string)) error {
	if f.Setup == nil {
		return nil
	}
	if _, err := os.Stat(filepath.Join(f.Dir(), f.Setup.Unless)); f.Setup.Unless != "" && err == nil {
		return nil
	}
	within := duration(f.Setup.Within, defaultSetup)
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	last := newTail(printed)
	cmd := exec.CommandContext(ctx, f.Setup.Command[0], f.Setup.Command[1:]...)
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = f.Dir(), f.aside(), last, last
	// What an installer has started holds its output open: it ends with it.
	all := newGroup(cmd)
	cmd.Cancel = func() error {
		all.kill()
		return nil
	}
	runtime.LockOSThread() // the thread counts as the parent
	err := cmd.Run()
	runtime.UnlockOSThread()
	last.flush()
	if err != nil && errors.Is(ctx.Err(), context.DeadlineExceeded) {
		err = fmt.Errorf("not done within %s: allow more time with setup.within", within)
	}
	if err != nil {
		return fmt.Errorf("setup of %s (%s): %w\n%s", f.Name, strings.Join(f.Setup.Command, " "), err, last)
	}
	return nil
}

// StartProcess starts the command of a file and waits until it is ready. More stands
// in its environment before what the file says, and what it inherits before that. The
// context bounds the start, not the life of the process; Close ends it.
func StartProcess(ctx context.Context, f File, s Surroundings, printed func(string), more ...string) (*Process, error) {
	env, err := f.Environ(s)
	if err != nil {
		return nil, err
	}
	if f, err = f.Filled(s); err != nil {
		return nil, err
	}
	p, err := Launch(f, slices.Concat(Inherited(s.Never...), Join(more, env)), printed)
	if err != nil {
		return nil, err
	}
	p.Description, p.Port = f.Describe(s.Origin), s.Port
	if err := Await(ctx, f, s.Origin, nil, p.Gone); err != nil {
		p.Close()
		return nil, fmt.Errorf("%s: %w\n%s", f.Name, err, p.tail)
	}
	return p, nil
}

// Launch starts the command of a file with that environment and does not wait for it.
func Launch(f File, env []string, printed func(string)) (*Process, error) {
	p := &Process{done: make(chan struct{}), tail: newTail(printed)}
	cmd := exec.Command(f.Command[0], f.Command[1:]...)
	p.mark = "TORII_TARGET=" + rand.Text()
	cmd.Dir, cmd.Env = f.Dir(), slices.Concat(env, []string{p.mark, startedBy()})
	cmd.Stdout, cmd.Stderr = p.tail, p.tail
	p.group = newGroup(cmd)
	if err := p.run(cmd); err != nil {
		return nil, fmt.Errorf("%s: command %q did not start: %w", f.Name, strings.Join(f.Command, " "), err)
	}
	return p, nil
}

// startedBy stands in the environment of all that this process of torii has started.
func startedBy() string { return "TORII_STARTED_BY=" + strconv.Itoa(os.Getpid()) }

// EndStarted ends at once whatever this process has started as Relying Parties, where the system tells
// which these are: for one that is about to end without closing them.
func EndStarted() { killMarked(startedBy()) }

// errExited is why a process ended that reports no failure.
var errExited = errors.New("exit status 0")

// run starts the command and waits for it elsewhere. The thread that starts it
// stays: where a process is told of its parent's death, the thread counts as parent.
func (p *Process) run(cmd *exec.Cmd) error {
	started := make(chan error)
	go func() {
		runtime.LockOSThread()
		err := cmd.Start()
		started <- err
		if err == nil {
			problem := cmd.Wait()
			if problem == nil {
				problem = errExited
			}
			p.tail.flush()
			p.problem = problem
			close(p.done)
		}
	}()
	return <-started
}

func orSlash(path string) string {
	if path == "" {
		return "/"
	}
	return path
}

// ErrNotReady is what a process is that never answers as it should.
var ErrNotReady = errors.New("not ready")

// Await polls the file's ready path at an origin until it answers with anything but
// a server error. It gives up after ready.within, or when the Relying Party is gone.
// A nil transport is the machine's own.
func Await(ctx context.Context, f File, origin string, through http.RoundTripper, gone func() (bool, error)) error {
	caller, within, address := ctx, duration(f.Ready.Within, defaultReady), f.site(origin).at(orSlash(f.Ready.Path))
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	client := &http.Client{Transport: through, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	defer client.CloseIdleConnections()
	last := "no answer"
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	for {
		status, err := poll(ctx, client, address)
		switch {
		case err == nil && status < http.StatusInternalServerError:
			return nil
		case err == nil:
			last = fmt.Sprintf("status %d", status)
		case ctx.Err() == nil:
			last = err.Error()
		}
		if ended, problem := gone(); ended {
			return fmt.Errorf("it ended before it was ready (%w): run its command by hand, and see what it printed", problem)
		}
		select {
		case <-ctx.Done():
			if caller.Err() != nil {
				return context.Cause(caller)
			}
			return fmt.Errorf("%w: GET %s gave %s for %s: check ready.path and the port it listens on, or allow more time with ready.within",
				ErrNotReady, address, last, within)
		case <-tick.C:
		}
	}
}

func poll(ctx context.Context, client *http.Client, address string) (int, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return 0, err
	}
	res, err := client.Do(req)
	if err != nil {
		return 0, err
	}
	return res.StatusCode, res.Body.Close()
}

// Gone reports whether the process has ended, and how.
func (p *Process) Gone() (bool, error) {
	select {
	case <-p.done:
		return true, p.problem
	default:
		return false, nil
	}
}

// Close ends the process and all its children: politely first, then for good.
func (p *Process) Close() {
	p.group.ask()
	select {
	case <-p.done:
	case <-time.After(stopGrace):
	}
	p.group.kill()
	<-p.done
	killMarked(p.mark)
	p.tail.flush()
}

// tail hands on each printed line and keeps the last ones.
type tail struct {
	printed func(string)

	mu      sync.Mutex
	partial []byte
	over    bool // the rest of the line is cut
	lines   []string
}

var _ io.Writer = (*tail)(nil)

// NewPrinter returns a writer that hands on each line written to it, over-long ones cut.
func NewPrinter(printed func(string)) io.Writer { return newTail(printed) }

func newTail(printed func(string)) *tail { return &tail{printed: printed} }

// Write takes output in any pieces.
func (t *tail) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.partial = append(t.partial, b...)
	for {
		n, line, _ := bufio.ScanLines(t.partial, false)
		if n == 0 {
			break
		}
		t.take(string(line))
		t.over = false
		t.partial = append(t.partial[:0], t.partial[n:]...)
	}
	if len(t.partial) > maxLine {
		t.take(string(t.partial))
		t.over, t.partial = true, t.partial[:0]
	}
	return len(b), nil
}

func (t *tail) flush() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.partial) > 0 {
		t.take(string(t.partial))
		t.partial = nil
	}
}

func (t *tail) take(line string) {
	if t.over {
		return
	}
	if len(line) > maxLine {
		line = line[:maxLine] + " …"
	}
	line = strings.ToValidUTF8(line, "\uFFFD")
	if t.lines = append(t.lines, line); len(t.lines) > tailLines {
		t.lines = t.lines[1:]
	}
	if t.printed != nil {
		t.printed(line)
	}
}

// String returns the last lines printed.
func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.lines) == 0 {
		return "  (it printed nothing)"
	}
	return "  " + strings.Join(t.lines, "\n  ")
}
