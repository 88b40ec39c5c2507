package verdict

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"torii/fixtures/rule"
	"torii/fixtures/text"
	"torii/reports/event"
)

// declared are the service's decisions that a login falls under.
func (j *judged) declared(login string) []event.Declared {
	var all []event.Declared
	for _, e := range j.events {
		if f, ok := e.Fact.(event.Declared); ok && e.Login == login {
			all = append(all, f)
		}
	}
	return all
}

// decided settles a login by what the service has decided of it. No decision excuses
// somebody else's session, and one that the Relying Party does not keep to fails.
func (j *judged) decided(login string, came event.Came, x event.Expected) (done bool) {
	stranger := came.Outcome == event.SignedIn && came.Owner == event.Other
	refused := came.Outcome == event.Refused || came.Outcome == event.Registration
	for _, d := range j.declared(login) {
		switch {
		case (d.How == event.Excuses || d.How == event.Spares) && refused && !slices.Contains(x.Outcomes, came.Outcome),
			d.How == event.Admits && came.Outcome == event.SignedIn && !stranger,
			d.How == event.Ignores && came.Outcome == event.SignedIn && !stranger:
			if d.How == event.Ignores && !j.asksForPerson(login) {
				j.contradicted(d.By)
				return false
			}
			j.taken(d.By)
			return true
		case d.How == event.Excuses && came.Outcome == event.SignedIn, d.How == event.Admits && came.Outcome == event.Refused:
			j.contradicted(d.By)
		case d.How == event.Binds && j.Rule.ID == rule.ID(x.Rule):
			j.bound, j.Rule.Level = d.By, rule.Must
		case d.How == event.Asks && !slices.Contains(x.Outcomes, came.Outcome):
			j.Asks = d.By
		}
	}
	return false
}

// asksForPerson reports whether the target asks, in an honest login, elsewhere than in the ID token who came.
func (j *judged) asksForPerson(login string) bool {
	control, _ := j.control(login)
	return slices.Contains(control.Calls, "userinfo") || slices.Contains(control.Calls, "profile")
}

// taken settles a row that does not apply by a declaration.
func (j *judged) taken(by string) {
	j.By = by
	j.exempt(text.Both{JA: "torii.yaml の " + by + " による", EN: "by " + by + " of torii.yaml"})
}

func (j *judged) contradicted(by string) {
	j.lower(Failed, text.Both{JA: "torii.yaml の " + by + " と、RPのすることが違う", EN: "the RP does otherwise than " + by + " of torii.yaml says"})
}

// Taken is how many rows a declaration has taken away.
type Taken struct {
	By         string
	Rows, Must int
}

// Taken returns what the target's declarations have taken away, the most first.
func (r Run) Taken() []Taken {
	counts := map[string]*Taken{}
	for _, row := range r.Rows {
		if row.By == "" || row.Verdict.Worse(Skipped) {
			continue
		}
		if counts[row.By] == nil {
			counts[row.By] = &Taken{By: row.By}
		}
		counts[row.By].Rows++
		if row.Rule.Level == rule.Must {
			counts[row.By].Must++
		}
	}
	var all []Taken
	for _, by := range slices.Sorted(maps.Keys(counts)) {
		all = append(all, *counts[by])
	}
	slices.SortStableFunc(all, func(a, b Taken) int { return cmp.Or(cmp.Compare(b.Must, a.Must), cmp.Compare(b.Rows, a.Rows)) })
	return all
}

// says tells it in a line.
func (t Taken) says() text.Both {
	return text.Both{JA: fmt.Sprintf("%s により %d 行を行わない（MUST %d 行）", t.By, t.Rows, t.Must),
		EN: fmt.Sprintf("%s takes %d rows away, %d of them MUST", t.By, t.Rows, t.Must)}
}

// asked are the declarations that warned rows ask for, each once.
func (r Run) asked() []string {
	var all []string
	for _, row := range r.Rows {
		if row.Asks != "" && !slices.Contains(all, row.Asks) {
			all = append(all, row.Asks)
		}
	}
	slices.Sort(all)
	return all
}
