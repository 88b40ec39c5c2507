package namespace

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// Process is a command in a namespace of its own.
type Process struct {
	wanted   order
	cmd      *exec.Cmd // the inner starter, first process of the namespace: with it everything inside ends
	lifeline *os.File  // its standard input; closing it ends the starter
	done     chan struct{}
	problem  error // why it ended, never nil then; set before done is closed
	once     sync.Once
}

const (
	startTimeout = 15 * time.Second // for the starter to have the command running
	stopGrace    = 2 * time.Second
)

// errExited is why a process ended that reports no failure.
var errExited = errors.New("exit status 0")

// Start starts the command and returns once it runs; it need not listen yet. The
// context bounds the start, not the life of the command; Close ends it. An error
// that is ErrForbidden says what right is missing.
func Start(ctx context.Context, c Command, o Options) (*Process, error) {
	if Wanted() {
		return nil, errors.New("namespace: this program does not call namespace.Main first thing in main")
	}
	if err := errors.Join(c.check(), o.check()); err != nil {
		return nil, err
	}
	etc, err := writeEtc(o.Folder, o.Hosts)
	if err != nil {
		return nil, err
	}
	wanted, err := newOrder(c, o, etc)
	if err != nil {
		_ = os.RemoveAll(etc)
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	for _, attr := range waysIn(os.Geteuid(), os.Getegid()) {
		var p *Process
		p, err = start(ctx, c, wanted, attr)
		if err == nil {
			return p, nil
		}
		if !errors.Is(err, ErrForbidden) {
			break
		}
	}
	wanted.clean()
	return nil, err
}

// waysIn lists how the namespace may be made: as root at first, and by a user
// namespace, in which the user keeps its id and gets the rights for the start only.
func waysIn(uid, gid int) []*syscall.SysProcAttr {
	const own = syscall.CLONE_NEWNS | syscall.CLONE_NEWNET | syscall.CLONE_NEWPID
	byUser := &syscall.SysProcAttr{
		Cloneflags:  own | syscall.CLONE_NEWUSER,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: uid, HostID: uid, Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: gid, HostID: gid, Size: 1}},
		AmbientCaps: []uintptr{unix.CAP_SYS_ADMIN, unix.CAP_NET_ADMIN, unix.CAP_NET_BIND_SERVICE},
	}
	if uid != 0 {
		return []*syscall.SysProcAttr{byUser}
	}
	return []*syscall.SysProcAttr{{Cloneflags: own}, byUser}
}

func start(ctx context.Context, c Command, wanted order, attr *syscall.SysProcAttr) (*Process, error) {
	in, lifeline, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	report, out, err := os.Pipe()
	if err != nil {
		_, _ = in.Close(), lifeline.Close()
		return nil, err
	}
	defer func() { _ = report.Close() }()
	attr.Setpgid = true              // an interrupt at the terminal is the run's to handle
	attr.Pdeathsig = syscall.SIGKILL // the run may be killed too
	p := &Process{wanted: wanted, lifeline: lifeline, done: make(chan struct{})}
	p.cmd = exec.Command("/proc/self/exe")
	p.cmd.Env = append(os.Environ(), Variable+"=1") // the command has its own, in the order
	p.cmd.Stdin, p.cmd.Stdout, p.cmd.Stderr, p.cmd.ExtraFiles = in, c.Stdout, c.Stderr, []*os.File{out}
	p.cmd.SysProcAttr, p.cmd.WaitDelay = attr, stopGrace
	err = p.run()
	_, _ = in.Close(), out.Close() // the starter has its own
	if err != nil {
		_ = lifeline.Close()
		return nil, cannotMake(err)
	}
	if err := p.agree(ctx, report); err != nil {
		p.end()
		return nil, err
	}
	return p, nil
}

// cannotMake tells a missing right from other reasons why the starter did not start.
func cannotMake(err error) error {
	for _, number := range []syscall.Errno{syscall.EPERM, syscall.EACCES, syscall.ENOSPC, syscall.EUSERS, syscall.ENOSYS, syscall.EINVAL} {
		if errors.Is(err, number) { // clone(2): the last four are limits of 0, and kernels without namespaces
			return forbidden(err.Error())
		}
	}
	return err
}

// run starts the starter and waits for it elsewhere. The thread that starts it
// stays: where a process is told of its parent's death, the thread counts as parent.
func (p *Process) run() error {
	started := make(chan error)
	go func() {
		runtime.LockOSThread()
		err := p.cmd.Start()
		started <- err
		if err == nil {
			if p.problem = p.cmd.Wait(); p.problem == nil {
				p.problem = errExited
			}
			close(p.done)
		}
	}()
	return <-started
}

// agree hands the order over and waits for the answer.
func (p *Process) agree(ctx context.Context, report io.Reader) error {
	defer context.AfterFunc(ctx, func() { _ = p.cmd.Process.Kill() })() // ends both waits below
	var said answer
	err := json.NewEncoder(p.lifeline).Encode(p.wanted)
	if err == nil {
		err = json.NewDecoder(io.LimitReader(report, maxAnswer)).Decode(&said)
	}
	switch {
	case ctx.Err() != nil:
		return fmt.Errorf("namespace: the command was not started in time: %w", ctx.Err())
	case err != nil:
		return fmt.Errorf("namespace: the starter ended without a word (%w): does main call namespace.Main?", err)
	}
	return said.err()
}

// Wait waits until the command has ended and returns how, or the context's error.
func (p *Process) Wait(ctx context.Context) error {
	select {
	case <-p.done:
		return p.problem
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Gone reports whether the command has ended, and how.
func (p *Process) Gone() (bool, error) {
	select {
	case <-p.done:
		return true, p.problem
	default:
		return false, nil
	}
}

// Dial connects to the command's port. While nothing listens there, the
// connection is made all the same and then closed.
func (p *Process) Dial(ctx context.Context) (net.Conn, error) {
	var d net.Dialer
	return d.DialContext(ctx, "unix", filepath.Join(p.wanted.Ways.Folder, RPSocket))
}

// Close ends the command and everything it started: politely first, then for good.
func (p *Process) Close() {
	p.once.Do(func() {
		_ = p.cmd.Process.Signal(syscall.SIGTERM) // one that is gone needs no signal
		grace := time.NewTimer(stopGrace)
		defer grace.Stop()
		select {
		case <-p.done:
		case <-grace.C:
		}
		p.end()
		p.wanted.clean()
	})
}

// end kills the first process of the namespace, and with it the kernel kills all (pid_namespaces(7)).
func (p *Process) end() {
	_ = p.cmd.Process.Kill()
	<-p.done
	_ = p.lifeline.Close()
}
