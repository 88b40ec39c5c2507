package matrix_test

import (
	"io/fs"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/features"
	"torii/steps/catalog"
	"torii/steps/matrix"
)

// outline is a feature with an outline for replayed tokens, one row of which is written by hand.
const outline = `# language: ja
@idtoken
機能: 使い回し

  @id-replay
  シナリオアウトライン: <プロバイダー>の「<不正>」を拒む
    前提 <プロバイダー>は不正「<不正>」を仕込んでいる
    もし 利用者が<プロバイダー>でログインする
    ならば ログインは拒まれる

    @google @GOO-99
    例: Google
      | 行       | プロバイダー | 不正                 |
      | my-nonce | Google       | 前のログインの nonce |

    # generated: faults
    # end of generated
`

func TestWhatNoHandWroteIsFilledIn(t *testing.T) {
	filled, err := matrix.Fill(map[string][]byte{"replay.feature": []byte(outline)})
	require.NoError(t, err)
	rows, err := catalog.Parse("replay.feature", filled["replay.feature"])
	require.NoError(t, err)
	ids := map[string]string{}
	for _, row := range rows {
		ids[row.ID] = row.Fault
	}
	assert.Equal(t, "nonce-replayed", ids["replay/my-nonce"], "the row by hand stays")
	assert.NotContains(t, ids, "replay/google-nonce-replayed", "it is not written twice")
	assert.Equal(t, "id-token-replayed", ids["replay/google-id-token-replayed"])
	assert.Equal(t, "nonce-replayed", ids["replay/line-nonce-replayed"])

	again, err := matrix.Fill(filled)
	require.NoError(t, err)
	assert.Equal(t, string(filled["replay.feature"]), string(again["replay.feature"]), "a second time changes nothing")
}

func TestAGeneratedPartHasBothEnds(t *testing.T) {
	for _, test := range []struct{ name, source, says string }{
		{"no end", "# language: ja\n機能: x\n  # generated: faults\n", `has no "# end of generated"`},
		{"no beginning", "# language: ja\n機能: x\n  # end of generated\n", "without a beginning"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := matrix.Fill(map[string][]byte{"x.feature": []byte(test.source)})
			assert.ErrorContains(t, err, test.says)
		})
	}
}

func TestTheFeaturesAreUpToDate(t *testing.T) {
	files := map[string][]byte{}
	require.NoError(t, fs.WalkDir(features.FS, ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			files[path], err = fs.ReadFile(features.FS, path)
		}
		return err
	}))
	filled, err := matrix.Fill(files)
	require.NoError(t, err)
	for path, b := range files {
		assert.Equal(t, string(b), string(filled[path]), "%s is stale: run make generate", path)
	}
}
