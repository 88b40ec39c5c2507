// Package prove shows that the scenarios bite: it runs the reference RP with one
// step replaced, and asks whether a row of the mutant's rule notices.
package prove

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"torii/reports/event"
	"torii/reports/verdict"
	"torii/steps"
	"torii/steps/bench"
	"torii/steps/catalog"
	"torii/steps/selection"
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
	Done    func(Result)
}

// Proof is the outcome for all mutants.
type Proof struct {
	Clean   bool // the reference itself passes every row
	Dirty   []verdict.Row
	Results []Result
	Idle    []string // rows that killed nothing
}

// All runs the reference once and then every mutant on the rows of its rule.
func All(ctx context.Context, o Options) (Proof, error) {
	reference, err := run(ctx, o, plain, nil, 0)
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
	mutants := wrong()
	proof.Results = make([]Result, len(mutants))
	each(len(mutants), o.Jobs, func(i int) {
		proof.Results[i] = try(ctx, o, mutants[i], was)
		if o.Done != nil {
			o.Done(proof.Results[i])
		}
	})
	proof.Idle = idle(was, proof.Results)
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

func try(ctx context.Context, o Options, m Mutant, was map[string]verdict.Verdict) Result {
	judged, err := run(ctx, o, m.made, selection.Rule(m.Rule), 1)
	if err != nil {
		return Result{Mutant: m, Problem: err}
	}
	r := Result{Mutant: m, Rows: len(judged.Rows)}
	for _, row := range judged.Rows {
		if row.Verdict.Worse(was[row.ID]) && row.Verdict != verdict.HarnessError {
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

// idle returns the rows that were run and killed nothing.
func idle(was map[string]verdict.Verdict, results []Result) []string {
	var rows []string
	for id := range was {
		if !slices.ContainsFunc(results, func(r Result) bool { return slices.Contains(r.KilledBy, id) }) {
			rows = append(rows, id)
		}
	}
	slices.Sort(rows)
	return rows
}
