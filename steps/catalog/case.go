package catalog

import (
	"regexp"
	"strings"
)

// caseTag is a tag such as @YJ-04: the number of a case in a provider's list of what
// Relying Parties get wrong.
var caseTag = regexp.MustCompile(`^@[A-Z]+-[0-9]{2}[a-z]?$`)

// Cases returns the numbers of the cases that the row plays, for example "YJ-04".
func (r Row) Cases() []string {
	var cases []string
	for _, tag := range r.Tags {
		if caseTag.MatchString(tag) {
			cases = append(cases, strings.TrimPrefix(tag, "@"))
		}
	}
	return cases
}
