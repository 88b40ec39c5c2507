// Package prove shows that the scenarios bite: it runs the reference RP with one
// step replaced, and asks whether a row of the mutant's rule notices.
package prove

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"torii/features"
	"torii/fixtures/rule"
	"torii/reports/event"
	"torii/reports/verdict"
	"torii/steps"
	"torii/steps/bench"
	"torii/steps/catalog"
)

// Result is what became of one mutant.
type Result struct {
	Mutant   Mutant
	KilledBy []string // rows whose verdict is worse than on the reference
	Rows     int      // rows of its rule that were run
	Problem  error    // nothing can be said
}

// Killed reports whether a row of the mutant's rule noticed.
func (r Result) Killed() bool { return r.Problem == nil && len(r.KilledBy) > 0 }

// Options say how to prove.
type Options struct {
	Salt    string
	Version string
	Now     func() time.Time
	Jobs    int
	Whole   bool     // run all rows of a mutant's rule, also where one of each kind has noticed
	Rules   []string // only the rows and mutants of these; nil means all
	Done    func(Result)
}

// concerns reports whether the rows and mutants of a rule are asked for.
func (o Options) concerns(rule string) bool { return o.Rules == nil || slices.Contains(o.Rules, rule) }

// Proof is the outcome for all mutants.
type Proof struct {
	Clean   bool // the reference itself passes every row
	Dirty   []verdict.Row
	Results []Result
	Kinds   int    // kinds of rows: what a row is about, whichever provider it is played at
	Binding int    // of these, under MUST rules
	Idle    []Idle // kinds of which no row killed anything
}

// All runs the reference once and then every mutant on one row of each kind that its
// rule has. A mutant that survives those meets the others too.
func All(ctx context.Context, o Options) (Proof, error) {
	rows, err := catalog.Read(features.FS)
	if err != nil {
		return Proof{}, err
	}
	for _, id := range o.Rules {
		if _, known := rule.Find(rule.ID(id)); !known {
			return Proof{}, fmt.Errorf("%w: there is no rule %q", steps.ErrNothingSelected, id)
		}
	}
	reference, err := run(ctx, o, plain, func(r catalog.Row) bool { return o.concerns(r.Rule) }, 0)
	if err != nil {
		return Proof{}, fmt.Errorf("reference: %w", err)
	}
	proof := Proof{Clean: true}
	was := map[string]verdict.Verdict{}
	for _, row := range reference.Rows {
		was[row.ID] = row.Verdict
		if row.Verdict != verdict.Passed {
			proof.Clean = false
			proof.Dirty = append(proof.Dirty, row)
		}
	}
	mutants := slices.DeleteFunc(wrong(), func(m Mutant) bool { return !o.concerns(m.Rule) })
	turns := turnsOf(mutants)
	proof.Results = make([]Result, len(mutants))
	each(len(mutants), o.Jobs, func(i int) {
		proof.Results[i] = try(ctx, o, trial{mutants[i], kindredOf(rows, mutants[i].Rule), turns[i], was})
		if o.Done != nil {
			o.Done(proof.Results[i])
		}
	})
	proof.Kinds, proof.Binding, proof.Idle = idle(rows, was, proof.Results)
	if again := proof.Unexplained(); len(again) > 0 && !o.Whole {
		each(len(mutants), o.Jobs, func(i int) {
			proof.Results[i] = trial{mutants[i], kindredOf(rows, mutants[i].Rule), 0, was}.again(ctx, o, proof.Results[i], again)
		})
		proof.Kinds, proof.Binding, proof.Idle = idle(rows, was, proof.Results)
	}
	return proof, nil
}

// each calls do for 0 to n-1, some at a time.
func each(n, jobs int, do func(int)) {
	next := make(chan int)
	var wg sync.WaitGroup
	for range max(jobs, 1) {
		wg.Go(func() {
			for i := range next {
				do(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wg.Wait()
}

// deadline is when a mutant that waits for ever is given up: far beyond what the
// reference needs, whose own patience is half a second.
const deadline = 3 * time.Second

// trial is a mutant and the rows that it meets.
type trial struct {
	mutant Mutant
	rows   kindred
	turn   int
	was    map[string]verdict.Verdict // of the reference, by row
}

// turnsOf counts the mutants of each rule.
func turnsOf(mutants []Mutant) []int {
	turns, seen := make([]int, len(mutants)), map[string]int{}
	for i, m := range mutants {
		turns[i] = seen[m.Rule]
		seen[m.Rule]++
	}
	return turns
}

func try(ctx context.Context, o Options, t trial) Result {
	r := Result{Mutant: t.mutant}
	first := t.rows.first(t.turn)
	for _, wave := range []func(string) bool{
		func(id string) bool { return first[id] },
		func(id string) bool { return !first[id] },
	} {
		r = t.meet(ctx, o, r, wave)
		if r.Problem != nil || r.Killed() && !o.Whole {
			break
		}
	}
	return r
}

// again has a mutant meet every row of the kinds that noticed none: those it met were at
// one provider each, and another provider's may notice.
func (t trial) again(ctx context.Context, o Options, r Result, idle []Idle) Result {
	rows := map[string]bool{}
	for _, i := range idle {
		for _, row := range t.rows.rows[i.Kind] {
			rows[row.ID] = !slices.Contains(r.KilledBy, row.ID)
		}
	}
	if len(rows) == 0 || r.Problem != nil {
		return r
	}
	return t.meet(ctx, o, r, func(id string) bool { return rows[id] })
}

// meet runs the mutant on rows of its rule.
func (t trial) meet(ctx context.Context, o Options, r Result, takes func(id string) bool) Result {
	judged, err := run(ctx, o, t.mutant.made, func(row catalog.Row) bool { return row.Rule == t.mutant.Rule && takes(row.ID) }, 1)
	if errors.Is(err, steps.ErrNothingSelected) && r.Rows > 0 {
		return r
	}
	if err != nil {
		r.Problem = err
		return r
	}
	r.Rows += len(judged.Rows)
	for _, row := range judged.Rows {
		if row.Verdict.Worse(t.was[row.ID]) && row.Verdict != verdict.HarnessError {
			r.KilledBy = append(r.KilledBy, row.ID)
		}
		if row.Verdict == verdict.HarnessError {
			r.Problem = fmt.Errorf("row %s: %s", row.ID, row.Reason.EN)
		}
	}
	return r
}

func run(ctx context.Context, o Options, made maker, takes func(catalog.Row) bool, jobs int) (verdict.Run, error) {
	log, masker := event.NewLog(o.Now), event.NewMasker()
	b, err := made(bench.Options{Log: log, Masker: masker, Salt: o.Salt, Deadline: deadline})
	if err != nil {
		return verdict.Run{}, err
	}
	defer b.Close()
	runner, err := steps.NewRunner(steps.Options{Bench: b, Log: log, Masker: masker, Salt: o.Salt, Version: o.Version,
		Now: o.Now, Select: takes, Jobs: jobs})
	if err != nil {
		return verdict.Run{}, err
	}
	return runner.Run(ctx)
}
