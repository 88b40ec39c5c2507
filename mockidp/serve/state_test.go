package serve_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"torii/mockidp/archive/store"
	"torii/mockidp/op"
	"torii/mockidp/serve"
)

func TestARestartKeepsTheState(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.db")
	open := func(set map[string]string) *serve.Server {
		s, err := serve.Open(serve.Options{Listen: anyPort, Control: anyPort, State: path, Set: set})
		require.NoError(t, err)
		return s
	}
	end := func(s *serve.Server) {
		ended, cancel := context.WithCancel(t.Context())
		cancel()
		require.NoError(t, s.Run(ended))
	}
	first := open(nil)
	google, err := first.Mock.Provider("google")
	require.NoError(t, err)
	who := google.People[0]
	require.NoError(t, google.Allow(google.Clients[0].ClientID, who))
	require.NoError(t, google.Rotate(op.Emergency))
	require.NoError(t, google.Turn("iss_parameter", "absent"))
	_, err = serve.Open(serve.Options{Listen: anyPort, Control: anyPort, State: path})
	require.ErrorIs(t, err, store.ErrInUse)
	stood := google.Stand()
	end(first)

	second := open(nil)
	google, err = second.Mock.Provider("google")
	require.NoError(t, err)
	require.Equal(t, stood, google.Stand())
	require.True(t, google.Consents(who.Subject))
	end(second)

	third := open(map[string]string{"google.iss_parameter": "sent"})
	google, err = third.Mock.Provider("google")
	require.NoError(t, err)
	require.NotEqual(t, stood.Switches, google.Stand().Switches, "the command line holds")
	end(third)

	info, err := os.Stat(path)
	require.NoError(t, err)
	require.Zero(t, info.Mode()&0o077, "tokens are for the owner alone")
}

func TestAnotherFileIsNoState(t *testing.T) {
	path := filepath.Join(t.TempDir(), "notes.txt")
	require.NoError(t, os.WriteFile(path, []byte("these are notes of some length, and no database of anybody's"), 0o600))
	_, err := serve.Open(serve.Options{Listen: anyPort, Control: anyPort, State: path})
	require.ErrorContains(t, err, "--state")
	kept, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Contains(t, string(kept), "these are notes", "nothing is overwritten")
}
