package catalog

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	messages "github.com/cucumber/messages/go/v21"

	"torii/mockidp"
)

// Lint reports what makes a scenario vanish, pass for another or say something else
// than it reads. Each problem names file and line.
//
// The parser takes such a file without a word: what it does not know as a keyword is
// description, and what begins with a Japanese step keyword is a step.
func Lint(files fs.FS) ([]string, error) {
	l := &linter{ids: map[string]string{}}
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if !strings.HasSuffix(name, ".feature") {
			l.complain(name, 1, "is no feature file")
			return nil
		}
		b, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		l.file(name, b)
		return nil
	})
	return l.problems, err
}

type linter struct {
	problems []string
	ids      map[string]string // scenario ids and where they stand
}

func (l *linter) complain(file string, line int64, format string, args ...any) {
	l.problems = append(l.problems, fmt.Sprintf("%s:%d: %s", file, line, fmt.Sprintf(format, args...)))
}

func (l *linter) file(name string, b []byte) {
	seemed := l.lines(name, string(b))
	doc, err := document(b, (&messages.Incrementing{}).NewId)
	if err != nil {
		l.complain(name, 1, "%s", err)
		return
	}
	if doc.Feature == nil {
		l.complain(name, 1, "no feature")
		return
	}
	l.feature(name, doc.Feature)
	rows, err := Parse(name, b)
	if err != nil {
		l.problems = append(l.problems, err.Error()) // names its place
	}
	all := scenarios(doc)
	names := map[string]bool{}
	for _, s := range all {
		l.scenario(name, s)
	}
	for _, r := range rows {
		if names[r.Name] {
			l.complain(name, int64(r.Line), "another row is called %q too", r.Name)
		}
		names[r.Name] = true
	}
	if seemed.scenarios != len(all) {
		l.complain(name, 1, "%d lines look like the heading of a scenario, %d scenarios were parsed", seemed.scenarios, len(all))
	}
	if err == nil && seemed.rows != len(rows) {
		l.complain(name, 1, "%d lines look like rows of Examples, %d rows were parsed", seemed.rows, len(rows))
	}
}

// subjectTag is what a feature says it is about; its first one is its folder.
var subjectTag = regexp.MustCompile(`^@[a-z]+$`)

func (l *linter) feature(name string, f *messages.Feature) {
	if len(f.Tags) == 0 || f.Tags[0].Name != "@"+path.Dir(name) {
		l.complain(name, f.Location.Line, "the feature's first tag is not its folder, @%s", path.Dir(name))
		return
	}
	for _, tag := range f.Tags {
		if tag.Name == "@"+path.Dir(name) {
			continue // a folder may be that of a provider alone
		}
		if !subjectTag.MatchString(tag.Name) || isProvider(tag.Name) {
			l.complain(name, tag.Location.Line, "%s is no subject: providers, rules and ids stand at the scenario", tag.Name)
		}
	}
}

// word is what ids and the first cells of rows are made of.
var word = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// sinceTag says with which version of the catalogue a row came: numbers between dots.
var sinceTag = regexp.MustCompile(`^` + sincePrefix + `[0-9]+(\.[0-9]+)*$`)

// placeholder is a word of an outline that a column fills in.
var placeholder = regexp.MustCompile(`<([^<>]+)>`)

// placeholders complains of those that no column fills in: they would be run as they stand.
func (l *linter) placeholders(name string, s *messages.Scenario, header []*messages.TableCell) {
	look := func(text string, line int64) {
		for _, found := range placeholder.FindAllStringSubmatch(text, -1) {
			if !slices.ContainsFunc(header, func(c *messages.TableCell) bool { return c.Value == found[1] }) {
				l.complain(name, line, "no column is called %s", found[1])
			}
		}
	}
	look(s.Name, s.Location.Line)
	for _, step := range s.Steps {
		look(step.Text, step.Location.Line)
	}
}

// firstHeader is the header of the column that names a row; providerHeader that of the provider's name.
const (
	firstHeader    = "行"
	providerHeader = "プロバイダー"
)

func (l *linter) scenario(name string, s *messages.Scenario) {
	l.scenarioTags(name, s)
	if s.Description != "" {
		// The next such line may begin with a keyword, and is a step then.
		l.complain(name, s.Location.Line, "the scenario has a description; the feature is the place for it")
	}
	if len(s.Steps) == 0 {
		l.complain(name, s.Location.Line, "the scenario has no step")
	} else if s.Steps[0].KeywordType == messages.StepKeywordType_CONJUNCTION {
		l.complain(name, s.Steps[0].Location.Line, "the scenario begins with %q, which joins nothing: is it a description?", s.Steps[0].Keyword)
	}
	if len(s.Examples) == 0 {
		l.complain(name, s.Location.Line, "the scenario has no Examples table")
	}
	cells := map[string]bool{}
	for _, table := range s.Examples {
		l.table(name, s, table, cells)
	}
}

func (l *linter) scenarioTags(name string, s *messages.Scenario) {
	var ids []string
	for _, tag := range s.Tags {
		switch id, isID := strings.CutPrefix(tag.Name, idPrefix); {
		case isID:
			ids = append(ids, id)
		case tag.Name == ownMock, tag.Name == alone, tag.Name == guarded, strings.HasPrefix(tag.Name, needsPrefix), isRule(tag.Name), isProvider(tag.Name), caseTag.MatchString(tag.Name), sinceTag.MatchString(tag.Name):
		default:
			l.complain(name, tag.Location.Line, "nobody knows the tag %s", tag.Name)
		}
	}
	at := fmt.Sprintf("%s:%d", name, s.Location.Line)
	switch {
	case len(ids) != 1:
		l.complain(name, s.Location.Line, "the scenario has %d @id- tags, want one", len(ids))
	case !word.MatchString(ids[0]):
		l.complain(name, s.Location.Line, "the id %q is not made of a-z, 0-9 and -", ids[0])
	case l.ids[ids[0]] != "":
		l.complain(name, s.Location.Line, "the id %q stands at %s too", ids[0], l.ids[ids[0]])
	default:
		l.ids[ids[0]] = at
	}
}

func (l *linter) table(name string, s *messages.Scenario, e *messages.Examples, cells map[string]bool) {
	provider := ""
	for _, tag := range e.Tags {
		if caseTag.MatchString(tag.Name) || sinceTag.MatchString(tag.Name) {
			continue
		}
		if !isProvider(tag.Name) {
			l.complain(name, tag.Location.Line, "nobody knows the tag %s: Examples have those of their providers and cases", tag.Name)
		} else if provider == "" {
			provider = strings.TrimPrefix(tag.Name, "@")
		}
	}
	if provider == "" {
		l.complain(name, e.Location.Line, "the Examples have no provider tag")
	}
	if e.TableHeader == nil || len(e.TableBody) == 0 {
		l.complain(name, e.Location.Line, "the Examples have no row")
		return
	}
	header := e.TableHeader.Cells
	l.placeholders(name, s, header)
	if header[0].Value != firstHeader {
		l.complain(name, e.TableHeader.Location.Line, "the first column is %q, want %s", header[0].Value, firstHeader)
	}
	for _, column := range header[1:] {
		if !uses(s, "<"+column.Value+">") {
			l.complain(name, e.TableHeader.Location.Line, "no step uses the column %s", column.Value)
		}
	}
	for _, r := range e.TableBody {
		l.row(name, r, provider, header, cells)
	}
}

func (l *linter) row(name string, r *messages.TableRow, provider string, header []*messages.TableCell, cells map[string]bool) {
	id := r.Cells[0].Value
	if !word.MatchString(id) {
		l.complain(name, r.Location.Line, "the row's name %q is not made of a-z, 0-9 and -", id)
	}
	if cells[id] {
		l.complain(name, r.Location.Line, "another row of the scenario is named %q too", id)
	}
	cells[id] = true
	i := slices.IndexFunc(header, func(c *messages.TableCell) bool { return c.Value == providerHeader })
	if p, err := mockidp.Profile(provider); err == nil && i >= 0 && r.Cells[i].Value != p.Name.JA {
		l.complain(name, r.Location.Line, "the row speaks of %s under the tag @%s", r.Cells[i].Value, provider)
	}
}

func uses(s *messages.Scenario, placeholder string) bool {
	return slices.ContainsFunc(s.Steps, func(step *messages.Step) bool { return strings.Contains(step.Text, placeholder) })
}
