package steps

import (
	"context"

	"github.com/cucumber/godog"

	"torii/reports/event"
)

// taken counts the steps of a scenario that were taken to their end.
type taken struct {
	steps   int
	stopped string // what ended it before
}

type takenKey struct{}

// stepped counts a step. One that godog knows no sentence for is not taken, and stands
// for nothing in the row's favour.
func (r *Runner) stepped(ctx context.Context, _ *godog.Step, status godog.StepResultStatus, err error) (context.Context, error) {
	t, ok := ctx.Value(takenKey{}).(*taken)
	switch {
	case !ok:
	case status == godog.StepPassed:
		t.steps++
	case status == godog.StepFailed && err != nil && t.stopped == "":
		t.stopped = r.Masker.Scrub(err.Error())
	}
	return ctx, nil
}

// ending is the end of the scenario, as far as its steps go.
func (t *taken) ending() event.RowEnded { return event.RowEnded{Steps: t.steps, Stopped: t.stopped} }

// takenIn returns the count of the scenario that a context is of.
func takenIn(ctx context.Context) *taken {
	if t, ok := ctx.Value(takenKey{}).(*taken); ok {
		return t
	}
	return &taken{}
}
