package control

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"torii/fixtures/bound"
	"torii/mockidp/control/route"
	"torii/mockidp/plan"
)

// Run is a run that shares the mocks with others.
type Run struct {
	ID      string    `json:"id" required:"true" doc:"no other run's: its events are kept for it alone, and plans name it"`
	Of      string    `json:"of" required:"true" doc:"what its people derive from; of those that are alive, no two have this in common"`
	Started time.Time `json:"started,omitzero" doc:"told in answers: when it began"`
	Seq     int       `json:"seq,omitempty" doc:"told in answers: of the latest event when it began"`
}

const (
	// runsAbreast bounds the runs that are kept at a time.
	runsAbreast = 32
	// runSilent is how long a run may ask for no events before it is taken to have ended.
	runSilent = 20 * time.Second
)

// living is a run with its events.
type living struct {
	Run
	heard  time.Time // when it asked for events last
	events stream
}

// begin admits a run, unless one of the same people is alive.
func (r *Recent) begin(run Run) (Run, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := r.wall()
	maps.DeleteFunc(r.runs, func(_ string, l *living) bool { return now.Sub(l.heard) >= runSilent })
	for _, l := range r.runs {
		if l.ID == run.ID || l.Of == run.Of {
			return run, route.Conflict(fmt.Errorf("run %s of the same salt and shard has been under way since %s, and was heard of %s ago; "+
				"two would share people and consents: give this one another --salt, wait for that one, or, where it was killed, for %s",
				l.ID, l.Started.Format(time.RFC3339), now.Sub(l.heard).Round(time.Second), runSilent))
		}
	}
	if len(r.runs) == runsAbreast {
		return run, route.Conflict(fmt.Errorf("%d runs are under way already, as many as are kept apart; wait for one of them", runsAbreast))
	}
	run.Started, run.Seq = now.UTC(), r.seq
	l := &living{Run: run, heard: now, events: stream{most: bound.RunBytes}}
	for _, e := range r.all.events { // of what was planned before it told of itself
		if inRun(e.Row, run.ID) {
			l.events.add(e)
		}
	}
	r.runs[run.ID] = l
	return run, nil
}

// end forgets a run and its events.
func (r *Recent) end(run string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.runs, run)
}

// alive are the runs that are known, the oldest first.
func (r *Recent) alive() []Run {
	r.mu.Lock()
	defer r.mu.Unlock()
	all := []Run{}
	for _, l := range r.runs {
		all = append(all, l.Run)
	}
	slices.SortFunc(all, func(a, b Run) int { return strings.Compare(a.ID, b.ID) })
	slices.SortStableFunc(all, func(a, b Run) int { return a.Started.Compare(b.Started) })
	return all
}

func (o Options) beginRun(run Run) (Run, error) {
	if run.ID == "" || run.Of == "" || strings.Contains(run.ID, ofRun) {
		return run, fmt.Errorf("run: got id %q of %q; want both, and no %q in the id", run.ID, run.Of, ofRun)
	}
	return o.Recent.begin(run)
}

// endRun forgets a run with its plans.
func (o Options) endRun(r *http.Request) error {
	run := r.URL.Query().Get("run")
	if run == "" {
		return errors.New("run: got nothing; want the id of a run, see GET /runs")
	}
	o.Mock.Plans.Drop(func(p plan.Plan) bool { return inRun(p.Row, run) })
	o.Recent.end(run)
	return nil
}
