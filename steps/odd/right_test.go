package odd_test

import (
	"testing"

	"torii/reports/verdict"
)

// rightOnes are RPs that do all they owe, each in a way of its own.
var rightOnes = []entry{
	{an: "RP that does what the specifications ask and no more", providers: "google line", rows: []row{
		{"login/google", verdict.Passed, ""},
		{"login/line", verdict.Passed, ""},
		{"logout/google", verdict.Passed, ""},
		{"claims/google-nonce-wrong", verdict.Passed, ""},
		{"state/google-state-wrong", verdict.Passed, ""},
		{"signature/google-alg-none", verdict.Passed, ""},
		{"login-csrf/google-other-browser", verdict.Passed, ""},
	}},
}

func TestRightRelyingPartiesAreClean(t *testing.T) { judge(t, rightOnes) }
