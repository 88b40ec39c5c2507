//go:build race

package steps_test

// raced tells that the race detector is on: one scenario a rule is enough for it.
const raced = true
