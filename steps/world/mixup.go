package world

import (
	"context"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"torii/mockidp/fault"
	"torii/reports/event"
	"torii/rpclient/driver"
)

// The ways in which a callback takes a response.
const (
	byQuery    = "query"
	byForm     = "form_post"
	byFragment = "fragment"
)

// astray is another of the target's callbacks, and how it takes responses.
type astray struct {
	address *url.URL
	mode    string
}

// mixUp has a response arrive at each other callback of the target's (RFC 9700, 4.4), each in
// a login of its own, in the way that this callback takes responses.
func (w *World) mixUp(ctx context.Context, l *login, f fault.Fault, held *driver.Request) error {
	to, err := w.otherCallbacks(ctx, l.provider, held)
	if err != nil {
		return err
	}
	if err := w.defends(ctx, l); err != nil {
		return err
	}
	last := len(to) - 1
	for _, other := range to[:last] {
		if err := w.mixUpAnother(ctx, l, f, other); err != nil {
			return err
		}
	}
	w.logins = append(slices.DeleteFunc(w.logins, func(other *login) bool { return other == l }), l) // the one that the row asks of
	return w.deliver(ctx, l, l.browser, f, misled(held, to[last]))
}

// mixUpAnother does so with a login of somebody else's, and expects the same of it.
func (w *World) mixUpAnother(ctx context.Context, l *login, f fault.Fault, to astray) error {
	who, err := w.stranger(l.provider)
	if err != nil {
		return err
	}
	other := &login{id: w.nextLogin(), provider: l.provider, way: l.way, who: who, browser: w.newBrowser(), faults: l.faults}
	if err := w.registerFirst(ctx, other.way, who); err != nil {
		return err
	}
	if err := w.plant(other, ""); err != nil {
		return err
	}
	page, err := w.beginHeld(ctx, other)
	if err != nil || page.Held == nil {
		err = w.settle(ctx, other, page, err)
	} else {
		err = w.deliver(ctx, other, other.browser, f, misled(page.Held, to))
	}
	if err != nil {
		return err
	}
	for _, e := range w.facts() {
		if d, is := e.Fact.(event.Defended); is && e.Login == l.id {
			w.add(other.id, d)
		}
	}
	w.expectOf(other, []event.Outcome{event.Refused}, "")
	return nil
}

// otherCallbacks are those that a response at hand can be brought to: one that only a script
// of the target's can read is brought to such pages alone.
func (w *World) otherCallbacks(ctx context.Context, provider string, held *driver.Request) ([]astray, error) {
	var all []astray
	for _, id := range slices.Sorted(maps.Keys(w.bay.Target.Back)) {
		address, err := url.Parse(w.bay.Target.Back[id])
		if err != nil || id == provider || address.Path == held.URL.Path {
			continue
		}
		mode, err := w.takes(ctx, id)
		if err != nil {
			return nil, err
		}
		seen := slices.ContainsFunc(all, func(a astray) bool { return a.address.String() == address.String() })
		if !seen && (mode == byFragment) == (modeOf(held) == byFragment) {
			all = append(all, astray{address, mode})
		}
	}
	if len(all) == 0 {
		return nil, w.missing("a second callback that takes responses by " + modeOf(held))
	}
	return all, nil
}

// takes is how a callback takes responses, as the target asks for them in its honest login.
func (w *World) takes(ctx context.Context, way string) (string, error) {
	if _, is := w.bay.Target.Login[way]; w.control == nil || !is {
		return byQuery, nil
	}
	controlled, err := w.control(ctx, way)
	if err != nil {
		return "", err
	}
	mode := byQuery
	for _, name := range controlled.Sent {
		if types, is := strings.CutPrefix(name, "response_type="); is && mode == byQuery && strings.Contains(types, "token") {
			mode = byFragment
		}
		if asked, is := strings.CutPrefix(name, "response_mode="); is {
			return asked, nil
		}
	}
	return mode, nil
}

func modeOf(r *driver.Request) string {
	switch {
	case len(r.Form) > 0:
		return byForm
	case r.URL.Fragment != "":
		return byFragment
	}
	return byQuery
}

// misled is a held response on its way to another callback. Whoever leads it astray brings it
// in the way that is taken there.
func misled(held *driver.Request, to astray) *driver.Request {
	changed, address := *held, *held.URL
	address.Scheme, address.Host, address.Path, address.RawPath = to.address.Scheme, to.address.Host, to.address.Path, ""
	changed.URL = &address
	switch from := modeOf(held); {
	case to.mode == byForm && from == byQuery:
		changed.Method, changed.Form, address.RawQuery = http.MethodPost, held.URL.Query(), ""
		if n := len(held.Via); n > 0 {
			changed.Via, changed.Initiator = nil, held.Via[n-1]
		}
	case to.mode != byForm && from == byForm:
		changed.Method, changed.Form, address.RawQuery = http.MethodGet, nil, held.Form.Encode()
	}
	return &changed
}
