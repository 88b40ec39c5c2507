package steps_test

import (
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"torii/mockidp/clock"
	"torii/reports/event"
	"torii/reports/verdict"
	"torii/steps"
	"torii/steps/bench"
)

// likened plants something between two logins of which the second is a lookalike's.
const likened = `# language: ja
@idtoken
機能: 似た人のIDトークン

  @id-shop-likened @IDT-NONCE
  シナリオアウトライン: <プロバイダー>の「<不正>」では、sub の似た別人も入れない
    もし 利用者が<プロバイダー>でログインする
    前提 <プロバイダー>は不正「<不正>」を仕込んでいる
    もし sub に「後ろの空白」だけの違いがある別人が<プロバイダー>でログインする
    ならば ログインは拒まれる

    @google
    例: Google
      | 行          | プロバイダー | 不正       |
      | shop-google | Google       | 違う nonce |
`

func TestALookalikeMeetsWhatWasPlanted(t *testing.T) {
	files := fstest.MapFS{"idtoken/shop.feature": {Data: []byte(likened)}}
	now := (&clock.Clock{}).Now
	log, masker := event.NewLog(now), event.NewMasker()
	b, err := bench.NewReference(bench.Options{Log: log, Masker: masker, Salt: t.Name()}, nil)
	require.NoError(t, err)
	runner, err := steps.NewRunner(steps.Options{Bench: b, Log: log, Masker: masker, Salt: t.Name(), Now: now, Features: files})
	require.NoError(t, err)
	run, err := runner.Run(t.Context())
	require.NoError(t, err)
	require.Len(t, run.Rows, 1)
	require.Equal(t, verdict.Passed, run.Rows[0].Verdict, "%s", run.Rows[0].Reason)
}
