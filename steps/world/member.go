package world

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"torii/fixtures/persona"
	"torii/fixtures/text"
	"torii/mockidp/profile"
	"torii/reports/event"
)

// details are what scenarios call the things a session page says of a member.
var details = map[string]string{
	"名前": "name", "メールアドレス": "email", "メールの確認": "email_verified", "メールの非公開": "email_private", "メールの停止": "email_stopped",
	"name": "name", "e-mail address": "email", "verification": "email_verified", "privacy": "email_private", "stopped mail": "email_stopped",
}

// tellers are the scopes under which providers tell a detail: a Relying Party that asks
// for none of them is told nothing, and need not.
var tellers = map[string][]string{
	"name": {"name", "profile"}, "email": {"email"}, "email_verified": {"email"}, "email_private": {"email"},
}

// unasked reports whether the request asked for other scopes than those that tell a detail.
func (w *World) unasked(l *login, item string) bool {
	asked, wanted := strings.Fields(w.param(l.id, profile.Authorization, "scope")), tellers[details[item]]
	return len(asked) > 0 && len(wanted) > 0 && !slices.ContainsFunc(wanted, func(s string) bool { return slices.Contains(asked, s) })
}

// ofPerson are the words for what a person has, where no scenario can know the value.
func ofPerson(who persona.Person, word string) string {
	switch word {
	case "本人の氏名", "the person's full name":
		return strings.TrimSpace(who.FamilyName + " " + who.GivenName)
	case "本人のアドレス", "the person's address":
		return who.Email
	case "リレーのアドレス", "the relay's address":
		return who.Trait("relay")
	case "なし", "nothing":
		return ""
	case "はい", "yes":
		return "true"
	case "いいえ", "no":
		return "false"
	}
	return word
}

// MemberHas expects what the session page says of the member; nothing is said of who is not signed in.
func (w *World) MemberHas(ctx context.Context, item, want string) error {
	last, got, err := w.detail(ctx, item)
	if err != nil {
		return err
	}
	if last.came.Outcome != event.SignedIn {
		return nil // no page tells of who is not signed in
	}
	if w.unasked(last, item) {
		return w.missing("scope: " + strings.Join(tellers[details[item]], ", "))
	}
	w.check(last.id, w.Rule, ofPerson(last.who, want), got, text.Both{JA: "会員の" + item, EN: details[item] + " of the member"})
	return nil
}

// MemberNameAtMost expects a name of no more than so many characters.
func (w *World) MemberNameAtMost(ctx context.Context, most string) error {
	n, err := strconv.Atoi(most)
	if err != nil {
		return unusable("number of characters: %w", err)
	}
	last, got, err := w.detail(ctx, "名前")
	if err != nil {
		return err
	}
	if last.came.Outcome != event.SignedIn {
		return nil
	}
	length := utf8.RuneCountInString(got)
	w.check(last.id, w.Rule, "true", strconv.FormatBool(length <= n),
		text.Both{JA: fmt.Sprintf("会員の名前が %d 文字以下か（%d 文字）", n, length), EN: fmt.Sprintf("the member's name has at most %d characters (%d)", n, length)})
	return nil
}

// NoRawHTML expects that no page shows the person's name as HTML.
func (w *World) NoRawHTML(ctx context.Context) error {
	last, err := w.last()
	if err != nil {
		return err
	}
	if err := w.expect([]event.Outcome{event.SignedIn}, ""); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, w.bay.Deadline)
	defer cancel()
	page, err := last.browser.Probe(ctx, w.bay.Target.Session.Address, http.Header{"Accept": {"text/html"}})
	if err != nil {
		return w.settle(ctx, last, page, late(ctx, err))
	}
	raw := page.HTML() && strings.Contains(string(page.Body), last.who.GivenName)
	w.check(last.id, w.Rule, "false", strconv.FormatBool(raw), text.Both{JA: "名前がそのままHTMLとして出ているか", EN: "the name is shown as raw HTML"})
	return nil
}

// detail asks the session page for one thing.
func (w *World) detail(ctx context.Context, item string) (*login, string, error) {
	last, err := w.last()
	if err != nil {
		return nil, "", err
	}
	if err := w.expect([]event.Outcome{event.SignedIn}, ""); err != nil {
		return nil, "", err
	}
	ctx, cancel := context.WithTimeout(ctx, w.bay.Deadline)
	defer cancel()
	s := w.bay.Target.Session
	if details[item] == "" {
		return nil, "", unusable("nothing of a member is called %q", item)
	}
	if _, ok := s.Says[details[item]]; !ok {
		return nil, "", w.missing("session.says." + details[item])
	}
	if last.came.Outcome != event.SignedIn {
		return last, "", nil
	}
	page, err := last.browser.Probe(ctx, s.Address, s.Header)
	if err != nil {
		return last, "", w.settle(ctx, last, page, late(ctx, err))
	}
	got, err := s.Detail(page, details[item])
	if err != nil {
		return nil, "", unusable("%w: mend session in torii.yaml", err)
	}
	return last, got, nil
}
