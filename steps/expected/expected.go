// Package expected reads the failures that a team has accepted for a time: each a
// row, a reason and, where given, a ticket and a day on which the excuse ends.
//
// It hides nothing: an accepted row is still shown as failed, one that passes again
// has to be taken out, and one that has expired closes the gate.
package expected

import (
	"fmt"
	"io"
	"strings"
	"time"

	"torii/fixtures/strictyaml"
	"torii/fixtures/text"
	"torii/reports/event"
	"torii/reports/verdict"
)

// Failure is one accepted failure.
type Failure struct {
	Row     string `yaml:"row"`
	Reason  string `yaml:"reason"`
	Ticket  string `yaml:"ticket"`
	Expires string `yaml:"expires"` // a day, 2006-01-02: the last on which the failure is accepted; "" is no end
}

type document struct {
	Failures []Failure `yaml:"failures"`
}

// Parse reads a file of accepted failures. An unknown field, a doubled row, an
// empty reason or a bad day is an error with file and line.
func Parse(file string, b []byte) ([]Failure, error) {
	var d document
	lines, err := strictyaml.Decode(file, b, &d)
	if err != nil {
		return nil, err
	}
	first := map[string]int{}
	for i, f := range d.Failures {
		at := func(field, problem string) error {
			path := fmt.Sprintf("failures[%d].%s", i, field)
			line, ok := lines[path]
			if !ok {
				line = lines[fmt.Sprintf("failures[%d]", i)]
			}
			return &strictyaml.Error{File: file, Line: line, Field: path, Problem: problem}
		}
		if err := lines.Unique(file, fmt.Sprintf("failures[%d]", i), "row", f.Row, first); err != nil {
			return nil, err
		}
		if strings.TrimSpace(f.Reason) == "" {
			return nil, at("reason", "is empty: say why this failure is accepted")
		}
		if _, err := f.end(); err != nil {
			return nil, at("expires", fmt.Sprintf("got %q; want a day such as 2027-03-31", f.Expires))
		}
	}
	return d.Failures, nil
}

// end is the first moment at which the failure is no longer accepted, zero for never.
func (f Failure) end() (time.Time, error) {
	if f.Expires == "" {
		return time.Time{}, nil
	}
	day, err := time.Parse(time.DateOnly, f.Expires)
	return day.AddDate(0, 0, 1), err
}

// Draft writes a file for every failure of a run, its reasons left to be filled in.
func Draft(w io.Writer, run verdict.Run) error {
	if _, err := fmt.Fprint(w, "# Give every reason: an empty one is refused. expires is the last day (2027-03-31), or left out.\nfailures:\n"); err != nil {
		return err
	}
	for _, row := range run.Rows {
		if !closes(row.Verdict) {
			continue
		}
		if _, err := fmt.Fprintf(w, "  - row: %s # %s: %s\n    reason: \"\"\n    ticket: \"\"\n", row.ID, row.Verdict, row.Reason.EN); err != nil {
			return err
		}
	}
	return nil
}

// closes reports whether a verdict closes the gate by itself.
func closes(v verdict.Verdict) bool { return v == verdict.Failed || v == verdict.Vacuous }

// Problem is an accepted failure that closes the gate.
type Problem struct {
	Row  string
	Says text.Both
}

// Check returns the rows whose failure is accepted, by id with the reason, and what
// is wrong with the list. Rows that the run left out say nothing.
func Check(run verdict.Run, failures []Failure, now time.Time) (accepted map[string]string, problems []Problem) {
	accepted = map[string]string{}
	judged := map[string]verdict.Verdict{}
	for _, row := range run.Rows {
		judged[row.ID] = row.Verdict
	}
	for _, f := range failures {
		v, ran := judged[f.Row]
		end, _ := f.end()
		switch {
		case !ran, v == verdict.HarnessError, run.Interrupted && v == verdict.Skipped: // nothing is known of it
		case !end.IsZero() && !now.Before(end):
			problems = append(problems, Problem{f.Row, text.Both{
				JA: "不合格を認めた期限 " + f.Expires + " を過ぎた", EN: "the failure was accepted until " + f.Expires}})
		case !closes(v) && v != verdict.Warned:
			problems = append(problems, Problem{f.Row, text.Both{
				JA: "不合格のはずが" + v.Name().JA + "になった。一覧から消すこと", EN: "expected to fail, now " + string(v) + ": take it off the list"}})
		default:
			accepted[f.Row] = f.Reason
		}
	}
	return accepted, problems
}

// Note logs what was accepted, and what is wrong with it, so that every report made
// from the log can tell.
func Note(log *event.Log, failures []Failure, accepted map[string]string, problems []Problem) {
	says := map[string]text.Both{}
	for _, p := range problems {
		says[p.Row] = p.Says
	}
	for _, f := range failures {
		_, is := accepted[f.Row]
		if problem := says[f.Row]; is || !problem.IsZero() {
			log.Add(f.Row, "", event.Accepted{Reason: f.Reason, Ticket: f.Ticket, Expires: f.Expires, Problem: problem})
		}
	}
}
