package odd_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"torii/reports/verdict"
	"torii/steps/bench"
)

// bareRows are logins of several people.
var bareRows = []row{{"login/google", verdict.Passed, ""}, {"again/google", verdict.Passed, ""}, {"two-people/google", verdict.Passed, ""},
	{"same-address/google", verdict.Passed, ""}, {"renamed/google", verdict.Passed, ""}}

// bareOnes are RPs by what they do without members that a provider may leave out.
var bareOnes = []entry{
	{an: "RP that needs nothing that Google may leave out", rows: bareRows},
	{an: "RP that takes nobody without a picture", rows: bareRows, rp: rp{member: func(_ provider, c claims, _ string) (string, error) {
		if c.text("picture") == "" {
			return "", errors.New("no picture")
		}
		return c.text("sub"), nil
	}}},
}

// TestWhoReliesOnWhatMayBeAbsent is found by --shuffle, and by it alone.
func TestWhoReliesOnWhatMayBeAbsent(t *testing.T) {
	var shuffled bench.ProcessOptions
	shuffled.Shuffle = "bare"
	right, wrong := bareOnes[0], bareOnes[1]
	t.Run(right.an, func(t *testing.T) { right.hold(t, right.judged(t, shuffled)) })
	t.Run(wrong.an, func(t *testing.T) {
		wrong.hold(t, wrong.verdicts(t))
		found := false
		for _, r := range wrong.judged(t, shuffled) {
			found = found || r.Verdict != verdict.Passed
		}
		require.True(t, found, "nobody of many came without a picture")
	})
}
