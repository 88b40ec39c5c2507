package steps

import (
	"time"

	"torii/reports/event"
	"torii/steps/bench"
)

// spent logs where the time of the run went, where the bench measures it.
func (r *Runner) spent(began time.Time) {
	b, ok := r.Bench.(interface{ Spent() bench.Spent })
	if !ok {
		return
	}
	s := b.Spent()
	r.Log.Add("", "", event.Spent{Run: r.Now().Sub(began).Milliseconds(), Starts: s.Starts, Starting: s.Starting.Milliseconds(),
		Waiting: s.Waiting.Milliseconds(), Target: s.Target.Milliseconds(), Mocks: s.Mocks.Milliseconds()})
}
