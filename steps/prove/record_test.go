package prove_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/steps/prove"
)

func TestRecordHasALineForEachMutant(t *testing.T) {
	p := prove.Proof{Results: []prove.Result{
		{Mutant: prove.Mutant{Name: "b/two"}, KilledBy: []string{"row/z", "row/a"}},
		{Mutant: prove.Mutant{Name: "a/one{}"}},
	}}
	b, err := p.Record()
	require.NoError(t, err)
	var read map[string][]string
	require.NoError(t, json.Unmarshal(b, &read))
	assert.Equal(t, map[string][]string{"a/one{}": {}, "b/two": {"row/a", "row/z"}}, read)
	assert.Len(t, strings.Split(strings.TrimSpace(string(b)), "\n"), 4, string(b))
}
