// Package google describes Sign in with Google (server flow) as a web Relying
// Party meets it.
//
// It is data: the engine serves it. What Google's own documentation leaves open is
// a switch with its default in switches.go.
package google

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"torii/fixtures/text"
	"torii/mockidp/profile"
	"torii/mockidp/seed"
	"torii/mockidp/token"
)

const (
	issuer     = "https://accounts.google.com"
	bareIssuer = "accounts.google.com"
	authorize  = issuer + "/o/oauth2/v2/auth"
	tokens     = "https://oauth2.googleapis.com/token"
	certs      = "https://www.googleapis.com/oauth2/v3/certs"
	userInfo   = "https://openidconnect.googleapis.com/v1/userinfo"
	errorPage  = issuer + "/signin/oauth/error"
)

// Variants tell legacy addresses from today's.
const (
	current = ""
	legacy  = "legacy"
	older   = "v2" // UserInfo and tokeninfo of versions 1 and 2
)

// Profile returns Sign in with Google.
// Source: https://developers.google.com/identity/openid-connect/openid-connect
func Profile() profile.Profile {
	return profile.Profile{
		ID: "google", Name: text.Both{JA: "Google", EN: "Google"},
		Issuer:    issuer,
		Routes:    routes(),
		Metadata:  metadata,
		Request:   requestChecks,
		Admission: admission,
		Silent:    silent,
		People: profile.People{
			Subject: func(r *seed.Source) string { return "10" + r.String(seed.Digits, 19) },
			Traits:  []string{"hd", "authuser", "admin_policy", "amr"},
			AMR:     func(a profile.Authn) []string { return strings.Fields(a.Person.Trait("amr")) },
		},
		Consent:  consentRules,
		Screens:  screens,
		Callback: callback,
		Reply:    reply,
		IDToken: profile.IDToken{
			Alg: token.RS256, Claims: idTokenClaims, Life: time.Hour,
			Signs: func(profile.Issue) profile.Signs {
				return profile.Signs{Alg: token.RS256, Header: []string{"alg", "kid", "typ"}}
			},
			Granted: identityScope,
		},
		UserInfo: userInfoReply,
		Notices:  notices,
		// The older of the two published keys signs.
		Keys:     profile.Keys{Jumbles: true, Current: "google-current", Next: "google-next", RotatedIn: "google-rotated-in", IDLength: 40, Overlap: keyOverlap},
		Headers:  headers,
		JSONType: "application/json; charset=utf-8",
		Pretty:   true,
		Demands:  []profile.Demand{profile.NonceSent},
		Switches: switches, Grounds: grounds, Unplayed: unplayed, Spares: spares,
		Quirks: quirks,
	}
}

// metadata holds Google's members in the order of its reference page.
var metadata = []profile.Metadatum{
	{Name: "issuer", Value: profile.Address{URL: issuer, Kind: profile.IssuerName}},
	{Name: "authorization_endpoint", Value: profile.Address{URL: authorize, Kind: profile.ForBrowsers}},
	{Name: "device_authorization_endpoint", Value: profile.Address{URL: device, Kind: profile.ForServers}},
	{Name: "token_endpoint", Value: profile.Address{URL: tokens, Kind: profile.ForServers}},
	{Name: "userinfo_endpoint", Value: profile.Address{URL: userInfo, Kind: profile.ForServers}},
	{Name: "revocation_endpoint", Value: profile.Address{URL: revoke, Kind: profile.ForServers}},
	{Name: "jwks_uri", Value: profile.Address{URL: certs, Kind: profile.ForServers}},
	{Name: "response_types_supported", Value: []string{"code", "token", "id_token", "code token", "code id_token", "token id_token", "code token id_token", "none"}},
	{Name: "response_modes_supported", Value: func(set profile.Settings) any { return set.Words("response_modes") },
		When: func(set profile.Settings) bool { return len(set.Words("response_modes")) > 0 }},
	{Name: "authorization_response_iss_parameter_supported", Value: true,
		When: func(set profile.Settings) bool { return set.Is("iss_parameter", "announced") }},
	{Name: "subject_types_supported", Value: []string{"public"}},
	{Name: "id_token_signing_alg_values_supported", Value: []string{"RS256"}},
	{Name: "scopes_supported", Value: []string{"openid", "email", "profile"}},
	{Name: "claims_supported", Value: []string{"aud", "email", "email_verified", "exp", "family_name", "given_name", "iat", "iss", "name", "picture", "sub"}},
	{Name: "token_endpoint_auth_methods_supported", Value: []string{"client_secret_post", "client_secret_basic"}},
	{Name: "code_challenge_methods_supported", Value: []string{"plain", "S256"}},
	{Name: "grant_types_supported", Value: []string{"authorization_code", "refresh_token", "urn:ietf:params:oauth:grant-type:device_code", "urn:ietf:params:oauth:grant-type:jwt-bearer"}},
}

// keyOverlap is how long three keys were seen around a rotation: less than a day.
const keyOverlap = 18 * time.Hour

// keyWindow is the longest max-age seen on the key set, in seconds; it counts down from fetch to fetch.
const keyWindow = 23474

func headers(h profile.HeaderContext) http.Header {
	head := http.Header{}
	switch h.Endpoint {
	case profile.JWKS, Certificates:
		left := keyWindow - h.Now.Unix()%keyWindow
		head.Set("Cache-Control", fmt.Sprintf("public, max-age=%d, must-revalidate, no-transform", left))
		head.Set("Expires", h.Now.Add(time.Duration(left)*time.Second).UTC().Format(http.TimeFormat))
	case profile.Discovery, RISC:
		head.Set("Cache-Control", "public, max-age="+h.Set["discovery_cache_seconds"])
	case profile.Token, profile.UserInfo, TokenInfo, Revocation, Device:
		head.Set("Cache-Control", "no-cache, no-store, max-age=0, must-revalidate")
		head.Set("Pragma", "no-cache")
		head.Set("Expires", "Mon, 01 Jan 1990 00:00:00 GMT")
		head.Set("Vary", "Origin, X-Origin, Referer")
		head.Set("Server", "ESF")
	}
	return head
}
