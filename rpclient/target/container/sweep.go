package container

import (
	"context"
	"errors"
	"slices"

	dc "github.com/ory/dockertest/v3/docker"
)

// Sweep removes what earlier runs left in the engine whose process is gone, and returns
// the ids of these runs. It leaves alone what belongs to a living run, and what may.
func Sweep(ctx context.Context) (swept []string, err error) {
	me, err := self()
	if err != nil {
		return nil, err
	}
	client, err := connect(ctx)
	if err != nil {
		return nil, err
	}
	defer client.HTTPClient.CloseIdleConnections()
	runs, err := survey(ctx, client)
	if err != nil {
		return nil, err
	}
	var problems []error
	for id, traces := range runs {
		if !traces.over(me) {
			continue
		}
		if err := remove(ctx, client, id); err != nil {
			problems = append(problems, err)
			continue
		}
		swept = append(swept, id)
	}
	slices.Sort(swept)
	return swept, errors.Join(problems...)
}

// traces are all things in the engine that bear one run's label.
type traces []found

// survey returns the traces of every run.
func survey(ctx context.Context, client *dc.Client) (map[string]traces, error) {
	runs := map[string]traces{}
	for _, kind := range []leftover{containers(client), networks(client), images(client)} {
		all, err := kind.list(ctx, labelTorii+"=1")
		if err != nil {
			return nil, err
		}
		for _, f := range all {
			if id := f.labels[labelRun]; id != "" {
				runs[id] = append(runs[id], f)
			}
		}
	}
	return runs, nil
}

// over reports whether a run has certainly ended.
//
// The process table tells of owners that it shows. An owner in another pid namespace (a
// job in a container of its own) is known by its relay, which ends with its owner. A run
// of another boot is either from before a restart, and then nothing of it runs, or from
// another machine that uses the same engine.
func (t traces) over(me owner) bool {
	o, ok := ownerOf(t[0].labels)
	switch {
	case !ok:
		return false
	case o.boot != me.boot:
		return !slices.ContainsFunc(t, func(f found) bool { return f.state == "running" })
	case o.space != me.space:
		return slices.ContainsFunc(t, func(f found) bool { return f.labels[labelPart] == partRelay && f.state == "exited" })
	default:
		return o.gone()
	}
}
