package rp

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
)

// The ID token algorithms this Relying Party can agree on with a provider
// (RFC 7518, 3.1).
const (
	HS256 = "HS256" // keyed with the client secret's bytes as they are written
	RS256 = "RS256" // keyed by the provider's JWKS
	ES256 = "ES256" // keyed by the provider's JWKS
)

// minSecret is the shortest HS256 key, in bytes (RFC 7518, 3.2).
const minSecret = 32

// providerID keeps ids harmless in paths, HTML ids and logs.
var providerID = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)

// Provider is one OpenID Provider, as this Relying Party agreed with it out of
// band. Nothing here is learnt from a token or a response.
type Provider struct {
	ID           string   // short name in paths and HTML ids: lower-case letters, digits, hyphens
	Name         string   // what people call it
	Issuer       string   // the issuer; also the name under which accounts are kept
	OtherIssuers []string // further spellings of the issuer that the provider documents for its ID tokens

	// MetadataURL is where the provider publishes its endpoints; empty where those agreed
	// on hold. What it publishes may change their paths, never their hosts.
	MetadataURL string

	AuthURL     string // authorization endpoint
	TokenURL    string // token endpoint
	JWKSURL     string // the published keys; needed for RS256 and ES256
	UserInfoURL string // UserInfo endpoint; empty where the provider has none

	RevokeURL      string // where a token is revoked (RFC 7009); empty where that takes nothing back
	DeauthorizeURL string // where a person's consent is taken back with a token of the client's own; empty for none
	ClientTokenURL string // where the client gets such a token

	ClientID     string
	ClientSecret string     // empty where ClientKey stands in
	ClientKey    *ClientKey // signs a client secret for each call
	Scopes       []string
	Algorithm    string // the one agreed ID token algorithm: HS256, RS256 or ES256

	ResponseType string // of the authorization request; empty is "code"
	FormPost     bool   // the response comes as a form from the provider's site (OAuth 2.0 Form Post Response Mode)
	Fragment     bool   // the response comes behind the # of the address, where only the browser sees it
	UserField    bool   // the first response has the person's name in an unsigned parameter, user

	ResponseIss  bool              // announces iss in authorization responses (RFC 9207, 3)
	AuthParams   map[string]string // further parameters of every authorization request
	Relay        *Relay            // what a relay for other providers needs beside; nil for the others
	SwitchParams map[string]string // and of those after a logout in the same browser: they let another person log in
	RetryParams  map[string]string // and of those after one in the same browser that did not come back
	CancelErrors []string          // error codes that mean the person said no, compared without case

	CancelsSilently  bool          // a response with neither code nor error means that the person said no
	RevokesAsClient  bool          // revocation asks for client_id and secret
	BasicAuth        bool          // the secret goes by HTTP Basic instead of the form
	UserInfoOptional bool          // UserInfo may be refused to this client (401 or 403), and the login goes on without
	Refreshes        bool          // the profile can be brought up to date with a refresh token
	VerifiedAsText   bool          // truth values such as email_verified may be the strings "true" and "false"
	MaxTokenAge      time.Duration // how far back an ID token's iat may lie; 0 asks for nothing
	MaxAge           time.Duration // how far back the person may have authenticated; 0 asks for nothing

	// RefreshEnds are the error codes that mean that a refresh token has ended; nil means
	// invalid_grant (RFC 6749, 5.2).
	RefreshEnds []string

	NoticeAudience string // whom its notifications are for; empty where it sends none
	SecurityEvents bool   // they are Security Event Tokens (RFC 8417), posted as they are

	Organization string // our own, as its hd claim says; empty where nobody is told apart by it

	Person   func(*Login) Profile // reads the person from claims of the provider's own; nil means the standard ones
	Business *BusinessRules       // its people come for businesses; nil means for themselves
}

// Preset is a provider this Relying Party knows how to sign in with, once it is
// registered there.
type Preset struct {
	ID   string
	Make func(clientID, secret string) Provider
}

// Presets returns every known provider, in the order of the login buttons, as a fresh slice.
func Presets() []Preset {
	return []Preset{
		{"line", LINE},
		{"google", Google},
		{"yahoo", Yahoo},
		{"yahoo-hybrid", YahooHybrid},
		{"gbizid", GBizID},
		{"gbizid-stg", GBizIDVerification},
		{"socialplus", SocialPLUS},
		{"socialplus-apple", SocialPLUSApple},
		{"socialplus-google", SocialPLUSGoogle},
		{"socialplus-yahoo", SocialPLUSYahoo},
		{"socialplus-token", SocialPLUSToken},
		{"apple", Apple},
	}
}

// LINE is LINE Login for web applications (LINE Login v2.1).
//
// Discovery announces ES256 only, yet web logins get HS256 under the channel
// secret. The error code of a cancelled login is seen in both letter cases.
func LINE(clientID, secret string) Provider {
	return Provider{
		ID:           "line",
		Name:         "LINE",
		Issuer:       "https://access.line.me",
		MetadataURL:  "https://access.line.me/.well-known/openid-configuration",
		AuthURL:      "https://access.line.me/oauth2/v2.1/authorize",
		TokenURL:     "https://api.line.me/oauth2/v2.1/token",
		JWKSURL:      "https://api.line.me/oauth2/v2.1/certs",
		UserInfoURL:  "https://api.line.me/oauth2/v2.1/userinfo",
		ClientID:     clientID,
		ClientSecret: secret,
		Scopes:       []string{"openid", "profile", "email"},
		Algorithm:    HS256,
		SwitchParams: map[string]string{"prompt": "login"},
		RetryParams:  map[string]string{"disable_auto_login": "true"},
		CancelErrors: []string{"access_denied"},
		Refreshes:    true,
		MaxAge:       24 * time.Hour,

		DeauthorizeURL: "https://api.line.me/user/v1/deauthorize",
		ClientTokenURL: "https://api.line.me/oauth2/v3/token",
	}
}

// Google is Google's OpenID Connect for web servers.
//
// Google documents two spellings of its issuer in ID tokens, one without scheme.
func Google(clientID, secret string) Provider {
	return Provider{
		ID:           "google",
		Name:         "Google",
		Issuer:       "https://accounts.google.com",
		MetadataURL:  "https://accounts.google.com/.well-known/openid-configuration",
		OtherIssuers: []string{"accounts.google.com"},
		AuthURL:      "https://accounts.google.com/o/oauth2/v2/auth",
		TokenURL:     "https://oauth2.googleapis.com/token",
		JWKSURL:      "https://www.googleapis.com/oauth2/v3/certs",
		UserInfoURL:  "https://openidconnect.googleapis.com/v1/userinfo",
		ClientID:     clientID,
		ClientSecret: secret,
		Scopes:       []string{"openid", "profile", "email"},
		Algorithm:    RS256,
		ResponseIss:  true,
		AuthParams:   map[string]string{"access_type": "offline"},
		SwitchParams: map[string]string{"prompt": "select_account"},
		CancelErrors: []string{"access_denied"},
		Refreshes:    true,
		RevokeURL:    "https://oauth2.googleapis.com/revoke",
		Organization: "corp.example.com",

		NoticeAudience: clientID,
		SecurityEvents: true,
	}
}

// Apple is Sign in with Apple for the web: an ID token already in the response, which
// comes as a form post, and the person's name once, in that form.
//
// Truth values came as strings until 2024. There is no UserInfo endpoint. The client
// secret is a token that the client signs itself: set ClientKey.
func Apple(clientID, _ string) Provider {
	return Provider{
		ID:             "apple",
		Name:           "Apple",
		Issuer:         "https://appleid.apple.com",
		MetadataURL:    "https://appleid.apple.com/.well-known/openid-configuration",
		AuthURL:        "https://appleid.apple.com/auth/authorize",
		TokenURL:       "https://appleid.apple.com/auth/token",
		JWKSURL:        "https://appleid.apple.com/auth/keys",
		ClientID:       clientID,
		Scopes:         []string{"openid", "name", "email"},
		Algorithm:      RS256,
		ResponseType:   "code id_token",
		FormPost:       true,
		VerifiedAsText: true,
		UserField:      true,
		CancelErrors:   []string{"user_cancelled_authorize"},
		Refreshes:      true,
		RefreshEnds:    []string{"invalid_grant", "invalid_request"},
		RevokeURL:      "https://appleid.apple.com/auth/revoke",

		RevokesAsClient: true,
		NoticeAudience:  "jp.example.rp.app", // the primary App ID, whatever the Services ID
	}
}

// Issues reports whether iss is, character for character, a spelling of the
// provider's issuer.
func (p Provider) Issues(iss string) bool {
	return iss == p.Issuer || slices.Contains(p.OtherIssuers, iss)
}

// endsRefresh reports whether an error code means that the refresh token has ended.
func (p Provider) endsRefresh(code string) bool {
	if p.RefreshEnds == nil {
		return code == "invalid_grant"
	}
	return slices.Contains(p.RefreshEnds, code)
}

// cancels reports whether an error code means that the person said no.
func (p Provider) cancels(code string) bool {
	return slices.ContainsFunc(p.CancelErrors, func(c string) bool { return strings.EqualFold(c, code) })
}

// validate reports the first field that cannot work. No error quotes the secret.
func (p Provider) validate() error {
	if !providerID.MatchString(p.ID) {
		return fmt.Errorf("ID: want %s, got %q", providerID, p.ID)
	}
	for _, f := range []struct{ name, value string }{
		{"Name", p.Name}, {"Issuer", p.Issuer}, {"ClientID", p.ClientID},
	} {
		if f.value == "" {
			return fmt.Errorf("%s: want a value, got none", f.name)
		}
	}
	if p.ClientKey == nil && p.ClientSecret == "" && p.Relay == nil {
		return errors.New("ClientSecret: want a value, or a ClientKey in its place, got none")
	}
	if err := p.ClientKey.validate(); err != nil {
		return fmt.Errorf("ClientKey: %w", err)
	}
	addresses := []struct{ name, value string }{{"AuthURL", p.AuthURL}, {"TokenURL", p.TokenURL}, {"UserInfoURL", p.UserInfoURL}}
	if p.Relay != nil && p.Relay.OneTime {
		return p.Relay.validate(p.AuthURL)
	}
	for _, f := range addresses {
		if f.name == "UserInfoURL" && f.value == "" {
			continue
		}
		if err := validateURL(f.value); err != nil {
			return fmt.Errorf("%s: %w", f.name, err)
		}
	}
	if !slices.Contains(p.Scopes, "openid") {
		return fmt.Errorf("Scopes: want openid among them, got %q", p.Scopes)
	}
	return p.validateAlgorithm()
}

func (p Provider) validateAlgorithm() error {
	switch p.Algorithm {
	case HS256:
		if len(p.ClientSecret) < minSecret {
			return fmt.Errorf("ClientSecret: want %d bytes or more for HS256, got %d", minSecret, len(p.ClientSecret))
		}
	case RS256, ES256:
		if err := validateURL(p.JWKSURL); err != nil {
			return fmt.Errorf("JWKSURL: %w", err)
		}
	default:
		return fmt.Errorf("Algorithm: want HS256, RS256 or ES256, got %q", p.Algorithm)
	}
	return nil
}

func validateURL(raw string) error {
	u, err := url.Parse(raw)
	if err != nil {
		return err
	}
	if u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return fmt.Errorf("want an absolute http or https address, got %q", raw)
	}
	if u.Fragment != "" {
		return errors.New("want an address without fragment")
	}
	return nil
}
