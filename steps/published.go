package steps

import (
	"context"
	"slices"
	"strings"

	"torii/fixtures/text"
	"torii/mockidp"
	"torii/mockidp/bend"
	"torii/mockidp/fault"
	"torii/mockidp/profile"
	"torii/reports/event"
	"torii/reports/verdict"
	"torii/steps/catalog"
)

// keyRules begin the names of the rules about keys, which bind whoever reads keys at all.
const keyRules = "KEY-"

// published is the document that a row rests on: a target that does not read it in an
// honest login, nor when it starts, meets nothing of what the row is about. "" is none.
func published(row catalog.Row) profile.Endpoint {
	documents := map[bend.Place]profile.Endpoint{bend.KeySet: profile.JWKS, bend.Metadata: profile.Discovery}
	if f, ok := fault.Find(row.Fault); ok {
		return documents[f.Place()]
	}
	if p, err := mockidp.Profile(row.Provider); err == nil && row.Quirk != "" {
		q, _ := mockidp.FindQuirk(p, row.Quirk)
		return documents[q.Bend.Place()]
	}
	if strings.HasPrefix(row.Rule, keyRules) {
		return profile.JWKS
	}
	return ""
}

// applying tells of the rows that do not apply, and returns the others: a target that
// does not read a document needs no start to meet it changed.
func (r *Runner) applying(ctx context.Context, rows []catalog.Row) (kept []catalog.Row, err error) {
	for _, row := range rows {
		on := published(row)
		if !row.OwnMock() || on == "" {
			kept = append(kept, row)
			continue
		}
		control, err := r.control(ctx, row.Provider)
		if err != nil {
			return nil, err
		}
		control.Read = r.read(control.Provider)
		if !control.SignedIn || slices.Contains(control.Read, string(on)) {
			kept = append(kept, row)
			continue
		}
		r.untried(row.ID, r.opens(row), control, event.Rests{On: string(on)})
	}
	return kept, nil
}

// read returns the documents of a provider that the target has read since the run began.
func (r *Runner) read(provider string) []string {
	var read []string
	for _, e := range append(r.Log.Row(""), r.Log.Row("control/"+provider)...) {
		f, ok := e.Fact.(event.Called)
		if ok && f.Provider == provider && (f.Endpoint == string(profile.Discovery) || f.Endpoint == string(profile.JWKS)) {
			read = append(read, f.Endpoint)
		}
	}
	slices.Sort(read)
	return slices.Compact(read)
}

// untried logs a row that is not taken through its steps, with what is known of it.
func (r *Runner) untried(id string, opened event.RowStarted, known ...event.Fact) {
	r.Log.Add(id, "", opened)
	for _, fact := range known {
		r.Log.Add(id, "", fact)
	}
	r.Log.Add(id, "", event.RowEnded{})
	r.done(id)
}

// sharesProvider reports whether a group has a row at one of the row's providers.
func sharesProvider(group []catalog.Row, row catalog.Row) bool {
	return slices.ContainsFunc(group, func(other catalog.Row) bool {
		return slices.ContainsFunc(other.Providers(), func(id string) bool { return slices.Contains(row.Providers(), id) })
	})
}

// says reports whether a row has one of the sentences.
func says(row catalog.Row, sentences ...string) bool {
	return slices.ContainsFunc(row.Steps, func(s catalog.Step) bool {
		return slices.ContainsFunc(sentences, func(has string) bool { return strings.Contains(s.Text, has) })
	})
}

// settles reports whether a row waits until the target may be expected to look for new keys.
func settles(row catalog.Row) bool {
	return says(row, "鍵を前触れなく入れ替える", "鍵を残らず入れ替える", "鍵を元に戻す")
}

// lacking is what a row asks for that the target does not have, as its steps would find out
// one after another; "" is nothing.
func (r *Runner) lacking(row catalog.Row) string {
	switch {
	case r.Bench.Shared() && passes(row):
		return "a clock of its own"
	case row.OwnMock() && r.Bench.Target().Logout.IsZero() && says(row, "利用者がログアウトする"):
		return "logout"
	}
	return ""
}

// passes reports whether a row lets time go by for the target too.
func passes(row catalog.Row) bool { return says(row, " 日たつ", " 分が過ぎる", "時になる") }

// reopen has a row that was tried in company run once more.
func (r *Runner) reopen(row string, why event.Again) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.reopened[row] = why
}

// apart reports whether a row that was tried together with harmless others has to be tried
// by itself: in company it did not pass.
func (r *Runner) apart(row string) bool {
	wave, ok := r.waves[row]
	if !ok || !wave.beside || verdict.One(r.Log.Row(row), r.Bench.Target().Built).Verdict == verdict.Passed {
		return false
	}
	r.reopen(row, event.Again{Why: text.Both{
		JA: "害のない違いの行をまとめて試して通らなかったので、この行だけでやり直した",
		EN: "harmless rows were tried together and this one did not pass, so it was run again by itself"}})
	return true
}
