package steps_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/fixtures/cases"
	"torii/mockidp"
)

// mostLeftOut is how many of a hundred cases may be played by no row.
const mostLeftOut = 10

// TestEveryCaseIsPlayedOrLeftOutWithAReason joins the numbers of the catalogues with the tags of the rows.
func TestEveryCaseIsPlayedOrLeftOutWithAReason(t *testing.T) {
	playedAt := map[string][]string{} // providers by case
	for _, row := range everyRow(t) {
		for _, name := range row.Cases() {
			playedAt[name] = append(playedAt[name], row.Provider)
		}
	}
	for _, c := range cases.All() {
		if c.Provider != "" {
			require.True(t, mockidp.IsNamed(c.Provider), c.Provider)
		}
		leftOut := map[int]bool{}
		for _, l := range c.LeftOut {
			assert.False(t, leftOut[l.Number], "%s is left out twice", c.Name(l.Number))
			assert.True(t, l.Number >= 1 && l.Number <= c.Last, "%s: there are %d cases", c.Name(l.Number), c.Last)
			assert.NotEmpty(t, l.Why.JA, c.Name(l.Number))
			assert.NotEmpty(t, l.Why.EN, c.Name(l.Number))
			leftOut[l.Number] = true
		}
		assert.LessOrEqual(t, 100*len(leftOut), mostLeftOut*c.Last, "%s leaves out %d of %d cases", c.Prefix, len(leftOut), c.Last)
		known := map[string]bool{}
		for n := 1; n <= c.Last; n++ {
			name := c.Name(n)
			known[name] = true
			at := playedAt[name]
			assert.NotEqual(t, leftOut[n], len(at) > 0, "%s: played by rows, or left out with a reason, and not both", name)
			assert.True(t, len(at) == 0 || c.Provider == "" || slices.Contains(at, c.Provider), "%s is played at %s only", name, at)
		}
		for name := range playedAt {
			assert.True(t, known[name] || !strings.HasPrefix(name, c.Prefix+"-"), "%s: there are %d cases", name, c.Last)
		}
	}
}
