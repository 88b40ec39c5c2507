// Package container starts a Relying Party as a container for a bench. It stands apart
// so that only who uses containers links the engine's client.
package container

import (
	"context"
	"maps"
	"path"
	"path/filepath"

	"torii/rpclient/target"
	engine "torii/rpclient/target/container"
	"torii/steps/bench"
)

// trustFolder is where a container finds the run's CA certificate.
const trustFolder = "/torii"

// Start starts the file's container in a closed network. What earlier runs left
// behind, because they were killed, is removed first.
func Start(ctx context.Context, in bench.Inside) (bench.Runner, error) {
	if _, err := engine.Sweep(ctx); err != nil {
		return nil, err
	}
	spec := engine.Spec{Name: in.File.Name, Image: in.File.Container.Image, Env: target.Join(bench.Trust(trustFolder), in.Env),
		Files: maps.Clone(in.Files), Port: in.Port, Hosts: in.Hosts, Folder: in.Folder, Printed: in.Printed}
	if build := in.File.Container.Build; build != "" {
		spec.Build = filepath.Join(in.File.Dir(), build)
	}
	trust, err := bench.TrustFiles(in.CA)
	if err != nil {
		return nil, err
	}
	for name, content := range trust {
		spec.Files[path.Join(trustFolder, name)] = content
	}
	c, err := engine.Start(ctx, spec)
	if err != nil {
		return nil, err
	}
	return &runner{c, in.Printed}, nil
}

// runner ends a container as a bench ends what it runs.
type runner struct {
	*engine.Container
	printed func(string)
}

// Close removes the container; what cannot be removed is told.
func (r *runner) Close() {
	if err := r.Container.Close(); err != nil {
		r.printed("torii: " + err.Error())
	}
}
