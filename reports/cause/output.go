package cause

import (
	"regexp"
	"slices"
	"strings"

	"torii/reports/event"
	"torii/reports/verdict"
)

// during are the lines that the target printed in the time of a row.
func (l *ledger) during(row string) []string {
	s, known := l.spans[row]
	if !known {
		return nil
	}
	from, _ := slices.BinarySearchFunc(l.printed, s.first, func(e event.Event, seq int) int { return e.Seq - seq })
	var lines []string
	for _, e := range l.printed[from:] {
		if e.Seq > s.last {
			break
		}
		if f, is := e.Fact.(event.Printed); is {
			lines = append(lines, f.Line)
		}
	}
	return lines
}

// How many rows of a cause are looked at, and how many lines are told.
const (
	maxLooked = 24
	maxSaid   = 3
	fewRows   = 3 // too few to tell by what they have in common
)

// common are the lines of trouble that most of a cause's rows have in common.
func (l *ledger) common(rows []verdict.Row) []string {
	looked := rows[:min(len(rows), maxLooked)]
	if len(looked) < fewRows && !l.alone(looked[0].ID) {
		return nil // what was printed meanwhile may be any other row's
	}
	counts, first := map[string]int{}, map[string]string{}
	var order []string
	for _, r := range looked {
		seen := map[string]bool{}
		for _, line := range l.during(r.ID) {
			if !trouble.MatchString(line) {
				continue
			}
			key := plain(line)
			if seen[key] {
				continue
			}
			if seen[key] = true; counts[key] == 0 {
				first[key], order = line, append(order, key)
			}
			counts[key]++
		}
	}
	var said []string
	for _, key := range order {
		if counts[key]*2 > len(looked) && len(said) < maxSaid {
			said = append(said, first[key])
		}
	}
	return said
}

// trouble is a line that tells of some.
var trouble = regexp.MustCompile(`(?i)error|exception|panic|traceback|fatal|fail|invalid|mismatch|unexpected|refus|reject|denied|エラー|失敗|不正`)

// thrown begins a dump; frame is a line of one that names a place in the code.
var (
	thrown = regexp.MustCompile(`^(panic: .*|fatal error: .*|[\w.$]*(Error|Exception)\b.*|Traceback .*|Uncaught .*|Exception in thread .*)$`)
	frame  = regexp.MustCompile(`^\s*(at .*[(: ]\S+:\d+|File ".*", line \d+.*|from \S+:\d+.*|\S+\.(go|rb|php|py|js|ts|java):\d+.*)`)
)

// library is code that is not the target's own.
var library = regexp.MustCompile(`node_modules|site-packages|node:internal|/usr/lib|/usr/local/go|/go/src/|java\.base|runtime/|net/http/|/gems/`)

// siteOf is where a dump says that the code broke: what was thrown, and the first place in the
// target's own code; "" where there is no dump.
func siteOf(lines []string) string {
	what := ""
	for _, line := range lines {
		switch {
		case what == "" && thrown.MatchString(strings.TrimSpace(line)):
			what = plain(strings.TrimSpace(line))
		case what != "" && frame.MatchString(line) && !library.MatchString(line):
			return what + " @ " + strings.TrimSpace(line)
		}
	}
	return what
}
