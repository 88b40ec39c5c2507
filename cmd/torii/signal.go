package main

import (
	"context"
	"os"
	"os/signal"
	"slices"
	"syscall"
	"time"

	"torii/rpclient/target"
)

// winding are the commands that have something to bring to an end when they are asked to.
var winding = []string{"run", "check", "serve", "init", "mutants"}

// How long a command may take over its end, and what a process ended by Ctrl-C exits with.
const (
	endWithin = 20 * time.Second
	endedBy   = 130
)

// hurry has the first signal ask for an end, and the second end torii at once, with what it has started. A command that has
// nothing to bring to an end ends with the first, and any other when it takes too long.
func hurry(ctx context.Context, stop func(), args []string) {
	<-ctx.Done()
	again := make(chan os.Signal, 1)
	signal.Notify(again, os.Interrupt, syscall.SIGTERM)
	stop()
	if len(args) > 0 && slices.Contains(winding, args[0]) {
		select {
		case <-again:
		case <-time.After(endWithin):
		}
	}
	target.EndStarted()
	os.Exit(endedBy)
}
