package sentence_test

import (
	"bytes"
	"context"
	"io/fs"
	"reflect"
	"regexp"
	"strings"
	"testing"

	gherkin "github.com/cucumber/gherkin/go/v26"
	messages "github.com/cucumber/messages/go/v21"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/features"
	"torii/steps/sentence"
)

// written returns every step of every row, as godog gets it, and where it stands.
func written(t *testing.T) map[string]string {
	t.Helper()
	texts := map[string]string{}
	err := fs.WalkDir(features.FS, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(features.FS, path)
		if err != nil {
			return err
		}
		ids := (&messages.Incrementing{}).NewId
		doc, err := gherkin.ParseGherkinDocument(bytes.NewReader(b), ids)
		if err != nil {
			return err
		}
		for _, p := range gherkin.Pickles(*doc, path, ids) {
			for _, step := range p.Steps {
				texts[step.Text] = path + ": " + p.Name
			}
		}
		return nil
	})
	require.NoError(t, err)
	require.NotEmpty(t, texts)
	return texts
}

func TestEveryStepIsOneSentenceAndEverySentenceIsUsed(t *testing.T) {
	used := map[string]bool{}
	var expressions []*regexp.Regexp
	for _, s := range sentence.All() {
		expressions = append(expressions, regexp.MustCompile(s.JA))
	}
	for text, at := range written(t) {
		var matching []string
		for _, e := range expressions {
			if e.MatchString(text) {
				matching = append(matching, e.String())
				used[e.String()] = true
			}
		}
		assert.Len(t, matching, 1, "%s: %s", at, text)
	}
	for _, s := range sentence.All() {
		assert.True(t, used[s.JA], "no scenario says %s", s.JA)
	}
}

// arguments counts what the function of a sentence takes: strings, and what is of the world.
func arguments(t *testing.T, s sentence.Sentence) (words, world int) {
	t.Helper()
	do := reflect.TypeOf(s.Do)
	require.Equal(t, 1, do.NumOut(), s.JA)
	require.Equal(t, reflect.TypeFor[error](), do.Out(0), s.JA)
	for taken := range do.Ins() {
		switch taken {
		case reflect.TypeFor[string]():
			words++
		case reflect.TypeFor[context.Context]():
		default:
			world++
		}
	}
	return words, world
}

func TestTheLanguagesOfASentenceSayTheSame(t *testing.T) {
	for _, s := range sentence.All() {
		counts := map[string]int{}
		for language, expression := range map[string]string{"ja": s.JA, "en": s.EN} {
			compiled, err := regexp.Compile(expression)
			require.NoError(t, err)
			assert.True(t, strings.HasPrefix(expression, "^") && strings.HasSuffix(expression, "$"), "%s is not anchored", expression)
			counts[language] = compiled.NumSubexp()
		}
		assert.Equal(t, counts["ja"], counts["en"], "%s and %s take different arguments", s.JA, s.EN)
		taken, world := arguments(t, s)
		assert.Equal(t, counts["ja"], taken, "what the function of %s takes", s.JA)
		assert.Equal(t, 1, world, "the function of %s is one of the world", s.JA)
	}
}

func TestNoSentenceIsTakenForAnother(t *testing.T) {
	var expressions []*regexp.Regexp
	for _, s := range sentence.All() {
		expressions = append(expressions, regexp.MustCompile(s.JA), regexp.MustCompile(s.EN))
	}
	for _, expression := range expressions {
		of := expression.String()
		var matching []string
		for _, e := range expressions {
			if e.MatchString(sentence.Example(of)) {
				matching = append(matching, e.String())
			}
		}
		assert.Equal(t, []string{of}, matching, "what matches %q", sentence.Example(of))
	}
}
