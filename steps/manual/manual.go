// Package manual reads what people check by hand, on real devices or by eye, beside
// what torii checks itself.
//
// It judges nothing: a file that says nothing of a result leaves the check open.
package manual

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"torii/fixtures/strictyaml"
	"torii/reports/event"
)

type document struct {
	Manual []check `yaml:"manual"`
}

type check struct {
	ID     string `yaml:"id"`
	Item   string `yaml:"item"`
	Result string `yaml:"result"` // a word of words; "" is open
	Who    string `yaml:"who"`
	When   string `yaml:"when"` // a day, 2006-01-02
	Note   string `yaml:"note"`
}

// word is what may stand as a result.
type word struct {
	says string
	is   event.ManualResult
}

// words are the results in both languages, in the order that errors name them.
func words() []word {
	return []word{
		{"合格", event.ManualPassed}, {"条件付合格", event.ManualWarned}, {"不合格", event.ManualFailed},
		{"対象外", event.ManualNotApplicable}, {"未実施", event.ManualOpen},
		{"passed", event.ManualPassed}, {"warned", event.ManualWarned}, {"failed", event.ManualFailed},
		{"not applicable", event.ManualNotApplicable}, {"open", event.ManualOpen},
	}
}

// Parse reads a file of manual checks. Unknown fields, doubled ids, unknown results,
// a result without a name and a day are errors with file and line.
func Parse(file string, b []byte) ([]event.Manual, error) {
	var d document
	lines, err := strictyaml.Decode(file, b, &d)
	if err != nil {
		return nil, err
	}
	first := map[string]int{}
	var checks []event.Manual
	for i, c := range d.Manual {
		m, field, problem := c.read()
		path := fmt.Sprintf("manual[%d]", i)
		if line, ok := first[c.ID]; ok && problem == "" {
			field, problem = "id", fmt.Sprintf("%q is taken by line %d", c.ID, line)
		}
		if problem != "" {
			line, ok := lines[path+"."+field]
			if !ok {
				line = lines[path]
			}
			return nil, &strictyaml.Error{File: file, Line: line, Field: path + "." + field, Problem: problem}
		}
		first[c.ID] = lines[path+".id"]
		checks = append(checks, m)
	}
	return checks, nil
}

// read turns what is written into a fact, or names the field that does not fit.
func (c check) read() (m event.Manual, field, problem string) {
	m = event.Manual{ID: c.ID, Item: c.Item, Result: event.ManualOpen, Who: c.Who, When: c.When, Note: c.Note}
	if c.Result != "" {
		i := slices.IndexFunc(words(), func(w word) bool { return w.says == c.Result })
		if i < 0 {
			return m, "result", fmt.Sprintf("got %q; allowed: %s, or left out", c.Result, allowed())
		}
		m.Result = words()[i].is
	}
	switch {
	case strings.TrimSpace(c.ID) == "":
		return m, "id", "is missing"
	case strings.TrimSpace(c.Item) == "":
		return m, "item", "is missing: say what is to be checked"
	case m.Result != event.ManualOpen && strings.TrimSpace(c.Who) == "":
		return m, "who", "is missing: say who found that result"
	case m.Result != event.ManualOpen && c.When == "":
		return m, "when", "is missing: say on which day, such as 2027-03-31"
	}
	if _, err := time.Parse(time.DateOnly, c.When); c.When != "" && err != nil {
		return m, "when", fmt.Sprintf("got %q; want a day such as 2027-03-31", c.When)
	}
	return m, "", ""
}

func allowed() string {
	var says []string
	for _, w := range words() {
		says = append(says, w.says)
	}
	return strings.Join(says, ", ")
}

// Replace returns the events with these checks instead of those that were there, so that every
// report made from the log can tell.
func Replace(events []event.Event, checks []event.Manual) []event.Event {
	kept := slices.DeleteFunc(slices.Clone(events), func(e event.Event) bool {
		_, is := e.Fact.(event.Manual)
		return is
	})
	last := event.Event{}
	if len(kept) > 0 {
		last = kept[len(kept)-1]
	}
	for i, m := range checks {
		kept = append(kept, event.Event{Seq: last.Seq + i + 1, At: last.At, Fact: m})
	}
	return event.Noted(kept)
}
