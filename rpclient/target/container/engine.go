package container

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/ory/dockertest/v3"
	dc "github.com/ory/dockertest/v3/docker"
)

// ErrNoEngine is that no Docker engine can be used; its message says what to start.
var ErrNoEngine = errors.New("no Docker engine")

const (
	pingWithin  = 10 * time.Second
	callWithin  = time.Minute      // one short call; making a container copies its image with some storage drivers
	buildWithin = 30 * time.Minute // one image
)

// connect finds the engine that DOCKER_HOST names, or the usual one, and makes sure that it answers.
func connect(ctx context.Context) (*dc.Client, error) {
	pool, err := dockertest.NewPool("")
	if err != nil {
		return nil, noEngine("", err)
	}
	ctx, cancel := context.WithTimeout(ctx, pingWithin)
	defer cancel()
	if err := pool.Client.PingWithContext(ctx); err != nil {
		if errors.Is(ctx.Err(), context.Canceled) {
			return nil, ctx.Err()
		}
		return nil, noEngine(pool.Client.Endpoint(), err)
	}
	return pool.Client, nil
}

func noEngine(endpoint string, err error) error {
	if endpoint == "" {
		endpoint = os.Getenv("DOCKER_HOST")
	}
	if errors.Is(err, os.ErrPermission) {
		return fmt.Errorf("%w may be used at %s (%w): join the group that owns the socket, often docker, or run torii as root",
			ErrNoEngine, endpoint, err)
	}
	return fmt.Errorf("%w answers at %s (%w): install one (Debian: apt-get install docker.io) and start it (systemctl start docker, "+
		"or without systemd: dockerd as root); one that listens elsewhere is named by DOCKER_HOST", ErrNoEngine, endpoint, err)
}

// short bounds one short call to the engine.
func short(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, callWithin)
}

// making bounds a call that makes something. Such a call is seen through even when the
// start is given up: what was made has to be known before it can be removed.
func making(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(ctx), callWithin)
}

// bounded gives a deadline to a call of the client that takes no context. The call itself
// goes on until the engine answers.
func bounded(ctx context.Context, call func() error) error {
	ctx, cancel := short(ctx)
	defer cancel()
	result := make(chan error, 1)
	go func() { result <- call() }()
	select {
	case err := <-result:
		return err
	case <-ctx.Done():
		return fmt.Errorf("the Docker engine did not answer: %w", ctx.Err())
	}
}
