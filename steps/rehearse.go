package steps

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"torii/fixtures/text"
	"torii/mockidp"
	"torii/steps/catalog"
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

// spoken is a step read: the providers it names, and what it does with what is planted.
type spoken struct {
	providers     []string // as the step calls them
	plants, meets bool
}

// read reads a step. What stands in a sentence outside of 「」 is a provider's name.
func read(step string) spoken {
	for _, w := range wordings() {
		if !w.says(step) {
			continue
		}
		var s spoken
		found := w.expression.FindStringSubmatch(step)
		for _, n := range w.bare {
			s.providers = append(s.providers, found[n])
		}
		s.plants, s.meets = slices.Contains(plants, w.expression.String()), slices.Contains(meets, w.expression.String())
		return s
	}
	return spoken{}
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

// rehearse reads a row without running it: every provider that it names has to be one, and
// what it plants at one provider must not be left to a login at another.
func rehearse(row catalog.Row) []string {
	var problems []string
	type planted struct {
		at   string
		step catalog.Step
	}
	var waiting []planted
	for _, step := range row.Steps {
		s := read(step.Text)
		at := ""
		for _, name := range s.providers {
			id, problem := providerCalled(name)
			if problem != "" {
				problems = append(problems, fmt.Sprintf("%s:%d: %q: %s", row.File, step.Line, step.Text, problem))
			}
			at = id
		}
		switch {
		case at == "":
		case s.plants:
			waiting = append(waiting, planted{at, step})
		case s.meets:
			for _, p := range waiting {
				if p.at != at {
					problems = append(problems, fmt.Sprintf("%s:%d: %q is planted at %s, and the login that should meet it is at %s (line %d, %q): name one provider in both",
						row.File, p.step.Line, p.step.Text, p.at, at, step.Line, step.Text))
				}
			}
			waiting = nil
		}
	}
	return problems
}

// entrances are the providers and services by every name that a sentence may call them,
// described once a process.
var entrances = sync.OnceValue(func() map[string]string {
	all := map[string]string{}
	name := func(id, as string, names text.Both) {
		all[as], all[names.JA], all[names.EN] = id, id, id
	}
	for _, p := range mockidp.Profiles() {
		name(p.ID, p.ID, p.Name)
		for _, w := range p.Ways {
			name(p.ID, w.ID, w.Name)
		}
	}
	return all
})

// providerCalled returns the id of the provider of that name, or what is wrong with it.
func providerCalled(name string) (id, problem string) {
	if id, ok := entrances()[name]; ok {
		return id, ""
	}
	var allowed []string
	for _, p := range mockidp.Profiles() {
		allowed = append(allowed, p.Name.JA)
	}
	slices.SortStableFunc(allowed, func(a, b string) int { return distance([]rune(a), []rune(name)) - distance([]rune(b), []rune(name)) })
	return "", fmt.Sprintf("no provider is called %q; allowed, the nearest first: %s; torii list providers names the ways to sign in with them too",
		name, strings.Join(allowed, ", "))
}
