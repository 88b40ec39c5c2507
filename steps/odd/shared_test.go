package odd_test

import (
	"context"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	mocks "torii/mockidp/serve"
	"torii/steps/bench"
)

// sharedToken is that of the control port of mocks which others use at the same time.
const sharedToken = "a-token-for-the-shared-mocks"

// TestACodeSentElsewhereIsSeenAtSharedMocks: whichever provider gets it, the call is told to the
// run whose login the code was issued in, and to no other.
func TestACodeSentElsewhereIsSeenAtSharedMocks(t *testing.T) {
	s, err := mocks.Open(mocks.Options{Listen: "127.0.0.1:0", Control: "127.0.0.1:0", Token: sharedToken, Salt: t.Name()})
	require.NoError(t, err)
	ctx, end := context.WithCancel(context.WithoutCancel(t.Context()))
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	t.Cleanup(func() {
		end()
		require.NoError(t, <-ended)
	})
	t.Run("two runs at once", func(t *testing.T) {
		for _, an := range []string{
			"RP that sends the code of a mixed-up response to the provider whose callback it came to, and refuses then",
			"RP that refuses a mixed-up response and sends its code nowhere",
		} {
			i := slices.IndexFunc(blames, func(e entry) bool { return e.an == an })
			require.GreaterOrEqual(t, i, 0, an)
			t.Run(an, func(t *testing.T) {
				t.Parallel()
				blames[i].hold(t, blames[i].judged(t, bench.ProcessOptions{Mock: "http://" + s.ControlAddress(), Token: sharedToken}))
			})
		}
	})
}
