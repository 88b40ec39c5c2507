package prove_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/mockidp/clock"
	"torii/steps/prove"
)

func TestEveryMutantIsKilled(t *testing.T) {
	proof, err := prove.All(t.Context(), prove.Options{Salt: "prove", Now: (&clock.Clock{}).Now, Jobs: 4})
	require.NoError(t, err)
	assert.True(t, proof.Clean, "the reference RP passes every row: %v", proof.Dirty)
	for _, r := range proof.Results {
		assert.NoError(t, r.Problem, r.Mutant.ID())
		assert.True(t, r.Killed(), "%s (%s) survived %d rows: %s", r.Mutant.ID(), r.Mutant.Rule, r.Rows, r.Mutant.EN)
	}
}
