package world

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"torii/fixtures/rule"
	"torii/fixtures/text"
	"torii/reports/event"
	"torii/rpclient/target"
)

// ofItself are the rules that are about a ground themselves: their rows are judged where it fails.
var ofItself = map[event.Ground][]string{
	event.HonestLink:         {string(rule.HonestLink)},
	event.HonestRegistration: {string(rule.HonestRegistration)},
}

// rests logs whether something holds that the row rests on, as it was tried once for the
// whole run. Where it does not, the row ends: what follows would prove nothing.
func (w *World) rests(ctx context.Context, on event.Ground, of string) error {
	if w.ground == nil || slices.Contains(ofItself[on], w.Rule) {
		return nil
	}
	rested, err := w.ground(ctx, on, of)
	if err != nil {
		return err
	}
	return w.rested(rested)
}

func (w *World) rested(r event.Rested) error {
	w.add("", r)
	if !r.Holds {
		return ErrVacuous
	}
	return nil
}

// Try finds out whether the target does honestly what rows rest on.
func Try(ctx context.Context, o Options, on event.Ground, of string) (event.Rested, error) {
	w := New(o)
	defer w.Close()
	found := event.Rested{On: on, Of: of}
	var err error
	switch on {
	case event.HonestLink:
		found.Problem, err = w.tryLink(ctx, of)
	case event.HonestRegistration:
		found.Problem, err = w.tryRegistration(ctx)
	case event.FormSent:
		found.Problem, err = w.tryForm(ctx, of)
	default:
		err = unusable("nobody can try %q", on)
	}
	switch {
	case IsMissing(err): // the rows themselves tell what the target lacks
		found.Holds = true
		return found, nil
	case errors.Is(err, ErrVacuous):
		if found.Problem.IsZero() {
			found.Problem = w.ungrounded()
		}
		return found, nil
	}
	found.Holds = found.Problem.IsZero()
	return found, err
}

// ungrounded is why the trial itself ended before its end.
func (w *World) ungrounded() text.Both {
	for _, e := range slices.Backward(w.facts()) {
		if f, ok := e.Fact.(event.Rested); ok && !f.Holds {
			return f.Problem
		}
	}
	return text.Both{JA: "正しいログインができない", EN: ErrVacuous.Error()}
}

// someone is who a ground is tried with.
const someone = "対照"

// enters signs somebody in as a member, in a way that rests on none of the providers named:
// by password where the target has that and can be given members, else by a provider.
func (w *World) enters(ctx context.Context, without string) (*role, error) {
	r := w.role(someone)
	_, made := w.bay.Target.Account.Actions[target.ActionMember]
	if made && w.bay.Target.Account.Password.Exists() {
		if err := w.IsMember(ctx, someone); err != nil {
			return r, err
		}
		return r, w.SignsIn(ctx, someone)
	}
	for _, provider := range w.bay.Target.Providers() {
		if _, way := w.bay.Target.Login[provider]; !way || provider == without {
			continue
		}
		if err := w.Enter(ctx, someone, provider, false); err != nil {
			return r, err
		}
		return r, w.mustBeIn(ctx, r)
	}
	return r, w.missing("a second way to sign in")
}

// tryLink links a provider to a member, and looks whether it is.
func (w *World) tryLink(ctx context.Context, way string) (text.Both, error) {
	r, err := w.enters(ctx, way)
	if err == nil {
		err = w.Link(ctx, someone, way, false)
	}
	if err != nil {
		return text.Both{}, err
	}
	linked, err := w.linked(ctx, r, way)
	if err != nil || linked {
		return text.Both{}, err
	}
	return w.instead(r, "連携したはずの "+way+" が、会員に連携されていない", way+" is not linked to the member who has linked it"), nil
}

// tryRegistration registers somebody by e-mail address, and looks whether they are a member.
func (w *World) tryRegistration(ctx context.Context) (text.Both, error) {
	r := w.role(someone)
	if err := w.Registers(ctx, someone); err != nil {
		return text.Both{}, err
	}
	in, _, err := w.probe(ctx, r.browser, nil)
	if err != nil || in {
		return text.Both{}, err
	}
	return w.instead(r, "会員登録を終えた人がログインしていない", "who has registered is not signed in"), nil
}

// tryForm has a member send a form that is there for members.
func (w *World) tryForm(ctx context.Context, what string) (text.Both, error) {
	f, ok := w.forms()[what]
	if !ok || !f.Exists() {
		return text.Both{}, w.missing(what)
	}
	r, err := w.enters(ctx, "")
	if err != nil {
		return text.Both{}, err
	}
	if err := w.fill(ctx, r, f, f.Steps[:1], r.values, ""); err != nil {
		return text.Both{}, err
	}
	return w.unsent(r, what), nil
}

// forms are the forms that a member has, but only where nothing keeps them from it: that it
// is not there can be an answer, for a target that is known to show it.
func (w *World) forms() map[string]target.Form {
	a := w.bay.Target.Account
	return map[string]target.Form{"email": a.Email, "withdraw": a.Withdraw, "confirm": a.Confirm}
}

// offered are those that are shown upon something only: whoever sees none has been answered.
var offered = []string{"merge_confirm"}

// sent ends a row whose form was not there to be sent, as when the target has led away from it.
func (w *World) sent(ctx context.Context, r *role, what string) error {
	problem := w.unsent(r, what)
	if problem.IsZero() || slices.Contains(offered, what) {
		return nil
	}
	if _, members := w.forms()[what]; members && w.ground != nil {
		return w.rests(ctx, event.FormSent, what)
	}
	return w.rested(event.Rested{On: event.FormSent, Of: what, Problem: problem})
}

// unsent says what was shown in place of a form, zero where it was sent.
func (w *World) unsent(r *role, what string) text.Both {
	if !r.unsent {
		return text.Both{}
	}
	return w.instead(r, "フォーム "+what+" が画面に無く、送れなかった", "the form "+what+" was not on the page, and so not sent")
}

// instead adds to a problem what page was shown last.
func (w *World) instead(r *role, ja, en string) text.Both {
	if r.page == nil || r.page.URL == nil {
		return text.Both{JA: ja, EN: en}
	}
	shown := fmt.Sprintf("%d %s", r.page.Status, w.masker.Scrub(r.page.URL.Path))
	if title := w.masker.Scrub(r.page.Title()); title != "" {
		shown += "「" + title + "」"
	}
	return text.Both{JA: ja + "（" + shown + "）", EN: en + " (" + shown + ")"}
}

// mustBeIn ends a row in which somebody is to do what only members can, and is none.
func (w *World) mustBeIn(ctx context.Context, r *role) error {
	in, _, err := w.probe(ctx, r.browser, nil)
	switch {
	case err != nil:
		return err
	case !in && r.name == someone: // said of whoever it is, for all rows have this one reason
		return w.rested(event.Rested{On: event.WhoIsIn, Of: r.name, Problem: w.instead(r, "会員としてログインできない", "no member can be signed in")})
	case !in:
		return w.rested(event.Rested{On: event.WhoIsIn, Of: r.name, Problem: w.instead(r,
			"「"+r.name+"」がログインしていないので、会員としての操作ができない", r.name+" is not signed in, and so cannot do what members do")})
	}
	return nil
}

// mustBeMade is mustBeIn for who signs in as the member that the operator has made them.
func (w *World) mustBeMade(ctx context.Context, r *role) error {
	if err := w.mustBeIn(ctx, r); err != nil {
		return err
	}
	if first := len(r.members) == 1; first && r.made != "" && r.member != r.made {
		return w.rested(event.Rested{On: event.WhoIsIn, Of: r.name, Problem: text.Both{
			JA: "actions.member が作った会員と、ログインした会員が違う", EN: "who is signed in is not the member that actions.member has made"}})
	}
	return nil
}

// lender is the member signed in in a browser that belongs to somebody else as well, "" where that is
// nobody: another tab of one person's is no loan.
func (w *World) lender(ctx context.Context, r *role) (member string, err error) {
	for _, name := range w.names() {
		other := w.roles[name]
		if other.browser != r.browser || other.values.Email == r.values.Email {
			continue
		}
		in, member, err := w.probe(ctx, r.browser, nil)
		if err != nil || !in || member != other.member {
			return "", err
		}
		return member, nil
	}
	return "", nil
}

// mustHaveChanged ends a row in which somebody was to sign in in a borrowed browser, and its
// lender still is: the target has changed nothing, as it may.
func (w *World) mustHaveChanged(ctx context.Context, r *role, was string) error {
	if was == "" {
		return nil
	}
	in, member, err := w.probe(ctx, r.browser, nil)
	if err != nil || !in || member != was {
		return err
	}
	return w.rested(event.Rested{On: event.WhoIsIn, Of: r.name, Problem: w.instead(r,
		"「"+r.name+"」のログインで、その端末の会員は替わらなかった", "the member signed in there did not change when "+r.name+" was to sign in")})
}

// named reads the number of a member from what an action answers, where torii.yaml says which part of it that is.
func named(a target.Action, answer []byte) string {
	answered, ok := a.(target.Answered)
	if !ok || answered.Path == "" {
		return ""
	}
	return strings.Trim(string(bytes.TrimSpace(answer)), `"`)
}
