//go:build unix

package target

import (
	"os/exec"
	"syscall"
)

// group is a process with all its children.
type group struct{ cmd *exec.Cmd }

func newGroup(cmd *exec.Cmd) *group {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	dieWithParent(cmd.SysProcAttr)
	cmd.WaitDelay = stopGrace
	return &group{cmd}
}

func (g *group) ask()  { g.signal(syscall.SIGTERM) }
func (g *group) kill() { g.signal(syscall.SIGKILL) }

func (g *group) signal(s syscall.Signal) {
	_ = syscall.Kill(-g.cmd.Process.Pid, s) // a group that is gone needs no signal
}
