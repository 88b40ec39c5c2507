package target

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"os/exec"
	"runtime"
	"time"
)

// Answered is an action with a deadline, of whose answer a part is read.
type Answered struct {
	Name string
	Action
	Path   string // in the JSON answered; "" is the whole answer as it stands
	Within time.Duration
}

// Do implements [Action].
func (a Answered) Do(ctx context.Context, through http.RoundTripper, v Values) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, a.Within)
	defer cancel()
	answer, err := a.Action.Do(ctx, through, v)
	switch {
	case err != nil && errors.Is(ctx.Err(), context.DeadlineExceeded):
		return nil, fmt.Errorf("actions.%s: not done within %s: allow more time with within: %w", a.Name, a.Within, err)
	case err != nil:
		return nil, fmt.Errorf("actions.%s: %w", a.Name, err)
	case a.Path == "":
		return answer, nil
	}
	part, err := LookUp(answer, a.Path)
	if err != nil {
		return nil, fmt.Errorf("actions.%s: answer: %w", a.Name, err)
	}
	return part, nil
}

// Command is an action by a program. Its arguments are templates over [Values].
type Command struct {
	Args []string
	Dir  string
	Env  []string // nil is what a Relying Party inherits
}

// Do implements [Action]. It returns what the program printed, and ends with it what it has started.
func (c Command) Do(ctx context.Context, _ http.RoundTripper, v Values) ([]byte, error) {
	args := make([]string, len(c.Args))
	for i, word := range c.Args {
		filled, err := v.Fill(word)
		if err != nil {
			return nil, err
		}
		args[i] = filled
	}
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	out, complaints := &capped{}, newTail(nil)
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = c.Dir, c.Env, out, complaints
	if c.Env == nil {
		cmd.Env = Inherited()
	}
	all := newGroup(cmd)
	cmd.Cancel = func() error {
		all.kill()
		return nil
	}
	runtime.LockOSThread() // the thread counts as the parent
	err := cmd.Run()
	runtime.UnlockOSThread()
	complaints.flush()
	switch {
	case err != nil:
		return nil, fmt.Errorf("%s: %w\n%s", args[0], err, complaints)
	case out.Len() > maxAnswer:
		return nil, fmt.Errorf("%s: it printed more than %d bytes", args[0], maxAnswer)
	}
	return out.Bytes(), nil
}

// capped keeps one byte more than is allowed, and swallows the rest.
type capped struct{ bytes.Buffer }

func (c *capped) Write(b []byte) (int, error) {
	if room := maxAnswer + 1 - c.Len(); room > 0 {
		c.Buffer.Write(b[:min(room, len(b))])
	}
	return len(b), nil
}
