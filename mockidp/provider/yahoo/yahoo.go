// Package yahoo describes Yahoo! JAPAN ID federation v2 (YConnect v2) as a web
// Relying Party meets it. Yahoo Inc. of the United States is somebody else.
//
// It is data: the engine serves it. What Yahoo! JAPAN's own documentation leaves
// open is a switch with its default in switches.go.
package yahoo

import (
	"net/http"
	"slices"
	"time"

	"torii/fixtures/text"
	"torii/mockidp/profile"
	"torii/mockidp/seed"
	"torii/mockidp/token"
)

const (
	host       = "https://auth.login.yahoo.co.jp"
	issuer     = host + "/yconnect/v2"
	authorize  = issuer + "/authorization"
	appSwitch  = issuer + "/appauth"
	tokens     = issuer + "/token"
	jwks       = issuer + "/jwks"
	publicKeys = issuer + "/public-keys"
	// UserInfo lives in another domain than all else.
	attribute = "https://userinfo.yahooapis.jp/yconnect/v2/attribute"
	topPage   = "https://www.yahoo.co.jp/"
	documents = "https://developer.yahoo.co.jp/yconnect/"
)

// The endpoints that only Yahoo! JAPAN has.
const (
	PublicKeys profile.Endpoint = "public-keys"
	TopPage    profile.Endpoint = "top-page"
	Version1   profile.Endpoint = "version-1"
)

// Profile returns Yahoo! JAPAN ID federation v2.
// Source: https://developer.yahoo.co.jp/yconnect/v2
func Profile() profile.Profile {
	return profile.Profile{
		ID: "yahoo", Name: text.Both{JA: "Yahoo! JAPAN", EN: "Yahoo! JAPAN"},
		Issuer:    issuer,
		Routes:    routes(),
		Metadata:  metadata,
		Request:   requestChecks,
		Ignored:   []string{"response_mode"},
		Admission: admission,
		Silent:    silent,
		People: profile.People{
			Subject:    func(r *seed.Source) string { return guid(r.Bytes(guidBytes)) },
			Format:     subjectFormat,
			SubjectFor: subjectFor,
			Traits:     traits,
			Means:      []string{"pwd"},
			AMR:        amr,
		},
		Consent:  consentRules,
		Screens:  screens,
		Callback: callback,
		Reply:    reply,
		IDToken: profile.IDToken{
			Alg: token.RS256, Claims: idTokenClaims, Life: idTokenLife, AudArray: true, EscapesSlash: true,
			Signs: func(profile.Issue) profile.Signs {
				return profile.Signs{Alg: token.RS256, Header: []string{"typ", "alg", "kid"}}
			},
			Granted: func(scopes []string) bool { return slices.Contains(scopes, "openid") },
		},
		UserInfo: userInfoReply,
		Keys:     profile.Keys{Members: []string{"kid", "kty", "alg", "use"}, Current: "yahoo-current", Next: "yahoo-next", RotatedIn: "yahoo-rotated-in", IDLength: 32, Order: keyOrder},
		Ways:     ways,
		Headers:  headers,
		JSONType: "application/json",
		Stray:    map[string]profile.Reply{"userinfo.yahooapis.jp": notFound},
		Demands:  []profile.Demand{profile.IssuedLately, profile.AuthenticatedLately, profile.NonceSent},
		Switches: switches, Grounds: grounds, Unplayed: unplayed, Spares: spares,
		Quirks: quirks,
	}
}

// ways are how Relying Parties sign in beside the code flow.
var ways = []profile.Way{
	{ID: "yahoo-hybrid", Name: text.Both{JA: "Yahoo! JAPANのハイブリッド", EN: "Yahoo! JAPAN by hybrid flow"}, Suffices: true},
}

func routes() []profile.Route {
	get, post := []string{http.MethodGet}, []string{http.MethodPost}
	both := slices.Concat(get, post)
	return []profile.Route{
		{Endpoint: profile.Discovery, Methods: get, URL: issuer + "/.well-known/openid-configuration"},
		{Endpoint: profile.Authorization, Methods: both, URL: authorize},
		{Endpoint: profile.Authorization, Methods: get, URL: appSwitch, Variant: "app switch"},
		{Endpoint: profile.SignIn, Methods: both, URL: "https://login.yahoo.co.jp/config/login"},
		{Endpoint: profile.Consent, Methods: both, URL: issuer + "/consent"},
		{Endpoint: profile.Token, Methods: both, URL: tokens}, // a GET is told what is wrong with it
		{Endpoint: profile.JWKS, Methods: get, URL: jwks},
		{Endpoint: PublicKeys, Methods: get, URL: publicKeys, Serve: servePublicKeys},
		{Endpoint: profile.UserInfo, Methods: both, URL: attribute},
		{Endpoint: TopPage, Methods: get, URL: topPage, Serve: serveTopPage},
		// Version 1 ended on 2022-05-31.
		{Endpoint: Version1, Methods: both, URL: host + "/yconnect/v1/authorization", Serve: serveVersion1},
		{Endpoint: Version1, Methods: both, URL: host + "/yconnect/v1/token", Serve: serveVersion1},
		{Endpoint: Version1, Methods: both, URL: host + "/yconnect/v1/checktoken", Serve: serveVersion1},
		{Endpoint: Version1, Methods: both, URL: "https://userinfo.yahooapis.jp/yconnect/v1/attribute", Serve: serveVersion1},
	}
}

// metadata has neither code_challenge_methods_supported nor grant_types_supported,
// though proof keys and refresh tokens work.
// Source: https://developer.yahoo.co.jp/yconnect/v2/hybrid/configuration.html
var metadata = []profile.Metadatum{
	{Name: "issuer", Value: profile.Address{URL: issuer, Kind: profile.IssuerName}},
	{Name: "authorization_endpoint", Value: profile.Address{URL: authorize, Kind: profile.ForBrowsers}},
	{Name: "token_endpoint", Value: profile.Address{URL: tokens, Kind: profile.ForServers}},
	{Name: "userinfo_endpoint", Value: profile.Address{URL: attribute, Kind: profile.ForServers}},
	{Name: "jwks_uri", Value: profile.Address{URL: jwks, Kind: profile.ForServers}},
	{Name: "response_types_supported", Value: []string{"code", "token", "id_token", "code token", "code id_token", "token id_token", "code token id_token"}},
	{Name: "subject_types_supported", Value: []string{"public"}},
	{Name: "id_token_signing_alg_values_supported", Value: []string{"RS256"}},
	{Name: "scopes_supported", Value: []string{"openid", "email", "profile", "address"}},
	{Name: "token_endpoint_auth_methods_supported", Value: []string{"client_secret_post", "client_secret_basic"}},
	{Name: "claims_supported", Value: []string{"sub", "name", "given_name", "family_name", "email", "email_verified", "gender", "birthdate",
		"zoneinfo", "locale", "address", "iss", "aud", "exp", "iat", "nickname", "picture"}},
	{Name: "display_values_supported", Value: []string{"page", "popup", "touch"}},
	{Name: "service_documentation", Value: documents},
}

// cacheLife is how long discovery and keys may be kept.
const cacheLife = time.Hour

func headers(h profile.HeaderContext) http.Header {
	head := http.Header{}
	switch h.Endpoint {
	case profile.Discovery, profile.JWKS, PublicKeys:
		head.Set("Cache-Control", "public, max-age=3600")
		head.Set("Date", h.Now.UTC().Format(http.TimeFormat))
		head.Set("Expires", h.Now.Add(cacheLife).UTC().Format(http.TimeFormat))
		if h.Set.Is("cors", "any") {
			head.Set("Access-Control-Allow-Origin", "*")
		}
	case profile.Token, profile.UserInfo:
		head.Set("Cache-Control", "no-store")
		head.Set("Pragma", "no-cache")
	case profile.Authorization, profile.SignIn, profile.Consent:
		head.Set("Cache-Control", "no-cache, no-store, must-revalidate, private")
	}
	return head
}

// keyOrder arranges the key set as the switch says.
func keyOrder(set profile.Settings, keys []token.Key, active string) []token.Key {
	isActive := func(k token.Key) bool { return k.ID == active }
	i := slices.IndexFunc(keys, isActive)
	if i < 0 {
		return keys
	}
	others := slices.DeleteFunc(slices.Clone(keys), isActive)
	switch set["jwks_order"] {
	case "active-last":
		return append(others, keys[i])
	case "active-alone":
		return keys[i : i+1]
	}
	return append([]token.Key{keys[i]}, others...)
}
