// Package cucumber writes a judged run as cucumber.json, the format that Cucumber's
// report viewers and CI plugins read.
//
// A row is judged as a whole, from what was logged. The format knows verdicts of
// steps only, so that of the row stands at its last step; all others are passed, or
// skipped where the row was not run.
package cucumber

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"torii/fixtures/text"
	"torii/reports/event"
	"torii/reports/verdict"
)

type feature struct {
	URI         string    `json:"uri"`
	ID          string    `json:"id"`
	Keyword     string    `json:"keyword"`
	Name        string    `json:"name"`
	Description string    `json:"description"`
	Line        int       `json:"line"`
	Elements    []element `json:"elements"`
}

type element struct {
	ID          string `json:"id"`
	Keyword     string `json:"keyword"`
	Name        string `json:"name"`
	Description string `json:"description"`
	Line        int    `json:"line"`
	Type        string `json:"type"`
	Start       string `json:"start_timestamp,omitempty"`
	Tags        []tag  `json:"tags"`
	Steps       []step `json:"steps"`
}

type tag struct {
	Name string `json:"name"`
	Line int    `json:"line"`
}

type step struct {
	Keyword string   `json:"keyword"`
	Name    string   `json:"name"`
	Line    int      `json:"line"`
	Match   match    `json:"match"`
	Result  result   `json:"result"`
	Output  []string `json:"output,omitempty"`
}

type match struct {
	Location string `json:"location"`
}

type result struct {
	Status   string `json:"status"`
	Duration int64  `json:"duration"` // nanoseconds
	Error    string `json:"error_message,omitempty"`
}

// The statuses of a step.
const (
	passed  = "passed"
	failed  = "failed"
	skipped = "skipped"
)

// Write writes the run.
func Write(w io.Writer, run verdict.Run) error {
	features := []feature{}
	index := map[string]int{}
	for _, row := range run.Rows {
		key := row.File + "\n" + row.Feature
		i, ok := index[key]
		if !ok {
			i = len(features)
			index[key] = i
			features = append(features, feature{URI: "features/" + row.File, ID: strings.TrimSuffix(row.File, ".feature"),
				Keyword: "機能", Name: row.Feature, Line: 1})
		}
		features[i].Elements = append(features[i].Elements, scenario(row))
	}
	if len(run.Manual) > 0 {
		features = append(features, byHand(run.Manual))
	}
	if !run.Whole {
		features = append(features, cutOff())
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(features); err != nil {
		return fmt.Errorf("cucumber: %w", err)
	}
	return nil
}

func scenario(row verdict.Row) element {
	e := element{ID: row.ID, Keyword: "シナリオ", Name: row.ID + " " + row.Name, Line: row.Line, Type: "scenario", Tags: []tag{}}
	if !row.Started.IsZero() {
		e.Start = row.Started.UTC().Format(time.RFC3339Nano)
	}
	for _, name := range row.Tags {
		e.Tags = append(e.Tags, tag{name, row.Line})
	}
	if row.Excused() {
		e.Tags = append(e.Tags, tag{"@accepted-failure", row.Line})
	}
	steps := row.Steps
	if len(steps) == 0 {
		steps = []event.Step{{Keyword: "*", Text: row.Name, Line: row.Line}}
	}
	for _, s := range steps {
		e.Steps = append(e.Steps, step{Keyword: s.Keyword + " ", Name: s.Text, Line: s.Line,
			Match: match{fmt.Sprintf("features/%s:%d", row.File, s.Line)}, Result: result{Status: before(row.Verdict)}})
	}
	end := &e.Steps[len(e.Steps)-1]
	end.Result = result{Status: status(row.Verdict), Duration: row.Millis * int64(time.Millisecond)}
	if said := told(row); end.Result.Status == failed {
		end.Result.Error = said
	} else if row.Verdict != verdict.Passed {
		end.Output = append(end.Output, said)
	}
	for _, note := range row.Notes {
		end.Output = append(end.Output, note.String())
	}
	return e
}

// before is the status of the steps before the last.
func before(v verdict.Verdict) string {
	if status(v) == skipped {
		return skipped
	}
	return passed
}

// status is the format's word for a verdict. It knows no warning: a warned row passes
// and says so in its output.
func status(v verdict.Verdict) string {
	switch v {
	case verdict.Passed, verdict.Warned:
		return passed
	case verdict.Skipped, verdict.NotApplicable:
		return skipped
	}
	return failed
}

// told is what is said of a row that did not simply pass.
func told(row verdict.Row) string {
	lines := []string{row.Verdict.Name().String() + ": " + row.Reason.JA, row.Reason.EN,
		fmt.Sprintf("%s (%s, %s) %s", row.Rule.ID, row.Rule.Level, row.Rule.Clause, row.Rule.Says)}
	if accepted := row.Told(); !accepted.IsZero() {
		lines = append([]string{accepted.String()}, lines...)
	}
	return strings.Join(lines, "\n")
}

// byHand holds what people checked; what nobody has checked yet is pending.
func byHand(checks []event.Manual) feature {
	f := feature{URI: "manual", ID: "manual", Keyword: "機能", Name: "実機・目視 / manual", Line: 1}
	words := map[event.ManualResult]string{event.ManualPassed: passed, event.ManualWarned: passed, event.ManualFailed: failed,
		event.ManualNotApplicable: skipped, event.ManualOpen: "pending"}
	for i, m := range checks {
		s := step{Keyword: "* ", Name: m.Item, Line: i + 1, Match: match{"manual"}, Result: result{Status: words[m.Result]}}
		if said := strings.TrimSpace(strings.Join([]string{m.Who, m.When, m.Note}, " ")); said != "" {
			s.Output = []string{said}
		}
		f.Elements = append(f.Elements, element{ID: "manual/" + m.ID, Keyword: "シナリオ", Name: m.ID + " " + m.Item, Line: i + 1,
			Type: "scenario", Tags: []tag{{"@manual", i + 1}}, Steps: []step{s}})
	}
	return f
}

// cutOff stands for the rows that nobody knows of.
func cutOff() feature {
	says := text.Both{JA: "実行が途中で終わっている", EN: "the run was cut off"}
	return feature{URI: "torii", ID: "torii", Keyword: "機能", Name: "torii", Line: 1, Elements: []element{{ID: "torii", Keyword: "シナリオ",
		Name: says.String(), Line: 1, Type: "scenario", Tags: []tag{}, Steps: []step{{Keyword: "* ", Name: says.String(), Line: 1,
			Match: match{"torii"}, Result: result{Status: failed, Error: says.String()}}}}}}
}
