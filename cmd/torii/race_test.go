//go:build race

package main

// raced tells that the race detector is on: rows are run under it elsewhere.
const raced = true
