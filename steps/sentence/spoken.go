package sentence

import (
	"slices"
	"strings"
)

// plants are the sentences that prepare something for the next login at the provider they name.
var plants = []string{
	`^(.+?)は不正「(.+)」を仕込んでいる$`,
	`^(.+?)は癖「(.+)」を仕込んでいる$`,
}

// meets are the sentences whose login, at the provider they name, meets what was prepared.
var meets = []string{
	`^利用者が(.+?)でログインする$`,
	`^別の利用者が(.+?)でログインする$`,
	`^同じメールアドレスの別人が(.+?)でログインする$`,
	`^同じ sub を持つ別人が(.+?)でログインする$`,
	`^大文字と小文字だけが違う sub の別人が(.+?)でログインする$`,
	`^sub に「(.+?)」だけの違いがある別人が(.+?)でログインする$`,
	`^最後の一桁だけが違う sub の別人が(.+?)でログインする$`,
	`^利用者が二つのタブで(.+?)のログインを始め、先のタブで終える$`,
	`^利用者が二つのタブで(.+?)のログインを始め、両方のタブで終える$`,
	`^利用者は「(.+)」を戻り先に指定して(.+?)でログインする$`,
	`^利用者が(.+?)の「(.+)」のログインを (\d+) 回繰り返す$`,
	`^利用者が(.+?)のログインを (\d+) 回始めて、途中でやめる$`,
	`^同じメールアドレスの「(.+?)」が(.+?)でログインする$`,
	`^「(.+?)」が(.+?)でログインする$`,
	`^「(.+?)」が(.+?)でログインし、会員になるかを尋ねられて止める$`,
	`^「(.+?)」が(.+?)のログインを始め、戻る手前で止める$`,
	`^「(.+?)」が(.+?)を連携する$`,
	`^「(.+?)」が(.+?)の連携を始め、戻る手前で止める$`,
	`^「(.+?)」が連携済みの(.+?)で本人確認をする$`,
	`^「(.+?)」が(.+?)を追加用のトークンで加える$`,
	`^「(.+?)」が(.+?)を追加用のトークンで加え始め、戻る手前で止める$`,
	`^「(.+?)」が統合のために([^「」]+)で確かめる$`,
	`^「(.+?)」が統合のための([^「」]+)の確認を始め、戻る手前で止める$`,
}

// Spoken is a step read: the providers it names, and what it does with what is planted.
type Spoken struct {
	Providers     []string // as the step calls them
	Plants, Meets bool
}

// Read reads a step. What stands in a sentence outside of 「」 is a provider's name.
func Read(step string) Spoken {
	for _, w := range wordings() {
		if !w.says(step) {
			continue
		}
		var s Spoken
		found := w.expression.FindStringSubmatch(step)
		for _, n := range w.bare {
			s.Providers = append(s.Providers, found[n])
		}
		s.Plants, s.Meets = slices.Contains(plants, w.expression.String()), slices.Contains(meets, w.expression.String())
		return s
	}
	return Spoken{}
}

// bare are the groups of an expression that stand outside of quotation marks and take any words, from 1.
func bare(expression string) []int {
	var found []int
	quoted, end := 0, 0
	for i, at := range group.FindAllStringIndex(expression, -1) {
		between := expression[end:at[0]]
		quoted += strings.Count(between, "「") - strings.Count(between, "」")
		words := expression[at[0]:at[1]]
		if end = at[1]; quoted == 0 && !strings.Contains(words, `\d`) && !strings.Contains(words, "|") {
			found = append(found, i+1)
		}
	}
	return found
}
