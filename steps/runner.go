// Package steps is the runner that takes godog through the scenarios: which rows are
// run, in which order, over which mocks and target. It is the only package that knows
// godog. What scenarios may say is package sentence, what is then done package world.
package steps

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"runtime"
	"slices"
	"sync"
	"time"

	"github.com/cucumber/godog"

	"torii/features"
	"torii/reports/event"
	"torii/reports/verdict"
	"torii/steps/bench"
	"torii/steps/catalog"
	"torii/steps/world"
)

// Options say what is run, and against what.
type Options struct {
	Bench    bench.Bench
	Log      *event.Log
	Masker   *event.Masker
	Salt     string
	Part     string // which part of the rows is run, "i/n"; "" is all of them
	Version  string
	Settings map[string]string
	// Environment and Round are told on the cover of the reports.
	Environment map[string]string
	Round       int
	Now         func() time.Time
	Select      func(catalog.Row) bool             // nil: every row of the providers that the target signs in with
	Scramble    int64                              // the seed of another order than that of the files; 0 keeps it
	Jobs        int                                // rows at a time; 0 is what suits the machine, or what the bench allows
	Evidence    func(row string, png []byte) error // keeps a picture of what a row that did not pass showed; nil keeps none
	Done        func(verdict.Row)                  // called after each row, from any goroutine
	Chosen      func(rows int)                     // called before the first row, with how many there are
	Tried       func()                             // called once the honest logins of a target that all rows share are in the log
	Features    fs.FS                              // nil: torii's own
	// Resumed is what an earlier run has, which was cut off and goes on in this log; nil: this one begins.
	Resumed *Resumed
	// Extent says what narrowed the run; how many rows there are is counted by the run.
	Extent event.Extent
}

// Runner runs scenarios.
type Runner struct {
	Options
	rows     map[string]catalog.Row   // by file and name, as godog tells them
	files    map[string][]catalog.Row // by file
	mu       sync.Mutex
	controls map[string]*control
	grounds  map[string]func() (event.Rested, error)
	started  map[string]beginning
	reopened map[string]event.Again // rows that are run once more, by why
	attempts map[string]int         // at rows and honest logins
	renewals map[string]int         // of the mocks while a row was under way, by row

	renewedAt time.Time // when the mocks were last seen to be other ones
	guests    bool      // scenarios that are not in the catalogue are run too
	crashes   crashes
	waves     map[string]*wave // by row, of the rows for which the target is started anew
	unclean   bool             // the target has met what was planted when it started
}

// beginning is when a row was begun, and how often the target had ended by then.
type beginning struct {
	at         time.Time
	generation int
	epoch      int // of mocks that others use too
}

// ErrNothingSelected tells that a selection leaves nothing to run.
var ErrNothingSelected = errors.New("nothing was selected")

// NewRunner reads the features. Where they have [Mistakes], nothing is run.
func NewRunner(o Options) (*Runner, error) {
	rows, err := o.read()
	if err != nil {
		return nil, err
	}
	r := &Runner{Options: o, rows: map[string]catalog.Row{}, files: map[string][]catalog.Row{}, controls: map[string]*control{},
		grounds: map[string]func() (event.Rested, error){},
		started: map[string]beginning{}, reopened: map[string]event.Again{}, attempts: map[string]int{}, renewals: map[string]int{}, waves: map[string]*wave{}}
	for _, row := range rows {
		r.rows[key(row.File, row.Name)] = row
		r.files[row.File] = append(r.files[row.File], row)
	}
	return r, nil
}

// read returns the rows of the features.
func (o *Options) read() ([]catalog.Row, error) {
	if o.Features == nil {
		o.Features = features.FS
		if err := Linted(); err != nil {
			return nil, err
		}
		return embedded()
	}
	if err := faultless(Lint(o.Features)); err != nil {
		return nil, err
	}
	return catalog.Read(o.Features)
}

func key(file, name string) string { return file + "\n" + name }

// Run runs the selected rows and judges them. The error tells that nothing could be
// run; what went wrong with a row is in its verdict.
func (r *Runner) Run(ctx context.Context) (verdict.Run, error) {
	t, began := r.Bench.Target(), r.Now()
	extent := r.extent()
	environment := r.environment(t)
	if err := r.begin(event.RunStarted{Target: t.Name, Built: t.Built, Version: r.Version, Salt: r.Salt, Settings: r.Settings,
		Environment: environment, Round: r.Round, TargetVersion: r.Masker.Scrub(t.Version), Extent: extent, Rows: t.Rows}); err != nil {
		return verdict.Run{}, err
	}
	n, rows := r.selected()
	if n == 0 {
		return verdict.Run{}, ErrNothingSelected
	}
	if r.Chosen != nil {
		r.Chosen(n - r.Resumed.Rows())
	}
	for _, part := range []func(context.Context, []catalog.Row) error{r.reached, r.preflight, r.together, r.settled, r.anew, r.settled, r.alone, r.settled} {
		if err := part(ctx, rows); err != nil && !interrupted(ctx) {
			return verdict.Run{}, err
		}
	}
	r.unbegun(ctx, rows)
	r.spent(began)
	r.Log.Add("", "", event.RunEnded{Rows: n, Interrupted: interrupted(ctx)})
	return verdict.Judge(r.Log.Events()), nil
}

// extent tells how much of what there is this run judges.
func (r *Runner) extent() event.Extent {
	x := r.Extent
	for _, row := range r.rows {
		x.Exist++
		if r.applies(row) {
			x.Apply++
		}
		if r.wants(row) {
			x.Chosen++
		}
	}
	return x
}

// reached stops the run where the target, led by a proxy, was never seen at the mocks:
// its honest logins went elsewhere, and nothing can be said.
func (r *Runner) reached(ctx context.Context, rows []catalog.Row) error {
	led, ok := r.Bench.(interface{ Reached() error })
	if !ok || len(rows) == 0 || led.Reached() == nil {
		return nil
	}
	if _, err := r.control(ctx, rows[0].Provider); err != nil {
		return err
	}
	return led.Reached()
}

func (r *Runner) jobs() int {
	jobs := r.Jobs
	if jobs == 0 {
		// Rows wait for each other's answers more than they compute.
		jobs = 4 * runtime.GOMAXPROCS(0)
	}
	if limit := r.Bench.Parallel(); limit > 0 {
		jobs = min(jobs, limit)
	}
	return jobs
}

// together runs the rows that may share target and mocks, many at a time.
func (r *Runner) together(ctx context.Context, rows []catalog.Row) error {
	return r.abreast(ctx, rows, func(row catalog.Row) bool { return !r.Bench.Shared() || !row.Alone() && !row.OwnMock() })
}

// alone runs the rows that look at what the whole run has done.
func (r *Runner) alone(ctx context.Context, rows []catalog.Row) error {
	wanted := func(row catalog.Row) bool { return r.Bench.Shared() && row.Alone() && !row.OwnMock() }
	if !slices.ContainsFunc(rows, wanted) {
		return nil
	}
	if r.unclean { // it may remember keys and documents that are no more
		if err := r.Bench.Restart(ctx); err != nil {
			r.Log.Add("", "", event.Printed{Line: "torii: " + r.Masker.Scrub(err.Error())}) // the rows tell that it is gone
		}
		r.retake(true)
	}
	r.crashes.oneAtATime(true)
	return r.those(ctx, rows, 1, wanted)
}

// those runs the rows that are wanted.
func (r *Runner) those(ctx context.Context, rows []catalog.Row, jobs int, wanted func(catalog.Row) bool) error {
	ids := map[string]bool{}
	for _, row := range rows {
		ids[row.ID] = wanted(row)
	}
	var kept []godog.Feature
	for _, path := range slices.Sorted(maps.Keys(r.files)) {
		b, err := fs.ReadFile(r.Features, path)
		if err != nil {
			return err
		}
		if b, ok := catalog.Keep(b, r.files[path], func(row catalog.Row) bool { return ids[row.ID] }); ok {
			kept = append(kept, godog.Feature{Name: path, Contents: b})
		}
	}
	if r.Scramble != 0 {
		chance(r.Scramble).Shuffle(len(kept), func(i, j int) { kept[i], kept[j] = kept[j], kept[i] })
	}
	return r.suite(ctx, kept, jobs)
}

// applies reports whether the target offers every provider that the row is about.
func (r *Runner) applies(row catalog.Row) bool {
	for _, provider := range row.Providers() {
		if !r.Bench.Target().Offers(provider) {
			return false
		}
	}
	return true
}

// opens is the beginning of a row, with what the target's owner has adopted.
func (r *Runner) opens(row catalog.Row) event.RowStarted {
	opened := started(row)
	opened.Baseline = string(r.Bench.Target().Baseline)
	return opened
}

func started(row catalog.Row) event.RowStarted {
	phases := map[catalog.Phase]event.Phase{catalog.Given: event.Given, catalog.When: event.When, catalog.Then: event.Then}
	opened := event.RowStarted{Feature: row.Feature, Name: row.Name, Provider: row.Provider, Rule: row.Rule, Tags: row.Tags,
		File: row.File, Line: row.Line, Since: row.Since}
	for _, s := range row.Steps {
		opened.Steps = append(opened.Steps, event.Step{Keyword: s.Keyword, Phase: phases[s.Phase], Text: s.Text, Line: s.Line})
	}
	return opened
}

func (r *Runner) done(id string) verdict.Row {
	row := verdict.One(r.Log.Row(id), r.Bench.Target().Built)
	if r.Done != nil {
		r.Done(row)
	}
	return row
}

// suite runs feature files under godog, which only walks them: what a row is worth is judged from the log.
func (r *Runner) suite(ctx context.Context, files []godog.Feature, jobs int) error {
	if len(files) == 0 || interrupted(ctx) {
		return nil
	}
	suite := godog.TestSuite{Name: "torii", ScenarioInitializer: r.unlessInterrupted(ctx),
		Options: &godog.Options{FeatureContents: files, Format: "progress", Output: io.Discard, NoColors: true, Strict: true,
			Concurrency: jobs, Randomize: r.Scramble, DefaultContext: ctx}}
	if status := suite.Run(); status > 1 {
		return fmt.Errorf("godog ended with status %d: a feature file does not parse", status)
	}
	return nil
}

// Initialize registers hooks and vocabulary for one scenario.
func (r *Runner) Initialize(sc *godog.ScenarioContext) {
	sc.Before(r.before)
	sc.After(r.after)
	sc.StepContext().After(r.stepped)
	for _, s := range sentences() {
		if s.english && !r.guests { // torii's own rows are Japanese, and godog tries every sentence on every step
			continue
		}
		sc.Step(s.expression, s.handler)
	}
}

type worldKey struct{}

// before opens a bay and puts the scenario's world into the context.
func (r *Runner) before(ctx context.Context, sc *godog.Scenario) (context.Context, error) {
	row, ok := r.row(sc)
	if !ok {
		return ctx, fmt.Errorf("%s: scenario %q is not in the catalogue", sc.Uri, sc.Name)
	}
	began, epoch := r.Now(), r.epoch()
	r.mu.Lock()
	why, reopened := r.reopened[row.ID]
	delete(r.reopened, row.ID)
	r.mu.Unlock()
	ctx = context.WithValue(ctx, takenKey{}, &taken{})
	switch {
	case interrupted(ctx):
		return ctx, errInterrupted // left to unbegun: nobody is told of each
	case reopened:
		r.Log.Add(row.ID, "", why)
	default:
		r.Log.Add(row.ID, "", r.opens(row))
	}
	w, err := r.world(ctx, row)
	r.mu.Lock()
	r.started[row.ID] = beginning{began, r.crashes.generation(), epoch}
	r.mu.Unlock()
	if err != nil && interrupted(ctx) {
		return ctx, errInterrupted
	}
	if errors.Is(err, bench.ErrGone) {
		if again, later := r.crashes.left(row.ID, r.Bench.Restartable(), err); !later {
			r.Log.Add(row.ID, "", again)
		}
		return ctx, err
	}
	if err != nil {
		r.Log.Add(row.ID, "", event.Broke{Problem: r.Masker.Scrub(err.Error())})
		return ctx, err
	}
	return context.WithValue(ctx, worldKey{}, w), nil
}

// open lends a bay; a target that has ended is started again first.
func (r *Runner) open(ctx context.Context, row string) (*bench.Bay, error) {
	bay, err := r.Bench.Open(row)
	if errors.Is(err, bench.ErrGone) {
		return r.crashes.revive(ctx, r.Bench, row, err)
	}
	return bay, err
}

func (r *Runner) world(ctx context.Context, row catalog.Row) (*world.World, error) {
	o := world.Options{Row: row.ID, Rule: row.Rule, Log: r.Log, Masker: r.Masker, Salt: r.Salt, Control: r.control, Ground: r.ground,
		Attempt: r.attempt(row.ID)}
	if wave, ok := r.waves[row.ID]; ok {
		o.Beside = wave.beside
		// The bay is lent once the target has been started anew.
		o.Anew = func(ctx context.Context) (*bench.Bay, error) { return wave.arrive(ctx, row.ID) }
	}
	var err error
	o.Bay, err = r.open(ctx, row.ID)
	if err != nil {
		return nil, err
	}
	return world.New(o), nil
}

// after closes the scenario and shows its verdict to godog.
func (r *Runner) after(ctx context.Context, sc *godog.Scenario, _ error) (context.Context, error) {
	row, known := r.row(sc)
	if !known {
		return ctx, nil // before has said so
	}
	w, opened := ctx.Value(worldKey{}).(*world.World)
	if opened {
		defer w.Close()
	}
	r.mu.Lock()
	began := r.started[row.ID]
	delete(r.started, row.ID)
	r.mu.Unlock()
	if wave, ok := r.waves[row.ID]; ok && !interrupted(ctx) {
		wave.leave(ctx, row.ID)
	}
	if opened {
		w.Gather()
	}
	if interrupted(ctx) {
		r.leave(row)
		return ctx, errInterrupted
	}
	ended := takenIn(ctx).ending()
	ended.Millis = r.Now().Sub(began.at).Milliseconds()
	r.Log.Add(row.ID, "", ended)
	if r.renewed(row, began) {
		return ctx, errors.New("the mocks were started anew: the row is run again")
	}
	if r.crashes.take(row.ID, began.generation, opened && w.Gone(), r.Log.Row(row.ID)) || r.apart(row.ID) {
		return ctx, errors.New("the row is run again, alone")
	}
	judged := r.done(row.ID)
	if opened && judged.Verdict.Worse(verdict.Passed) {
		r.keep(ctx, w, row.ID)
	}
	if judged.Verdict.Worse(verdict.Warned) {
		return ctx, fmt.Errorf("%s: %s", judged.Verdict, judged.Reason.EN)
	}
	return ctx, nil
}

// keep keeps a picture of what the row showed last.
func (r *Runner) keep(ctx context.Context, w *world.World, row string) {
	if r.Evidence == nil {
		return
	}
	if picture, ok := w.Screenshot(ctx); ok {
		if err := r.Evidence(row, picture); err != nil {
			r.Log.Add(row, "", event.Printed{Line: "torii: evidence: " + err.Error()})
		}
	}
}

// with runs a step over the scenario's world. Trouble that says nothing about the
// target is logged as such.
func with(ctx context.Context, do func(*world.World) error) error {
	w, ok := WorldFrom(ctx)
	if !ok {
		return errors.New("the scenario has no world")
	}
	err := do(w)
	if err != nil && !errors.Is(err, world.ErrVacuous) && !errors.Is(err, world.ErrSettled) && !world.IsMissing(err) {
		w.Broke(err)
	}
	return err
}
