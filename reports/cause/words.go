package cause

import (
	"strings"

	"torii/fixtures/text"
	"torii/reports/event"
	"torii/reports/verdict"
)

// Words are what the target said in the time of a row: what it printed, and the page it showed last.
type Words struct {
	Lines []string // the beginning and the end, where it was more
	Exact bool     // no other row was under way, so that they are this row's
	Page  string
}

// maxWords bounds the lines that are told of a row.
const maxWords = 24

// Said returns the words of every row that did not pass, by its id.
func Said(run verdict.Run, events []event.Event) map[string]Words {
	l := read(run, events)
	all := map[string]Words{}
	for _, r := range run.Rows {
		if !r.Verdict.Worse(verdict.Passed) {
			continue
		}
		w := Words{Lines: headAndTail(l.during(r.ID), maxWords), Exact: l.alone(r.ID)}
		for _, e := range l.byRow[r.ID] {
			if f, is := e.Fact.(event.Shown); is {
				w.Page = f.Text
			}
		}
		if len(w.Lines) > 0 || w.Page != "" {
			all[r.ID] = w
		}
	}
	return all
}

// alone reports whether no other row was under way in the time of one.
func (l *ledger) alone(row string) bool {
	s := l.spans[row]
	for other, o := range l.spans {
		if other != row && o.first <= s.last && s.first <= o.last {
			return false
		}
	}
	return true
}

// When tells whose the lines are.
func (w Words) When() text.Both {
	if w.Exact {
		return text.Both{JA: "この行の間にRPが出力したもの", EN: "what the RP printed in the time of this row"}
	}
	return text.Both{JA: "この頃にRPが出力したもの（並行する行のものを含む）", EN: "what the RP printed around this time, of rows beside it too"}
}

// In is all of it in one language, or in both, for a plain report.
func (w Words) In(l text.Lang) string {
	var b strings.Builder
	if len(w.Lines) > 0 {
		b.WriteString(l.Of(w.When()) + ":\n  " + strings.Join(w.Lines, "\n  ") + "\n")
	}
	if w.Page != "" {
		b.WriteString(l.Of(text.Both{JA: "RPが見せた画面", EN: "the page that the RP showed"}) + ": " + w.Page + "\n")
	}
	return b.String()
}
