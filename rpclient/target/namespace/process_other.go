//go:build !linux

package namespace

import (
	"context"
	"fmt"
	"net"
)

// Process is a command in a namespace of its own. Here there is none.
type Process struct{}

// Start fails: only Linux has these namespaces. The error is ErrForbidden.
func Start(context.Context, Command, Options) (*Process, error) { return nil, errOnlyLinux() }

func errOnlyLinux() error { return fmt.Errorf("%w: only Linux has network namespaces", ErrForbidden) }

// Main fails: no inner starter is ever asked for here.
func Main(context.Context) int { return 1 }

// Wait returns that there is no command.
func (*Process) Wait(context.Context) error { return errOnlyLinux() }

// Gone reports that there is no command.
func (*Process) Gone() (bool, error) { return true, errOnlyLinux() }

// Dial returns that there is no command.
func (*Process) Dial(context.Context) (net.Conn, error) { return nil, errOnlyLinux() }

// Close does nothing.
func (*Process) Close() {}
