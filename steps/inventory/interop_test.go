package inventory_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"torii/reports/verdict"
	"torii/steps/inventory"
)

func TestDifferencesNameEachRowThatIsNotAsItWas(t *testing.T) {
	was := inventory.Verdicts{
		"login/line":  {Verdict: verdict.Passed, Rule: "FLOW-LOGIN"},
		"cancel/line": {Verdict: verdict.Warned, Rule: "CB-CANCEL"},
		"logout/line": {Verdict: verdict.Passed, Rule: "SES-LOGOUT"},
	}
	is := inventory.Verdicts{
		"login/line":  {Verdict: verdict.Passed, Rule: "FLOW-LOGIN"},
		"cancel/line": {Verdict: verdict.Failed, Rule: "CB-CANCEL"},
		"egress/line": {Verdict: verdict.Skipped, Rule: "NET-EGRESS"},
	}
	assert.Equal(t, []string{
		"cancel/line: was warned [CB-CANCEL], is failed [CB-CANCEL]",
		"egress/line: is new, skipped",
		"logout/line: was passed, is gone",
	}, was.Differences(is))
	assert.Empty(t, was.Differences(was))
}
