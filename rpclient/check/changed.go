package check

import (
	"slices"
	"strings"
	"time"

	"torii/fixtures/text"
	"torii/rpclient/target"
)

// Change is a day on which a provider begins to behave otherwise.
type Change struct {
	Provider   string
	Day        string // such as 2027-04-01
	Says       text.Both
	Confidence string
}

// changed is the check of what changes at a provider between today and the day on which the service opens.
var changed = Check{ID: "release-changes", Family: HandedIn, Rule: "ENV-CHANGES", Sends: Nothing,
	Says: says("公開日までに変わるプロバイダーの挙動", "what changes at the provider before the release")}

// changes tells, for each provider of the environment, what has changed on the day of the release.
func (r *run) changes() {
	release := r.File.Opening()
	if release == "" {
		return
	}
	of := r.offered()
	if r.File.Handover != nil || r.describe.Offers(target.CalendarProvider) {
		of = append(slices.Clone(of), target.CalendarProvider)
	}
	now := today(r.Now()).Format(time.DateOnly)
	for _, id := range of {
		var found []finding
		provider := r.changing(id)
		for _, c := range r.Changes {
			if c.Provider == provider && c.Day > now && c.Day <= release {
				found = append(found, equal(says(c.Day+" "+c.Says.JA, c.Day+" "+c.Says.EN), "tried by torii run --as-of "+c.Day, "release on "+release,
					says("torii list changes にある行を、torii run --as-of "+c.Day+" で試す", "try the rows of torii list changes by torii run --as-of "+c.Day)).unsure(c.Confidence))
			}
		}
		if len(found) == 0 {
			found = []finding{equal(changed.Says, "nothing by "+release, "nothing by "+release, text.Both{})}
		}
		r.tell(changed, id, compared(found...))
	}
}

// changing is the provider of that id, or of a way of signing in such as yahoo-hybrid.
func (r *run) changing(id string) string {
	if slices.ContainsFunc(r.Changes, func(c Change) bool { return c.Provider == id }) {
		return id
	}
	provider, _, _ := strings.Cut(id, "-")
	return provider
}
