package main

import (
	"os"
	"runtime/debug"
)

// A command that lasts seconds may let its heap grow by that many percent between collections, of which a
// fifth of its time went into, but to no more than the limit: a whole run then stays below half a gigabyte.
const (
	heapGrowth  = 400
	memoryLimit = 400 << 20 // bytes
)

// spendMemory trades memory for time, unless GOGC or GOMEMLIMIT says what the user wants.
func spendMemory() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(heapGrowth)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryLimit)
	}
}
