package mockidp_test

import (
	"crypto/x509"
	"encoding/pem"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"torii/fixtures/key"
	"torii/mockidp"
	"torii/mockidp/plan"
	"torii/mockidp/profile"
	"torii/mockidp/wiretest"
)

// called is one thing that a library asserts of a provider: what it takes, or refuses.
type called struct {
	library  string
	asserts  string // as a person would say it
	provider string
	who      string
	fault    string         // in the login, "" for an honest one
	call     string         // of the program
	with     map[string]any // what the call needs besides
	of       string         // the member of the token response that is given to the call, "" for the code
	want     map[string]any // members of the answer
	error    string         // part of the library's words, "" where it is content
}

// loginCalls are what the libraries assert, provider by provider.
var loginCalls = map[*loginClient][]called{
	&onNode: {
		{library: "line-login", asserts: "a code brings tokens, and the HS256 ID token its nonce", provider: "line", who: "L1", call: "line.callback", want: map[string]any{"token_type": "Bearer"}},
		{library: "line-login", asserts: "another nonce is refused", provider: "line", who: "L1", fault: "nonce-wrong", call: "line.callback", error: "Verification of id token failed"},
		{library: "line-login", asserts: "a token for somebody else is refused", provider: "line", who: "L1", fault: "aud-other-client", call: "line.callback", error: "Verification of id token failed"},
		{library: "line-login", asserts: "an access token is verified", provider: "line", who: "L1", call: "line.verify", of: "access_token", want: map[string]any{"client_id": "1650000001"}},
		{library: "line-login", asserts: "the profile has userId", provider: "line", who: "L1", call: "line.profile", of: "access_token", want: map[string]any{"userId": "U00000000000000000000000000000001"}},
		{library: "line-login", asserts: "a refresh token is good", provider: "line", who: "L1", call: "line.refresh", of: "refresh_token", want: map[string]any{"token_type": "Bearer"}},
		{library: "line-login", asserts: "a revocation is answered by an empty 200", provider: "line", who: "L1", call: "line.revoke", of: "access_token", want: map[string]any{"revoked": true}},
		{library: "line-login", asserts: "a dead code is an error", provider: "line", who: "L1", call: "line.callback", with: map[string]any{"code": "dead"}, error: "Bad Request"},
		{library: "apple-signin-auth", asserts: "a client secret of ES256 and a code bring tokens", provider: "apple", who: "P1", call: "apple.tokens", want: map[string]any{"token_type": "Bearer"}},
		{library: "apple-signin-auth", asserts: "an ID token is verified by Apple's keys", provider: "apple", who: "P1", call: "apple.verify", of: "id_token", want: map[string]any{"iss": "https://appleid.apple.com"}},
		{library: "apple-signin-auth", asserts: "a token of a stranger's key is refused", provider: "apple", who: "P1", fault: "foreign-key", call: "apple.verify", of: "id_token", error: "signature"},
		{library: "apple-signin-auth", asserts: "a token for somebody else is refused", provider: "apple", who: "P1", fault: "aud-other-client", call: "apple.verify", of: "id_token", error: "audience"},
		{library: "apple-signin-auth", asserts: "a refresh token is good", provider: "apple", who: "P1", call: "apple.refresh", of: "refresh_token", want: map[string]any{"token_type": "Bearer"}},
		{library: "google-auth-library (Node.js)", asserts: "a code brings tokens", provider: "google", who: "G1", call: "google.tokens", want: map[string]any{"token_type": "Bearer"}},
		{library: "google-auth-library (Node.js)", asserts: "an ID token is verified by Google's certificates", provider: "google", who: "G1", call: "google.verify", of: "id_token",
			want: map[string]any{"iss": "https://accounts.google.com"}},
		{library: "google-auth-library (Node.js)", asserts: "a token for somebody else is refused", provider: "google", who: "G1", fault: "aud-other-client", call: "google.verify", of: "id_token", error: "recipient"},
		{library: "google-auth-library (Node.js)", asserts: "a token of a stranger's key is refused", provider: "google", who: "G1", fault: "foreign-key", call: "google.verify", of: "id_token", error: "signature"},
		{library: "google-auth-library (Node.js)", asserts: "an access token is looked up", provider: "google", who: "G1", call: "google.info", of: "access_token", want: map[string]any{"access_type": "offline"}},
		{library: "google-auth-library (Node.js)", asserts: "a refresh token is good", provider: "google", who: "G1", call: "google.refresh", of: "refresh_token", want: map[string]any{"token_type": "Bearer"}},
		{library: "google-auth-library (Node.js)", asserts: "a revocation is answered by 200", provider: "google", who: "G1", call: "google.revoke", of: "access_token", want: map[string]any{"status": 200.0}},
		{library: "google-auth-library (Node.js)", asserts: "a wrong secret is told in Google's words", provider: "google", who: "G1", call: "google.tokens", with: map[string]any{"secret": "wrong"},
			error: "The provided client secret is invalid."},
	},
	&onPython: {
		{library: "google-auth (Python)", asserts: "an ID token is verified by Google's certificates", provider: "google", who: "G1", call: "google.verify", of: "id_token",
			want: map[string]any{"iss": "https://accounts.google.com"}},
		{library: "google-auth (Python)", asserts: "a token for somebody else is refused", provider: "google", who: "G1", fault: "aud-other-client", call: "google.verify", of: "id_token", error: "audience"},
		{library: "google-auth (Python)", asserts: "a token of a stranger's key is refused", provider: "google", who: "G1", fault: "foreign-key", call: "google.verify", of: "id_token", error: "signature"},
		{library: "google-auth (Python)", asserts: "a refresh token is good, and brings an ID token", provider: "google", who: "G1", call: "google.refresh", of: "refresh_token", want: map[string]any{}},
		{library: "google-auth (Python)", asserts: "a dead refresh token is told in Google's words", provider: "google", who: "G1", call: "google.refresh", with: map[string]any{"token": "dead"}, of: "refresh_token",
			error: "invalid_grant"},
	},
}

// TestTheTableOfClientsIsWhole: readers find what each library asserts.
func TestTheTableOfClientsIsWhole(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "fixtures", "login-client", "README.md"))
	require.NoError(t, err)
	for _, rows := range loginCalls {
		for _, row := range rows {
			require.Contains(t, string(page), "| "+row.library+" | "+row.asserts+" |\n")
		}
	}
}

// TestLoginLibraries: each library is content with the mock where it is with the provider, and refuses what it refuses there.
func TestLoginLibraries(t *testing.T) {
	for client, rows := range loginCalls {
		t.Run(client.name, func(t *testing.T) {
			t.Parallel()
			client.ready(t)
			mock, err := mockidp.New(mockidp.Options{Salt: t.Name()})
			require.NoError(t, err)
			k := client.start(t, mock)
			for _, row := range rows {
				t.Run(row.library+": "+row.asserts, func(t *testing.T) { row.run(t, mock, k) })
			}
			if client == &onNode {
				t.Run("passport-line-auth: its own request and response sign a person in", func(t *testing.T) { passport(t, mock, k) })
			}
		})
	}
}

func (row called) run(t *testing.T, mock *mockidp.Mock, k *talk) {
	p := wiretest.NewParty(t, mock, row.provider)
	planted := mockidp.Planting{Plan: plan.Plan{Login: t.Name(), Provider: row.provider, Person: p.Person(t, row.who)}}
	if row.fault != "" {
		planted.Faults = []string{row.fault}
	}
	require.NoError(t, mock.Plant(planted))
	request := p.Request(map[string]string{"code_challenge": "", "code_challenge_method": "", "access_type": "offline", "prompt": "consent"})
	if row.provider == "apple" {
		request.Set("response_mode", "form_post")
		request.Set("scope", "name email")
	}
	job := row.job(t, p, request)
	code := p.Authorize(t, t.Name(), request).Get("code")
	if job["code"] == nil {
		job["code"] = code
	}
	if row.of != "" && job["token"] == nil {
		job["token"] = member(t, p, code, row.of)
	}
	answer := k.ask(t, job)
	if row.error != "" {
		require.Contains(t, answer.Error, row.error)
		return
	}
	require.Empty(t, answer.Error)
	require.Subset(t, answer.Value, row.want)
}

// job is what the call is given: the client, and what the request said.
func (row called) job(t *testing.T, p wiretest.Party, request url.Values) map[string]any {
	t.Helper()
	job := map[string]any{"call": row.call, "client": p.Client.ClientID, "secret": p.Client.Secret, "redirect": p.Redirect,
		"state": request.Get("state"), "nonce": request.Get("nonce"), "team": p.Client.Team, "key": p.Client.KeyID}
	if p.Client.Key != "" {
		private, err := key.Private(p.Client.Key)
		require.NoError(t, err)
		der, err := x509.MarshalPKCS8PrivateKey(private)
		require.NoError(t, err)
		job["secret"] = string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
	}
	maps.Copy(job, row.with)
	return job
}

// member redeems the code, and returns one member of the answer.
func member(t *testing.T, p wiretest.Party, code, name string) string {
	t.Helper()
	tokens := wiretest.TokensOf(p.Token(t, url.Values{"grant_type": {"authorization_code"}, "code": {code}, "redirect_uri": {p.Redirect}}))
	value := map[string]string{"access_token": tokens.AccessToken, "refresh_token": tokens.RefreshToken, "id_token": tokens.IDToken}[name]
	require.NotEmpty(t, value, name)
	return value
}

// passport has the strategy make the request and read the response.
func passport(t *testing.T, mock *mockidp.Mock, k *talk) {
	p := wiretest.NewParty(t, mock, "line")
	require.NoError(t, mock.Plant(mockidp.Planting{Plan: plan.Plan{Login: t.Name(), Provider: "line", Person: p.Person(t, "L1")}}))
	row := called{call: "passport.begin", with: map[string]any{"login": t.Name()}}
	begun := k.ask(t, row.job(t, p, url.Values{}))
	require.Empty(t, begun.Error)
	address, _ := begun.Value["url"].(string)
	require.Contains(t, address, p.Provider.Address(profile.Authorization))
	back := p.Walk(t, t.Name(), address)
	query := map[string]any{}
	for name := range back.Query() {
		query[name] = back.Query().Get(name)
	}
	row.call, row.with["query"] = "passport.callback", query
	answer := k.ask(t, row.job(t, p, url.Values{}))
	require.Empty(t, answer.Error)
	require.Equal(t, "U00000000000000000000000000000001", answer.Value["id"])
}
