// Package diff tells what got better and what got worse between two judged runs,
// such as those of two releases.
//
// A row that was judged and is not any more got worse too: nothing shows that it still holds.
package diff

import (
	"fmt"
	"io"
	"strings"

	"torii/fixtures/text"
	"torii/reports/verdict"
)

// Change is one row that is not as it was.
type Change struct {
	Row      string
	Name     string
	Rule     string
	Was, Now verdict.Verdict // "" where the run does not have the row
	Why      text.Both
}

// Changes are the rows that changed, by id.
type Changes struct {
	Worse, Better []Change
	New           []Change // rows that the old run does not have
	Gone          []Change // rows that were not judged before and are not there now
	Uncounted     []Change // rows that came with a later version than the new run's gate is held to
	// Apart tells how the runs differ in what they were to judge, besides the target.
	Apart []text.Both
}

// Between compares two runs.
func Between(old, now verdict.Run) Changes {
	c := Changes{Apart: apart(old, now)}
	was := map[string]verdict.Row{}
	for _, row := range old.Rows {
		was[row.ID] = row
	}
	is := map[string]bool{}
	for _, row := range now.Rows {
		is[row.ID] = true
		before, known := was[row.ID]
		change := Change{Row: row.ID, Name: row.Name, Rule: string(row.Rule.ID), Was: before.Verdict, Now: row.Verdict, Why: row.Reason}
		switch {
		case row.New:
			c.Uncounted = append(c.Uncounted, change)
		case !known:
			c.New = append(c.New, change)
		case before.Verdict == row.Verdict:
		case worse(before.Verdict, row.Verdict):
			c.Worse = append(c.Worse, change)
		default:
			c.Better = append(c.Better, change)
		}
	}
	for _, row := range old.Rows {
		if is[row.ID] {
			continue
		}
		change := Change{Row: row.ID, Name: row.Name, Rule: string(row.Rule.ID), Was: row.Verdict,
			Why: text.Both{JA: "新しい実行にこの行が無い", EN: "the new run does not have the row"}}
		switch {
		case row.New:
			c.Uncounted = append(c.Uncounted, change)
		case judged(row.Verdict):
			c.Worse = append(c.Worse, change)
		default:
			c.Gone = append(c.Gone, change)
		}
	}
	return c
}

// judged reports whether a verdict says anything of the target.
func judged(v verdict.Verdict) bool {
	return v == verdict.Passed || v == verdict.Warned || v == verdict.Failed
}

// worse orders what the target showed; what it no longer shows is worse than what it did.
func worse(was, now verdict.Verdict) bool {
	if judged(was) != judged(now) {
		return judged(was)
	}
	return now.Worse(was)
}

// Write writes the changes as text, the worst news first.
func (c Changes) Write(w io.Writer) error {
	var b strings.Builder
	for _, said := range c.Apart {
		fmt.Fprintf(&b, "※ %s\n", said)
	}
	for _, part := range []struct {
		title   text.Both
		changes []Change
	}{
		{text.Both{JA: "悪くなった", EN: "worse"}, c.Worse},
		{text.Both{JA: "良くなった", EN: "better"}, c.Better},
		{text.Both{JA: "新しい行", EN: "new rows"}, c.New},
		{text.Both{JA: "無くなった行", EN: "rows gone"}, c.Gone},
		{text.Both{JA: "この版で加わった行（関門にはまだ数えない）", EN: "new in this version, not counted for the gate yet"}, c.Uncounted},
	} {
		fmt.Fprintf(&b, "%s: %d\n", part.title, len(part.changes))
		for _, change := range part.changes {
			fmt.Fprintf(&b, "  %s  %s → %s  [%s] %s\n", change.Row, name(change.Was), name(change.Now), change.Rule, change.Name)
			if !change.Why.IsZero() {
				fmt.Fprintf(&b, "    %s\n    %s\n", change.Why.JA, change.Why.EN)
			}
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func name(v verdict.Verdict) string {
	if v == "" {
		return "-"
	}
	return v.Name().String()
}
