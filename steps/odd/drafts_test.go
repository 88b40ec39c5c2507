package odd_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/mockidp/clock"
	served "torii/mockidp/serve"
	"torii/reports/cause"
	"torii/steps/propose"
)

// onTheWire are the mistakes that are seen without what the RP prints, which init cannot read.
var onTheWire = []cause.Kind{"no-state", "client-secret", "cookies", "script-only"}

// drafted runs torii init against a running RP with the mistake.
func (f first) drafted(t *testing.T) {
	t.Parallel()
	s, err := served.Open(served.Options{Listen: "127.0.0.1:0", Control: "127.0.0.1:0", Salt: f.an})
	require.NoError(t, err)
	ctx, cancel := context.WithTimeout(t.Context(), maxFirst)
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		assert.NoError(t, <-ended)
	})
	origin := f.started(ctx, t, s)
	var kinds []cause.Kind
	text, err := propose.Draft(ctx, propose.Options{URL: origin, Mocks: s.Path.Origin, Control: "http://" + s.ControlAddress(), Now: (&clock.Clock{}).Now,
		Providers: []string{"line"}, Choose: func(q propose.Question) (string, error) { return q.Answers[0], nil },
		Failed: func(b cause.Block) { kinds = append(kinds, b.Kind) }}, "init")
	require.ErrorIs(t, err, propose.ErrNothingFound, text)
	require.Empty(t, text, "no login that was seen to fail is drafted")
	require.NotEmpty(t, kinds)
	if slices.Contains(onTheWire, f.kind) {
		require.Equal(t, f.kind, kinds[0])
	}
}

// started starts the RP as its owner would, and returns its origin.
func (f first) started(ctx context.Context, t *testing.T, s *served.Server) string {
	t.Helper()
	free, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	_, port, err := net.SplitHostPort(free.Addr().String())
	require.NoError(t, err)
	require.NoError(t, free.Close())
	line, err := s.Mock.Provider("line")
	require.NoError(t, err)
	self, err := os.Executable()
	require.NoError(t, err)
	origin := "http://localhost:" + port
	cmd := exec.CommandContext(ctx, self)
	cmd.Env = append(os.Environ(), kind+"="+f.an, "PORT="+port, "ORIGIN="+origin, "PROVIDERS=line", "LINE_ISSUER="+s.Path.Origin+"/access.line.me",
		"LINE_CLIENT_ID="+line.Clients[0].ClientID, "LINE_CLIENT_SECRET="+line.Clients[0].Secret)
	require.NoError(t, cmd.Start())
	t.Cleanup(func() {
		require.NoError(t, cmd.Process.Kill())
		_ = cmd.Wait() // it was killed
	})
	require.Eventually(t, func() bool {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://127.0.0.1:"+port+"/me", nil)
		if err != nil {
			return false
		}
		res, err := http.DefaultClient.Do(req)
		return err == nil && errors.Is(res.Body.Close(), nil)
	}, maxFirst, 20*time.Millisecond)
	return origin
}

func TestNoLoginThatFailsIsDrafted(t *testing.T) {
	for _, f := range firsts {
		if f.file == "" && f.kind != "no-control" { // the others are mistakes of torii.yaml
			t.Run(f.an, f.drafted)
		}
	}
}
