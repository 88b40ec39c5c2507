package target

import "os/exec"

// group is a process; its children are left to end with it.
type group struct{ cmd *exec.Cmd }

func newGroup(cmd *exec.Cmd) *group {
	cmd.WaitDelay = stopGrace
	return &group{cmd}
}

func (g *group) ask()  { g.kill() }
func (g *group) kill() { _ = g.cmd.Process.Kill() } // one that is gone needs no killing
