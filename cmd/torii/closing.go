package main

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"torii/reports/cause"
	"torii/reports/event"
	"torii/reports/verdict"
	"torii/steps/expected"
)

// closing is all that is told once a run has ended.
type closing struct {
	run      verdict.Run
	events   []event.Event
	gate     verdict.Gate
	out      string
	again    string // the command line that repeats what did not pass
	accepted map[string]string
	problems []expected.Problem
}

// maxCauses is how many causes are told at the end of a run; the page has all.
const maxCauses = 12

// close tells what to do next; the last line is one that CI systems know.
func (p *progress) close(c closing) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.live {
		fmt.Fprint(p.w, clearLine)
	}
	for _, id := range slices.Sorted(maps.Keys(c.accepted)) {
		fmt.Fprintf(p.w, "%s  %s: %s\n", p.say("認めた不合格", "accepted failure"), id, inLine(c.accepted[id]))
	}
	for _, problem := range c.problems {
		fmt.Fprintf(p.w, "%s  %s: %s\n", p.painted(verdict.Failed, p.say("期待と違う", "not as expected")), problem.Row, inLine(problem.Says.In(p.lang)))
	}
	fmt.Fprintln(p.w)
	p.causes(c)
	tellRemarks(p.w, c.run, p.lang)
	p.address(c)
	p.counts = c.run.Count()
	passed, failed, skipped := c.run.Totals()
	fmt.Fprintf(p.w, "%s\n%s\n%d passed, %d failed, %d skipped\n", namesOf(p.counts), p.tally(), passed, failed, skipped)
}

// causes tells what is to be mended, each cause once.
func (p *progress) causes(c closing) {
	causes := cause.Group(c.run, c.events)
	if len(causes) == 0 {
		return
	}
	rows := 0
	for _, one := range causes {
		rows += len(one.Rows)
	}
	fmt.Fprintln(p.w, p.say(fmt.Sprintf("通らなかった %d 行の原因は %d 件:", rows, len(causes)), fmt.Sprintf("rows that did not pass: %d; causes: %d", rows, len(causes))))
	for i, one := range causes[:min(len(causes), maxCauses)] {
		for _, line := range one.Tell(i+1, p.lang) {
			fmt.Fprintln(p.w, inLine(line))
		}
	}
	if more := len(causes) - maxCauses; more > 0 {
		fmt.Fprintln(p.w, p.say(fmt.Sprintf("ほかに原因が %d 件（report.html を参照）", more), fmt.Sprintf("and %d more causes (see report.html)", more)))
	}
	fmt.Fprintln(p.w)
}

// address tells of the run as a whole: the gate, where the reports are, and how to repeat it.
func (p *progress) address(c closing) {
	name := strings.TrimSpace(c.run.Target + " " + c.run.TargetVersion)
	fmt.Fprintf(p.w, "%s: %s\n", inLine(name), c.run.Told(c.gate).In(p.lang))
	if line := c.run.TimeSpent(); !line.IsZero() {
		fmt.Fprintln(p.w, line.In(p.lang))
	}
	page := filepath.Join(c.out, "report.html")
	if whole, err := filepath.Abs(page); err == nil {
		page = whole
	}
	fmt.Fprintf(p.w, "%s: %s\n", p.say("報告", "report"), page)
	if c.run.Salt != "" {
		fmt.Fprintf(p.w, "salt %s\n", c.run.Salt)
	}
	if _, failed, _ := c.run.Totals(); failed > 0 && c.again != "" {
		fmt.Fprintf(p.w, "%s: %s\n", p.say("通らなかった行だけをもう一度", "repeat what did not pass"), c.again)
	}
}

// narrowing are flags that a repetition leaves out: what did not pass is chosen by the report's folder.
var narrowing = []string{"failed", "tags", "row", "rule", "shard", "repeat", "out", "accept-failures"}

// again is the command line that runs once more what did not pass.
func again(c *cobra.Command, out string) string {
	words := []string{c.CommandPath()}
	c.Flags().Visit(func(f *pflag.Flag) {
		if slices.Contains(narrowing, f.Name) {
			return
		}
		values := []string{f.Value.String()}
		if list, is := f.Value.(pflag.SliceValue); is {
			values = list.GetSlice()
		}
		for _, v := range values {
			words = append(words, "--"+f.Name+"="+shellWord(v))
		}
	})
	return strings.Join(append(words, "--failed="+shellWord(out)), " ")
}

// shellWord quotes what a shell would take apart.
func shellWord(s string) string {
	if s != "" && !strings.ContainsAny(s, " \t\n'\"\\$`!*?[](){}<>|&;#~") {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
