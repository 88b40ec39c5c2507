package mockidp_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/stretchr/testify/require"
	"golang.org/x/oauth2"
	"golang.org/x/oauth2/endpoints"

	"torii/fixtures/persona"
	"torii/mockidp"
	"torii/mockidp/door"
	"torii/mockidp/plan"
)

const callbackURI = "http://localhost:3000/callback"

// opened is a mock behind a path door on a loopback port.
type opened struct {
	*mockidp.Mock
	door door.Path
}

func open(t *testing.T, set map[string]string) opened {
	t.Helper()
	server := httptest.NewUnstartedServer(nil)
	path, err := door.NewPath("http://"+server.Listener.Addr().String(), "", "")
	require.NoError(t, err)
	mock, err := mockidp.New(mockidp.Options{Names: path, Salt: t.Name(), Set: set})
	require.NoError(t, err)
	server.Config.Handler = path.Handler(mock, mock.Mocks, http.NotFoundHandler())
	server.Start()
	t.Cleanup(server.Close)
	return opened{mock, path}
}

// login plants a login, opens the authorization address, and returns the callback.
func (o opened) login(t *testing.T, p plan.Plan, address string) url.Values {
	t.Helper()
	require.NoError(t, o.Plant(mockidp.Planting{Plan: p}))
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	require.NoError(t, err)
	req.Header.Set(plan.Header, p.Login)
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Do(req)
	require.NoError(t, err)
	require.NoError(t, res.Body.Close())
	require.Equal(t, http.StatusFound, res.StatusCode)
	to, err := res.Location()
	require.NoError(t, err)
	require.Equal(t, "/callback", to.Path)
	return to.Query()
}

func (o opened) person(t *testing.T, provider, id string) persona.Person {
	t.Helper()
	p, err := o.Provider(provider)
	require.NoError(t, err)
	who, ok := persona.Find(p.People, id)
	require.True(t, ok, id)
	return who
}

func TestGoOIDCSignsInWithGoogle(t *testing.T) {
	o := open(t, nil)
	google, err := o.Provider("google")
	require.NoError(t, err)
	ctx := context.Background()
	provider, err := oidc.NewProvider(ctx, o.door.Issuer("https://accounts.google.com"))
	require.NoError(t, err)
	conf := oauth2.Config{ClientID: google.Clients[0].ClientID, ClientSecret: google.Clients[0].Secret,
		Endpoint: provider.Endpoint(), RedirectURL: callbackURI, Scopes: []string{oidc.ScopeOpenID, "email", "profile"}}
	verifier := oauth2.GenerateVerifier()

	back := o.login(t, plan.Plan{Login: "1", Provider: "google", Person: o.person(t, "google", "G2")},
		conf.AuthCodeURL("a-state", oidc.Nonce("a-nonce"), oauth2.S256ChallengeOption(verifier), oauth2.AccessTypeOffline))
	require.Equal(t, "a-state", back.Get("state"))
	require.Equal(t, o.door.Issuer("https://accounts.google.com"), back.Get("iss"))
	require.Equal(t, "corp.example.com", back.Get("hd"))
	require.Equal(t, "consent", back.Get("prompt"))

	tokens, err := conf.Exchange(ctx, back.Get("code"), oauth2.VerifierOption(verifier))
	require.NoError(t, err)
	require.NotEmpty(t, tokens.RefreshToken)
	id, err := provider.Verifier(&oidc.Config{ClientID: conf.ClientID}).Verify(ctx, tokens.Extra("id_token").(string))
	require.NoError(t, err)
	require.Equal(t, "a-nonce", id.Nonce)
	require.NoError(t, id.VerifyAccessToken(tokens.AccessToken))

	info, err := provider.UserInfo(ctx, oauth2.StaticTokenSource(tokens))
	require.NoError(t, err)
	require.Equal(t, id.Subject, info.Subject)
	require.Equal(t, "taro.suzuki@corp.example.com", info.Email)

	refreshed, err := conf.TokenSource(ctx, &oauth2.Token{RefreshToken: tokens.RefreshToken}).Token()
	require.NoError(t, err)
	id, err = provider.Verifier(&oidc.Config{ClientID: conf.ClientID}).Verify(ctx, refreshed.Extra("id_token").(string))
	require.NoError(t, err)
	require.Empty(t, id.Nonce, "a refreshed ID token carries no nonce")
	require.Equal(t, tokens.RefreshToken, refreshed.RefreshToken)
}

func TestGoOIDCSignsInWithLINEAskingForAJWK(t *testing.T) {
	o := open(t, nil)
	line, err := o.Provider("line")
	require.NoError(t, err)
	ctx := context.Background()
	provider, err := oidc.NewProvider(ctx, o.door.Issuer("https://access.line.me"))
	require.NoError(t, err)
	conf := oauth2.Config{ClientID: line.Clients[0].ClientID, ClientSecret: line.Clients[0].Secret,
		Endpoint: provider.Endpoint(), RedirectURL: callbackURI, Scopes: []string{oidc.ScopeOpenID, "profile"}}

	back := o.login(t, plan.Plan{Login: "1", Provider: "line", Person: o.person(t, "line", "L1")}, conf.AuthCodeURL("state1"))
	tokens, err := conf.Exchange(ctx, back.Get("code"), oauth2.SetAuthURLParam("id_token_key_type", "JWK"))
	require.NoError(t, err)
	// Discovery lists ES256, so the stock verifier takes the token that was asked for as a JWK …
	id, err := provider.Verifier(&oidc.Config{ClientID: conf.ClientID}).Verify(ctx, tokens.Extra("id_token").(string))
	require.NoError(t, err)
	require.Equal(t, "U00000000000000000000000000000001", id.Subject)

	back = o.login(t, plan.Plan{Login: "2", Provider: "line", Person: o.person(t, "line", "L1")}, conf.AuthCodeURL("state2"))
	tokens, err = conf.Exchange(ctx, back.Get("code"))
	require.NoError(t, err)
	// … and stumbles, as with the real LINE, over the HS256 of an ordinary web login.
	_, err = provider.Verifier(&oidc.Config{ClientID: conf.ClientID}).Verify(ctx, tokens.Extra("id_token").(string))
	require.ErrorContains(t, err, "HS256")
}

func TestOAuth2EndpointsOfGoogleKeepTheirLegacyAddresses(t *testing.T) {
	o := open(t, nil)
	google, err := o.Provider("google")
	require.NoError(t, err)
	conf := oauth2.Config{ClientID: google.Clients[0].ClientID, ClientSecret: google.Clients[0].Secret,
		RedirectURL: callbackURI, Scopes: []string{"openid"},
		Endpoint: oauth2.Endpoint{AuthURL: o.door.Browser(endpoints.Google.AuthURL), TokenURL: o.door.Server(endpoints.Google.TokenURL),
			AuthStyle: endpoints.Google.AuthStyle}}
	back := o.login(t, plan.Plan{Login: "1", Provider: "google", Person: o.person(t, "google", "G1")}, conf.AuthCodeURL("s"))
	tokens, err := conf.Exchange(t.Context(), back.Get("code"))
	require.NoError(t, err)
	require.Empty(t, tokens.RefreshToken, "no access_type=offline, no refresh token")
}
