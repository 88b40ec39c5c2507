package container

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	dc "github.com/ory/dockertest/v3/docker"
)

const (
	removeWithin = 2 * time.Minute // everything of one run
	removeTries  = 50
	removeEvery  = 100 * time.Millisecond
)

// remove removes all that bears the run's label, in the order in which one needs the other.
func remove(ctx context.Context, client *dc.Client, run string) error {
	ctx, cancel := context.WithTimeout(ctx, removeWithin)
	defer cancel()
	for _, kind := range []leftover{containers(client), networks(client), images(client)} {
		if err := kind.clear(ctx, labelRun+"="+run); err != nil {
			return fmt.Errorf("remove %s of run %s: %w", kind.what, run, err)
		}
	}
	return nil
}

const (
	quietEvery = 100 * time.Millisecond
	quietTicks = 30 // without anything new
)

// quiet removes what the engine still makes for a build that nobody waits for any more:
// it sees a step through before it notices.
func (r run) quiet(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, removeWithin)
	defer cancel()
	label := labelRun + "=" + r.id
	tick := time.NewTicker(quietEvery)
	defer tick.Stop()
	for still := 0; still < quietTicks; still++ {
		for _, kind := range []leftover{containers(r.Client), images(r.Client)} {
			all, err := kind.list(ctx, label)
			if err != nil {
				return err
			}
			if len(all) > 0 {
				still = 0
			}
			for _, f := range all {
				_ = kind.remove(ctx, f.id) // what cannot go yet is met again
			}
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// found is one thing in the engine.
type found struct {
	id     string
	labels map[string]string
	state  string // of a container: "created", "running", "exited", …
}

// leftover is a kind of thing that a run leaves in the engine.
type leftover struct {
	what   string
	list   func(ctx context.Context, label string) ([]found, error)
	remove func(ctx context.Context, id string) error
}

// clear removes until nothing with that label is left: some things can only go after
// others, and some are on their way out already.
func (k leftover) clear(ctx context.Context, label string) error {
	tick := time.NewTicker(removeEvery)
	defer tick.Stop()
	for try := range removeTries {
		all, err := k.list(ctx, label)
		if err != nil || len(all) == 0 {
			return err
		}
		var problems []error
		for _, f := range all {
			if err := k.remove(ctx, f.id); err != nil && !absent(err) {
				problems = append(problems, err)
			}
		}
		if len(problems) == 0 {
			continue
		}
		if try == removeTries-1 {
			return errors.Join(problems...)
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return errors.Join(append(problems, ctx.Err())...)
		}
	}
	return errors.New("new ones keep appearing")
}

// absent reports whether the engine says that there is no such thing.
func absent(err error) bool {
	if answer, ok := errors.AsType[*dc.Error](err); ok {
		return answer.Status == http.StatusNotFound
	}
	_, container := errors.AsType[*dc.NoSuchContainer](err)
	_, network := errors.AsType[*dc.NoSuchNetwork](err)
	return container || network || errors.Is(err, dc.ErrNoSuchImage)
}

func containers(client *dc.Client) leftover {
	return leftover{
		what: "containers",
		list: func(ctx context.Context, label string) (all []found, err error) {
			ctx, cancel := short(ctx)
			defer cancel()
			list, err := client.ListContainers(dc.ListContainersOptions{All: true, Filters: map[string][]string{"label": {label}}, Context: ctx})
			for _, c := range list {
				all = append(all, found{c.ID, c.Labels, c.State})
			}
			return all, err
		},
		remove: func(ctx context.Context, id string) error {
			ctx, cancel := short(ctx)
			defer cancel()
			return client.RemoveContainer(dc.RemoveContainerOptions{ID: id, Force: true, RemoveVolumes: true, Context: ctx})
		},
	}
}

func networks(client *dc.Client) leftover {
	return leftover{
		what: "networks",
		list: func(ctx context.Context, label string) ([]found, error) {
			var list []dc.Network
			err := bounded(ctx, func() (err error) {
				list, err = client.FilteredListNetworks(dc.NetworkFilterOpts{"label": {label: true}})
				return err
			})
			if err != nil {
				return nil, err
			}
			var all []found
			for _, n := range list {
				all = append(all, found{id: n.ID, labels: n.Labels})
			}
			return all, nil
		},
		remove: func(ctx context.Context, id string) error {
			return bounded(ctx, func() error { return client.RemoveNetwork(id) })
		},
	}
}

// images lists the unnamed ones too: every step of a build leaves one.
func images(client *dc.Client) leftover {
	return leftover{
		what: "images",
		list: func(ctx context.Context, label string) (all []found, err error) {
			ctx, cancel := short(ctx)
			defer cancel()
			list, err := client.ListImages(dc.ListImagesOptions{All: true, Filters: map[string][]string{"label": {label}}, Context: ctx})
			for _, i := range list {
				all = append(all, found{id: i.ID, labels: i.Labels})
			}
			return all, err
		},
		remove: func(ctx context.Context, id string) error {
			ctx, cancel := short(ctx)
			defer cancel()
			return client.RemoveImageExtended(id, dc.RemoveImageOptions{Force: true, Context: ctx})
		},
	}
}
