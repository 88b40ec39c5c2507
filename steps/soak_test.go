package steps_test

import (
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/mockidp/clock"
	"torii/reports/event"
	"torii/reports/verdict"
	"torii/steps"
	"torii/steps/bench"
	"torii/steps/catalog"
)

const (
	soakRounds   = 4
	heapMayGrow  = 8 << 20 // bytes, over all rounds after the first
	soakDeadline = 10 * time.Second
)

// TestARunLeavesNothingBehind repeats some rows in one process: what the first run
// keeps, such as parsed features, no later one adds to.
func TestARunLeavesNothingBehind(t *testing.T) {
	round := func() {
		log, masker, now := event.NewLog((&clock.Clock{}).Now), event.NewMasker(), &clock.Clock{}
		b, err := bench.NewReference(bench.Options{Log: log, Masker: masker, Salt: t.Name()}, nil)
		require.NoError(t, err)
		defer b.Close()
		runner, err := steps.NewRunner(steps.Options{Bench: b, Log: log, Masker: masker, Salt: t.Name(), Now: now.Now,
			Select: func(r catalog.Row) bool {
				return r.Rule == "FLOW-LOGIN" || r.Rule == "TOK-TIMEOUT" || r.Rule == "KEY-SET"
			}})
		require.NoError(t, err)
		run, err := runner.Run(t.Context())
		require.NoError(t, err)
		require.Equal(t, verdict.Open, run.Gate(false, nil))
	}
	round()
	goroutines, heap := runtime.NumGoroutine(), heapInUse()
	for range soakRounds {
		round()
	}
	for end := (&clock.Clock{}).Now().Add(soakDeadline); runtime.NumGoroutine() > goroutines && (&clock.Clock{}).Now().Before(end); {
		runtime.Gosched()
	}
	assert.LessOrEqual(t, runtime.NumGoroutine(), goroutines, "goroutines stay behind")
	assert.Less(t, heapInUse(), heap+heapMayGrow)
}

func heapInUse() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
