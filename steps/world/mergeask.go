package world

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
)

// RelayKeeps expects how many login providers the relay has linked to the person's member.
func (w *World) RelayKeeps(ctx context.Context, provider, name, want string) error {
	id, _, err := w.account(ctx, w.role(name), provider)
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
	address, err := relayCall(p, "providers_of_user", url.Values{"primary_key": {w.role(name).member}})
	if err != nil {
		return err
	}
	answer := httptest.NewRecorder()
	w.bay.Mock.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, address, nil))
	var said struct {
		Providers []string `json:"providers"`
	}
	if err := json.Unmarshal(answer.Body.Bytes(), &said); err != nil {
		return unusable("providers_of_user: %w", err)
	}
	return w.compare(w.Rule, want, strconv.Itoa(len(said.Providers)),
		provider+"が「"+name+"」の会員に紐付けているログインプロバイダの数", "login providers that "+provider+" has linked to the member "+name)
}
