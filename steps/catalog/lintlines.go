package catalog

import (
	"strings"

	gherkin "github.com/cucumber/gherkin/go/v26"
)

// language is the dialect of every feature, and languageLine the line that says so.
const (
	language     = "ja"
	languageLine = "# language: " + language
)

// The signs that an input method makes where Gherkin wants ASCII.
const (
	wideColon  = "："
	wideSpace  = "\u3000"
	wideBar    = "｜"
	wideAt     = "＠"
	wideDigits = "０１２３４５６７８９"
)

// seemed is what a reader would count in a file.
type seemed struct{ scenarios, rows int }

// dialect is what words open a line in Gherkin.
type dialect struct {
	title, scenario, examples []string // followed by a colon
	step                      []string
	foreign                   []string // of English, which a Japanese file takes for description
}

func readDialect() dialect {
	ja, en := gherkin.DialectsBuiltin().GetDialect(language), gherkin.DialectsBuiltin().GetDialect("en")
	titles := func(d *gherkin.Dialect) []string {
		var all []string
		for _, words := range [][]string{d.FeatureKeywords(), d.RuleKeywords(), d.BackgroundKeywords(), d.ScenarioKeywords(),
			d.ScenarioOutlineKeywords(), d.ExamplesKeywords()} {
			all = append(all, words...)
		}
		return all
	}
	var scenario []string
	scenario = append(append(scenario, ja.ScenarioKeywords()...), ja.ScenarioOutlineKeywords()...)
	return dialect{title: titles(ja), scenario: scenario, examples: ja.ExamplesKeywords(), step: ja.StepKeywords(), foreign: titles(en)}
}

// heading returns what follows one of the words that open a line, if a colon of any
// kind comes next.
func heading(line string, words []string) (rest string, ok bool) {
	for _, w := range words {
		after, found := strings.CutPrefix(line, w)
		if t := strings.TrimLeft(after, " \t"+wideSpace); found && (strings.HasPrefix(t, ":") || strings.HasPrefix(t, wideColon)) {
			return after, true
		}
	}
	return "", false
}

// lines looks at the raw text, in which the parser's keywords and a reader's are told apart.
func (l *linter) lines(name, text string) seemed {
	d, count := readDialect(), seemed{}
	inExamples, header := false, false
	for i, raw := range strings.Split(text, "\n") {
		n := int64(i + 1)
		if i == 0 && raw != languageLine {
			l.complain(name, n, "the first line is not %q", languageLine)
		}
		line := strings.TrimLeft(raw, " \t"+wideSpace)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		l.line(name, n, raw, line, d)
		if count.scenarios > 0 { // a feature's own description may begin as it likes
			l.step(name, n, line, d)
		}
		if _, ok := heading(line, d.title); ok {
			_, inExamples = heading(line, d.examples)
			header = inExamples
		}
		if _, ok := heading(line, d.scenario); ok {
			count.scenarios++
		}
		if inExamples && (strings.HasPrefix(line, "|") || strings.HasPrefix(line, wideBar)) {
			if !header {
				count.rows++
			}
			header = false
		}
	}
	return count
}

// line reports the traps of one line that is neither empty nor a comment.
func (l *linter) line(name string, n int64, raw, line string, d dialect) {
	if strings.Contains(raw[:len(raw)-len(line)], wideSpace) {
		l.complain(name, n, "indented by a full-width space")
	}
	if i := strings.IndexAny(line, wideDigits); i >= 0 {
		l.complain(name, n, "full-width digits: \\d matches ASCII only")
	}
	for _, wide := range []string{wideBar, wideAt} {
		if strings.HasPrefix(line, wide) {
			l.complain(name, n, "begins with the full-width %s", wide)
		}
	}
	if rest, ok := heading(line, d.title); ok {
		switch after, colon := strings.CutPrefix(rest, ":"); {
		case strings.Contains(strings.SplitN(rest, ":", 2)[0], wideColon):
			l.complain(name, n, "full-width colon after a keyword")
		case !colon:
			l.complain(name, n, "space between a keyword and its colon")
		case strings.HasPrefix(after, wideSpace):
			l.complain(name, n, "full-width space after a keyword")
		}
		return
	}
	if _, ok := heading(line, d.foreign); ok {
		l.complain(name, n, "an English keyword in a Japanese file is description")
	}
}

// step reports a line that begins with a step keyword, but not as steps are written.
func (l *linter) step(name string, n int64, line string, d dialect) {
	for _, keyword := range d.step {
		if rest, ok := strings.CutPrefix(line, keyword); ok && !strings.HasSuffix(keyword, " ") && !strings.HasPrefix(rest, " ") {
			l.complain(name, n, "begins with the step keyword %s and no space after it: a step or a description?", keyword)
			return
		}
	}
}
