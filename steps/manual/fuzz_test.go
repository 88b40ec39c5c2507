package manual_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"torii/steps/manual"
)

// FuzzParse reads any bytes as manual checks: a file that is wrong is named in one line.
func FuzzParse(f *testing.F) {
	f.Add([]byte(`manual: [{id: a, item: b, result: ok, who: w, when: 2026-01-01, note: n}]`))
	f.Fuzz(func(t *testing.T, b []byte) {
		if _, err := manual.Parse("fuzzed.yaml", b); err != nil {
			require.Contains(t, err.Error(), "fuzzed.yaml")
			require.NotEmpty(t, strings.TrimSpace(err.Error()))
		}
	})
}
