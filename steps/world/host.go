package world

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strings"

	"torii/rpclient/driver"
	"torii/rpclient/target"
)

// forgedHost is nobody's: no address of the target's has it unless a request's header went into it.
const forgedHost = "forged.example.test"

// forgeries are the headers by which a request can name a host, each as it is written by hand.
var forgeries = map[string]func(*http.Request){
	"Host":             func(r *http.Request) { r.Host = forgedHost },
	"X-Forwarded-Host": func(r *http.Request) { r.Header.Set("X-Forwarded-Host", forgedHost) },
	"Forwarded":        func(r *http.Request) { r.Header.Set("Forwarded", "host="+forgedHost) },
}

// forgingBrowser is a browser whose requests to the target have that header forged.
func (w *World) forgingBrowser(header string) (driver.Browser, error) {
	change, ok := forgeries[header]
	if !ok {
		return nil, unusable("no header %q is forged; want Host, X-Forwarded-Host or Forwarded", header)
	}
	return w.observe(func(onHop func(driver.Hop)) driver.Browser { return w.bay.Forging(onHop, change) }), nil
}

// BeginsForged begins a login by requests with a forged header, and expects that nothing of it is in
// the authentication request. A target that refuses such requests makes none.
func (w *World) BeginsForged(ctx context.Context, header, name string) error {
	last, err := w.last()
	if err != nil {
		return err
	}
	w.expectIn(last)
	provider, way, err := w.entrance(name)
	if err != nil {
		return err
	}
	if err := w.bay.Pace(ctx); err != nil {
		return err
	}
	browser, err := w.forgingBrowser(header)
	if err != nil {
		return err
	}
	browser.Hold(func(r *driver.Request) bool { return !w.own(r.URL) })
	page, err := w.use(ctx, &login{id: w.nextLogin(), provider: provider, way: way, browser: browser}, w.bay.Target.Login[cmp.Or(way, provider)])
	if err != nil || page.Held == nil {
		return nil // no authentication request was made of it
	}
	sent := page.Held.URL.Query().Encode() + " " + page.Held.Form.Encode()
	return w.compare(w.Rule, "false", said(strings.Contains(sent, forgedHost)), "認証要求に、書き換えたホストがあるか", "the authentication request has the forged host")
}

// SendsForged makes every request of somebody's have a forged header from now on.
func (w *World) SendsForged(name, header string) error {
	browser, err := w.forgingBrowser(header)
	if err != nil {
		return err
	}
	w.role(name).browser = browser
	return nil
}

// RecoversForged asks by requests with a forged header for recovery with somebody else's address. A
// target that refuses such requests sends no mail.
func (w *World) RecoversForged(ctx context.Context, name, header, of string) error {
	f := w.bay.Target.Account.Recover
	if len(f.Steps) == 0 {
		return w.missing("recover")
	}
	if err := w.SendsForged(name, header); err != nil {
		return err
	}
	r := w.role(name)
	v := r.values
	v.Email = w.role(of).values.Email
	steps := f.Steps
	if mail := slices.IndexFunc(steps, func(s target.FormStep) bool { return s.Mail }); mail >= 0 {
		steps = steps[:mail]
	}
	return w.fill(ctx, r, f, steps, v, v.Email)
}

// MailIsOwn expects that no mail to somebody names the forged host.
func (w *World) MailIsOwn(ctx context.Context, name string, moved bool) error {
	address := w.role(name).values.Email
	if moved {
		address = "moved." + address
	}
	mails, err := w.mailsTo(ctx, address)
	if err != nil {
		return err
	}
	named := slices.ContainsFunc(mails, func(m target.Mail) bool { return strings.Contains(m.Text, forgedHost) })
	return w.compare(w.Rule, "false", said(named), "届いたメールに、書き換えたホストがあるか", "a mail names the forged host")
}
