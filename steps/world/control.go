package world

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"torii/mockidp"
	"torii/mockidp/fault"
	"torii/mockidp/profile"
	"torii/reports/event"
	"torii/rpclient/target"
)

// Control takes the target through its honest login at a provider, the yardstick of
// every row after it, and finds out whether it looks at signatures at all.
func Control(ctx context.Context, o Options, name string) (event.Controlled, error) {
	w := New(o)
	defer w.Close()
	w.control = nil
	if mockidp.IsService(name) {
		return w.controlBooking(ctx, event.Controlled{Provider: name})
	}
	provider, way, err := w.entrance(name)
	if err != nil {
		return event.Controlled{}, err
	}
	controlled := event.Controlled{Provider: provider}
	stranger := w.newBrowser()
	in, _, err := w.probe(ctx, stranger, nil)
	w.looks(event.BeforeLogin, stranger, err == nil && in)
	switch {
	case err == nil && in:
		return w.untried(controlled, nil, misdescribed("the session probe says that somebody is signed in before any login: mend session in torii.yaml"))
	case errors.Is(err, target.ErrUnnamed):
		w.blank, controlled.Blank = true, true
	}
	who, err := w.mint(provider, "")
	if err != nil {
		return controlled, err
	}
	honest, err := w.LogInHonestly(ctx, way, who)
	if err != nil {
		return w.untried(controlled, honest, err)
	}
	w.looks(event.AfterLogin, honest.browser, honest.came.Outcome == event.SignedIn)
	controlled.Calls = distinct(w.called(honest.id))
	controlled.Sent = sent(w.request(honest.id, profile.Authorization).Params)
	controlled.Unasked = w.withoutOpenID(honest)
	if controlled.SignedIn = honest.came.Outcome == event.SignedIn; !controlled.SignedIn {
		controlled.Problem = problem(honest.came)
		return controlled, nil
	}
	w.measure(controlled)
	if !slices.Contains(controlled.Calls, string(profile.Token)) {
		return controlled, nil // without ID token there is no signature to look at
	}
	probe, ok := signatureProbe()
	if !ok {
		return controlled, errors.New("control: the catalogue has no probe of the signature family")
	}
	forged := &login{id: w.nextLogin(), provider: provider, way: way, browser: w.newBrowser(), faults: []fault.Fault{probe}}
	if forged.who, err = w.mint(provider, ""); err != nil {
		return controlled, err
	}
	if err := w.registerFirst(ctx, provider, forged.who); err != nil {
		return controlled, err
	}
	if err := w.plant(forged, ""); err != nil {
		return controlled, err
	}
	if err := w.walk(ctx, forged); err != nil {
		return controlled, err
	}
	controlled.Probed, controlled.Trusts = true, forged.came.Accepted()
	return controlled, nil
}

// sent lists the parameters of an authorization request, and what kind of response it asked for.
func sent(params map[string]string) []string {
	names := slices.Sorted(maps.Keys(params))
	for _, name := range []string{"response_type", "response_mode"} {
		if params[name] != "" {
			names = append(names, name+"="+params[name])
		}
	}
	if slices.Contains(strings.Fields(params["scope"]), "openid") {
		names = append(names, "scope=openid")
	}
	return names
}

// withoutOpenID reports whether a login asked for no ID token where the provider gives none unasked.
func (w *World) withoutOpenID(l *login) bool {
	request := w.request(l.id, profile.Authorization)
	scopes := strings.Fields(request.Params["scope"])
	at, err := w.bay.Mock.Provider(l.provider)
	return err == nil && request.Endpoint != "" && !slices.Contains(scopes, "openid") && !at.Profile.IDToken.Granted(scopes)
}

func signatureProbe() (fault.Fault, bool) {
	all := fault.All()
	i := slices.IndexFunc(all, func(f fault.Fault) bool { return f.Probe })
	if i < 0 {
		return fault.Fault{}, false
	}
	return all[i], true
}

func distinct(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}

// problem says in a line how an honest login ended that should have succeeded.
func problem(c event.Came) string {
	if c.Outcome == event.LedAway {
		return c.Detail
	}
	parts := []string{string(c.Outcome)}
	if c.Status != 0 {
		parts = append(parts, fmt.Sprintf("status %d", c.Status))
	}
	for _, more := range []string{c.Title, c.Marker, c.Detail} {
		if more != "" {
			parts = append(parts, more)
		}
	}
	return strings.Join(parts, ", ") + " (after " + c.Stage + ")"
}
