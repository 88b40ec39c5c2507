package expected_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"torii/steps/expected"
)

// FuzzParse reads any bytes as accepted failures: a file that is wrong is named in one line.
func FuzzParse(f *testing.F) {
	f.Add([]byte(`failures: [{row: a/b, reason: r, ticket: t, expires: 2030-01-01}]`))
	f.Fuzz(func(t *testing.T, b []byte) {
		if _, err := expected.Parse("fuzzed.yaml", b); err != nil {
			require.Contains(t, err.Error(), "fuzzed.yaml")
			require.NotEmpty(t, strings.TrimSpace(err.Error()))
		}
	})
}
