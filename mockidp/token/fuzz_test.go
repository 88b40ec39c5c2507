package token_test

import (
	"crypto/rsa"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"torii/fixtures/key"
	"torii/mockidp/token"
)

// FuzzRead reads anything as a token that somebody else made, such as an assertion or an id_token_hint.
func FuzzRead(f *testing.F) {
	private, err := key.Private("google-current")
	require.NoError(f, err)
	public, ok := private.Public().(*rsa.PublicKey)
	require.True(f, ok)
	for _, seed := range []string{"", ".", "..", "e30.e30.", "eyJhbGciOiJub25lIn0.e30.x", "e30=.e30", "W10.W10.W10", strings.Repeat(".", 100)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, compact string) {
		require.False(t, token.VerifiesRSA(compact, public), "nobody without the key can sign")
		for segment := range strings.SplitSeq(compact, ".") {
			object, ok := token.DecodeObject(segment)
			require.Equal(t, ok, object != nil)
			token.Seconds(object["exp"])
			if ok {
				require.True(t, token.IsBase64(segment))
			}
		}
	})
}
