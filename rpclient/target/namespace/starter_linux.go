package namespace

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"syscall"

	"golang.org/x/sys/unix"

	"torii/rpclient/target/relay"
)

// reportFile is the file descriptor on which the starter answers.
const reportFile = 3

// Exit codes of the starter that are not the command's own.
const (
	exitFailed   = 125 // the command was not started
	exitOrphaned = 126 // the run is gone
	exitSignal   = 128 // plus the signal that ended the command, as shells have it
)

// Main is the inner starter, first process of the namespace: it arranges the
// inside, starts the command, passes SIGTERM and the end of the context on to it
// and returns its exit code. When standard input is closed it ends at once: it
// does not outlive the run that started it.
func Main(ctx context.Context) int {
	unix.CloseOnExec(reportFile)
	report := os.NewFile(reportFile, "report")
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGTERM, os.Interrupt)
	defer stop()
	command, err := begin(ctx)
	if told := json.NewEncoder(report).Encode(newAnswer(err)); told != nil || err != nil {
		return exitFailed
	}
	_ = report.Close() // all is said
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		os.Exit(exitOrphaned) // the kernel ends all others
	}()
	go func() {
		<-ctx.Done()
		_ = unix.Kill(-command, unix.SIGTERM) // a group that is gone needs no signal
	}()
	return reap(command)
}

// begin arranges the inside and starts the command. It returns its process id.
func begin(ctx context.Context) (int, error) {
	wanted, err := readOrder(os.Stdin)
	if err != nil {
		return 0, err
	}
	if err := arrangeMounts(wanted.Etc); err != nil {
		return 0, err
	}
	if err := raiseLoopback(); err != nil {
		return 0, err
	}
	if err := openWays(context.WithoutCancel(ctx), wanted.Ways); err != nil { // they last as long as the command
		return 0, err
	}
	return launch(wanted)
}

// openWays starts the relay and returns once it listens.
func openWays(ctx context.Context, ways relay.Config) error {
	ready := make(chan error, 2)
	go func() { ready <- relay.Run(ctx, ways, func() { ready <- nil }) }()
	return <-ready // listening takes no waiting
}

// launch starts the command in a process group of its own, without the rights
// that a user namespace gave to the starter.
func launch(o order) (int, error) {
	runtime.LockOSThread() // rights are a thread's, and the command inherits those of the thread that starts it
	defer runtime.UnlockOSThread()
	if os.Geteuid() != 0 {
		if err := unix.Prctl(unix.PR_CAP_AMBIENT, unix.PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0); err != nil {
			return 0, os.NewSyscallError("prctl", err)
		}
	}
	cmd := &exec.Cmd{Path: o.Path, Args: o.Args, Dir: o.Dir, Env: o.Env, Stdout: os.Stdout, Stderr: os.Stderr,
		SysProcAttr: &syscall.SysProcAttr{Setpgid: true}}
	if err := cmd.Start(); err != nil {
		return 0, unforbidden{err}
	}
	return cmd.Process.Pid, nil // reap waits for it
}

// unforbidden is why the command did not start. A file that may not be executed
// is no missing right to make namespaces.
type unforbidden struct{ err error }

func (u unforbidden) Error() string { return u.err.Error() }

// reap waits for the command and returns its exit code. Like every first
// process it also collects the processes that others left behind.
func reap(command int) int {
	for {
		var status unix.WaitStatus
		pid, err := unix.Wait4(-1, &status, 0, nil)
		switch {
		case errors.Is(err, unix.EINTR):
			continue
		case err != nil:
			return exitFailed // there is nothing to wait for
		case pid != command:
			continue
		case status.Signaled():
			return exitSignal + int(status.Signal())
		}
		return status.ExitStatus()
	}
}
