package bench

import (
	"errors"

	"torii/reports/event"
)

// ErrUsage is wrapped by what the caller's command line or file is to blame for.
var ErrUsage = errors.New("wrong use")

// ErrGone tells that the target ended during the run.
var ErrGone = errors.New("the target has ended")

// ErrNotRestartable tells that a target is not ours to start anew.
var ErrNotRestartable = errors.New("the target cannot be started anew")

// ErrNotStarted tells that a target would not start anew: that is an outcome.
var ErrNotStarted = errors.New("the target refused to start")

// hushedError is an error without the secrets that its words hold, such as those in
// what a process printed before it ended.
type hushedError struct {
	error
	says string
}

func (h hushedError) Error() string { return h.says }

func (h hushedError) Unwrap() error { return h.error }

func hushed(err error, m *event.Masker) error {
	if err == nil || m == nil {
		return err
	}
	return hushedError{err, m.ScrubLines(err.Error())}
}
