package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestASecretIsNotOnTheCommandLine(t *testing.T) {
	t.Setenv("TORII_TEST_TOKEN", "sixteen-or-more-characters")
	t.Setenv("TORII_TEST_SHORT", "short")
	file := filepath.Join(t.TempDir(), "token")
	require.NoError(t, os.WriteFile(file, []byte("a-token-that-is-in-a-file\n"), 0o600))
	for _, tt := range []struct{ name, word, want, says string }{
		{"a variable", "${TORII_TEST_TOKEN}", "sixteen-or-more-characters", ""},
		{"a file", file, "a-token-that-is-in-a-file", ""},
		{"none", "", "", ""},
		{"the token itself", "sixteen-or-more-characters", "", "want '${NAME}' of an environment variable, or a file"},
		{"a variable that is not set", "${TORII_TEST_NONE}", "", "want a token of 16 characters or more, got 0"},
		{"a short one", "${TORII_TEST_SHORT}", "", "got 5"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := secret("--control-token", tt.word)
			require.Equal(t, tt.want, got)
			if tt.says == "" {
				require.NoError(t, err)
				return
			}
			require.ErrorContains(t, err, tt.says)
			require.NotContains(t, err.Error(), "sixteen-or-more-characters", "no secret in an error")
		})
	}
}
