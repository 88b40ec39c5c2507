package bench

import "errors"

// ErrUsage is wrapped by what the caller's command line or file is to blame for.
var ErrUsage = errors.New("wrong use")

// ErrGone tells that the target ended during the run.
var ErrGone = errors.New("the target has ended")
