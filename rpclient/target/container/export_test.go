package container

import (
	"context"

	dc "github.com/ory/dockertest/v3/docker"
)

// LoadProgram makes an image of a program alone that belongs to this process, under a run
// id of that name.
func LoadProgram(ctx context.Context, client *dc.Client, name, program, user string) error {
	me, err := self()
	if err != nil {
		return err
	}
	return load(ctx, client, name, program, dc.Config{Labels: me.labels(name), User: user})
}

// RemoveRun removes what a run made.
func RemoveRun(ctx context.Context, client *dc.Client, run string) error {
	return remove(ctx, client, run)
}
