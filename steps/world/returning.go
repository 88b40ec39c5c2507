package world

import (
	"context"
	"errors"
	"net/url"
	"strconv"
	"strings"

	"torii/fixtures/rule"
	"torii/fixtures/text"
	"torii/reports/event"
	"torii/rpclient/driver"
	"torii/rpclient/target"
)

// destination is where people are to be led after a login or a logout, as anybody can
// write it into a link to the target.
type destination struct {
	name    text.Both
	address string // {origin}, {page} and {name}, an origin without port, are the target's own; {other} is the other scheme
}

// elsewhereHost is nobody's.
const elsewhereHost = "elsewhere.example.test"

// longAddress is more, in bytes, than a server need take in a line (RFC 9112, 3).
const longAddress = 10 << 10

// destinations are one page of the target's own, and other sites as browsers read them
// (URL Standard, 4.4) and hasty comparisons do not.
var destinations = []destination{
	{text.Both{JA: "自分のサイトの画面", EN: "a page of its own"}, "{page}?torii=1"},
	{text.Both{JA: "ほかのサイト", EN: "another site"}, "https://" + elsewhereHost + "/"},
	{text.Both{JA: "https: を省いたほかのサイト", EN: "another site without https:"}, "//" + elsewhereHost + "/"},
	{text.Both{JA: "スラッシュの多いほかのサイト", EN: "another site behind many slashes"}, "////" + elsewhereHost + "/"},
	{text.Both{JA: "スラッシュの無いほかのサイト", EN: "another site without slashes"}, "{other}:" + elsewhereHost},
	{text.Both{JA: "バックスラッシュで書いたほかのサイト", EN: "another site behind a backslash"}, `/\` + elsewhereHost + "/"},
	{text.Both{JA: "タブを挟んだほかのサイト", EN: "another site behind a tab"}, "/\t/" + elsewhereHost + "/"},
	{text.Both{JA: "空白で始まるほかのサイト", EN: "another site behind a space"}, " https://" + elsewhereHost + "/"},
	{text.Both{JA: "自分のホスト名で始まるほかのサイト", EN: "another site that begins with its own host"}, "{name}." + elsewhereHost + "/"},
	{text.Both{JA: "自分のホスト名を利用者名に書いたほかのサイト", EN: "another site with its own host as user"}, "{origin}@" + elsewhereHost + "/"},
	{text.Both{JA: "自分のアドレスを途中に含むほかのサイト", EN: "another site that holds its own address"}, "https://" + elsewhereHost + "/?{origin}{page}"},
	{text.Both{JA: "自分のオリジンにつなぐと利用者名になるもの", EN: "what makes a user name of its own origin"}, "@" + elsewhereHost + "/"},
	{text.Both{JA: "自分のオリジンにつなぐとホスト名になるもの", EN: "what makes another host of its own"}, "." + elsewhereHost + "/"},
	{text.Both{JA: "自分のオリジンにつなぐとポートになるもの", EN: "what makes a password of its port"}, ":1@" + elsewhereHost + "/"},
	{text.Both{JA: "閉じない角括弧", EN: "a bracket that is not closed"}, "http://["},
	{text.Both{JA: "半端なパーセント", EN: "half an escape"}, "/%"},
	{text.Both{JA: "改行を挟んだほかのサイト", EN: "another site behind a line break"}, "/\r\n/" + elsewhereHost + "/"},
	{text.Both{JA: "10 kB のアドレス", EN: "an address of 10 kB"}, "/" + strings.Repeat("a", longAddress)},
	{text.Both{JA: "JavaScript", EN: "JavaScript"}, "javascript:alert(1)//{page}"},
}

// destination returns the address of that name.
func (w *World) destination(name string) (string, error) {
	own, err := url.Parse(w.bay.Target.Session.Address)
	if err != nil {
		return "", unusable("session.page: %w", err)
	}
	other := map[string]string{"https": "http", "http": "https"}[own.Scheme]
	for _, d := range destinations {
		if name == d.name.JA || name == d.name.EN {
			return strings.NewReplacer("{origin}", own.Scheme+"://"+own.Host, "{name}", own.Scheme+"://"+own.Hostname(),
				"{page}", own.EscapedPath(), "{other}", other).Replace(d.address), nil
		}
	}
	return "", unusable("no destination is called %q", name)
}

// LogInTo takes the scenario's person through a login that was begun with a wish where it leads.
func (w *World) LogInTo(ctx context.Context, name, provider string) error {
	param := w.bay.Target.Return.Login
	if param == "" {
		return w.missing("return.login")
	}
	address, err := w.destination(name)
	if err != nil {
		return err
	}
	w.begins = func(c target.Control) target.Control { return c.With(param, address) }
	defer func() { w.begins = nil }()
	return w.LogIn(ctx, provider)
}

// LogOutTo uses the target's logout control with a wish where it leads.
func (w *World) LogOutTo(ctx context.Context, name string) error {
	param := w.bay.Target.Return.Logout
	last, err := w.last()
	switch {
	case err != nil:
		return err
	case param == "" || w.bay.Target.Logout.IsZero():
		return w.missing("return.logout")
	case last.came.Outcome != event.SignedIn:
		return nil // the login is judged
	}
	address, err := w.destination(name)
	if err != nil {
		return err
	}
	last.browser.Hold(w.elsewhere)
	defer last.browser.Hold(nil)
	last.page, err = w.use(ctx, last, w.bay.Target.Logout.With(param, address))
	if errors.Is(err, driver.ErrMalformed) {
		w.ledNowhere(last, err)
		return nil
	}
	if errors.Is(err, driver.ErrScheme) {
		return nil // that is no page of the target's
	}
	if err != nil {
		return w.settle(ctx, last, last.page, err)
	}
	return nil
}

// ledNowhere logs that the target led a person to what is no address: a browser shows them an error of its own.
func (w *World) ledNowhere(l *login, problem error) {
	l.nowhere = true
	w.add(l.id, event.Checked{What: "led to an address", Rule: string(rule.ReadablePage),
		Says: text.Both{JA: "RPが導いた先は、ブラウザーが開けるアドレスか", EN: "the RP leads to an address that a browser can open"},
		Want: "true", Got: w.masker.Scrub(problem.Error())})
}

// elsewhere reports whether a request would leave both the target and the mocks.
func (w *World) elsewhere(r *driver.Request) bool {
	return !w.bay.Mocked(r.URL) && !w.own(r.URL)
}

func (w *World) own(u *url.URL) bool {
	return w.bay.Target.Owns(u.String())
}

// NotLedAway expects that the person was led to no other site, signed in or not.
func (w *World) NotLedAway() error {
	last, err := w.last()
	if err != nil {
		return err
	}
	w.expectOf(last, []event.Outcome{event.SignedIn, event.Refused}, "")
	if last.nowhere { // which is no other site
		return nil
	}
	w.check(last.id, w.Rule, "true", strconv.FormatBool(last.page != nil && last.page.Held == nil && w.own(last.page.URL)),
		text.Both{JA: "自分のサイトに留まったか", EN: "stayed at its own site"})
	return nil
}

// LedBack expects that the person is at the target's own page that they wanted.
func (w *World) LedBack() error {
	last, err := w.last()
	if err != nil {
		return err
	}
	w.expectIn(last)
	at := ""
	if last.page != nil {
		at = last.page.URL.RequestURI()
	}
	want, err := w.destination(destinations[0].name.EN)
	w.check(last.id, w.Rule, want, at, text.Both{JA: "ログインのあとの画面", EN: "the page after the login"})
	return err
}
