//go:build !race

package steps_test

// raced tells that the race detector is off: every scenario runs.
const raced = false
