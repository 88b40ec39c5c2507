package bench

import (
	"context"
	"os"
	"path/filepath"
	"slices"

	"torii/rpclient/target"
	"torii/rpclient/target/namespace"
)

// caMode lets a Relying Party that changes its user read the CA certificate.
const caMode = 0o644

// Namespaced starts the file's command in a mount and network namespace of its own.
// Its errors are namespace.ErrForbidden where this user may not make one.
func Namespaced(ctx context.Context, in Inside) (Runner, error) {
	ca := filepath.Join(in.Folder, "ca.pem")
	if err := os.WriteFile(ca, in.CA, caMode); err != nil {
		return nil, err
	}
	out := target.NewPrinter(in.Printed)
	dir, err := filepath.Abs(in.File.Dir())
	if err != nil {
		return nil, err
	}
	return namespace.Start(ctx, namespace.Command{Args: in.File.Command, Dir: dir, Stdout: out, Stderr: out,
		Env: slices.Concat(environment(), Trust(ca), in.Env)},
		namespace.Options{Hosts: in.Hosts, Folder: in.Folder, Port: in.Port})
}
