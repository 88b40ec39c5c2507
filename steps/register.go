package steps

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"sync"

	"github.com/cucumber/godog"

	"torii/features"
	"torii/mockidp/clock"
	"torii/reports/event"
	"torii/reports/verdict"
	"torii/steps/bench"
	"torii/steps/catalog"
	"torii/steps/sentence"
	"torii/steps/world"
)

// Own is a sentence of somebody else's suite: an expression and a function as
// godog takes them. [WorldFrom] gives the function its scenario's world.
type Own struct {
	Expression string
	Do         any
}

// Register adds torii's sentences, with the world behind them, to one scenario of
// somebody else's suite. godog calls it as part of a ScenarioInitializer.
//
// Zero options judge the built-in reference RP with mocks of each scenario's own.
// A Bench that is given is shared and stays open; its log, masker and clock are to
// be given with it. A scenario fails where its verdict is worse than warned. It
// names its provider by a tag such as @google, and may name a rule by another.
//
// A sentence of own that could be taken for one of torii's panics, naming both: the
// suite could otherwise run the wrong one.
func Register(sc *godog.ScenarioContext, o Options, own ...Own) {
	if err := Collisions(own...); err != nil {
		panic(err)
	}
	r, err := guest(o)
	if err != nil {
		panic(err)
	}
	r.Initialize(sc)
	if o.Bench == nil {
		sc.After(func(ctx context.Context, _ *godog.Scenario, _ error) (context.Context, error) {
			r.Bench.Close()
			return ctx, nil
		})
	}
	for _, s := range own {
		sc.Step(s.Expression, s.Do)
	}
}

// WorldFrom returns the world of the scenario that a step runs in.
func WorldFrom(ctx context.Context) (*world.World, bool) {
	w, ok := ctx.Value(worldKey{}).(*world.World)
	return w, ok
}

// Collisions reports own sentences that could be taken for one of torii's, or one
// of torii's for them.
func Collisions(own ...Own) error {
	var problems []string
	for _, o := range own {
		mine, err := regexp.Compile(o.Expression)
		if err != nil {
			return fmt.Errorf("steps: sentence %q: %w", o.Expression, err)
		}
		for _, s := range sentences() {
			theirs := s.expression.String()
			if mine.MatchString(sentence.Example(theirs)) || s.expression.MatchString(sentence.Example(o.Expression)) {
				problems = append(problems, fmt.Sprintf("%q collides with torii's %q", o.Expression, theirs))
			}
		}
	}
	if problems == nil {
		return nil
	}
	return fmt.Errorf("steps: reword these sentences: %s", strings.Join(problems, "; "))
}

// embedded are torii's own rows, read once a process.
var embedded = sync.OnceValues(func() ([]catalog.Row, error) { return catalog.Read(features.FS) })

// Newest is the version of the catalogue: that of its newest row.
func Newest() (string, error) {
	rows, err := embedded()
	newest := verdict.FirstRows
	for _, r := range rows {
		if verdict.CompareRows(r.Since, newest) > 0 {
			newest = r.Since
		}
	}
	return newest, err
}

// guest returns a runner for scenarios that need not be torii's own.
func guest(o Options) (*Runner, error) {
	if o.Now == nil {
		o.Now = (&clock.Clock{}).Now
	}
	if o.Bench == nil {
		o.Log, o.Masker = event.NewLog(o.Now), event.NewMasker()
		b, err := bench.NewReference(bench.Options{Log: o.Log, Masker: o.Masker, Salt: o.Salt}, nil)
		if err != nil {
			return nil, fmt.Errorf("steps: %w", err)
		}
		o.Bench = b
	}
	r, err := NewRunner(o)
	if err != nil {
		return nil, fmt.Errorf("steps: %w", err)
	}
	r.guests = true
	return r, nil
}

// row returns what the catalogue knows of a scenario, or, among guests, what its tags say.
func (r *Runner) row(sc *godog.Scenario) (catalog.Row, bool) {
	row, ok := r.rows[key(sc.Uri, sc.Name)]
	if ok || !r.guests {
		return row, ok
	}
	row = catalog.Row{ID: sc.Uri + "/" + sc.Name, Name: sc.Name, File: sc.Uri}
	for _, tag := range sc.Tags {
		row.Tags = append(row.Tags, tag.Name)
	}
	row.Provider, row.Rule = catalog.Named(row.Tags)
	return row, true
}
