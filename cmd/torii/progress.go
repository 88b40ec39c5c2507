package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"torii/fixtures/text"
	"torii/mockidp/clock"
	"torii/reports/cause"
	"torii/reports/event"
	"torii/reports/verdict"
)

// every is how often a plain log tells how far a run has come.
const every = 5 * time.Second

// progress tells a person how a run goes: a live line on a terminal, plain lines elsewhere.
type progress struct {
	w       io.Writer
	live    bool
	colour  bool
	lang    text.Lang
	verbose bool
	now     func() time.Time

	mu     sync.Mutex
	counts map[verdict.Verdict]int
	done   int
	total  int // 0: not known
	began  time.Time
	last   time.Time       // that a plain log was told how far it is
	broken map[string]bool // providers of which a block has told that the honest login fails
}

func newProgress(w io.Writer, lang text.Lang) *progress {
	live := isTerminal(w)
	now := (&clock.Clock{}).Now
	return &progress{w: w, live: live, colour: live && os.Getenv("NO_COLOR") == "", lang: lang, now: now, began: now(), last: now(),
		counts: map[verdict.Verdict]int{}, broken: map[string]bool{}}
}

// language is what a person is spoken to in: by the flag, else by the locale; where that says nothing, Japanese.
func language(flag string) (text.Lang, error) {
	switch l := text.Lang(flag); l {
	case text.Japanese, text.English:
		return l, nil
	case "":
	default:
		return "", usage(fmt.Errorf("--lang: got %q; allowed: ja, en", flag))
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		switch locale := os.Getenv(name); {
		case locale == "", locale == "C", locale == "POSIX", strings.HasPrefix(locale, "C."):
		case strings.HasPrefix(locale, "en"):
			return text.English, nil
		default:
			return text.Japanese, nil
		}
	}
	return text.Japanese, nil
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

func (p *progress) say(ja, en string) string { return text.Both{JA: ja, EN: en}.In(p.lang) }

// chosen tells how many rows there will be.
func (p *progress) chosen(rows int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.total, p.began = rows, p.now()
}

// installs tells what the setup of the target prints, which may take minutes.
func (p *progress) installs(line string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	fmt.Fprintln(p.w, "setup | "+inLine(line))
}

// tried tells which honest logins have failed, before any row does.
func (p *progress) tried(events []event.Event) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, b := range cause.Failed(events) {
		p.broken[b.Provider] = true
		for i, line := range b.Tell(p.lang) {
			if i == 0 {
				line = p.painted(verdict.Failed, line)
			}
			fmt.Fprintln(p.w, inLine(line))
		}
		fmt.Fprintln(p.w)
	}
}

// row tells one judged row: what did not pass, or with verbose every one.
func (p *progress) row(r verdict.Row) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.counts[r.Verdict]++
	p.done++
	if p.live {
		fmt.Fprint(p.w, clearLine)
	}
	told := r.Verdict.Worse(verdict.Warned) && (r.Verdict != verdict.Vacuous || !p.broken[r.Provider])
	switch {
	case p.verbose && r.Verdict != verdict.Passed, told:
		fmt.Fprintf(p.w, "%s  %s  [%s %s]\n    %s\n    %s\n", p.painted(r.Verdict, r.Verdict.Name().In(p.lang)), r.ID,
			r.Rule.ID, r.Rule.Clause, inLine(r.Name), inLine(r.Reason.In(p.lang)))
	case p.verbose:
		fmt.Fprintf(p.w, "%s  %s\n", r.Verdict.Name().In(p.lang), r.ID)
	}
	switch now := p.now(); {
	case p.live:
		fmt.Fprint(p.w, p.tally()+p.left(now))
	case now.Sub(p.last) >= every:
		p.last = now
		fmt.Fprintln(p.w, p.tally()+p.left(now))
	}
}

// left tells how far the run is, and how long it may still take.
func (p *progress) left(now time.Time) string {
	if p.total == 0 || p.done == 0 {
		return ""
	}
	left := now.Sub(p.began) / time.Duration(p.done) * time.Duration(max(p.total-p.done, 0))
	return " · " + p.say(fmt.Sprintf("%d / %d 行、残り約 %s", p.done, p.total, left.Round(time.Second)),
		fmt.Sprintf("%d of %d rows, about %s left", p.done, p.total, left.Round(time.Second)))
}

// tally is the counts on one line, worst last.
func (p *progress) tally() string {
	parts := make([]string, 0, len(verdict.Ladder()))
	for _, v := range verdict.Ladder() {
		part := fmt.Sprintf("%s %d", v.Name().EN, p.counts[v])
		if p.counts[v] > 0 { // none of a kind is nothing to be alarmed by
			part = p.painted(v, part)
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, " · ")
}

// tellRemarks tells what is to be known before the verdicts are read.
func tellRemarks(w io.Writer, run verdict.Run, lang text.Lang) {
	for _, remark := range run.Remarks() {
		fmt.Fprintf(w, "※ %s\n", inLine(remark.Says.In(lang)))
	}
}

// namesOf are the counts on one line in Japanese, worst first.
func namesOf(counts map[verdict.Verdict]int) string {
	var names []string
	for _, v := range slices.Backward(verdict.Ladder()) {
		names = append(names, fmt.Sprintf("%s %d", v.Name().JA, counts[v]))
	}
	return strings.Join(names, " · ")
}
