// Package gbizid describes GビズID, the Japanese government's login for companies
// and sole proprietors, as a public service that connects to it meets it.
//
// It is data: the engine serves it. Production and verification environment are two
// profiles made by one function, with clients, accounts and keys of their own. What
// is not known for certain is a switch with its default in switches.go.
//
// Sources: the operating body's guide for connecting systems (section numbers
// "guideline"), https://gbiz-id.go.jp/top/manual/pdf/Developer_guideline.pdf, read
// second hand; what it leaves open follows MITREid Connect, whose wire format it has.
package gbizid

import (
	"net/http"
	"strconv"
	"time"

	"torii/fixtures/text"
	"torii/mockidp/profile"
	"torii/mockidp/seed"
	"torii/mockidp/token"
)

const (
	guideline = "https://gbiz-id.go.jp/top/manual/pdf/Developer_guideline.pdf"
	guide     = "https://gbiz-id.go.jp/top/system_guide/system_guide.html"
	mitreid   = "github.com/mitreid-connect/OpenID-Connect-Java-Spring-Server"
)

// environment is what differs between the two.
type environment struct {
	id       string
	name     text.Both
	host     string
	clientID string // the Relying Party's, issued per environment
	keys     string // prefix of the committed keys' names
	step     string // the step of the onboarding from which a client may connect
	system   string // the kind of Relying Party system that may connect
}

func production() environment {
	return environment{id: "gbizid", name: text.Both{JA: "GビズID", EN: "GBizID"}, host: "gbiz-id.go.jp",
		clientID: "200199testshinseiexamplejp", keys: "gbizid", step: "production", system: "production"}
}

func verification() environment {
	return environment{id: "gbizid-stg", name: text.Both{JA: "GビズID検証環境", EN: "GBizID verification environment"}, host: "stg.gbiz-id.go.jp",
		clientID: "200198stgshinseiexamplejp", keys: "gbizid-stg", step: "verification", system: "verification"}
}

// issuer ends in a slash, which belongs to it.
func (e environment) issuer() string            { return "https://" + e.host + "/oauth/" }
func (e environment) at(endpoint string) string { return e.issuer() + endpoint }

// Production returns the environment that people use.
func Production() profile.Profile { return describe(production(), verification()) }

// Verification returns the environment for trying things out. GビズID releases its
// changes there first.
func Verification() profile.Profile {
	p := describe(verification(), production())
	p.Rehearsal = true
	return p
}

func describe(e, other environment) profile.Profile {
	return profile.Profile{
		ID: e.id, Name: e.name,
		Issuer:    e.issuer(),
		Routes:    routes(e),
		Metadata:  metadata(e),
		Request:   requestChecks(e),
		Admission: admission,
		Silent:    silent,
		People: profile.People{
			// One to ten digits are known of; minted ones have the most, so that they do not meet.
			Subject: func(r *seed.Source) string { return "1" + r.String(seed.Digits, subjectDigits-1) },
			Format:  `^[0-9]{1,10}$`,
			Traits:  traits,
			AMR:     func(profile.Authn) []string { return nil }, // no token tells
		},
		Consent:  consentRules,
		Screens:  screens(e),
		Callback: callback,
		Reply:    reply(e),
		IDToken: profile.IDToken{
			Alg: token.RS256, Claims: idTokenClaims, Life: time.Hour,
			Signs: func(profile.Issue) profile.Signs {
				return profile.Signs{Alg: token.RS256, Header: []string{"kid", "alg"}}
			},
			Granted: func(scopes []string) bool { return has(scopes, "openid") },
		},
		UserInfo: userInfoReply,
		Keys:     keys(e),
		Headers:  headers,
		JSONType: "application/json;charset=UTF-8", MetadataType: "application/json",
		Demands:  []profile.Demand{profile.NonceSent},
		Switches: switches(e), Grounds: grounds(e), Unplayed: unplayed, Spares: spares,
		Quirks:   quirks(e),
		Releases: releases,
		Twin:     &profile.Twin{ID: other.id, Issuer: other.issuer(), ClientID: other.clientID, Key: other.keys + "-current"},
	}
}

const subjectDigits = 10

func routes(e environment) []profile.Route {
	get := []string{http.MethodGet}
	both := []string{http.MethodGet, http.MethodPost}
	return []profile.Route{
		{Endpoint: profile.Discovery, Methods: get, URL: e.at(".well-known/openid-configuration")},
		{Endpoint: profile.Authorization, Methods: both, URL: e.at("authorize")},
		{Endpoint: profile.SignIn, Methods: both, URL: e.at("login")},
		{Endpoint: profile.Consent, Methods: both, URL: e.at("authorize/go-on")},
		{Endpoint: profile.Token, Methods: both, URL: e.at("token")},
		{Endpoint: profile.JWKS, Methods: get, URL: e.at("jwk")},
		{Endpoint: profile.UserInfo, Methods: both, URL: e.at("userinfo")},
	}
}

// keys have short names that are no thumbprints, as MITREid's stock key "rsa1" has.
func keys(e environment) profile.Keys {
	k := profile.Keys{Current: e.keys + "-current", Next: e.keys + "-next", RotatedIn: e.keys + "-rotated-in", IDLength: 8,
		Publish: func(jwk token.Object, set profile.Settings) token.Object {
			if set.Is("jwk_use", "absent") {
				jwk.Delete("use")
			}
			return jwk
		},
		Ahead: func(set profile.Settings) bool { return set.Is("ahead_key", "new") },
	}
	k.IDs = map[string]string{}
	for _, of := range []environment{production(), verification()} { // a token of the other may turn up
		for n, slot := range []string{"-current", "-next", "-rotated-in"} {
			k.IDs[of.keys+slot] = of.keys + "-rsa" + strconv.Itoa(n+1)
		}
	}
	return k
}

// metadata holds the members that the guideline supports, in MITREid's naming: the
// real document was not seen.
func metadata(e environment) []profile.Metadatum {
	stock := func(set profile.Settings) bool { return set.Is("discovery", "stock") }
	either := func(usual, stocked any) func(profile.Settings) any {
		return func(set profile.Settings) any {
			if stock(set) {
				return stocked
			}
			return usual
		}
	}
	server := func(path string) profile.Address { return profile.Address{URL: e.at(path), Kind: profile.ForServers} }
	return []profile.Metadatum{
		{Name: "issuer", Value: profile.Address{URL: e.issuer(), Kind: profile.IssuerName}},
		{Name: "authorization_endpoint", Value: profile.Address{URL: e.at("authorize"), Kind: profile.ForBrowsers}},
		{Name: "token_endpoint", Value: server("token")},
		{Name: "userinfo_endpoint", Value: server("userinfo")},
		{Name: "jwks_uri", Value: server("jwk")},
		{Name: "end_session_endpoint", Value: profile.Address{URL: e.at("endsession"), Kind: profile.ForBrowsers}, When: stock},
		{Name: "introspection_endpoint", Value: server("introspect"), When: stock},
		{Name: "revocation_endpoint", Value: server("revoke"), When: stock},
		{Name: "registration_endpoint", Value: server("register"), When: stock},
		{Name: "device_authorization_endpoint", Value: server("devicecode"), When: stock},
		{Name: "scopes_supported", Value: scopesSupported},
		{Name: "response_types_supported", Value: either([]string{"code"}, []string{"code", "token"})},
		{Name: "grant_types_supported", Value: []string{"authorization_code", "refresh_token"}},
		{Name: "subject_types_supported", Value: either([]string{"public"}, []string{"public", "pairwise"})},
		{Name: "id_token_signing_alg_values_supported", Value: either([]string{"RS256"}, []string{"HS256", "HS384", "HS512",
			"RS256", "RS384", "RS512", "ES256", "ES384", "ES512", "PS256", "PS384", "PS512", "none"})},
		{Name: "token_endpoint_auth_methods_supported", Value: either([]string{"client_secret_basic"}, []string{"client_secret_post",
			"client_secret_basic", "client_secret_jwt", "private_key_jwt", "none"})},
		{Name: "code_challenge_methods_supported", Value: either([]string{"S256"}, []string{"plain", "S256"})},
		{Name: "claims_parameter_supported", Value: false},
		{Name: "request_parameter_supported", Value: false},
		{Name: "request_uri_parameter_supported", Value: false},
	}
}

// headers are Spring Security's, which give a cache no lifetime.
func headers(h profile.HeaderContext) http.Header {
	head := http.Header{}
	switch h.Endpoint {
	case profile.Discovery, profile.JWKS, profile.UserInfo:
		head.Set("Cache-Control", "no-cache, no-store, max-age=0, must-revalidate")
		head.Set("Pragma", "no-cache")
		head.Set("Expires", "0")
	case profile.Token:
		head.Set("Cache-Control", "no-store")
		head.Set("Pragma", "no-cache")
	}
	return head
}
