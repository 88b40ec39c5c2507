package container

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

var (
	fromLine   = regexp.MustCompile(`(?i)^\s*FROM\s`)
	escapeLine = regexp.MustCompile("(?i)^#\\s*escape\\s*=\\s*([\\\\`])\\s*$")
)

// labelStages puts a LABEL line below each FROM of a Dockerfile. The engine labels only
// the last image of a build; the ones on the way there could not be told from other
// people's. As the labels differ, so do the layers: no run uses what another one removes.
func labelStages(dockerfile string, labels map[string]string) string {
	label := labelLine(labels)
	escape := `\`
	var out strings.Builder
	var within, from bool // inside an instruction that goes on over lines; is it FROM
	for line := range strings.Lines(strings.TrimPrefix(dockerfile, "\ufeff")) {
		bare := strings.TrimRight(line, " \t\r\n")
		out.WriteString(bare + "\n")
		if m := escapeLine.FindStringSubmatch(bare); m != nil {
			escape = m[1]
		}
		if words := strings.TrimSpace(bare); words == "" || words[0] == '#' {
			continue // comments and empty lines end no instruction
		}
		if !within {
			from = fromLine.MatchString(bare)
		}
		within = strings.HasSuffix(bare, escape)
		if from && !within {
			out.WriteString(label)
		}
	}
	return out.String()
}

// labelLine returns the instruction that sets the labels.
func labelLine(labels map[string]string) string {
	var line strings.Builder
	line.WriteString("LABEL")
	for _, name := range slices.Sorted(maps.Keys(labels)) {
		fmt.Fprintf(&line, " %s=%q", name, labels[name])
	}
	return line.String() + "\n"
}
