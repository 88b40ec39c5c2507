package bench

import (
	"context"
	"path/filepath"

	"torii/rpclient/target"
	"torii/rpclient/target/namespace"
)

// Namespaced starts the file's command in a mount and network namespace of its own.
// Its errors are namespace.ErrForbidden where this user may not make one.
func Namespaced(ctx context.Context, in Inside) (Runner, error) {
	if err := writeTrust(in.Folder, in.CA); err != nil {
		return nil, err
	}
	out := target.NewPrinter(in.Printed)
	dir, err := filepath.Abs(in.File.Dir())
	if err != nil {
		return nil, err
	}
	return namespace.Start(ctx, namespace.Command{Args: in.File.Command, Dir: dir, Stdout: out, Stderr: out,
		Env: append(environment(), target.Join(Trust(in.Folder), in.Env)...)},
		namespace.Options{Hosts: in.Hosts, Folder: in.Folder, Port: in.Port})
}
