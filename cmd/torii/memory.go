package main

import (
	"os"
	"runtime/debug"
)

// Percent by which the heap of a command that lasts seconds may grow between
// collections: a fifth of its time went into collecting.
const heapGrowth = 400

// spendMemory trades memory for time, unless GOGC says what the user wants.
func spendMemory() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(heapGrowth)
	}
}
