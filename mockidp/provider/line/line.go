// Package line describes LINE Login v2.1 as a web Relying Party meets it.
//
// It is data: the engine serves it. What LINE's own documentation leaves open is a
// switch with its default in switches.go.
package line

import (
	"net/http"
	"time"

	"torii/fixtures/text"
	"torii/mockidp/profile"
	"torii/mockidp/seed"
	"torii/mockidp/token"
)

const (
	issuer    = "https://access.line.me"
	authorize = issuer + "/oauth2/v2.1/authorize"
	api       = "https://api.line.me"
	tokens    = api + "/oauth2/v2.1/token"
	certs     = api + "/oauth2/v2.1/certs"
	userInfo  = api + "/oauth2/v2.1/userinfo"
	revoke    = api + "/oauth2/v2.1/revoke"
)

// Profile returns LINE Login v2.1.
// Source: https://developers.line.biz/en/docs/line-login/integrate-line-login/
func Profile() profile.Profile {
	return profile.Profile{
		ID: "line", Name: text.Both{JA: "LINE", EN: "LINE"},
		Issuer: issuer,
		Routes: routes(),
		// Eleven members in this order, as the live document had them in August 2026.
		Metadata: []profile.Metadatum{
			{Name: "issuer", Value: profile.Address{URL: issuer, Kind: profile.IssuerName}},
			{Name: "authorization_endpoint", Value: profile.Address{URL: authorize, Kind: profile.ForBrowsers}},
			{Name: "token_endpoint", Value: profile.Address{URL: tokens, Kind: profile.ForServers}},
			{Name: "revocation_endpoint", Value: profile.Address{URL: revoke, Kind: profile.ForServers}},
			{Name: "userinfo_endpoint", Value: profile.Address{URL: userInfo, Kind: profile.ForServers}},
			{Name: "scopes_supported", Value: []string{"openid", "profile", "email"}},
			{Name: "jwks_uri", Value: profile.Address{URL: certs, Kind: profile.ForServers}},
			{Name: "response_types_supported", Value: []string{"code"}},
			{Name: "subject_types_supported", Value: []string{"pairwise"}},
			// HS256, which signs the ID tokens of web logins, is not listed.
			{Name: "id_token_signing_alg_values_supported", Value: []string{"ES256"}},
			{Name: "code_challenge_methods_supported", Value: []string{"S256"}},
		},
		Request:   requestChecks,
		Admission: admission,
		Silent:    silent,
		People: profile.People{
			Subject:    func(r *seed.Source) string { return "U" + r.String(seed.LowerHex, 32) },
			SubjectFor: subjectFor,
			Traits:     append([]string{"friend", "add_friend", "status_message", "channel", "line_session", "device", "sub_of_p2"}, plusTraits...),
			Means:      []string{"pwd", "lineautologin", "lineqr", "linesso", "mfa"},
			AMR:        amr,
		},
		Consent:  consentRules,
		Screens:  screens,
		Callback: callback,
		Reply:    reply,
		IDToken: profile.IDToken{
			Alg: token.HS256, Signs: signs, Claims: idTokenClaims, Life: time.Hour,
			Granted: func(scopes []string) bool { return has(scopes, "openid") },
		},
		UserInfo: userInfoReply,
		Keys:     profile.Keys{Current: "line-current", Next: "line-next", RotatedIn: "line-rotated-in", IDLength: 64},
		Headers:  headers,
		JSONType: "application/json",
		Demands:  []profile.Demand{profile.AuthenticatedLately, profile.NonceSent},
		Switches: switches, Announced: announced, Grounds: grounds, Unplayed: unplayed, Spares: spares,
		Quirks: quirks,
	}
}

// requestIDLength is how long an x-line-request-id was in LINE's own log sample.
const requestIDLength = 16

func headers(h profile.HeaderContext) http.Header {
	head := http.Header{}
	switch h.Endpoint {
	case profile.Token, profile.UserInfo, profile.JWKS, Verify, Revocation, Friendship, Deauthorize, ChannelToken, ChannelKeyIDs:
		head.Set("X-Line-Request-Id", h.Rand.String(seed.LowerHex, requestIDLength))
	}
	if h.Variant == profileAPI {
		return head
	}
	switch h.Endpoint {
	case profile.JWKS:
		head.Set("Cache-Control", "max-age="+h.Set["jwks_cache_seconds"])
	case profile.Token, profile.UserInfo, ChannelToken:
		head.Set("Cache-Control", "no-store")
	}
	return head
}
