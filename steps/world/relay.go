package world

import (
	"context"
	"net/url"
	"strconv"
	"strings"

	"torii/fixtures/text"
	"torii/mockidp/fault"
	"torii/mockidp/op"
	"torii/reports/event"
)

// Upstream prepares a fault of the provider that people are sent on to, for the next login.
func (w *World) Upstream(name string) error {
	f, ok := fault.Find(name)
	if !ok {
		return unusable("no fault is called %q; see torii list faults", name)
	}
	w.upstream = append(w.upstream, f.ID)
	w.add("", event.Prepared{ID: f.ID})
	return nil
}

// Configure sets a switch of a provider, or a setting of one of its clients.
func (w *World) Configure(name, setting, value string) error {
	provider, err := w.Provider(name)
	if err != nil {
		return err
	}
	p, err := w.bay.Mock.Provider(provider)
	if err != nil {
		return unusable("%w", err)
	}
	w.keep(p)
	if err := p.Configure(setting, value); err != nil {
		return unusable("%w", err)
	}
	return nil
}

// keep has the provider's settings put back when the scenario is over: the mocks may go
// on to serve others.
func (w *World) keep(p *op.Provider) {
	w.changed = append(w.changed, p.Keep())
}

// UpstreamFailed expects that what was prepared upstream really happened.
func (w *World) UpstreamFailed() error {
	last, err := w.last()
	if err != nil {
		return err
	}
	if len(last.upstream) == 0 {
		return unusable("nothing was prepared upstream")
	}
	for _, id := range last.upstream {
		served := false
		for _, e := range w.facts() {
			f, ok := e.Fact.(event.Served)
			served = served || ok && e.Login == last.id && f.ID == id
		}
		if !served {
			return ErrVacuous // that nobody met it is seen from the log
		}
	}
	return nil
}

// TokenNotPreserved expects that one-time tokens are used up.
func (w *World) TokenNotPreserved() error {
	last, err := w.last()
	if err != nil {
		return err
	}
	w.expectIn(last)
	w.check(last.id, "SP-TOKEN", "false", strconv.FormatBool(w.param(last.id, w.redeems(last), "preserve_token") == "true"),
		text.Both{JA: "preserve_token を送ったか", EN: "preserve_token was sent"})
	return nil
}

// NoneAskedBeyond expects that a login asks for no LINE Profile+ items: those are for registration.
func (w *World) NoneAskedBeyond() error {
	last, err := w.last()
	if err != nil {
		return err
	}
	w.expectIn(last)
	w.check(last.id, "SP-PROFILE", "", w.param(last.id, "authenticate", "extended_items"),
		text.Both{JA: "ログインで求めた extended_items", EN: "extended_items asked for at a login"})
	return nil
}

// RightHost expects that authorization requests go to the host that takes them.
func (w *World) RightHost() error {
	last, err := w.last()
	if err != nil {
		return err
	}
	w.expectIn(last)
	w.check(last.id, HonestRule, "0", strconv.Itoa(w.calls(last.id, "wrong-host")),
		text.Both{JA: "認証用でないホストに送った要求の数", EN: "requests to a host that is not for them"})
	return nil
}

// NoSecrets expects that no browser of the scenario has met a secret of the target's.
func (w *World) NoSecrets() error {
	last, err := w.last()
	if err != nil {
		return err
	}
	w.expectIn(last)
	w.check(last.id, "SP-KEY", "false", strconv.FormatBool(w.leaked),
		text.Both{JA: "RPの秘密がブラウザーに現れたか", EN: "a browser has met a secret of the RP"})
	return nil
}

// secrets are what no browser may meet.
func (w *World) secrets() []string {
	var all []string
	for _, p := range w.bay.Mock.Providers() {
		for _, c := range p.Clients {
			all = append(all, c.Secret)
			if key := c.Set["api_key"]; key != "" {
				all = append(all, key)
			}
		}
	}
	return all
}

// watch notes whether a secret stands in what a browser met.
func (w *World) watch(texts ...string) {
	for _, text := range texts {
		w.seen.add(w.masker.Scrub(text))
	}
	for _, secret := range w.secrets() {
		for _, text := range texts {
			if secret != "" && (strings.Contains(text, secret) || strings.Contains(text, url.QueryEscape(secret))) {
				w.leaked = true
			}
		}
	}
}

// AtHome expects that the login ended at the target's own origin.
func (w *World) AtHome() error {
	last, err := w.last()
	if err != nil {
		return err
	}
	w.check(last.id, w.Rule, "true", strconv.FormatBool(last.page != nil && w.own(last.page.URL)),
		text.Both{JA: "自分のサイトに留まったか", EN: "stayed at its own site"})
	return nil
}

// NoTokenLeft expects that the last page's address holds no token, or that it is told to nobody.
func (w *World) NoTokenLeft() error {
	last, err := w.last()
	if err != nil {
		return err
	}
	if last.page == nil {
		w.expectOf(last, []event.Outcome{event.Refused, event.SignedIn}, "")
		return nil // what it came to instead is the finding
	}
	query := last.page.URL.Query()
	holds := query.Has("token") || query.Has("code")
	policy := map[string]bool{"no-referrer": true, "same-origin": true, "strict-origin": true, "origin": true,
		"strict-origin-when-cross-origin": true, "origin-when-cross-origin": true}
	w.check(last.id, "SP-REFERRER", "true", strconv.FormatBool(!holds || policy[last.page.Header.Get("Referrer-Policy")]),
		text.Both{JA: "トークンの付いたアドレスが他のサイトに渡らないか", EN: "no address with a token goes to other sites"})
	return nil
}

// TellsOutage expects that trouble of the service's own is not told as the person's.
func (w *World) TellsOutage() error {
	last, err := w.last()
	if err != nil {
		return err
	}
	w.check(last.id, "SP-ERROR", "true", strconv.FormatBool(last.came.Status >= 500),
		text.Both{JA: "利用者のせいにせず、障害として知らせたか", EN: "told as an outage and not as the person's fault"})
	return nil
}

// KeepsName expects that a name which the target showed after the first login is still
// shown though it was not told again.
func (w *World) KeepsName(_ context.Context) error {
	last, err := w.last()
	if err != nil {
		return err
	}
	w.expectIn(last)
	if len(w.logins) < 2 || last.came.Outcome != event.SignedIn {
		return nil
	}
	before := strings.Contains(w.logins[0].shown, last.who.Name)
	w.check(last.id, "SP-PROFILE", strconv.FormatBool(before), strconv.FormatBool(strings.Contains(last.shown, last.who.Name)),
		text.Both{JA: "前に得た名前がまだ表示されるか", EN: "the name told before is still shown"})
	return nil
}

// Lacks expects that the session page does not show the person's e-mail address.
func (w *World) Lacks() error {
	last, err := w.last()
	if err != nil {
		return err
	}
	w.check(last.id, "SP-PROFILE", "false", strconv.FormatBool(last.who.Email != "" && strings.Contains(last.shown, last.who.Email)),
		text.Both{JA: "許されていないメールアドレスを知っているか", EN: "an address is known that was not allowed"})
	return nil
}
