package main

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"torii/fixtures/rule"
	"torii/mockidp/clock"
	"torii/reports/verdict"
	"torii/steps/prove"
)

func mutantsCommand(gate *verdict.Gate) *cobra.Command {
	var jobs int
	var whole bool
	var rules []string
	var record string
	c := &cobra.Command{Use: "mutants", Short: "Prove that the scenarios bite: each wrong RP must be caught", Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			spendMemory()
			if jobs == 0 { // a mutant that waits for ever costs time, not work: more at a time than processors
				jobs = 4 * runtime.GOMAXPROCS(0)
			}
			out := c.OutOrStdout()
			var mu sync.Mutex
			proof, err := prove.All(c.Context(), prove.Options{Salt: "mutants", Version: version(), Now: (&clock.Clock{}).Now, Jobs: jobs, Whole: whole, Rules: rules,
				Done: func(r prove.Result) {
					mu.Lock()
					defer mu.Unlock()
					tellMutant(out, r)
				}})
			if err != nil {
				return err
			}
			*gate = tellProof(out, proof)
			return keepProof(record, proof)
		}}
	c.Flags().BoolVar(&whole, "whole", false, "run every row of a mutant's rule, also where one of each kind has noticed")
	c.Flags().StringVar(&record, "record", "", "`FILE` to keep in which rows noticed which mutant, e.g. rpclient/mutant/killed.json")
	c.Flags().StringSliceVar(&rules, "rule", nil, "only the rows and mutants of these rules, e.g. IDT-NONCE,KEY-SET")
	c.Flags().IntVar(&jobs, "jobs", 0, "mutants at a time (default: four a processor)")
	return c
}

// keepProof writes which rows noticed which mutant, where that is asked for.
func keepProof(file string, proof prove.Proof) error {
	if file == "" {
		return nil
	}
	b, err := proof.Record()
	if err != nil {
		return err
	}
	if err := os.WriteFile(file, b, 0o644); err != nil { //nolint:gosec // a page of the documentation
		return usage(fmt.Errorf("--record: %w", err))
	}
	return nil
}

func tellMutant(out io.Writer, r prove.Result) {
	switch {
	case r.Problem != nil:
		fmt.Fprintf(out, "unclear   %s [%s]: %v\n", r.Mutant.ID(), r.Mutant.Rule, r.Problem)
	case r.Killed():
		fmt.Fprintf(out, "killed    %s [%s] by %s\n", r.Mutant.ID(), r.Mutant.Rule, strings.Join(r.KilledBy, " "))
	default:
		fmt.Fprintf(out, "SURVIVED  %s [%s], %d rows: %s / %s\n", r.Mutant.ID(), r.Mutant.Rule, r.Rows, r.Mutant.JA, r.Mutant.EN)
	}
}

// tellIdle lists the kinds of rows that killed nothing, those without a reason last.
func tellIdle(out io.Writer, proof prove.Proof) {
	fmt.Fprintf(out, "\n%d of %d kinds of rows kill nothing\n", len(proof.Idle), proof.Kinds)
	for _, i := range proof.Idle {
		if i.Level == rule.Must && !i.Why.IsZero() {
			fmt.Fprintf(out, "idle      %s [%s]: %s\n", i.Kind, i.Rule, i.Why)
		}
	}
	bare := proof.Unexplained()
	for _, i := range bare {
		fmt.Fprintf(out, "idle      %s [%s]: no reason given\n", i.Kind, i.Rule)
	}
	fmt.Fprintf(out, "%d of %d kinds of MUST rules kill nothing without a reason\n", len(bare), proof.Binding)
}

func tellProof(out io.Writer, proof prove.Proof) verdict.Gate {
	killed, survived, unclear := 0, 0, 0
	for _, r := range proof.Results {
		switch {
		case r.Problem != nil:
			unclear++
		case r.Killed():
			killed++
		default:
			survived++
		}
	}
	for _, row := range proof.Dirty {
		fmt.Fprintf(out, "reference %s: %s: %s\n", row.ID, row.Verdict, row.Reason)
	}
	tellIdle(out, proof)
	fmt.Fprintf(out, "reference clean: %t\n%d mutants: %d killed, %d survived, %d unclear\n", proof.Clean, len(proof.Results), killed, survived, unclear)
	fmt.Fprintf(out, "%d passed, %d failed\n", killed, survived+unclear+len(proof.Dirty))
	switch {
	case unclear > 0:
		return verdict.Unjudged
	case survived > 0 || !proof.Clean || !proof.Explained():
		return verdict.Closed
	}
	return verdict.Open
}
