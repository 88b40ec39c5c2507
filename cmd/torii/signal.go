package main

import (
	"context"
	"os"
	"slices"
	"time"
)

// winding are the commands that have something to bring to an end when they are asked to.
var winding = []string{"run", "check", "serve", "init", "mutants"}

// How long a command may take over its end, and what a process ended by Ctrl-C exits with.
const (
	endWithin = 20 * time.Second
	endedBy   = 130
)

// hurry has the first signal ask for an end, and the second end torii at once. A command that has
// nothing to bring to an end ends with the first, and any other when it takes too long.
func hurry(ctx context.Context, stop func(), args []string) {
	<-ctx.Done()
	stop() // the next signal does what signals do
	if len(args) > 0 && slices.Contains(winding, args[0]) {
		<-time.After(endWithin)
	}
	os.Exit(endedBy)
}
