package cause

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"torii/fixtures/rule"
	"torii/fixtures/text"
	"torii/reports/event"
	"torii/reports/verdict"
)

// sign is what tells a cause from others, and the sentence that leads it.
type sign struct {
	key  string
	says text.Both
}

// honestKey begins the key of causes that keep an honest login from succeeding.
const honestKey = "honest "

// sign finds the cause of a row. The first that the log shows is it.
func (l *ledger) sign(r verdict.Row) sign {
	for _, look := range []func(verdict.Row) (sign, bool){l.dishonest, l.broken, l.crashed, l.early, l.groundless, l.unread, l.unchecked, l.believed} {
		if s, is := look(r); is {
			return s
		}
	}
	return l.seen(r)
}

// dishonest is the honest login that fails: it takes every row with it that rests on it, and its own.
func (l *ledger) dishonest(r verdict.Row) (sign, bool) {
	c, failed := l.control(r)
	own := r.Rule.ID == rule.HonestLogin || r.Rule.ID == rule.HonestBooking
	switch {
	case !failed, r.Verdict == verdict.HarnessError:
		return sign{}, false
	case !own && r.Verdict != verdict.Vacuous && l.accepted(r):
		return sign{}, false
	}
	told := recognise(l.trial(c))
	return sign{honestKey + cmp.Or(string(told.Kind), plain(c.Problem)), told.Says}, true
}

// broken is trouble of the harness or the environment.
func (l *ledger) broken(r verdict.Row) (sign, bool) {
	return sign{"harness " + plain(r.Reason.EN), r.Reason}, r.Verdict == verdict.HarnessError
}

// crashed is the place in the target's code that crashed.
func (l *ledger) crashed(r verdict.Row) (sign, bool) {
	came, is := l.came(r.ID, func(c event.Came) bool { return c.Outcome == event.Crashed })
	if !is || r.Rule.ID != rule.Alive && r.Verdict != verdict.Vacuous {
		return sign{}, false
	}
	site := siteOf(l.during(r.ID))
	if site == "" {
		key := plain(came.Detail)
		return sign{"crash " + cmp.Or(l.lie(r), r.ID) + " " + key, text.Both{JA: "RPが落ちる: " + came.Detail, EN: "the RP crashes: " + came.Detail}}, true
	}
	return sign{"crash at " + site, text.Both{JA: "RPが落ちる: " + site, EN: "the RP crashes: " + site}}, true
}

// early is a login that is refused before what it is about.
func (l *ledger) early(r verdict.Row) (sign, bool) {
	lie := l.lie(r)
	came, is := l.came(r.ID, func(c event.Came) bool { return c.Outcome == event.Refused })
	if lie == "" || !is || r.Verdict == verdict.Warned || l.served(r.ID, lie) || l.accepted(r) {
		return sign{}, false
	}
	how := strings.TrimSpace(fmt.Sprintf("%s %d %s", came.Stage, came.Status, cmp.Or(came.Marker, came.Title)))
	return sign{"refused early " + how, text.Both{JA: "不正に出会う前に、RPがログインを拒む（" + how + "）", EN: "the RP refuses the login before it has met the fault (" + how + ")"}}, true
}

// groundless is something that the rows rest on and that does not hold.
func (l *ledger) groundless(r verdict.Row) (sign, bool) {
	return sign{"vacuous " + plain(r.Reason.EN), r.Reason}, r.Verdict == verdict.Vacuous && l.lie(r) == ""
}

// unread is a target that looks at no claim of the ID token.
func (l *ledger) unread(r verdict.Row) (sign, bool) {
	if !l.careless[r.Provider] || !l.accepted(r) || !slices.Contains(claims, r.Rule.ID) && !slices.Contains(besides, r.Rule.ID) {
		return sign{}, false
	}
	return sign{"claims", text.Both{JA: "IDトークンのクレーム（iss、aud、exp ほか）をどれも確かめていない",
		EN: "no claim of the ID token is looked at: iss, aud, exp and the others"}}, true
}

// unchecked is a rule whose crudest lie is accepted: nothing of it is looked at.
func (l *ledger) unchecked(r verdict.Row) (sign, bool) {
	if !l.crude[crude{r.Provider, r.Rule.ID}] || l.lie(r) == "" || r.Verdict == verdict.Vacuous {
		return sign{}, false
	}
	return sign{"unchecked " + string(r.Rule.ID), text.Both{
		JA: fmt.Sprintf("%s を確かめていない（%s も受け入れた）: %s", r.Rule.ID, crudest[r.Rule.ID], r.Rule.Says.JA),
		EN: fmt.Sprintf("%s is not looked at (%s is accepted too): %s", r.Rule.ID, crudest[r.Rule.ID], r.Rule.Says.EN)}}, true
}

// believed is one lie that is not seen through.
func (l *ledger) believed(r verdict.Row) (sign, bool) {
	lie := l.lie(r)
	if lie == "" {
		return sign{}, false
	}
	how, ja, en := "other", "の扱いが違う", "is met wrongly"
	if l.accepted(r) {
		how, ja, en = "accepted", "を受け入れた", "is accepted"
	}
	return sign{strings.Join([]string{string(r.Rule.ID), lie, how, string(r.Verdict)}, " "), text.Both{
		JA: fmt.Sprintf("%s%s（%s: %s）", lie, ja, r.Rule.ID, r.Rule.Says.JA),
		EN: fmt.Sprintf("%s %s (%s: %s)", lie, en, r.Rule.ID, r.Rule.Says.EN)}}, true
}

// seen is what one scenario saw, at whichever provider.
func (l *ledger) seen(r verdict.Row) sign {
	what := ""
	for _, e := range l.byRow[r.ID] {
		if f, is := e.Fact.(event.Checked); is && f.Want != f.Got && what == "" {
			what = f.What
		}
	}
	return sign{strings.Join([]string{string(r.Rule.ID), subject(r), what, l.behind(r.ID)}, " "), text.Both{
		JA: fmt.Sprintf("%s: %s", r.Rule.ID, r.Rule.Says.JA), EN: fmt.Sprintf("%s: %s", r.Rule.ID, r.Rule.Says.EN)}}
}

// behind tells logins that one provider hands on to another from those that it answers itself: a
// target that links people at a relay does so in steps of their own.
func (l *ledger) behind(row string) string {
	first := map[string]string{}
	for _, e := range l.byRow[row] {
		f, is := e.Fact.(event.Called)
		if !is || e.Login == "" {
			continue
		}
		if was, called := first[e.Login]; called && was != f.Provider {
			return "relay"
		}
		first[e.Login] = f.Provider
	}
	return ""
}

// subject is a row's id without the provider in it.
func subject(r verdict.Row) string {
	scenario, of, _ := strings.Cut(r.ID, "/")
	of = strings.TrimPrefix(strings.TrimPrefix(of, r.Provider), "-")
	return strings.TrimSuffix(scenario+"/"+of, "/")
}

var changing = regexp.MustCompile(`~[0-9a-zA-Z_-]+|\d+`)

// plain leaves out of words what differs from run to run: numbers, and digests.
func plain(s string) string { return changing.ReplaceAllString(s, "#") }
