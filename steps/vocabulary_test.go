package steps_test

import (
	"bytes"
	"io/fs"
	"regexp"
	"strings"
	"testing"

	gherkin "github.com/cucumber/gherkin/go/v26"
	messages "github.com/cucumber/messages/go/v21"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/features"
	"torii/steps"
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
	for text, at := range written(t) {
		var matching []string
		for _, s := range steps.Vocabulary() {
			if regexp.MustCompile(s.JA).MatchString(text) {
				matching = append(matching, s.JA)
				used[s.JA] = true
			}
		}
		assert.Len(t, matching, 1, "%s: %s", at, text)
	}
	for _, s := range steps.Vocabulary() {
		assert.True(t, used[s.JA], "no scenario says %s", s.JA)
	}
}

func TestTheLanguagesOfASentenceSayTheSame(t *testing.T) {
	for _, s := range steps.Vocabulary() {
		counts := map[string]int{}
		for language, expression := range map[string]string{"ja": s.JA, "en": s.EN} {
			compiled, err := regexp.Compile(expression)
			require.NoError(t, err)
			assert.True(t, strings.HasPrefix(expression, "^") && strings.HasSuffix(expression, "$"), "%s is not anchored", expression)
			counts[language] = compiled.NumSubexp()
		}
		assert.Equal(t, counts["ja"], counts["en"], "%s and %s take different arguments", s.JA, s.EN)
	}
}

func TestNoSentenceIsTakenForAnother(t *testing.T) {
	var expressions []string
	for _, s := range steps.Vocabulary() {
		expressions = append(expressions, s.JA, s.EN)
	}
	for _, of := range expressions {
		var matching []string
		for _, e := range expressions {
			if regexp.MustCompile(e).MatchString(steps.Example(of)) {
				matching = append(matching, e)
			}
		}
		assert.Equal(t, []string{of}, matching, "what matches %q", steps.Example(of))
	}
}
