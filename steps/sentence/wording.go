package sentence

import (
	"fmt"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"sync"
)

// Misunderstood tells why a step is not one sentence, "" where it is.
func Misunderstood(text string) string {
	if strings.TrimSpace(text) == "" {
		return "the step is empty"
	}
	var matching []string
	for _, w := range wordings() {
		if w.says(text) {
			matching = append(matching, w.shown)
		}
	}
	switch len(matching) {
	case 1:
		return ""
	case 0:
		return fmt.Sprintf("%q is no sentence of the vocabulary; nearest: %s; torii list steps names all", text, strings.Join(nearest(text), ", "))
	}
	return fmt.Sprintf("%q is ambiguous: it is taken for each of %s; reword it", text, strings.Join(quotedAll(matching), ", "))
}

// wording is a Japanese sentence of the vocabulary, prepared for being looked for.
type wording struct {
	expression *regexp.Regexp
	literals   []string // that stand in every text it matches: looked for first, for that is quick
	pattern    []rune   // the sentence, with gap for each group
	bare       []int    // the groups that name providers
	shown      string
}

// gap stands for any words in a wording.
const gap = '…'

// wordings are read once a process.
var wordings = sync.OnceValue(func() []wording {
	var all []wording
	for _, s := range All() {
		shown := strings.TrimSuffix(strings.TrimPrefix(group.ReplaceAllString(s.JA, string(gap)), "^"), "$")
		all = append(all, wording{regexp.MustCompile(s.JA), literals(s.JA), []rune(shown), bare(s.JA), shown})
	}
	return all
})

func (w wording) says(text string) bool {
	for _, part := range w.literals {
		if !strings.Contains(text, part) {
			return false
		}
	}
	return w.expression.MatchString(text)
}

// literals are the words of an expression that stand outside its groups.
func literals(expression string) []string {
	parsed, err := syntax.Parse(expression, syntax.Perl)
	if err != nil {
		return nil
	}
	var words []string
	for _, part := range append([]*syntax.Regexp{parsed}, parsed.Sub...) {
		if part.Op == syntax.OpLiteral && part.Flags&syntax.FoldCase == 0 {
			words = append(words, string(part.Rune))
		}
	}
	return words
}

func quotedAll(sentences []string) []string {
	all := make([]string, len(sentences))
	for i, s := range sentences {
		all[i] = "「" + s + "」"
	}
	return all
}

// nearest are the two sentences that need the fewest changes to say the text.
func nearest(text string) []string {
	const shown = 2
	all := slices.Clone(wordings())
	far := map[string]int{}
	for _, w := range all {
		far[w.shown] = distance(w.pattern, []rune(text))
	}
	slices.SortStableFunc(all, func(a, b wording) int { return far[a.shown] - far[b.shown] })
	var sentences []string
	for _, w := range all[:min(shown, len(all))] {
		sentences = append(sentences, w.shown)
	}
	return quotedAll(sentences)
}

// What it costs to make a text of a pattern: a rune put in, left out or replaced, and
// each rune that a gap takes, which is little, but not nothing: else gaps would swallow all.
const (
	changeCost = 4
	gapCost    = 1
)

// distance is an edit distance in which a gap of the pattern stands for any words.
func distance(pattern, text []rune) int {
	row := make([]int, len(text)+1)
	for i := range row {
		row[i] = i * changeCost
	}
	for _, p := range pattern {
		diagonal := row[0]
		if p != gap {
			row[0] += changeCost
		}
		for i, t := range text {
			above := row[i+1]
			switch p {
			case gap:
				row[i+1] = min(above, row[i]+gapCost)
			case t:
				row[i+1] = min(diagonal, above+changeCost, row[i]+changeCost)
			default:
				row[i+1] = min(diagonal, above, row[i]) + changeCost
			}
			diagonal = above
		}
	}
	return row[len(text)]
}
