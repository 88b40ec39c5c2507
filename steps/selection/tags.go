package selection

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	tagexpressions "github.com/cucumber/tag-expressions/go/v6"

	"torii/fixtures/near"
	"torii/steps/catalog"
)

var (
	joints  = regexp.MustCompile(`&&|,|~`)
	words   = regexp.MustCompile(`(^|[\s()])(and|or|not)([\s()]|$)|[()]`)
	tagWord = regexp.MustCompile(`[^\s(),~&]+`)
)

// operators are the words of an expression that are no tags.
var operators = []string{"and", "or", "not"}

// Tags takes the rows that a tag expression of Cucumber's matches: @a and not (@b or @c). The
// spelling of old, @a && ~@b, and @a,@b for either, is translated; a mixture of both is an error
// that shows what was meant. Every tag must exist; each row has its rule as a tag.
func Tags(expression string, rows []catalog.Row) (Rows, error) {
	if strings.TrimSpace(expression) == "" {
		return All, nil
	}
	fail := func(format string, args ...any) error {
		return fmt.Errorf("--tags: got %q: %s; write '@a and not @b' for both, '@a or @b' for either", expression, fmt.Sprintf(format, args...))
	}
	now, old := expression, joints.MatchString(expression)
	if old {
		now = translated(expression)
		if words.MatchString(expression) || strings.Contains(expression, ",") && strings.Contains(expression, "&&") {
			return nil, fail("'&&', ',' and '~' cannot be mixed with each other's joints, nor with and, or, not; it is --tags '%s' in one spelling", now)
		}
	}
	all := tagWord.FindAllString(now, -1)
	if len(all) == 0 || slices.Contains(operators, all[len(all)-1]) { // the parser panics at an end that is none
		return nil, fail("syntax error: a tag is missing at the end")
	}
	known := knownTags(rows)
	for _, word := range all {
		switch {
		case slices.Contains(operators, word), slices.Contains(known, word):
		case !strings.HasPrefix(word, "@"):
			return nil, fail("%q is no tag%s", word, near.Hint("@"+word, known))
		default:
			return nil, fail("no row has the tag %s; tags are %s, and the rules, cases and @id-… of torii list scenarios%s",
				word, strings.Join(subjects(known), " "), near.Hint(word, known))
		}
	}
	parsed, err := tagexpressions.Parse(now)
	if err != nil {
		return nil, fail("%s", strings.TrimSuffix(err.Error(), "."))
	}
	return func(r catalog.Row) bool { return parsed.Evaluate(tagsOf(r)) }, nil
}

// translated is an expression of the old spelling in Cucumber's: what commas join binds closer.
func translated(expression string) string {
	var all []string
	for term := range strings.SplitSeq(expression, "&&") {
		var either []string
		for tag := range strings.SplitSeq(term, ",") {
			if tag = strings.TrimSpace(tag); strings.HasPrefix(tag, "~") {
				tag = "not " + strings.TrimSpace(strings.TrimPrefix(tag, "~"))
			}
			either = append(either, tag)
		}
		one := strings.Join(either, " or ")
		if len(either) > 1 && strings.Contains(expression, "&&") {
			one = "(" + one + ")"
		}
		all = append(all, one)
	}
	return strings.Join(all, " and ")
}

// tagsOf are a row's tags, its rule among them.
func tagsOf(r catalog.Row) []string { return append(slices.Clone(r.Tags), "@"+r.Rule) }

func knownTags(rows []catalog.Row) []string {
	var tags []string
	for _, r := range rows {
		tags = append(tags, tagsOf(r)...)
	}
	slices.Sort(tags)
	return slices.Compact(tags)
}
