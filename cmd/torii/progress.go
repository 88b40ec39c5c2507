package main

import (
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"

	"golang.org/x/term"

	"torii/reports/verdict"
	"torii/steps/expected"
)

// progress tells a person how a run goes: a live line on a terminal, plain lines elsewhere.
type progress struct {
	w      io.Writer
	live   bool
	colour bool

	mu     sync.Mutex
	counts map[verdict.Verdict]int
}

func newProgress(w io.Writer) *progress {
	f, ok := w.(*os.File)
	live := ok && term.IsTerminal(int(f.Fd()))
	return &progress{w: w, live: live, colour: live && os.Getenv("NO_COLOR") == "", counts: map[verdict.Verdict]int{}}
}

// colours are ANSI codes by verdict.
var colours = map[verdict.Verdict]string{
	verdict.Passed: "32", verdict.Warned: "33", verdict.Vacuous: "35", verdict.Failed: "31", verdict.HarnessError: "41;97",
	verdict.Skipped: "36", verdict.NotApplicable: "2",
}

func (p *progress) painted(v verdict.Verdict, s string) string {
	if !p.colour {
		return s
	}
	return "\x1b[" + colours[v] + "m" + s + "\x1b[0m"
}

// row tells one judged row.
func (p *progress) row(r verdict.Row) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.counts[r.Verdict]++
	if p.live {
		fmt.Fprint(p.w, "\r\x1b[K")
	}
	if r.Verdict != verdict.Passed {
		fmt.Fprintf(p.w, "%s  %s  [%s %s]\n    %s\n    %s\n    %s\n", p.painted(r.Verdict, r.Verdict.Name().String()), r.ID,
			r.Rule.ID, r.Rule.Clause, r.Name, r.Reason.JA, r.Reason.EN)
	} else if !p.live {
		fmt.Fprintf(p.w, "%s  %s\n", r.Verdict.Name(), r.ID)
	}
	if p.live {
		fmt.Fprint(p.w, p.tally())
	}
}

// tally is the counts on one line, worst last.
func (p *progress) tally() string {
	parts := make([]string, 0, len(p.counts))
	for _, v := range verdict.Ladder() {
		parts = append(parts, p.painted(v, fmt.Sprintf("%s %d", v.Name().EN, p.counts[v])))
	}
	return strings.Join(parts, " · ")
}

// tellRemarks tells what is to be known before the verdicts are read.
func tellRemarks(w io.Writer, run verdict.Run) {
	for _, remark := range run.Remarks() {
		fmt.Fprintf(w, "※ %s\n", remark.Says)
	}
}

// close tells the totals; the last line is one that CI systems know.
func (p *progress) close(run verdict.Run, out string, accepted map[string]string, problems []expected.Problem) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.live {
		fmt.Fprint(p.w, "\r\x1b[K")
	}
	for _, id := range slices.Sorted(maps.Keys(accepted)) {
		fmt.Fprintf(p.w, "認めた不合格 / accepted failure  %s: %s\n", id, accepted[id])
	}
	for _, problem := range problems {
		fmt.Fprintf(p.w, "%s  %s: %s\n", p.painted(verdict.Failed, "期待と違う / not as expected"), problem.Row, problem.Says)
	}
	p.counts = run.Count()
	names := make([]string, 0, len(verdict.Ladder()))
	for _, v := range slices.Backward(verdict.Ladder()) {
		names = append(names, fmt.Sprintf("%s %d", v.Name().JA, p.counts[v]))
	}
	passed, failed, skipped := run.Totals()
	fmt.Fprintln(p.w)
	tellRemarks(p.w, run)
	name := run.Target
	if run.TargetVersion != "" {
		name += " " + run.TargetVersion
	}
	salt := ""
	if run.Salt != "" {
		salt = "salt " + run.Salt + ", "
	}
	spent := ""
	if line := run.TimeSpent(); !line.IsZero() {
		spent = line.JA + "\n" + line.EN + "\n"
	}
	fmt.Fprintf(p.w, "%s: %sreports in %s\n%s%s\n%s\n%d passed, %d failed, %d skipped\n",
		name, salt, out, spent, strings.Join(names, " · "), p.tally(), passed, failed, skipped)
}
