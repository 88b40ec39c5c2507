package catalog_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/features"
	"torii/steps/catalog"
)

func TestTheFeaturesHaveNoTrap(t *testing.T) {
	problems, err := catalog.Lint(features.FS)
	require.NoError(t, err)
	assert.Empty(t, problems, strings.Join(problems, "\n"))
}

// sound is a feature without any trap.
const sound = `# language: ja
@login
機能: ログイン
  ただし、機能の説明はどう始まってもよい。

  @id-login @FLOW-LOGIN
  シナリオアウトライン: <プロバイダー>でログインできる
    もし 利用者が<プロバイダー>でログインする
    ならば 利用者は本人としてログインしている

    @line
    例: LINE
      | 行   | プロバイダー |
      | line | LINE         |
`

// lintTest turns the sound feature into one with a trap.
type lintTest struct {
	name     string
	from, to string
	want     string // the problem, with its line
}

func (tt lintTest) run(t *testing.T) {
	require.Contains(t, sound, tt.from)
	problems, err := catalog.Lint(fstest.MapFS{"login/login.feature": {Data: []byte(strings.Replace(sound, tt.from, tt.to, 1))}})
	require.NoError(t, err)
	require.Contains(t, strings.Join(problems, "\n"), "login/login.feature:"+tt.want)
}

func TestLintCatchesEveryTrap(t *testing.T) {
	const (
		heading = "  シナリオアウトライン: <プロバイダー>でログインできる\n"
		first   = "    もし 利用者が<プロバイダー>でログインする\n"
		row     = "      | line | LINE         |\n"
		table   = "    @line\n    例: LINE\n      | 行   | プロバイダー |\n" + row
	)
	for _, tt := range []lintTest{
		{"full-width colon after a scenario", "アウトライン: <", "アウトライン：<", "7: full-width colon"},
		{"full-width colon hides a scenario", "よい。\n", "よい。\n\n  シナリオ：隠れたシナリオ\n" + first, "1: 2 lines look like the heading of a scenario, 1"},
		{"full-width colon after examples", "例: LINE", "例：LINE", "12: full-width colon"},
		{"full-width colon after a feature", "機能: ログイン", "機能： ログイン", "3: full-width colon"},
		{"full-width space before a colon", "例: LINE", "例　: LINE", "12: space between a keyword and its colon"},
		{"full-width space after a colon", "例: LINE", "例:　LINE", "12: full-width space"},
		{"full-width space after a step keyword", "もし 利用者", "もし　利用者", "8: begins with the step keyword もし and no space"},
		{"no space after a step keyword", "ならば 利用者", "ならば利用者", "9: begins with the step keyword ならば and no space"},
		{"full-width indentation", "    もし 利", "　　もし 利", "8: indented by a full-width space"},
		{"a description that is a step", heading, heading + "    ただし、初めての利用者に限る。\n", "8: begins with the step keyword ただし and no space"},
		{"a description that is a proper step", heading, heading + "    しかし 初めての利用者に限る。\n", `8: the scenario begins with "しかし"`},
		{"a description", heading, heading + "    初めての利用者に限る。\n", "7: the scenario has a description"},
		{"full-width digits", "でログインできる", "で２回ログインできる", "7: full-width digits"},
		{"full-width bars", row, row + "      ｜ google ｜ Google ｜\n", "15: begins with the full-width ｜"},
		{"full-width bars hide a row", "例: LINE\n", "例: LINE\n      ｜ 行 ｜ プロバイダー ｜\n", "1: 2 lines look like rows of Examples, 1"},
		{"full-width at sign", "    @line\n", "    ＠line\n", "11: begins with the full-width ＠"},
		{"another language", "# language: ja\n", "#language:en\n", "1: the first line is not"},
		{"an English keyword", "    例: LINE\n", "    Examples: LINE\n", "12: an English keyword"},
		{"two scenarios of one id", row, row + "\n  @id-login @FLOW-LOGIN\n  シナリオアウトライン: <プロバイダー>でもログインできる\n" + first +
			"    @line\n    例: LINE\n      | 行 | プロバイダー |\n      | a | LINE |\n", `17: the id "login" stands at login/login.feature:7 too`},
		{"no id", "@id-login ", "", "7: the scenario has 0 @id- tags"},
		{"two ids", "@id-login ", "@id-login @id-other ", "7: the scenario has 2 @id- tags"},
		{"an id of other letters", "@id-login ", "@id-ログイン ", "7: the id \"ログイン\""},
		{"an unknown tag", "@FLOW-LOGIN", "@FLOW-LOGIN @wip", "6: nobody knows the tag @wip"},
		{"no rule", "@id-login @FLOW-LOGIN", "@id-login", "14: the scenario has no rule"},
		{"no provider", "    @line\n", "", "11: the Examples have no provider tag"},
		{"an unknown provider", "    @line\n", "    @lime\n", "11: nobody knows the tag @lime"},
		{"the wrong provider's tag", "    @line\n", "    @google\n", "14: the row speaks of LINE under the tag @google"},
		{"a feature in another's folder", "@login\n", "@session\n", "3: the feature's first tag is not its folder, @login"},
		{"a rule for a whole feature", "@login\n", "@login @FLOW-LOGIN\n", "2: @FLOW-LOGIN is no subject"},
		{"a provider for a whole feature", "@login\n", "@login @line\n", "2: @line is no subject"},
		{"no Examples", table, "", "7: the scenario has no Examples table"},
		{"Examples without a row", row, "", "12: the Examples have no row"},
		{"another first column", "| 行   |", "| 番号 |", "13: the first column is \"番号\""},
		{"a row's name of other letters", "| line | LINE", "| LINE | LINE", "14: the row's name \"LINE\""},
		{"two rows of one name", row, row + row, "15: another row of the scenario is named \"line\""},
		{"two rows that read alike", row, row + "      | again | LINE |\n", "15: another row is called \"LINEでログインできる\""},
		{"a column that no step uses", "| プロバイダー |\n      | line | LINE         |", "| プロバイダー | 色 |\n      | line | LINE | 赤 |", "13: no step uses the column 色"},
		{"no step", first + "    ならば 利用者は本人としてログインしている\n", "", "7: the scenario has no step"},
		{"no Gherkin", "機能: ログイン", "きのう: ログイン", "1: Parser errors"},
		{"nothing but comments", sound, "# language: ja\n# 機能: ログイン\n", "1: Parser errors"},
		{"nothing", sound, "", "1: no feature"},
	} {
		t.Run(tt.name, tt.run)
	}
}

func TestLintLeavesASoundFeatureAlone(t *testing.T) {
	problems, err := catalog.Lint(fstest.MapFS{"login/login.feature": {Data: []byte(sound)}})
	require.NoError(t, err)
	require.Empty(t, problems)
}

func TestLintWantsFeatureFilesOnlyAndIDsOfTheirOwn(t *testing.T) {
	problems, err := catalog.Lint(fstest.MapFS{
		"login/a.feature": {Data: []byte(sound)}, "login/b.feature": {Data: []byte(sound)}, "login/c.feature.orig": {Data: []byte(sound)}})
	require.NoError(t, err)
	require.Equal(t, []string{`login/b.feature:7: the id "login" stands at login/a.feature:7 too`, "login/c.feature.orig:1: is no feature file"}, problems)
}

func TestARowUnderARuleIsARow(t *testing.T) {
	nested := strings.Replace(sound, "  @id-login", "  ルール: 正しいログイン\n\n  @id-login", 1)
	rows, err := catalog.Parse("login/login.feature", []byte(nested))
	require.NoError(t, err)
	require.Len(t, rows, 1)
	assert.Equal(t, "login/line", rows[0].ID)
	problems, err := catalog.Lint(fstest.MapFS{"login/login.feature": {Data: []byte(nested)}})
	require.NoError(t, err)
	assert.Empty(t, problems)
}

// parseTest is a feature that cannot be read into rows.
type parseTest struct {
	name, from, to, want string
}

func (tt parseTest) run(t *testing.T) {
	require.Contains(t, sound, tt.from)
	rows, err := catalog.Parse("login/login.feature", []byte(strings.Replace(sound, tt.from, tt.to, 1)))
	require.ErrorContains(t, err, tt.want)
	require.ErrorContains(t, err, "login/login.feature:")
	require.Empty(t, rows)
}

func TestParseErrorsNameThePlace(t *testing.T) {
	const step = "    もし 利用者が<プロバイダー>でログインする\n"
	plants := func(what string) string {
		return fmt.Sprintf("    前提 LINEは%sを仕込んでいる\n", what) + step
	}
	for _, tt := range []parseTest{
		{"an unknown fault", step, plants("不正「謎」"), `:15: no fault is called "謎"`},
		{"an unknown quirk", step, plants("癖「謎」"), `:15: line has no quirk called "謎"`},
		{"another provider's quirk", step, plants("癖「https:// の無い iss」"), "line has no quirk called"},
		{"no id", "@id-login ", "", ":14: the scenario has no @id- tag"},
		{"no provider", "    @line\n", "", ":13: the scenario has no provider tag"},
		{"no rule", " @FLOW-LOGIN", "", ":14: the scenario has no rule"},
		{"no outline", "シナリオアウトライン: <プロバイダー>で", "シナリオ: 一つ\n    もし 何か\n\n  シナリオアウトライン: <プロバイダー>で", "is no outline"},
		{"no feature", sound, "", "no feature"},
		{"no Gherkin", "機能: ", "きのう: ", "Parser errors"},
	} {
		t.Run(tt.name, tt.run)
	}
}
