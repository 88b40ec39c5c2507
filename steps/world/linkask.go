package world

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	"torii/fixtures/rule"
	"torii/fixtures/text"
	"torii/reports/event"
	"torii/rpclient/target"
)

// compare logs one comparison of a scenario about several people.
func (w *World) compare(rule, want, got, ja, en string) error {
	w.add("", event.Checked{What: en, Rule: rule, Says: text.Both{JA: ja, EN: en}, Want: want, Got: got})
	return nil
}

// whose says whose member a name is, for the report; the name itself is masked.
func (w *World) whose(member string) string {
	if member == "" {
		return "nobody"
	}
	for _, name := range w.names() {
		if w.roles[name].member == member {
			return name
		}
	}
	return "somebody new"
}

func (w *World) names() []string {
	var names []string
	for name := range w.roles {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// IsOwn expects that the person's browser is signed in as their own member.
func (w *World) IsOwn(ctx context.Context, name string) error {
	r := w.role(name)
	member, err := w.look(ctx, r)
	if err != nil {
		return err
	}
	return w.compare(w.Rule, "true", said(member != "" && member == r.member), "「"+name+"」は自分の会員としてログインしているか", name+" is signed in as their own member")
}

// IsNobody expects that nobody is signed in in the person's browser.
func (w *World) IsNobody(ctx context.Context, name string) error {
	member, err := w.look(ctx, w.role(name))
	if err != nil {
		return err
	}
	return w.compare(w.Rule, "nobody", w.whose(member), "「"+name+"」のブラウザーでログインしている会員", "who is signed in in the browser of "+name)
}

// HasLinked expects that the member has a provider linked, or not.
func (w *World) HasLinked(ctx context.Context, name, provider string, want bool) error {
	_, way, err := w.entrance(provider)
	if err != nil {
		return err
	}
	got, err := w.linked(ctx, w.role(name), way)
	if err != nil {
		return err
	}
	return w.compare(w.Rule, said(want), said(got), "「"+name+"」の会員に"+provider+"が連携されているか", provider+" is linked to the member "+name)
}

// fresh signs in with somebody's account in a new browser, and returns as whom.
func (w *World) fresh(ctx context.Context, of, provider string) (string, error) {
	_, who, err := w.account(ctx, w.role(of), provider)
	if err != nil {
		return "", err
	}
	l, err := w.LogInHonestly(ctx, provider, who)
	if err != nil {
		return "", err
	}
	return l.member, nil
}

// LeadsTo expects that one person's account leads to another person's member, or not.
func (w *World) LeadsTo(ctx context.Context, of, provider, to string, want bool) error {
	member, err := w.fresh(ctx, of, provider)
	if err != nil {
		return err
	}
	owner := w.role(to).member
	if owner == "" {
		return w.neverIn(to)
	}
	breaks := w.Rule
	if !want {
		breaks = w.others(of, to)
	}
	return w.compare(breaks, said(want), said(member == owner),
		"「"+of+"」の"+provider+"でログインすると「"+to+"」の会員になるか", "the account of "+of+" at "+provider+" leads to the member "+to)
}

// others is the rule that is broken where one person turns out to be another's member:
// that of the row, unless that one is a recommendation.
func (w *World) others(a, b string) string {
	r, _ := rule.Find(rule.ID(w.Rule))
	if r.Level == rule.Must || a == b || w.role(a).values.Email == w.role(b).values.Email { // devices of one person
		return w.Rule
	}
	return string(rule.OwnSession)
}

// EitherLeads expects that at least one of two accounts still leads to the person's own member.
func (w *World) EitherLeads(ctx context.Context, of, first, second string) error {
	own := w.role(of).member
	found := false
	for _, provider := range []string{first, second} {
		member, err := w.fresh(ctx, of, provider)
		if err != nil {
			return err
		}
		found = found || own != "" && member == own
	}
	return w.compare(w.Rule, "true", said(found), "「"+of+"」がログインする方法が残っているか", of+" still has a way to sign in")
}

// LeadsNowhere expects that the account signs nobody in.
func (w *World) LeadsNowhere(ctx context.Context, of, provider string) error {
	member, err := w.fresh(ctx, of, provider)
	if err != nil {
		return err
	}
	return w.compare(w.Rule, "nobody", w.whose(member), "「"+of+"」の"+provider+"でログインした会員", "who signs in with the account of "+of+" at "+provider)
}

// PasswordWorks expects that the person's address and password sign them in, or not.
func (w *World) PasswordWorks(ctx context.Context, name string, want bool) error {
	r := w.role(name)
	f := w.bay.Target.Account.Password
	if !f.Exists() {
		return w.missing("password")
	}
	other := &role{name: name, browser: w.newBrowser()}
	if err := w.fill(ctx, other, f, f.Steps, r.values, ""); err != nil {
		return err
	}
	if err := w.sent(ctx, other, "password"); err != nil {
		return err
	}
	in, member, err := w.probe(ctx, other.browser, nil)
	if err != nil {
		return err
	}
	own := in && (r.member == "" || member == r.member)
	return w.compare(w.Rule, said(want), said(own), "「"+name+"」はパスワードでログインできるか", name+" can sign in with the password")
}

// Mailed expects that so many mails or more were sent to the person.
func (w *World) Mailed(ctx context.Context, name, least string) error {
	n, err := strconv.Atoi(least)
	if err != nil {
		return unusable("number of mails: %w", err)
	}
	mails, err := w.mailsTo(ctx, w.role(name).values.Email)
	if err != nil {
		return err
	}
	return w.compare(w.Rule, "true", said(len(mails) >= n), "「"+name+"」に "+least+" 通以上のメールが届いているか", "at least "+least+" mails were sent to "+name)
}

// Declined expects that what the person did last was declined, on a page made for
// people, and, where the target tells, for the right reason.
func (w *World) Declined(name string) error {
	r := w.role(name)
	if r.page == nil {
		return nil // they came to no page, which is told already
	}
	if err := w.compare("SES-PAGE", "true", said(target.ForPeople(r.page) && r.page.Status < http.StatusInternalServerError),
		"人に読める画面で断られたか", "it was declined on a page made for people"); err != nil {
		return err
	}
	doc, err := r.page.Document()
	if err != nil || !w.bay.Target.Built {
		return nil
	}
	_, rules := w.bay.Target.Marker.Read(doc)
	return w.compare(w.Rule, "true", said(slices.Contains(rules, w.Rule)), "正しい理由で断られたか", "it was declined for the right reason")
}

// Fine expects that what the person did last was no failure.
func (w *World) Fine(name string) error {
	r := w.role(name)
	if r.page == nil {
		return nil // they came to no page, which is told already
	}
	return w.compare(w.Rule, "true", said(r.page.Status < http.StatusBadRequest), "障害にならなかったか", "it was no failure")
}

// OldCookies expects that the cookies from before the last trip, or logout, sign nobody in.
func (w *World) OldCookies(ctx context.Context, name string) error {
	r := w.role(name)
	if r.before == nil {
		return nil
	}
	in, _, err := w.probe(ctx, w.newBrowser(), r.before)
	if err != nil {
		return err
	}
	return w.compare(w.Rule, "false", said(in), "「"+name+"」の前のCookieでまだ入れるか", "the former cookies of "+name+" still sign in")
}

// neverIn logs that somebody whom the row needs signed in never was.
func (w *World) neverIn(name string) error {
	return w.compare(w.Rule, "true", said(w.role(name).member != ""), "「"+name+"」は一度でもログインできたか", name+" was signed in at least once")
}

// TwoMembers expects that two people are not one member. Who was turned away has become nobody.
func (w *World) TwoMembers(a, b string) error {
	one, other := w.role(a), w.role(b)
	return w.compare(w.others(a, b), "false", said(one.member != "" && one.member == other.member),
		"「"+a+"」と「"+b+"」は同じ会員か", a+" and "+b+" are one member")
}

// NotTwo expects that two who did one thing have not become two members. Who was turned away has become none.
func (w *World) NotTwo(a, b string) error {
	members := distinct(slices.DeleteFunc([]string{w.role(a).member, w.role(b).member}, func(m string) bool { return m == "" }))
	return w.compare(w.Rule, "true", said(len(members) <= 1), "「"+a+"」と「"+b+"」は二人の会員になっていないか", a+" and "+b+" have not become two members")
}

// IsNew expects that the person is not the member any more that they were at first. Who
// is turned away, or asked to register, is none.
func (w *World) IsNew(name string) error {
	r := w.role(name)
	if len(r.members) == 0 {
		return w.neverIn(name)
	}
	return w.compare(w.Rule, "true", said(len(r.members) == 1 || r.members[0] != r.members[len(r.members)-1]), "「"+name+"」は前とは別の会員か", name+" is another member than before")
}

// OneWins expects that not both of two people have the account linked.
func (w *World) OneWins(ctx context.Context, a, b, provider string) error {
	id, err := w.Provider(provider)
	if err != nil {
		return err
	}
	n := 0
	for _, name := range []string{a, b} {
		r := w.role(name)
		if r.page != nil {
			// Who is told so by an internal error has been turned away all the same.
			if err := w.compare(string(rule.ReadablePage), "true", said(r.page.Status < http.StatusInternalServerError), "「"+name+"」に内部エラーが出ていないか", "no internal error was shown to "+name); err != nil {
				return err
			}
		}
		got, err := w.linked(ctx, r, id)
		if err != nil {
			return err
		}
		if got {
			n++
		}
	}
	if n == 0 { // both were turned away, and nothing is anybody else's
		return w.rested(event.Rested{On: event.HonestLink, Of: id, Problem: text.Both{
			JA: "同時に連携した二人とも断られた", EN: "both who linked at the same time were turned away"}})
	}
	return w.compare(w.Rule, "1", strconv.Itoa(n), provider+"が連携された会員の数", "members with "+provider+" linked")
}
