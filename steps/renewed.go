package steps

import (
	"context"
	"time"

	"torii/fixtures/text"
	"torii/reports/event"
	"torii/reports/verdict"
	"torii/steps/catalog"
)

// sharing is a bench whose mocks others use too: they may be started anew while rows are under way.
type sharing interface{ Epoch() int }

func (r *Runner) epoch() int {
	if b, ok := r.Bench.(sharing); ok {
		return b.Epoch()
	}
	return 0
}

// peopleSalt is what the people of logins derive from that every part of a run makes: at mocks that
// parts use at the same time, each has its own.
func (r *Runner) peopleSalt() string {
	if r.Bench.OwnMocks() || r.Part == "" {
		return r.Salt
	}
	return r.Salt + " part " + r.Part
}

// maxRenewals is how often a row is run again because the mocks were started anew.
const maxRenewals = 2

// renewed notes a row in whose time the mocks were started anew, and reports whether it was:
// what was seen of it is nobody's doing. It is run again, a few times.
func (r *Runner) renewed(row catalog.Row, began beginning) bool {
	if r.epoch() == began.epoch && !r.stale(row, began) {
		return false
	}
	r.mu.Lock()
	if r.epoch() != began.epoch {
		r.renewedAt = r.Now()
	}
	r.renewals[row.ID]++
	often := r.renewals[row.ID]
	r.mu.Unlock()
	if often <= maxRenewals {
		r.crashes.mu.Lock()
		r.crashes.rows = append(r.crashes.rows, row.ID)
		r.crashes.mu.Unlock()
		return true
	}
	r.Log.Add(row.ID, "", event.Again{Skip: text.Both{
		JA: "行っている間に、共用のモックが何度も起動し直されたか、記録を失った", EN: "the shared mocks were started anew, or lost what they had seen, time and again while the row was under way"}})
	r.Log.Add(row.ID, "", event.RowEnded{})
	return false
}

// staleFor is how long after mocks were started anew a target may still use connections to those before.
const staleFor = 5 * time.Second

// stale reports whether a row that did not pass began so soon after the mocks were started anew that the
// target may have spoken to those before. Once: what it meets again is its own.
func (r *Runner) stale(row catalog.Row, began beginning) bool {
	r.mu.Lock()
	soon := !r.renewedAt.IsZero() && began.at.Before(r.renewedAt.Add(staleFor)) && r.renewals[row.ID] == 0
	r.mu.Unlock()
	return soon && verdict.One(r.Log.Row(row.ID), r.Bench.Target().Built).Verdict.Worse(verdict.Warned)
}

// why tells why a row is run again.
func (r *Runner) why(row string) event.Again {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.renewals[row] > 0 {
		return event.Again{Why: text.Both{JA: "行っている間にモックが起動し直されたか、記録を失ったので、やり直した",
			EN: "run again: the mocks were started anew, or lost what they had seen, while the row was under way"}}
	}
	return event.Again{Why: text.Both{
		JA: "RPが落ちたときに動いていたので、単独でやり直した", EN: "under way when the RP ended, and so run again alone"}}
}

// crashed are the rows that are run again for the sake of the target's end.
func (r *Runner) crashed(rows []string) (n int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, row := range rows {
		if r.renewals[row] == 0 {
			n++
		}
	}
	return n
}

// settled runs again and again the rows that met mocks which were started anew.
func (r *Runner) settled(ctx context.Context, rows []catalog.Row) error {
	for range maxRenewals + 1 {
		if err := r.again(ctx, rows); err != nil {
			return err
		}
	}
	return nil
}
