package world

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"torii/fixtures/text"
	"torii/mockidp/plan"
	"torii/reports/event"
)

// ChangesPlaces has another person log in with the scenario's browser.
func (w *World) ChangesPlaces(ctx context.Context, name string) error {
	first, err := w.last()
	if err != nil {
		return err
	}
	provider, way, err := w.entrance(name)
	if err != nil {
		return err
	}
	who, err := w.stranger(provider)
	if err != nil {
		return err
	}
	l := &login{id: w.nextLogin(), provider: provider, way: way, who: who, browser: first.browser}
	w.does = plan.Approve
	if err := w.plant(l, ""); err != nil {
		return err
	}
	w.logins = append(w.logins, l)
	return w.walk(ctx, l)
}

// NothingOfFormer expects that the last login's page says nothing of the person before.
func (w *World) NothingOfFormer(ctx context.Context) error {
	if len(w.logins) < 2 {
		return unusable("two logins are wanted, got %d", len(w.logins))
	}
	former, last := w.logins[len(w.logins)-2], w.logins[len(w.logins)-1]
	if err := w.SignedIn(ctx); err != nil || last.came.Outcome != event.SignedIn {
		return err
	}
	w.check(last.id, w.Rule, "false", strconv.FormatBool(former.member == last.member),
		text.Both{JA: "前の人の会員でログインしたか", EN: "signed in as the person before"})
	left := false
	for _, word := range []string{former.who.Email, former.member} {
		left = left || word != "" && strings.Contains(last.shown, word)
	}
	w.check(last.id, w.Rule, "false", strconv.FormatBool(left),
		text.Both{JA: "前の人のことが画面に残っているか", EN: "the page still says something of the person before"})
	return nil
}

// sessionCookies are the cookies of a login without which nobody is signed in.
func (w *World) sessionCookies(ctx context.Context, l *login) ([]*http.Cookie, error) {
	all := l.browser.Cookies(w.bay.Target.Session.Address)
	var needed []*http.Cookie
	for i, c := range all {
		var pairs []string
		for n, other := range all {
			if n != i {
				pairs = append(pairs, other.Name+"="+other.Value)
			}
		}
		in, _, err := w.probe(ctx, w.newBrowser(), http.Header{"Cookie": {strings.Join(pairs, "; ")}})
		if err != nil {
			return nil, err
		}
		if !in {
			needed = append(needed, c)
		}
	}
	return needed, nil
}

// CookiesAre expects an attribute of every cookie that keeps somebody signed in.
func (w *World) CookiesAre(ctx context.Context, has func(*http.Cookie) bool, says text.Both) error {
	last, err := w.last()
	if err != nil {
		return err
	}
	w.expectIn(last)
	if last.came.Outcome != event.SignedIn {
		return nil // there is no such cookie
	}
	cookies, err := w.sessionCookies(ctx, last)
	if err != nil {
		return w.settle(ctx, last, nil, err)
	}
	good := 0
	for _, c := range cookies {
		if has(c) {
			good++
		}
	}
	w.check(last.id, w.Rule, strconv.Itoa(len(cookies)), strconv.Itoa(good), says)
	return nil
}

// SecureCookies expects Secure, of a target that people reach by https.
func (w *World) SecureCookies(ctx context.Context) error {
	if !strings.HasPrefix(w.bay.Target.Origin, "https://") {
		return w.missing("https")
	}
	return w.CookiesAre(ctx, func(c *http.Cookie) bool { return c.Secure }, text.Both{JA: "Secure の付いたセッションのCookieの数", EN: "session cookies with Secure"})
}

// ScriptlessCookies expects HttpOnly.
func (w *World) ScriptlessCookies(ctx context.Context) error {
	return w.CookiesAre(ctx, func(c *http.Cookie) bool { return c.HttpOnly }, text.Both{JA: "HttpOnly の付いたセッションのCookieの数", EN: "session cookies with HttpOnly"})
}

// SameSiteCookies expects Lax or Strict, said in so many words.
func (w *World) SameSiteCookies(ctx context.Context) error {
	return w.CookiesAre(ctx, func(c *http.Cookie) bool {
		return c.SameSite == http.SameSiteLaxMode || c.SameSite == http.SameSiteStrictMode
	}, text.Both{JA: "SameSite が Lax か Strict のセッションのCookieの数", EN: "session cookies whose SameSite is Lax or Strict"})
}

// NothingLeaks expects that neither the address that the login ends at nor its pages hold the
// code or an ID token: an address goes on in Referer, history and logs.
func (w *World) NothingLeaks() error {
	last, err := w.last()
	if err != nil {
		return err
	}
	w.expectIn(last)
	if last.page == nil || last.page.URL == nil {
		return nil
	}
	w.check(last.id, w.Rule, "false", strconv.FormatBool(holds(last.page.URL, "code", "id_token", "access_token")),
		text.Both{JA: "ログイン後のアドレスにコードやトークンがあるか", EN: "the address after the login has the code or a token"})
	body := string(last.page.Body) + last.shown
	code := w.codeOf(last)
	w.check(last.id, w.Rule, "false", strconv.FormatBool(code != "" && strings.Contains(body, code)),
		text.Both{JA: "ログイン後の画面にコードがあるか", EN: "the page after the login has the code"})
	w.check(last.id, w.Rule, "false", strconv.FormatBool(hasIDToken(body)),
		text.Both{JA: "ログイン後の画面にIDトークンがあるか", EN: "the page after the login has an ID token"})
	return nil
}

// codeOf is the code that came to the callback of a login, "" where it came in no address.
func (w *World) codeOf(l *login) string {
	if l.arrived == nil {
		return ""
	}
	return inAddress(l.arrived, "code")
}

func holds(u *url.URL, names ...string) bool {
	return slices.ContainsFunc(names, func(name string) bool { return u.Query().Has(name) || fragment(u).Has(name) })
}

var jwt = regexp.MustCompile(`eyJ[A-Za-z0-9_-]+\.(eyJ[A-Za-z0-9_-]+)\.`)

// hasIDToken reports whether a text has a JWT that says who issued it for whom.
func hasIDToken(body string) bool {
	for _, found := range jwt.FindAllStringSubmatch(body, -1) {
		raw, err := base64.RawURLEncoding.DecodeString(found[1])
		var claims map[string]any
		if err == nil && json.Unmarshal(raw, &claims) == nil && claims["iss"] != nil && claims["aud"] != nil && claims["sub"] != nil {
			return true
		}
	}
	return false
}
