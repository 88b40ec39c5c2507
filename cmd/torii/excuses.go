package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/spf13/pflag"

	"torii/fixtures/strictyaml"
	"torii/reports/verdict"
	"torii/steps/expected"
)

// excuses are the flags about failures that are accepted for a time.
type excuses struct{ expected, accept string }

func (e *excuses) flags(flags *pflag.FlagSet) {
	flags.StringVar(&e.expected, "expected", "", "`file` of failures that are accepted for a time, with reasons")
	flags.StringVar(&e.accept, "accept-failures", "", "draft such a `file` from this run's failures, its reasons left to be given")
}

// read reads the file of accepted failures.
func (e excuses) read() ([]expected.Failure, error) {
	if e.expected == "" {
		return nil, nil
	}
	b, err := strictyaml.ReadFile(e.expected)
	if err != nil {
		return nil, usage(fmt.Errorf("--expected: %w", err))
	}
	return expected.Parse(e.expected, b)
}

// draft writes the file that accepts this run's failures, where asked for; one that is there is not overwritten.
func (e excuses) draft(run verdict.Run) error {
	if e.accept == "" {
		return nil
	}
	const mode = 0o644
	file, err := os.OpenFile(e.accept, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return usage(fmt.Errorf("--accept-failures: %w", err))
	}
	return errors.Join(expected.Draft(file, run), file.Close())
}

// gate is the run's, closed where an excuse does not hold.
func gate(run verdict.Run, strict bool, accepted map[string]string, problems []expected.Problem) verdict.Gate {
	if g := run.Gate(strict, accepted); g != verdict.Open || len(problems) == 0 {
		return g
	}
	return verdict.Closed
}
