// Command torii is the command line: one file a command, no logic of its own.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // Windows and an image from scratch have no zones of their own

	"github.com/spf13/cobra"

	"torii/fixtures/strictyaml"
	"torii/reports/verdict"
	"torii/rpclient/target/namespace"
	"torii/rpclient/target/relay"
	"torii/steps"
)

func main() {
	signal.Ignore(syscall.SIGPIPE) // reports are written even when nobody reads the progress any more
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	switch { // this program is also what it starts inside a closed network
	case relay.Wanted():
		os.Exit(relay.Main(ctx))
	case namespace.Wanted():
		os.Exit(namespace.Main(ctx))
	}
	go hurry(ctx, stop, os.Args[1:])
	code := execute(ctx, os.Args[1:])
	os.Exit(int(code))
}

// execute runs one command and returns the exit code.
func execute(ctx context.Context, args []string) verdict.Gate {
	gate := verdict.Open
	root := rootCommand(&gate)
	root.SetArgs(args)
	out, problems := guard(os.Stdout), guard(os.Stderr)
	root.SetOut(out)
	root.SetErr(problems)
	err := root.ExecuteContext(ctx)
	if errors.Is(err, syscall.EPIPE) { // whoever read has read enough
		return gate
	}
	if _, _, unknown := root.Find(args); unknown != nil {
		err = usage(err)
	}
	if err != nil {
		fmt.Fprintln(problems, "torii:", err)
		return gateOf(err)
	}
	return gate
}

// rootCommand is the command line; gate takes what a command ends with.
func rootCommand(gate *verdict.Gate) *cobra.Command {
	root := &cobra.Command{
		Use:   "torii",
		Short: "Conformance and integration tests for OpenID Connect Relying Parties in Japan",
		Long: "torii judges a Relying Party by what it believes after a login against mock providers\n" +
			"that behave like the real ones. Exit codes: 0 gate open, 1 gate closed,\n" +
			"2 the command line or a file is wrong, 3 nothing can be said about the Relying Party.",
		SilenceErrors: true, SilenceUsage: true, Version: version(),
	}
	root.SetVersionTemplate(versionLine() + "\n")
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return usage(fmt.Errorf("%s: %w; see %s --help", c.CommandPath(), err, c.CommandPath()))
	})
	root.AddCommand(runCommand(gate), checkCommand(gate), initCommand(), serveCommand(), listCommand(), explainCommand(), mutantsCommand(gate), reportCommand(gate), versionCommand())
	return root
}

// usageError is a command line or file that is wrong.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

func usage(err error) error {
	if err == nil {
		return nil
	}
	return usageError{err}
}

// gateOf returns the exit code that tells an error.
func gateOf(err error) verdict.Gate {
	_, wrongUse := errors.AsType[usageError](err)
	_, wrongFile := errors.AsType[*strictyaml.Error](err)
	_, misunderstood := errors.AsType[steps.Mistakes](err)
	if wrongUse || wrongFile || misunderstood || errors.Is(err, steps.ErrNothingSelected) {
		return verdict.Unusable
	}
	return verdict.Unjudged
}

// noArgs refuses left-over words, and says so as a wrong use.
func noArgs(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return usage(fmt.Errorf("%s takes no arguments, got %q", c.CommandPath(), args))
}
