package world

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"torii/mockidp/op"
	"torii/reports/event"
)

// AtRelay makes the relay's own administrator change what it keeps of a person's member:
// a call of its Web API that the target knows nothing of.
func (w *World) AtRelay(ctx context.Context, name, provider, resource string) error {
	id, who, err := w.account(ctx, w.role(name), provider)
	if err != nil {
		return err
	}
	p, err := w.bay.Mock.Provider(id)
	if err != nil {
		return unusable("%w", err)
	}
	if w.role(name).member == "" {
		return w.neverIn(name)
	}
	behind, err := w.bay.Mock.AccountsBehind(id, who)
	if err != nil {
		return unusable("%w", err)
	}
	params := url.Values{"primary_key": {w.role(name).member}}
	for upstream, subject := range behind {
		params.Set("provider_user_ids["+upstream+"]", subject)
	}
	address, err := relayCall(p, resource, params)
	if err != nil {
		return err
	}
	answer := httptest.NewRecorder()
	w.bay.Mock.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, address, nil))
	if answer.Code != http.StatusOK {
		return unusable("%s: want status 200, got %d", resource, answer.Code)
	}
	return nil
}

// AccountOf gives the person an account at a provider like that of a persona.
func (w *World) AccountOf(ctx context.Context, name, provider, template string) error {
	id, way, err := w.entrance(provider)
	if err != nil {
		return err
	}
	if err := w.yardstick(ctx, way); err != nil {
		return err
	}
	who, err := w.mint(id, template)
	if err != nil {
		return err
	}
	w.role(name).accounts[id] = who
	return nil
}

// relayCall is the address of a call with the production client's key. Calls ignore
// parameters of others: only create_user looks at accounts.
func relayCall(p *op.Provider, resource string, params url.Values) (string, error) {
	for _, c := range p.Clients {
		if key := c.Set["api_key"]; key != "" {
			for _, r := range p.Profile.Routes {
				if string(r.Endpoint) == resource {
					params.Set("key", key)
					return r.URL + "?" + params.Encode(), nil
				}
			}
		}
	}
	return "", unusable("%s has no call %q", p.Profile.ID, resource)
}

// NeverSent expects that no call to an endpoint of the row has that parameter with that value.
func (w *World) NeverSent(endpoint, param, value string) error {
	called := slices.DeleteFunc(w.callsTo(endpoint), func(c event.Called) bool { return c.Params[param] != value && value != "" || c.Params[param] == "" })
	return w.compare(w.Rule, "0", strconv.Itoa(len(called)), endpoint+" の呼び出しで "+param+" を送った数", "calls of "+endpoint+" with "+param)
}

// WasCalled expects that an endpoint was called and answered with success.
func (w *World) WasCalled(endpoint string) error {
	done := slices.ContainsFunc(w.callsTo(endpoint), func(c event.Called) bool { return c.Status == http.StatusOK })
	return w.compare(w.Rule, "true", said(done), endpoint+" が呼ばれたか", endpoint+" was called")
}

func (w *World) callsTo(endpoint string) []event.Called {
	var all []event.Called
	for _, e := range w.facts() {
		if f, ok := e.Fact.(event.Called); ok && f.Endpoint == endpoint {
			all = append(all, f)
		}
	}
	return all
}

// ShowsNoName expects that the member's pages do not show what the provider calls the person.
func (w *World) ShowsNoName(ctx context.Context, name, provider string) error {
	_, who, err := w.account(ctx, w.role(name), provider)
	if err != nil {
		return err
	}
	if _, err := w.look(ctx, w.role(name)); err != nil {
		return err
	}
	return w.compare(w.Rule, "false", said(strings.Contains(w.shown.text(), who.Name)),
		"「"+name+"」の画面に"+provider+"での名前が出ているか", "the pages of "+name+" show the name from "+provider)
}
