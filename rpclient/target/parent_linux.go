package target

import "syscall"

// dieWithParent ends the process even when the run itself is killed.
func dieWithParent(attr *syscall.SysProcAttr) { attr.Pdeathsig = syscall.SIGKILL }
