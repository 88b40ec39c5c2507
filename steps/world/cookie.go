package world

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"torii/fixtures/text"
	"torii/rpclient/driver"
)

// mostCookies bounds how many cookies are tried for each other.
const mostCookies = 8

// BeginsElsewhere has another person begin a login in a browser of their own, and stop before it comes back.
func (w *World) BeginsElsewhere(ctx context.Context, name string) error {
	provider, way, err := w.entrance(name)
	if err != nil {
		return err
	}
	browser := w.newBrowser()
	_, page, err := w.startOwn(ctx, &login{provider: provider, way: way}, browser)
	if err != nil {
		return err
	}
	if page == nil || page.Held == nil {
		return unusable("a login at %s did not come as far as the callback", name)
	}
	browser.Hold(nil)
	w.waiting = cookiesOf(browser, w.bay.Target.Session.Address, page.Held.URL.String())
	if len(w.waiting) == 0 {
		return w.inapplicable("cookie", "始めただけのログインに、RPのCookieは無い", "a login that has only begun has no cookie of the RP's")
	}
	return nil
}

// cookiesOf are the cookies that a browser would send to any of some addresses.
func cookiesOf(b driver.Browser, addresses ...string) []*http.Cookie {
	var all []*http.Cookie
	for _, address := range addresses {
		for _, c := range b.Cookies(address) {
			if len(all) < mostCookies && !slices.ContainsFunc(all, func(o *http.Cookie) bool { return o.Name == c.Name }) {
				all = append(all, c)
			}
		}
	}
	return all
}

// PendingIsNoSession expects that no cookie of a login that has only begun signs anybody in, whatever its name.
func (w *World) PendingIsNoSession(ctx context.Context) error {
	last, err := w.last()
	if err != nil {
		return err
	}
	w.expectIn(last)
	names := namesOf(append(cookiesOf(last.browser, w.bay.Target.Session.Address), w.waiting...))
	return w.signsNobodyIn(ctx, last, w.waiting, names, true,
		text.Both{JA: "始めただけのログインのCookieでログインしている人がいるか", EN: "a cookie of a login that has only begun signs somebody in"})
}

// LeftIsNoSession expects so of what a browser keeps after logging out. Under its own name a cookie is
// judged by the rule about logging out.
func (w *World) LeftIsNoSession(ctx context.Context) error {
	last, err := w.last()
	if err != nil {
		return err
	}
	w.expectIn(last)
	left := cookiesOf(last.browser, w.bay.Target.Session.Address)
	var names []string
	if last.before != nil {
		for pair := range strings.SplitSeq(last.before.Get("Cookie"), "; ") {
			name, _, _ := strings.Cut(pair, "=")
			names = append(names, name)
		}
	}
	return w.signsNobodyIn(ctx, last, left, append(names, namesOf(left)...), false,
		text.Both{JA: "ログアウトしたあとに残るCookieを別の名前で送ってログインしている人がいるか", EN: "a cookie that stays after logging out signs somebody in under another name"})
}

func namesOf(cookies []*http.Cookie) []string {
	var names []string
	for _, c := range cookies {
		names = append(names, c.Name)
	}
	return names
}

// signsNobodyIn sends each value under each name, beside all the others as they are.
func (w *World) signsNobodyIn(ctx context.Context, l *login, cookies []*http.Cookie, names []string, own bool, says text.Both) error {
	signedIn := false
	for _, name := range slices.Compact(slices.Sorted(slices.Values(names))) {
		for _, c := range cookies {
			if c.Name == name && !own {
				continue
			}
			pairs := []string{name + "=" + c.Value}
			for _, beside := range cookies {
				if beside.Name != name {
					pairs = append(pairs, beside.Name+"="+beside.Value)
				}
			}
			in, _, err := w.probe(ctx, w.newBrowser(), http.Header{"Cookie": {strings.Join(pairs, "; ")}})
			if err != nil {
				return w.settle(ctx, l, nil, err)
			}
			signedIn = signedIn || in
		}
	}
	w.check(l.id, w.Rule, "false", said(signedIn), says)
	return nil
}
