package steps_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/features"
	"torii/steps"
)

// soundFeature is a feature that can be run.
const soundFeature = `# language: ja
@session
機能: 当店のログアウト

  @id-shop-logout @SES-LOGOUT
  シナリオアウトライン: <プロバイダー>でログインした後のログアウト
    もし 利用者が<プロバイダー>でログインする
    かつ 利用者がログアウトする
    ならば セッションは終わっている

    @google
    例: Google
      | 行          | プロバイダー |
      | shop-google | Google       |
`

// writtenAs is a feature file of somebody's own.
func writtenAs(text string) fstest.MapFS {
	return fstest.MapFS{"session/shop.feature": {Data: []byte(text)}}
}

func TestToriisOwnFeaturesAreUnderstood(t *testing.T) {
	mistakes, err := steps.Lint(features.FS)
	require.NoError(t, err)
	require.Empty(t, mistakes)
	require.NoError(t, steps.Linted())
}

// mistakeTest makes the sound feature say something that torii does not understand.
type mistakeTest struct {
	name, from, to string
	want           []string
}

func (tt mistakeTest) run(t *testing.T) {
	require.Contains(t, soundFeature, tt.from)
	mistakes, err := steps.Lint(writtenAs(strings.Replace(soundFeature, tt.from, tt.to, 1)))
	require.NoError(t, err)
	for _, word := range tt.want {
		assert.Contains(t, mistakes.Error(), word)
	}
	// A runner takes none of it either.
	_, err = steps.NewRunner(steps.Options{Features: writtenAs(strings.Replace(soundFeature, tt.from, tt.to, 1))})
	require.ErrorAs(t, err, new(steps.Mistakes))
}

func TestEverySentenceCounts(t *testing.T) {
	mistakes, err := steps.Lint(writtenAs(soundFeature))
	require.NoError(t, err)
	require.Empty(t, mistakes)
	for _, tt := range []mistakeTest{
		{"a particle that is another", "利用者がログアウトする", "利用者はログアウトする",
			[]string{"session/shop.feature:8: ", `"利用者はログアウトする" is no sentence`, "nearest: 「利用者がログアウトする」, 「"}},
		{"a misspelt word around a name", "利用者が<プロバイダー>でログインする", "利用者が<プロバイダー>でロゴインする",
			[]string{"session/shop.feature:7: ", `"利用者がGoogleでロゴインする"`, "nearest: 「利用者が…でログインする」, 「"}},
		{"a sentence of nobody's", "利用者がログアウトする", "犬が吠える", []string{"session/shop.feature:8: "}},
		{"a sentence in the other language", "利用者がログアウトする", "the person logs out", []string{"session/shop.feature:8: "}},
		{"an empty step", "かつ 利用者がログアウトする", "かつ ", []string{"session/shop.feature:8: "}},
		{"a step of white space", "かつ 利用者がログアウトする", "かつ 　", []string{"session/shop.feature:8: "}},
		{"a column that is not there", "利用者が<プロバイダー>でログインする", "利用者が<プロバイダ>でログインする",
			[]string{"session/shop.feature:7: no column is called プロバイダ"}},
		{"a need that nobody can lack", "@SES-LOGOUT", "@SES-LOGOUT @needs-luck", []string{`session/shop.feature:14: the row needs "luck"`, "kana"}},
		{"a row that stands twice", "| shop-google | Google       |", "| shop-google | Google       |\n      | shop-google | Google |",
			[]string{`session/shop.feature:15: another row of the scenario is named "shop-google" too`}},
		{"no version", "@SES-LOGOUT", "@SES-LOGOUT @since-two", []string{"session/shop.feature:5: nobody knows the tag @since-two"}},
	} {
		t.Run(tt.name, tt.run)
	}
}
