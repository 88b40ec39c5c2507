// Package apple describes Sign in with Apple as a web Relying Party meets it: the
// redirect flow of a Services ID, its revocation, team transfer and notifications.
//
// It is data and a few odd functions: the engine serves it. What Apple's own
// documentation leaves open is a switch with its default in switches.go. Native
// applications and the JavaScript popup are not its business.
package apple

import (
	"net/http"
	"time"

	"torii/fixtures/persona"
	"torii/fixtures/text"
	"torii/mockidp/profile"
	"torii/mockidp/seed"
	"torii/mockidp/token"
)

const (
	issuer    = "https://appleid.apple.com"
	authorize = issuer + "/auth/authorize"
	tokens    = issuer + "/auth/token"
	revoke    = issuer + "/auth/revoke"
	keySet    = issuer + "/auth/keys"
	migration = issuer + "/auth/usermigrationinfo"
)

// The endpoints that only Apple has.
const (
	Revocation profile.Endpoint = "revocation"
	Migration  profile.Endpoint = "user-migration"
)

// keyIDLength is how long Apple's kids are today.
const keyIDLength = 10

// Profile returns Sign in with Apple.
// Source: https://developer.apple.com/documentation/signinwithapplerestapi
func Profile() profile.Profile {
	get, post := []string{http.MethodGet}, []string{http.MethodPost}
	both := []string{http.MethodGet, http.MethodPost}
	return profile.Profile{
		ID: "apple", Name: text.Both{JA: "Apple", EN: "Apple"},
		Issuer: issuer,
		Routes: []profile.Route{
			{Endpoint: profile.Discovery, Methods: get, URL: issuer + "/.well-known/openid-configuration"},
			{Endpoint: profile.Authorization, Methods: get, URL: authorize},
			{Endpoint: profile.SignIn, Methods: both, URL: authorize + "/signin"},
			{Endpoint: profile.Consent, Methods: both, URL: authorize + "/consent"},
			{Endpoint: profile.Token, Methods: post, URL: tokens},
			{Endpoint: Revocation, Methods: post, URL: revoke, Serve: revocation},
			{Endpoint: profile.JWKS, Methods: get, URL: keySet},
			{Endpoint: Migration, Methods: post, URL: migration, Serve: migrate},
		},
		Metadata: metadata,
		Request:  requestChecks,
		Ignored:  []string{"prompt", "max_age", "login_hint", "locale", "ui_locales", "display", "claims", "access_type"},
		Silent:   func(profile.Authn) *profile.Refusal { return nil },
		People: profile.People{
			Subject:    mintSubject,
			Mint:       mint,
			Format:     subjectFormat,
			SubjectFor: subjectFor,
			Traits:     []string{"granted", "email_choice", "relay", "booleans", "org_id", "managed", "transfer_sub", "old_sub", "user_field"},
			AMR:        func(profile.Authn) []string { return nil },
		},
		Consent:  consentRules,
		Screens:  screens,
		Callback: callback,
		Reply:    reply,
		IDToken: profile.IDToken{
			Alg: token.RS256, Claims: idTokenClaims, Life: idTokenLife,
			Signs: func(profile.Issue) profile.Signs {
				return profile.Signs{Alg: token.RS256, Header: []string{"kid", "alg"}}
			},
			Granted: func([]string) bool { return true },
		},
		// Source: https://developer.apple.com/documentation/signinwithapplerestapi/jwkset/keys-data.dictionary
		Keys: profile.Keys{Members: []string{"kty", "kid", "use", "alg"}, Current: "apple-current", Next: "apple-next", RotatedIn: "apple-rotated-in",
			Also: []string{"apple-third"}, IDLength: keyIDLength, ID: keyID},
		Notices:  notices,
		Headers:  headers,
		JSONType: "application/json;charset=UTF-8",
		Switches: switches, Announced: announced, Grounds: grounds, Unplayed: unplayed, Spares: spares,
		Quirks: quirks,
	}
}

const idTokenLife = 24 * time.Hour

// base62 are the characters of Apple's kids.
const base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

func keyID(digest []byte) string {
	id := make([]byte, len(digest))
	for i, b := range digest {
		id[i] = base62[int(b)%len(base62)]
	}
	return string(id)
}

// metadata is Apple's document, member by member. Hybrid works though only code is announced.
// Source: github.com/panva/wellknown, issuers/apple
var metadata = []profile.Metadatum{
	{Name: "issuer", Value: func(profile.Settings) any { return discoveryIssuer }, When: func(set profile.Settings) bool { return set.Is("discovery_issuer", "account") }},
	{Name: "issuer", Value: profile.Address{URL: issuer, Kind: profile.IssuerName}, When: func(set profile.Settings) bool { return !set.Is("discovery_issuer", "account") }},
	{Name: "authorization_endpoint", Value: profile.Address{URL: authorize, Kind: profile.ForBrowsers}},
	{Name: "token_endpoint", Value: profile.Address{URL: tokens, Kind: profile.ForServers}},
	{Name: "revocation_endpoint", Value: profile.Address{URL: revoke, Kind: profile.ForServers}},
	{Name: "jwks_uri", Value: profile.Address{URL: keySet, Kind: profile.ForServers}},
	{Name: "response_types_supported", Value: []string{"code"}},
	{Name: "response_modes_supported", Value: modes},
	{Name: "subject_types_supported", Value: []string{"pairwise"}},
	{Name: "id_token_signing_alg_values_supported", Value: []string{"RS256"}},
	{Name: "scopes_supported", Value: []string{"openid", "email", "name"}},
	{Name: "token_endpoint_auth_methods_supported", Value: []string{"client_secret_post"}},
	{Name: "claims_supported", Value: []string{"aud", "email", "email_verified", "exp", "iat", "is_private_email", "iss", "nonce",
		"nonce_supported", "real_user_status", "sub", "transfer_sub"}},
}

// discoveryIssuer is what the document said for some hours of June 2025, while ID
// tokens kept their issuer.
const discoveryIssuer = "https://account.apple.com"

var modes = []string{"query", "fragment", "form_post"}

func headers(h profile.HeaderContext) http.Header {
	head := http.Header{}
	switch h.Endpoint {
	case profile.Discovery, profile.JWKS:
		head.Set("Cache-Control", "no-store")
	case profile.Token, Revocation, Migration:
		head.Set("Cache-Control", "no-store")
		head.Set("Pragma", "no-cache")
	}
	return head
}

func mint(who *persona.Person, r *seed.Source) {
	if who.Trait("managed") != "" {
		who.Subject = r.String(seed.Digits, subjectHead) + "." + r.String(seed.Alnum, managedMiddle) + "." + r.String(seed.Alnum, subjectTail)
	}
	renewRelay(who, r)
}
