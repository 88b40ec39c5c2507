// Package catalog reads the feature files into rows: what there is to run, by id,
// provider and rule, and where it stands.
//
// It runs nothing.
package catalog

import (
	"bytes"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	gherkin "github.com/cucumber/gherkin/go/v26"
	messages "github.com/cucumber/messages/go/v21"

	"torii/fixtures/rule"
	"torii/fixtures/userfile"
	"torii/mockidp"
	"torii/mockidp/fault"
	calendarfault "torii/mockidp/gcal/fault"
)

// Row is one Examples line of a scenario outline.
type Row struct {
	ID       string   `json:"id"`
	Feature  string   `json:"feature"`
	Name     string   `json:"name"`
	Provider string   `json:"provider"`
	Rule     string   `json:"rule"`
	Way      string   `json:"way,omitempty"` // of signing in, where it is not the provider's first
	Fault    string   `json:"fault,omitempty"`
	Quirk    string   `json:"quirk,omitempty"`
	Since    string   `json:"since,omitempty"` // version of the catalogue that the row came with; "" is the first
	Tags     []string `json:"tags"`
	File     string   `json:"file"`
	Line     int      `json:"line"`
	Steps    []Step   `json:"steps"`
}

// Step is one sentence of a row.
type Step struct {
	Keyword string `json:"keyword"`
	Phase   Phase  `json:"phase"`
	Text    string `json:"text"`
	Line    int    `json:"line"`
}

// Phase is the part a step plays: what holds before, what is done, what should come of it.
type Phase int

// The phases, whatever かつ follows.
const (
	Given Phase = iota
	When
	Then
)

// The tags that mean something to the runner.
const (
	idPrefix    = "@id-"
	needsPrefix = "@needs-"
	sincePrefix = "@since-"
	ownMock     = "@own-mock"
	alone       = "@alone"
	guarded     = "@guarded"
)

// OwnMock tells that the row changes what every login at the mock sees.
func (r Row) OwnMock() bool { return slices.Contains(r.Tags, ownMock) }

// Alone tells that the row looks at what the whole run has done, and so runs last. So do
// those of a service: its calls carry no login, and cannot be told from another row's.
func (r Row) Alone() bool { return slices.Contains(r.Tags, alone) || mockidp.IsService(r.Provider) }

// NeedsGuard tells that the row wants a target whose network is watched.
func (r Row) NeedsGuard() bool { return slices.Contains(r.Tags, guarded) }

// Providers returns every provider that the row logs in with.
func (r Row) Providers() []string {
	all := []string{r.Provider}
	for _, tag := range r.Tags[min(1, len(r.Tags)):] { // the first is the feature's folder
		if id := strings.TrimPrefix(tag, "@"); isProvider(tag) && !slices.Contains(all, id) {
			all = append(all, id)
		}
	}
	return all
}

// Needs returns the capability that a target must have, "" for none.
func (r Row) Needs() string {
	for _, tag := range r.Tags {
		if name, ok := strings.CutPrefix(tag, needsPrefix); ok {
			return name
		}
	}
	return ""
}

// Read returns every row, in the order of the files.
func Read(files fs.FS) ([]Row, error) {
	var rows []Row
	err := fs.WalkDir(files, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".feature") {
			return err
		}
		b, err := fs.ReadFile(files, path)
		if err != nil {
			return err
		}
		found, err := Parse(path, b)
		rows = append(rows, found...)
		return err
	})
	return rows, err
}

// Parse returns the rows of one feature file. An outline without rows is an error.
func Parse(path string, b []byte) ([]Row, error) { return parse(path, b, false) }

// Written is Parse for a file whose outlines may still be without rows.
func Written(path string, b []byte) ([]Row, error) { return parse(path, b, true) }

// document is a feature file as Gherkin reads it; what makes the library panic is an error.
func document(b []byte, ids func() string) (doc *messages.GherkinDocument, err error) {
	err = userfile.Guard(func() (err error) {
		doc, err = gherkin.ParseGherkinDocument(bytes.NewReader(b), ids)
		return err
	})
	return doc, err
}

func parse(path string, b []byte, unfinished bool) ([]Row, error) {
	ids := (&messages.Incrementing{}).NewId
	doc, err := document(b, ids)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if doc.Feature == nil {
		return nil, fmt.Errorf("%s: no feature", path)
	}
	examples, keywords := exampleLines(doc), keywordLines(doc)
	var rows []Row
	for _, p := range gherkin.Pickles(*doc, path, ids) {
		line, ok := examples[last(p.AstNodeIds)]
		if !ok && unfinished {
			continue
		}
		if !ok {
			return nil, fmt.Errorf("%s: scenario %q is no outline: give it an Examples table whose first cell names the row", path, p.Name)
		}
		row, err := read(path, doc.Feature.Name, p, line)
		if err != nil {
			return nil, err
		}
		row.Steps = sentences(p, keywords)
		for _, s := range row.Steps {
			row.enters(s.Text)
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// sentences returns the steps of a row with their keywords, which a pickle has lost.
func sentences(p *messages.Pickle, keywords map[string]*messages.Step) []Step {
	var steps []Step
	for _, step := range p.Steps {
		s := Step{Text: step.Text, Phase: phases[step.Type]}
		if written, ok := keywords[step.AstNodeIds[0]]; ok {
			s.Keyword, s.Line = strings.TrimSpace(written.Keyword), int(written.Location.Line)
		}
		steps = append(steps, s)
	}
	return steps
}

var phases = map[messages.PickleStepType]Phase{
	messages.PickleStepType_CONTEXT: Given, messages.PickleStepType_ACTION: When, messages.PickleStepType_OUTCOME: Then,
}

// keywordLines returns every step as written, by its identifier, backgrounds included.
func keywordLines(doc *messages.GherkinDocument) map[string]*messages.Step {
	steps := map[string]*messages.Step{}
	note := func(all []*messages.Step) {
		for _, s := range all {
			steps[s.Id] = s
		}
	}
	for _, child := range doc.Feature.Children {
		if child.Background != nil {
			note(child.Background.Steps)
		}
		if child.Rule != nil {
			for _, under := range child.Rule.Children {
				if under.Background != nil {
					note(under.Background.Steps)
				}
			}
		}
	}
	for _, scenario := range scenarios(doc) {
		note(scenario.Steps)
	}
	return steps
}

func last(ids []string) string { return ids[len(ids)-1] }

// example is where an Examples row stands, and its first cell.
type example struct {
	line int
	cell string
}

func exampleLines(doc *messages.GherkinDocument) map[string]example {
	lines := map[string]example{}
	for _, scenario := range scenarios(doc) {
		for _, table := range scenario.Examples {
			for _, r := range table.TableBody {
				lines[r.Id] = example{int(r.Location.Line), r.Cells[0].Value}
			}
		}
	}
	return lines
}

// scenarios returns every scenario of a feature, those under its rules included.
func scenarios(doc *messages.GherkinDocument) []*messages.Scenario {
	var all []*messages.Scenario
	for _, child := range doc.Feature.Children {
		if child.Scenario != nil {
			all = append(all, child.Scenario)
		}
		if child.Rule == nil {
			continue
		}
		for _, under := range child.Rule.Children {
			if under.Scenario != nil {
				all = append(all, under.Scenario)
			}
		}
	}
	return all
}

func read(path, feature string, p *messages.Pickle, e example) (Row, error) {
	row := Row{Feature: feature, Name: p.Name, File: path, Line: e.line}
	at := path + ":" + strconv.Itoa(e.line)
	for _, tag := range p.Tags {
		row.Tags = append(row.Tags, tag.Name)
		if id, ok := strings.CutPrefix(tag.Name, idPrefix); ok {
			row.ID = id + "/" + e.cell
		}
		if version, ok := strings.CutPrefix(tag.Name, sincePrefix); ok {
			row.Since = version // that of the Examples comes last, and is the narrower
		}
	}
	// The first tag is the feature's folder, which may be a provider's.
	row.Provider, row.Rule = Named(row.Tags[min(1, len(row.Tags)):])
	if row.Provider == "" {
		row.Provider, _ = Named(row.Tags)
	}
	for _, step := range p.Steps {
		if err := row.planted(step.Text); err != nil {
			return Row{}, fmt.Errorf("%s: %w", at, err)
		}
	}
	for _, must := range []struct{ name, value string }{
		{"@id- tag", row.ID}, {"provider tag", row.Provider}, {"rule (a tag such as @IDT-NONCE, a fault or a quirk)", row.Rule}} {
		if must.value == "" {
			return Row{}, fmt.Errorf("%s: the scenario has no %s", at, must.name)
		}
	}
	return row, nil
}

// Named returns the provider and the rule that tags name: the first provider, the last rule.
func Named(tags []string) (provider, rule string) {
	for _, tag := range tags {
		name := strings.TrimPrefix(tag, "@")
		if provider == "" && isProvider(tag) {
			provider = name
		}
		if isRule(tag) {
			rule = name
		}
	}
	return provider, rule
}

func isProvider(tag string) bool {
	return mockidp.IsNamed(strings.TrimPrefix(tag, "@"))
}

func isRule(tag string) bool {
	_, ok := rule.Find(rule.ID(strings.TrimPrefix(tag, "@")))
	return ok
}

// The words before a planted name in a step.
const (
	faultMark  = "不正「"
	quirkMark  = "癖「"
	mishapMark = "障害「" // of a service
)

// enters notes the way of signing in that a step names.
func (r *Row) enters(step string) {
	p, err := mockidp.Profile(r.Provider)
	if err != nil {
		return
	}
	for _, w := range p.Ways {
		if strings.Contains(step, w.Name.JA) || strings.Contains(step, w.Name.EN) {
			r.Way = w.ID
		}
	}
}

// planted takes rule and name from a step that plants something.
func (r *Row) planted(step string) error {
	if name, ok := quoted(step, faultMark); ok {
		f, found := fault.Find(name)
		if !found {
			return fmt.Errorf("no fault is called %q", name)
		}
		r.Fault = f.ID
		r.ruled(string(f.Rule))
	}
	if name, ok := quoted(step, mishapMark); ok && mockidp.IsService(r.Provider) {
		f, found := calendarfault.Find(name)
		if !found {
			return fmt.Errorf("no fault of the calendar is called %q", name)
		}
		r.Fault = f.ID
		r.ruled(string(f.Rule))
	}
	if name, ok := quoted(step, quirkMark); ok {
		p, err := mockidp.Profile(r.Provider)
		if err != nil {
			return err
		}
		q, found := mockidp.FindQuirk(p, name)
		if !found {
			return fmt.Errorf("%s has no quirk called %q", r.Provider, name)
		}
		r.Quirk = q.ID
		r.ruled(q.Rule)
	}
	return nil
}

// ruled names the rule, unless a tag of the scenario has.
func (r *Row) ruled(id string) {
	if r.Rule == "" {
		r.Rule = id
	}
}

func quoted(step, mark string) (string, bool) {
	_, rest, ok := strings.Cut(step, mark)
	name, _, closed := strings.Cut(rest, "」")
	return name, ok && closed
}

// Keep returns the feature file with every row but the wanted ones blanked out, so
// that line numbers stay what they are; ok is false when none is wanted.
func Keep(b []byte, rows []Row, wanted func(Row) bool) (kept []byte, ok bool) {
	lines := strings.Split(string(b), "\n")
	for _, r := range rows {
		if wanted(r) {
			ok = true
			continue
		}
		lines[r.Line-1] = ""
	}
	return []byte(strings.Join(lines, "\n")), ok
}
