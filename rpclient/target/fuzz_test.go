package target_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"torii/rpclient/target"
)

// FuzzParse reads any bytes as a torii.yaml: a file that is wrong is named in one line.
func FuzzParse(f *testing.F) {
	for _, name := range []string{"../../fixtures/rp/flask-authlib/torii.yaml", "../../fixtures/rp/go-oidc/torii-container.yaml"} {
		b, err := os.ReadFile(name)
		require.NoError(f, err)
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if _, err := target.Parse("fuzzed.yaml", b); err != nil {
			require.Contains(t, err.Error(), "fuzzed.yaml")
			require.NotEmpty(t, strings.TrimSpace(err.Error()))
		}
	})
}
