package mutant

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"torii/rpclient/interview"
)

func TestEveryInterviewStepHasAMutant(t *testing.T) {
	for _, s := range interview.Steps() {
		require.True(t, slices.ContainsFunc(Interviews(), func(m Interview) bool { return m.Step == s.Name }), s.Name)
	}
}

func TestEveryInterviewMutantIsWhole(t *testing.T) {
	seen := map[string]bool{}
	for _, m := range Interviews() {
		t.Run(m.ID(), func(t *testing.T) {
			whole(t, seen, m.ID(), m.JA, m.EN)
			steps, err := m.Steps()
			require.NoError(t, err)
			require.Len(t, steps, len(interview.Steps()))
			i := slices.IndexFunc(steps, func(s interview.Step) bool { return s.Name == m.Step })
			require.Contains(t, steps[i].Rules, m.Rule)
		})
	}
}

func TestAnUnknownInterviewStepIsAnError(t *testing.T) {
	_, err := Interview{Step: "nowhere", Variant: "x"}.Steps()
	require.ErrorContains(t, err, `mutant nowhere/x: want the name of a step, got "nowhere"`)
}
