// Package socialplus describes ソーシャルPLUS, a relay: to its Relying Parties it is an
// OpenID Provider (method A) or hands out one-time tokens (method B), and has a Web
// API for linking; towards LINE, Apple, Yahoo! JAPAN and Google it is a Relying Party.
//
// It is data where the engine serves it, and endpoints of its own where only Social
// PLUS has them. It asks the login providers over HTTP, as in life, and imports none.
package socialplus

import (
	"net/http"

	"torii/fixtures/text"
	"torii/mockidp/profile"
	"torii/mockidp/seed"
	"torii/mockidp/token"
)

// The endpoints that only Social PLUS has. Those of the Web API are named for their
// resource.
const (
	Return       profile.Endpoint = "relay-callback"
	Authenticate profile.Endpoint = "authenticate"
	WrongHost    profile.Endpoint = "wrong-host"
)

// ID names the provider.
const ID = "socialplus"

// Profile returns ソーシャルPLUS.
// Source: https://docs.socialplus.jp/social-login
func Profile() profile.Profile {
	return profile.Profile{
		ID: ID, Name: text.Both{JA: "ソーシャルPLUS", EN: "Social PLUS"},
		Issuer: production.ID, Twin: &profile.Twin{Issuer: development.ID, Key: development.Key},
		Routes:    routes(),
		Metadata:  metadata,
		Published: func(set profile.Settings) bool { return set.Is("discovery", "published") },
		Knows:     knows,
		Relay:     &profile.Relay{Upstream: upstreamIDs(), Away: away},
		Memory:    begin,
		Ways:      ways,
		Request:   requestChecks,
		People: profile.People{
			Format:  `^[0-9a-f]{40}$`,
			Subject: func(r *seed.Source) string { return r.String(seed.LowerHex, idLength) },
			Traits: append(upstreamIDs(), "state", "primary_key", "given_name_pronunciation", "family_name_pronunciation", "gender", "birthdate",
				"phone_number", "postal_code", "region", "locality", "street_address", "country", "email_choice", "relay"),
			Mint: mint,
			AMR:  func(profile.Authn) []string { return nil },
			Now:  now,
		},
		Consent:  consentRules,
		Screens:  screens,
		Callback: callback,
		Reply:    reply,
		IDToken: profile.IDToken{
			Alg: token.RS256, Claims: idTokenClaims, Life: tokenLife,
			Signs: func(i profile.Issue) profile.Signs {
				return profile.Signs{Alg: token.RS256, Header: []string{"typ", "alg", "kid"}, Key: serviceOf(i.Client).Key}
			},
			Granted: func([]string) bool { return true },
		},
		UserInfo:     userInfoReply,
		Keys:         profile.Keys{Current: "socialplus-current", Next: "socialplus-next", RotatedIn: "socialplus-rotated-in", IDLength: idLength},
		Headers:      headers,
		JSONType:     "application/json; charset=utf-8",
		MethodStatus: http.StatusNotFound,
		Switches:     switches,
		Grounds:      grounds,
		Unplayed:     unplayed,
		Spares:       spares,
		Quirks:       quirks,
	}
}

// ways are how Relying Parties sign in beside method A by LINE: method A by the other
// login providers, and method B.
var ways = []profile.Way{
	{ID: "socialplus-apple", Name: text.Both{JA: "ソーシャルPLUSのApple", EN: "Social PLUS by Apple"}},
	{ID: "socialplus-google", Name: text.Both{JA: "ソーシャルPLUSのGoogle", EN: "Social PLUS by Google"}},
	{ID: "socialplus-yahoo", Name: text.Both{JA: "ソーシャルPLUSのYahoo! JAPAN", EN: "Social PLUS by Yahoo! JAPAN"}},
	{ID: "socialplus-token", Name: text.Both{JA: "ソーシャルPLUSのワンタイムトークン", EN: "Social PLUS by one-time token"}, Redeems: "authenticated_user"},
}

// routes are the addresses of both services and of the Web API. No auth address is
// served on another host than its own.
func routes() []profile.Route {
	get, post := []string{http.MethodGet}, []string{http.MethodPost}
	both := []string{http.MethodGet, http.MethodPost}
	var all []profile.Route
	for _, s := range services {
		for _, u := range upstreams {
			all = append(all, profile.Route{Endpoint: profile.Authorization, Methods: get, URL: s.authorize(u), Variant: s.variant(u, "")},
				profile.Route{Endpoint: Return, Methods: both, URL: s.callback(u), Serve: back, Variant: s.variant(u, "")})
			for _, kind := range kinds {
				url := s.authenticate(u)
				if kind != kindAuthenticate {
					url += "/" + kind
				}
				all = append(all, profile.Route{Endpoint: Authenticate, Methods: get, URL: url, Serve: authenticate, Variant: s.variant(u, kind)})
			}
			if s.ID == production.ID {
				all = append(all, profile.Route{Endpoint: WrongHost, Methods: both, URL: api + "/oauth2/authorize/" + u.ID + "/" + u.Setting[s.ID].Identifier, Serve: forbidden})
			}
		}
		all = append(all, profile.Route{Endpoint: profile.Token, Methods: post, URL: s.auth() + "/oauth2/token", Variant: s.ID})
	}
	all = append(all,
		profile.Route{Endpoint: profile.Discovery, Methods: get, URL: production.auth() + "/.well-known/openid-configuration"},
		profile.Route{Endpoint: profile.JWKS, Methods: get, URL: production.auth() + "/oauth2/certs"},
		profile.Route{Endpoint: profile.JWKS, Methods: get, URL: development.auth() + "/oauth2/certs", Serve: certs},
		profile.Route{Endpoint: profile.UserInfo, Methods: get, URL: api + "/oauth2/userinfo"},
		profile.Route{Endpoint: WrongHost, Methods: both, URL: api + "/oauth2/token", Serve: forbidden})
	for _, res := range resources {
		all = append(all, profile.Route{Endpoint: profile.Endpoint(res.name), Methods: get, URL: api + "/api/" + res.name, Serve: res.serve})
	}
	return all
}

// metadata is a discovery document that is not known to exist: a switch publishes it.
// Its issuer is no address, which OpenID Connect Discovery 1.0, 3 forbids.
var metadata = []profile.Metadatum{
	{Name: "issuer", Value: production.ID},
	{Name: "authorization_endpoint", Value: profile.Address{URL: production.authorize(upstreams[0]), Kind: profile.ForBrowsers}},
	{Name: "token_endpoint", Value: profile.Address{URL: production.auth() + "/oauth2/token", Kind: profile.ForServers}},
	{Name: "userinfo_endpoint", Value: profile.Address{URL: api + "/oauth2/userinfo", Kind: profile.ForServers}},
	{Name: "jwks_uri", Value: profile.Address{URL: production.auth() + "/oauth2/certs", Kind: profile.ForServers}},
	{Name: "response_types_supported", Value: []string{"code"}},
	{Name: "subject_types_supported", Value: []string{"public"}},
	{Name: "id_token_signing_alg_values_supported", Value: []string{"RS256"}},
}

func headers(h profile.HeaderContext) http.Header {
	head := http.Header{}
	switch h.Endpoint {
	case profile.JWKS:
		head.Set("Cache-Control", "max-age="+h.Set["jwks_cache_seconds"])
	case profile.Token, profile.UserInfo:
		head.Set("Cache-Control", "no-store")
	}
	return head
}

// certs publishes the development service's one key.
func certs(d profile.Desk, _ *http.Request) profile.Reply {
	key, err := d.Key(development.Key)
	if err != nil {
		return profile.Reply{Status: http.StatusInternalServerError}
	}
	jwk, err := token.PublicJWK(key)
	if err != nil {
		return profile.Reply{Status: http.StatusInternalServerError}
	}
	return profile.Reply{Status: http.StatusOK, Members: token.Object{{Name: "keys", Value: []token.Object{jwk}}}}
}
