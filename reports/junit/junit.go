// Package junit writes a judged run as JUnit XML, the format that CI systems read.
//
// JUnit knows no warning: a warned row passes and says so in its output.
package junit

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"torii/fixtures/text"
	"torii/reports/cause"
	"torii/reports/event"
	"torii/reports/verdict"
)

type suites struct {
	XMLName  xml.Name `xml:"testsuites"`
	Name     string   `xml:"name,attr"`
	Tests    int      `xml:"tests,attr"`
	Failures int      `xml:"failures,attr"`
	Errors   int      `xml:"errors,attr"`
	Skipped  int      `xml:"skipped,attr"`
	Time     string   `xml:"time,attr"`
	Suites   []suite  `xml:"testsuite"`
}

type suite struct {
	Name     string  `xml:"name,attr"`
	Tests    int     `xml:"tests,attr"`
	Failures int     `xml:"failures,attr"`
	Errors   int     `xml:"errors,attr"`
	Skipped  int     `xml:"skipped,attr"`
	Time     string  `xml:"time,attr"`
	Cases    []caseX `xml:"testcase"`
	millis   int64
}

type caseX struct {
	Class      string     `xml:"classname,attr"`
	Name       string     `xml:"name,attr"`
	File       string     `xml:"file,attr,omitempty"`
	Line       int        `xml:"line,attr,omitempty"`
	Time       string     `xml:"time,attr"`
	Properties []property `xml:"properties>property"`
	Failure    *message   `xml:"failure"`
	Error      *message   `xml:"error"`
	Skipped    *message   `xml:"skipped"`
	Out        string     `xml:"system-out,omitempty"`
}

type property struct {
	Name  string `xml:"name,attr"`
	Value string `xml:"value,attr"`
}

type message struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr,omitempty"`
	Text    string `xml:",chardata"`
}

// telling is what a case says beside its verdict.
type telling struct {
	text.Lang
	words map[string]cause.Words
	under map[string]string // rows that say nothing because an honest login fails: the row that tells so
}

// told gathers it. Where an honest login fails, the first of its rows is the failure, and the others
// that could not be tried are skipped: a system that counts failures has one to look at.
func told(run verdict.Run, events []event.Event) telling {
	t := telling{words: cause.Said(run, events), under: map[string]string{}}
	for _, c := range cause.Group(run, events) {
		if len(c.Blocks) == 0 {
			continue
		}
		first := c.Rows[0]
		for _, r := range c.Rows {
			if r.Verdict.Worse(first.Verdict) {
				first = r
			}
		}
		for _, r := range c.Rows {
			if r.Verdict == verdict.Vacuous && r.ID != first.ID {
				t.under[r.ID] = first.ID
			}
		}
	}
	return t
}

// Write writes the run.
func Write(w io.Writer, run verdict.Run, events []event.Event, lang text.Lang) error {
	said := told(run, events)
	said.Lang = lang
	all := suites{Name: strings.TrimSpace("torii: " + run.Target + " " + run.TargetVersion)}
	if run.Partial() {
		all.Name += " (" + lang.Of(text.Both{JA: "一部", EN: "partial"}) + ")"
	}
	index := map[string]int{}
	var total int64
	for _, row := range run.Rows {
		i, ok := index[row.Feature]
		if !ok {
			i = len(all.Suites)
			index[row.Feature] = i
			all.Suites = append(all.Suites, suite{Name: row.Feature})
		}
		all.Suites[i].add(row, said)
		total += row.Millis
	}
	if len(run.Manual) > 0 {
		all.Suites = append(all.Suites, byHand(run.Manual, lang))
	}
	if s := remarked(run.Remarks(), lang); s.Tests > 0 {
		all.Suites = append(all.Suites, s)
	}
	for i := range all.Suites {
		s := &all.Suites[i]
		s.Time = seconds(s.millis)
		all.Tests, all.Failures, all.Errors, all.Skipped = all.Tests+s.Tests, all.Failures+s.Failures, all.Errors+s.Errors, all.Skipped+s.Skipped
	}
	all.Time = seconds(total)
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	encoder := xml.NewEncoder(w)
	encoder.Indent("", "  ")
	if err := encoder.Encode(all); err != nil {
		return fmt.Errorf("junit: %w", err)
	}
	_, err := io.WriteString(w, "\n")
	return err
}

// remarked holds what is to be known of the run. Rows that nobody knows of are an error, so
// that no CI system takes half a run for a whole one; what was left out on purpose is skipped.
func remarked(remarks []verdict.Remark, lang text.Lang) suite {
	s := suite{Name: "torii"}
	for _, r := range remarks {
		if r.Weight == verdict.Aside {
			continue
		}
		s.Tests++
		c, said := caseX{Class: "torii", Name: lang.Of(r.Says), Time: seconds(0)}, &message{Message: lang.Of(r.Says)}
		if r.Grave() {
			c.Error = said
			s.Errors++
		} else {
			c.Skipped = said
			s.Skipped++
		}
		s.Cases = append(s.Cases, c)
	}
	return s
}

// byHand holds what people checked; what nobody has checked yet is skipped.
func byHand(checks []event.Manual, lang text.Lang) suite {
	s := suite{Name: lang.Of(text.Both{JA: "実機・目視", EN: "manual"}), Tests: len(checks)}
	for _, m := range checks {
		c := caseX{Class: "manual", Name: m.ID + " " + m.Item, Time: seconds(0), Properties: []property{{"who", m.Who}, {"when", m.When}}}
		switch m.Result {
		case event.ManualFailed:
			c.Failure = &message{Message: m.Note}
			s.Failures++
		case event.ManualOpen, event.ManualNotApplicable:
			c.Skipped = &message{Message: string(m.Result) + ": " + m.Note}
			s.Skipped++
		default:
			c.Out = m.Note
		}
		s.Cases = append(s.Cases, c)
	}
	return s
}

func (s *suite) add(row verdict.Row, told telling) {
	c := caseX{Class: strings.TrimSuffix(row.File, ".feature"), Name: row.ID + " " + row.Name, File: "features/" + row.File,
		Line: row.Line, Time: seconds(row.Millis), Properties: []property{
			{"rule", string(row.Rule.ID)}, {"level", string(row.Rule.Level)}, {"clause", row.Rule.Clause},
			{"provider", row.Provider}, {"verdict", string(row.Verdict)}}}
	said := &message{Message: told.Of(row.Reason), Type: string(row.Rule.ID),
		Text: fmt.Sprintf("%s: %s\n%s\n%s\n%s (%s, %s)\n%s\n", told.Of(row.Verdict.Name()), told.Of(row.Reason), row.Feature, row.Name,
			row.Rule.ID, row.Rule.Level, row.Rule.Clause, told.Of(row.Rule.Says))}
	if accepted := row.Told(); !accepted.IsZero() {
		c.Properties = append(c.Properties, property{"accepted", told.Of(accepted)})
		said.Message = told.Of(accepted) + ": " + said.Message
	}
	s.Tests++
	s.millis += row.Millis
	first, under := told.under[row.ID]
	switch row.Verdict {
	case verdict.Failed, verdict.Vacuous:
		if under {
			c.Skipped = &message{Message: string(row.Verdict) + ": " + first + ": " + told.Of(row.Reason)}
			s.Skipped++
			break
		}
		c.Failure = said
		s.Failures++
	case verdict.HarnessError:
		c.Error = said
		s.Errors++
	case verdict.Skipped, verdict.NotApplicable:
		c.Skipped = &message{Message: string(row.Verdict) + ": " + told.Of(row.Reason)}
		s.Skipped++
	case verdict.Warned:
		c.Out = "warned: " + told.Of(row.Reason) + "\n"
	}
	for _, note := range row.Notes {
		c.Out += "note: " + told.Of(note) + "\n"
	}
	if !under {
		c.Out += told.words[row.ID].In(told.Lang)
	}
	s.Cases = append(s.Cases, c)
}

const millisPerSecond = 1000

func seconds(millis int64) string { return fmt.Sprintf("%.3f", float64(millis)/millisPerSecond) }
