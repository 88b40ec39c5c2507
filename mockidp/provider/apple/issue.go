package apple

import (
	"fmt"
	"net/http"
	"net/url"
	"time"

	"torii/fixtures/client"
	"torii/mockidp/profile"
	"torii/mockidp/seed"
	"torii/mockidp/token"
)

const (
	codeLife   = 5 * time.Minute
	accessLife = time.Hour
	letters    = "abcdefghijklmnopqrstuvwxyz"
)

// handle is the form of codes, access tokens and refresh tokens alike.
func handle(kind string) func(*seed.Source) string {
	return func(r *seed.Source) string {
		return kind + r.String(seed.LowerHex, 32) + ".0." + r.String(letters, 4+r.IntN(2)) + "." + r.String(seed.Base64URL, 22)
	}
}

// callback: the response has nothing but these, in this order; an error has exactly error and state.
// Source: https://developer.apple.com/documentation/signinwithapplerestapi/request-an-authorization-to-the-sign-in-with-apple-server.
var callback = profile.Callback{
	Code:     handle("c"),
	CodeLife: func(profile.Settings) time.Duration { return codeLife },
	Success: []profile.CallbackParam{
		{Name: "state", Value: state},
		{Name: "code", Value: func(i profile.Issue) string { return i.Code }},
		{Name: "id_token", Value: func(i profile.Issue) string { return i.IDToken }},
		{Name: "user", Value: userField},
	},
	Failure: []profile.CallbackParam{{Name: "state", Value: state}},
	Errors: []profile.CallbackError{
		{Name: "access_denied", Code: "user_cancelled_authorize"},
	},
	Modes: modes,
	Mode: func(r profile.Request) string {
		if r.Asks("response_type", "id_token") {
			return r.Set["hybrid_mode"]
		}
		return "query"
	},
}

func state(i profile.Issue) string { return i.Params.Get("state") }

// userField is what comes once, unsigned, in the browser's hands: at a person's first
// authorization for the group of clients.
func userField(i profile.Issue) string {
	if i.Person.Trait("user_field") == "empty" {
		return "{}"
	}
	if !i.Shown || !i.Granted("name") && !i.Granted("email") {
		return ""
	}
	var user token.Object
	if i.Granted("name") {
		name := token.Object{{Name: "firstName", Value: i.Person.GivenName}}
		if i.Set.Is("middle_name", "sent") {
			name.Set("middleName", "")
		}
		name.Set("lastName", i.Person.FamilyName)
		user.Set("name", name)
	}
	if to := address(i); to != "" {
		user.Set("email", to)
	}
	return string(user.JSON())
}

// idTokenClaims are in the order of the recordings. The front channel's token vouches
// for the code, the token endpoint's for the access token.
var idTokenClaims = []profile.Claim{
	{Name: "iss", Value: func(i profile.Issue) any { return i.Issuer }},
	{Name: "aud", Value: func(i profile.Issue) any { return i.Client.ClientID }},
	{Name: "exp", Value: func(i profile.Issue) any { return i.Now.Add(idTokenLife).Unix() }},
	{Name: "iat", Value: func(i profile.Issue) any { return i.Now.Unix() }},
	{Name: "sub", Value: func(i profile.Issue) any { return i.Subject }},
	{Name: "nonce", Value: func(i profile.Issue) any {
		if i.Refresh {
			return nil
		}
		return profile.OrAbsent(i.Params.Get("nonce"))
	}},
	{Name: "at_hash", Value: func(i profile.Issue) any {
		if i.Front {
			return nil
		}
		return token.HalfHash(i.AccessToken)
	}},
	{Name: "c_hash", Value: func(i profile.Issue) any {
		if !i.Front {
			return nil
		}
		return token.HalfHash(i.Code)
	}},
	{Name: "email", Value: func(i profile.Issue) any { return profile.OrAbsent(address(i)) }},
	{Name: "email_verified", Value: func(i profile.Issue) any {
		if address(i) == "" {
			return nil
		}
		return flavoured(i, "email_verified", i.Person.EmailVerified)
	}},
	{Name: "is_private_email", Value: func(i profile.Issue) any {
		switch {
		case address(i) == "":
			return nil
		case choice(i.Person) == hide:
			return flavoured(i, "is_private_email", true)
		case i.Set.Is("private_false", "sent"):
			return flavoured(i, "is_private_email", false)
		}
		return nil
	}},
	{Name: "auth_time", Value: func(i profile.Issue) any { return i.AuthTime.Unix() }},
	{Name: "nonce_supported", Value: func(profile.Issue) any { return true }},
	{Name: "transfer_sub", Value: func(i profile.Issue) any { return profile.OrAbsent(i.Person.Trait("transfer_sub")) }},
	{Name: "org_id", Value: func(i profile.Issue) any { return profile.OrAbsent(i.Person.Trait("org_id")) }},
}

// flavoured is a truth value as Apple writes it: a JSON boolean since 2024, a string
// before, and somebody somewhere always gets the other.
func flavoured(i profile.Issue, claim string, v bool) any {
	as := i.Set["booleans"]
	if own := i.Person.Trait("booleans"); own != "" {
		as = own
	}
	if as == "string" || as == "mixed" && claim == "email_verified" {
		return fmt.Sprint(v)
	}
	return v
}

var reply = profile.TokenReply{
	AccessToken: handle("a"),
	AccessLife:  accessLife,
	Prove:       prove,
	GrantFirst:  true,
	OnlyS256:    true,
	Grants: map[string]func(profile.Desk, client.Client, url.Values) profile.Reply{
		"client_credentials": clientCredentials,
	},
	BurnsOn: func(_ profile.TokenFailure, set profile.Settings) bool {
		return set.Is("failed_exchange", "burns-code")
	},
	Ignores: func(f profile.TokenFailure, set profile.Settings) bool {
		return f == profile.VerifierUnneeded && set.Is("unneeded_verifier", "ignored")
	},
	Refresh: profile.RefreshRules{
		Token:   handle("r"),
		Issued:  func(profile.Issue) bool { return true },
		Life:    func(profile.Issue) time.Duration { return 0 },
		IDToken: true,
		Every: func(set profile.Settings) time.Duration {
			if set.Is("refresh_throttle", "daily") {
				return 24 * time.Hour
			}
			return 0
		},
	},
	Members: []profile.Claim{
		{Name: "access_token", Value: func(i profile.Issue) any { return i.AccessToken }},
		{Name: "token_type", Value: func(profile.Issue) any { return "Bearer" }},
		{Name: "expires_in", Value: func(i profile.Issue) any { return i.ExpiresIn }},
		{Name: "refresh_token", Value: func(i profile.Issue) any {
			if i.Refresh {
				return nil
			}
			return profile.OrAbsent(i.RefreshToken)
		}},
		{Name: "id_token", Value: func(i profile.Issue) any {
			if i.Refresh && i.Set.Is("refresh_id_token", "absent") {
				return nil
			}
			return profile.OrAbsent(i.IDToken)
		}},
	},
	Reword: func(f profile.TokenFailure, e profile.WireError, set profile.Settings) profile.WireError {
		if f == profile.RefreshDead {
			e.Code = set["dead_refresh_error"]
		}
		if set.Is("error_descriptions", "absent") {
			e.Description = ""
		}
		return e
	},
	Errors: map[profile.TokenFailure]profile.WireError{
		profile.BodyType:         refused("invalid_request"),
		profile.BodyJSON:         refused("unsupported_grant_type"),
		profile.ClientMissing:    refused("invalid_client"),
		profile.ClientUnknown:    refused("invalid_client"),
		profile.SecretMissing:    refused("invalid_client"),
		profile.SecretWrong:      refused("invalid_client"),
		profile.AuthTwice:        refused("invalid_request"),
		profile.GrantMissing:     refused("unsupported_grant_type"),
		profile.GrantUnknown:     refused("unsupported_grant_type"),
		profile.CodeMissing:      refused("invalid_request"),
		profile.CodeMalformed:    grant("The code has expired or has been revoked."),
		profile.CodeUnknown:      grant("The code has expired or has been revoked."),
		profile.CodeUsed:         grant("The code has already been used."),
		profile.CodeExpired:      grant("The code has expired or has been revoked."),
		profile.CodeForeign:      grant("client_id mismatch. The code was not issued to {value}."),
		profile.RedirectMissing:  refused("invalid_request"),
		profile.RedirectMismatch: grant("redirect_uri mismatch. The code was not issued to {value}."),
		profile.VerifierMissing:  refused("invalid_grant"),
		profile.VerifierWrong:    refused("invalid_grant"),
		profile.VerifierUnneeded: refused("invalid_grant"),
		profile.RefreshMissing:   refused("invalid_request"),
		profile.RefreshInvalid:   refused("invalid_grant"),
		profile.RefreshDead:      refused("invalid_grant"),
		profile.RefreshTooOften:  refused("invalid_grant"),
		profile.ScopeWider:       refused("invalid_scope"),
	},
}

// Every error of the token endpoint is a 400.
// Source: https://developer.apple.com/documentation/signinwithapplerestapi/errorresponse
func refused(code string) profile.WireError {
	return profile.WireError{Status: http.StatusBadRequest, Code: code}
}

func grant(description string) profile.WireError {
	return profile.WireError{Status: http.StatusBadRequest, Code: "invalid_grant", Description: description}
}
