package world

import (
	"context"
	"maps"
	"net/http"
	"slices"

	"torii/rpclient/driver"
	"torii/rpclient/target"
)

// FramedControl expects that no other site may show the page of a control in a frame.
func (w *World) FramedControl(ctx context.Context, name, provider, what string) error {
	_, way, err := w.entrance(provider)
	if err != nil {
		return err
	}
	browser := w.role(name).browser
	var by map[string]target.Control
	field := "login"
	switch account := w.bay.Target.Account; what {
	case "ログイン":
		browser, by = w.newBrowser(), w.bay.Target.Login
	case "連携":
		by, field = account.Link, "link"
	case "連携の解除":
		by, field = account.Unlink, "unlink"
	default:
		return unusable("no control is called %q; want ログイン, 連携 or 連携の解除", what)
	}
	path := by[way].Path()
	if len(path) == 0 || path[len(path)-1].Select == "" {
		return w.missing("providers." + way + "." + field + ".select")
	}
	path = slices.Clone(path)
	path[len(path)-1] = target.Step{Page: path[len(path)-1].Page} // the page, and no more
	page, err := w.follow(ctx, &login{browser: browser}, nil, path)
	if err != nil {
		return w.stumbled("", err)
	}
	return w.framed(page)
}

// FramedHere expects so of the page that somebody looks at.
func (w *World) FramedHere(_ context.Context, name string) error { return w.framed(w.role(name).page) }

func (w *World) framed(page *driver.Page) error {
	if page == nil {
		return unusable("nobody looks at a page")
	}
	if err := environment(page); err != nil {
		return err
	}
	return w.compare(w.Rule, "false", said(driver.Framable(page.Header)), "ほかのサイトの枠の中に画面を出せるか", "another site may show the page in a frame")
}

// LogsOutByGET has the request to log out reach somebody's browser as a link.
func (w *World) LogsOutByGET(ctx context.Context, name string) error {
	if w.bay.Target.Logout.IsZero() {
		return w.missing("logout")
	}
	return w.asLink(ctx, name, w.bay.Target.Logout)
}

// UnlinksByGET does so with the request to unlink.
func (w *World) UnlinksByGET(ctx context.Context, name, provider string) error {
	_, way, err := w.entrance(provider)
	if err != nil {
		return err
	}
	control, ok := w.bay.Target.Account.Unlink[way]
	if !ok {
		return w.missing("providers." + way + ".unlink")
	}
	return w.asLink(ctx, name, control)
}

// asLink takes the form of a control, and sends what is in it in an address instead, as a link on a
// neighbour's page does.
func (w *World) asLink(ctx context.Context, name string, control target.Control) error {
	r := w.role(name)
	r.browser.Hold(func(r *driver.Request) bool { return r.Method == http.MethodPost })
	page, err := w.use(ctx, &login{browser: r.browser}, control)
	r.browser.Hold(nil)
	if err != nil {
		return w.stumbled("", err)
	}
	if page.Held == nil {
		r.page = page // it was a link already: what comes after tells what it has done
		return w.after(ctx, r)
	}
	link := page.Held.Clone()
	query := link.URL.Query()
	maps.Copy(query, link.Form)
	link.Method, link.Form, link.URL.RawQuery = http.MethodGet, nil, query.Encode()
	link.Initiator, link.Gesture, link.Via = w.neighbour(), false, nil
	if page, err = w.resume(ctx, r.browser, link); err != nil {
		return w.stumbled("", err)
	}
	r.page = page
	return w.after(ctx, r)
}
