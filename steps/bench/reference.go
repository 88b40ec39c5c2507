package bench

import (
	"context"
	"fmt"
	"log/slog"
	"net/url"
	"sync"
	"time"

	"torii/mockidp"
	"torii/mockidp/clock"
	"torii/mockidp/door"
	"torii/reports/event"
	"torii/rpclient/interview"
	"torii/rpclient/rp"
	"torii/rpclient/target"
)

// Reference gives every row mocks and a reference RP of its own, inside the process.
type Reference struct {
	Options
	steps      []rp.Step
	interviews []interview.Step
	fixtures   fixtures
	target     target.Description // described once: every row asks for it
}

// NewReference returns a bench for the reference RP, or for a mutant made of other steps.
func NewReference(o Options, steps []rp.Step) (*Reference, error) {
	if err := mockidp.CheckSwitches(o.Set); err != nil {
		return nil, fmt.Errorf("%w: --set: %w", ErrUsage, err)
	}
	described := target.DescribeReference()
	f, err := loadFixtures(described.Back)
	if err != nil {
		return nil, err
	}
	f.secrets(o.Masker)
	return &Reference{Options: o, steps: steps, fixtures: f, target: described}, nil
}

// WithInterviews makes the interview form of other steps; nil leaves the reference's own.
func (r *Reference) WithInterviews(steps []interview.Step) *Reference {
	r.interviews = steps
	return r
}

// Target describes the reference RP.
func (r *Reference) Target() target.Description { return r.target }

// Shared is false: every row has its own.
func (r *Reference) Shared() bool { return false }

// OwnMocks is true: they were made for the run.
func (r *Reference) OwnMocks() bool { return true }

// Guarded is true: the network inside the process has no way out.
func (r *Reference) Guarded() bool { return true }

// Parallel has no bound.
func (r *Reference) Parallel() int { return 0 }

// Restartable is false: every row has a target of its own.
func (r *Reference) Restartable() bool { return false }

// Restart has nothing to start.
func (r *Reference) Restart(context.Context) error { return ErrNotRestartable }

// Close has nothing to do.
func (r *Reference) Close() {}

// waits lets pauses pass on the clock that mocks and RP have in common, which costs no time.
func waits(on *clock.Clock) func(context.Context, time.Duration) error {
	return func(ctx context.Context, d time.Duration) error {
		if ctx.Err() == nil {
			on.Advance(d)
		}
		return context.Cause(ctx)
	}
}

// Open brings up mocks and RP.
func (r *Reference) Open(row string) (*Bay, error) {
	now, network := &clock.Clock{}, door.NewNetwork()
	mock, err := mockidp.New(mockidp.Options{
		Clock: now, Salt: r.Salt, Shuffle: r.Shuffle, Name: row, Set: r.Set, Clients: r.fixtures.clients, People: r.fixtures.people,
		Masker: r.Masker, Outbound: network, Log: func(of, login string, fact event.Fact) {
			if of == "" {
				of = row // discovery and keys name no login, and are fetched for this row alone
			}
			r.Log.Add(of, login, fact)
		},
	})
	if err != nil {
		network.Close()
		return nil, err
	}
	network.Stray = func(host string) { r.Log.Add(row, "", event.Strayed{Host: host, How: "dial"}) }
	printed := &output{masker: r.Masker}
	app, err := target.NewReference(target.ReferenceOptions{
		Registered: r.fixtures.registrations(), Transport: network, Now: now.Now, Steps: r.steps,
		Interviews: r.interviews, Wait: waits(now), Log: slog.New(slog.NewTextHandler(printed, nil)),
	})
	if err != nil {
		network.Close()
		return nil, err
	}
	network.Serve(mock, mock.Served()...)
	network.Serve(app, target.ReferenceHost)
	return &Bay{
		Mock: mock, Target: r.Target(), Transport: network, RealHost: func(u *url.URL) string { return u.Hostname() },
		Deadline: r.deadline(), Advance: now.Advance, Printed: printed.all, Hurry: app.Hurry, AskFirst: app.AskFirst, Members: &Members{},
		close: sync.OnceFunc(func() {
			network.Close()
			_ = app.Close() // an in-memory database has nothing to lose
		}),
	}, nil
}
