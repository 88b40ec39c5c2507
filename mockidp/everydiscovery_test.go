package mockidp_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"torii/mockidp/profile"
	"torii/mockidp/token"
	"torii/mockidp/wiretest"
)

// lax are announced response types that a mock does not serve: README.md says so.
var lax = map[string][]string{"google": {"token", "id_token", "code token", "code id_token", "token id_token", "code token id_token", "none"}}

// otherAlg: LINE announces ES256 alone, yet web logins get HS256.
var otherAlg = map[string]string{"line": string(token.HS256)}

func discoveryAgrees(t *testing.T, provider string) {
	p := strict(t, provider)
	set, err := p.Provider.Profile.Resolve(profile.OfProvider, nil)
	require.NoError(t, err)
	res := wiretest.Do(t, p.Mock, httptest.NewRequest(http.MethodGet, p.Provider.Address(profile.Discovery), nil))
	if of := p.Provider.Profile.Published; of != nil && !of(set) {
		require.Equal(t, http.StatusNotFound, res.Code)
		return
	}
	var says map[string]any
	require.NoError(t, jsonOf(res, &says))
	for name, value := range says {
		if address, ok := value.(string); ok && strings.HasSuffix(name, "_endpoint") || name == "jwks_uri" {
			found := func(method string) bool {
				return wiretest.Do(t, p.Mock, httptest.NewRequest(method, address, nil)).Code != http.StatusNotFound
			}
			assert.True(t, found(http.MethodGet) || found(http.MethodPost), "%s is announced and served nowhere", name)
		}
	}
	for _, types := range listed(says["response_types_supported"]) {
		if slices.Contains(lax[provider], types) {
			continue
		}
		back := authorized(t, p, types, usual[provider][0], map[string]string{"response_type": types})
		for word := range strings.FieldsSeq(types) {
			name := map[string]string{"code": "code", "id_token": "id_token", "token": "access_token"}[word]
			assert.NotEmpty(t, back.Get(name), "%s brings no %s", types, name)
		}
	}
	compact := issued(t, p, "alg", usual[provider][0], nil).IDToken
	header, ok := token.DecodeObject(strings.Split(compact, ".")[0])
	require.True(t, ok)
	if want := otherAlg[provider]; want != "" {
		assert.Equal(t, want, header["alg"])
	} else {
		assert.Contains(t, listed(says["id_token_signing_alg_values_supported"]), header["alg"])
	}
	for _, method := range listed(says["code_challenge_methods_supported"]) {
		change := map[string]string{"code_challenge_method": method}
		if method == "plain" {
			change["code_challenge"] = wiretest.Verifier
		}
		issued(t, p, method, usual[provider][0], change)
	}
	for _, method := range listed(says["token_endpoint_auth_methods_supported"]) {
		code := authorized(t, p, method, usual[provider][0], nil).Get("code")
		assert.Equal(t, http.StatusOK, sent(t, p, exchange(code), method).Code, method)
	}
}

func listed(value any) []string {
	var all []string
	list, _ := value.([]any)
	for _, v := range list {
		all = append(all, v.(string))
	}
	return all
}
