//go:build !race

package main

// raced tells that the race detector is off: the rows of LINE are run.
const raced = false
