package steps

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// planted is a feature whose fault the login meets.
const planted = `# language: ja
@idtoken
機能: 当店のログイン

  @id-shop-nonce @IDT-NONCE
  シナリオアウトライン: <プロバイダー>の「<不正>」では入れない
    前提 <プロバイダー>は不正「<不正>」を仕込んでいる
    もし 利用者が<プロバイダー>でログインする
    ならば ログインは拒まれる

    @google
    例: Google
      | 行           | プロバイダー | 不正       |
      | google-nonce | Google       | 違う nonce |
`

// rehearsedTest changes what the feature says.
type rehearsedTest struct {
	name, from, to string
	want           []string // none: nothing is wrong with it
}

func (tt rehearsedTest) run(t *testing.T) {
	require.Contains(t, planted, tt.from)
	mistakes, err := Lint(fstest.MapFS{"idtoken/shop.feature": {Data: []byte(strings.Replace(planted, tt.from, tt.to, 1))}})
	require.NoError(t, err)
	if tt.want == nil {
		require.Empty(t, mistakes)
	}
	for _, word := range tt.want {
		assert.Contains(t, mistakes.Error(), word)
	}
}

func TestTheProvidersThatARowNames(t *testing.T) {
	const plants, logs = "前提 <プロバイダー>は", "もし 利用者が<プロバイダー>で"
	for _, tt := range []rehearsedTest{
		{"as it is", plants, plants, nil},
		{"planted at another", plants, "前提 LINEは",
			[]string{"idtoken/shop.feature:7:", "is planted at line", "at google (line 8"}},
		{"planted at none", plants, "前提 グーグル社は", []string{"idtoken/shop.feature:7:", `no provider is called "グーグル社"`, `allowed, the nearest first: `, "Google"}},
		{"nobody's login", logs, "もし 利用者がグーグルで", []string{"idtoken/shop.feature:8:", `no provider is called "グーグル"`}},
		{"nearly", logs, "もし 利用者がGooglで", []string{`the nearest first: Google, `}},
		{"another login in between", logs, "もし 別の利用者「L1」がLINEでログインする\n    かつ 利用者が<プロバイダー>で", nil},
		{"by id", logs, "もし 利用者がgoogleで", nil},
	} {
		t.Run(tt.name, tt.run)
	}
}
