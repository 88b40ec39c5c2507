package line

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"torii/fixtures/client"
	"torii/mockidp/profile"
	"torii/mockidp/seed"
	"torii/mockidp/token"
)

const (
	codeLength    = 20
	codeLife      = 10 * time.Minute
	accessLife    = 30 * 24 * time.Hour
	refreshLife   = 90 * 24 * time.Hour // from the issue of the access token
	refreshLength = 20
)

var callback = profile.Callback{
	Code:     func(r *seed.Source) string { return r.String(seed.Alnum, codeLength) },
	CodeLife: codeLife,
	Success: []profile.CallbackParam{
		{Name: "code", Value: func(i profile.Issue) string { return i.Code }},
		{Name: "state", Value: state},
		{Name: "friendship_status_changed", Value: friendship},
	},
	Failure: []profile.CallbackParam{{Name: "state", Value: state}},
	Errors: []profile.CallbackError{
		{Name: "access_denied", Code: "ACCESS_DENIED", Description: "The resource owner denied the request."},
		{Name: "invalid_request", Code: "INVALID_REQUEST", Description: "'state' is not specified."},
		{Name: "unsupported_response_type", Code: "UNSUPPORTED_RESPONSE_TYPE"},
		{Name: "invalid_scope", Code: "INVALID_SCOPE"},
		{Name: "server_error", Code: "SERVER_ERROR"},
		{Name: "login_required", Code: "LOGIN_REQUIRED"},
		{Name: "interaction_required", Code: "INTERACTION_REQUIRED"},
	},
	Spell: func(code string, set profile.Settings) string {
		if set.Is("error_case", "lower") {
			return strings.ToLower(code)
		}
		return code
	},
	ExtraQuery: true,
	Modes:      []string{"query", "form_post", "query.jwt", "form_post.jwt", "jwt"},
}

func state(i profile.Issue) string { return i.Params.Get("state") }

// friendship is only told when the choice to add the official account was shown.
func friendship(i profile.Issue) string {
	asked := i.Params.Get("bot_prompt") == "normal" || i.Params.Get("bot_prompt") == "aggressive"
	if !asked || !i.Shown || !profile.Settings(i.Client.Set).Is("official_account", "linked") {
		return ""
	}
	if i.Person.Trait("friend") != "true" && i.Person.Trait("add_friend") == "accept" {
		return "true"
	}
	return "false"
}

// subjectFor gives the user id under the company that the channel belongs to.
func subjectFor(i profile.Issue) string {
	if own := i.Person.Trait("sub_of_p2"); own != "" && profile.Settings(i.Client.Set).Is("provider", "P2") {
		return own
	}
	return i.Person.Subject
}

// signs chooses HS256 with the channel secret for the web, ES256 where the token request asks for a JWK.
func signs(i profile.Issue) profile.Signs {
	es256 := profile.Signs{Alg: token.ES256, Header: []string{"kid", "typ", "alg"}}
	hs256 := profile.Signs{Alg: token.HS256, Header: []string{"typ", "alg"}}
	switch {
	case i.Set.Is("alg", "es256"):
		return es256
	case i.Set.Is("alg", "auto") && i.Form.Get("id_token_key_type") == "JWK":
		return es256
	}
	return hs256
}

var idTokenClaims = []profile.Claim{
	{Name: "iss", Value: func(i profile.Issue) any { return i.Issuer }},
	{Name: "sub", Value: func(i profile.Issue) any { return i.Subject }},
	{Name: "aud", Value: func(i profile.Issue) any { return i.Client.ClientID }},
	{Name: "exp", Value: func(i profile.Issue) any { return i.Now.Add(time.Hour).Unix() }},
	{Name: "iat", Value: func(i profile.Issue) any { return i.Now.Unix() }},
	{Name: "auth_time", Value: func(i profile.Issue) any {
		if !i.Params.Has("max_age") {
			return nil
		}
		return i.AuthTime.Unix()
	}},
	{Name: "nonce", Value: func(i profile.Issue) any { return orAbsent(i.Params.Get("nonce")) }},
	{Name: "amr", Value: func(i profile.Issue) any { return i.AMR }},
	{Name: "name", Value: func(i profile.Issue) any { return ifGranted(i, "profile", i.Person.Name) }},
	{Name: "picture", Value: func(i profile.Issue) any { return ifGranted(i, "profile", i.Person.Picture) }},
	{Name: "email", Value: func(i profile.Issue) any { return ifGranted(i, "email", i.Person.Email) }},
}

func orAbsent(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func ifGranted(i profile.Issue, scope, value string) any {
	if !i.Granted(scope) {
		return nil
	}
	return orAbsent(value)
}

var reply = profile.TokenReply{
	AccessToken: func(r *seed.Source) string {
		return "eyJhbGciOiJIUzI1NiJ9." + r.String(seed.Base64URL, 86) + "." + r.String(seed.Base64URL, 43)
	},
	AccessLife: accessLife,
	Refresh: profile.RefreshRules{
		Token:  func(r *seed.Source) string { return r.String(seed.Alnum, refreshLength) },
		Issued: func(profile.Issue) bool { return true },
		Life:   func(profile.Issue) time.Duration { return refreshLife },
	},
	Members: []profile.Claim{
		{Name: "access_token", Value: func(i profile.Issue) any { return i.AccessToken }},
		{Name: "expires_in", Value: func(i profile.Issue) any { return i.ExpiresIn }},
		{Name: "id_token", Value: func(i profile.Issue) any { return orAbsent(i.IDToken) }},
		{Name: "refresh_token", Value: func(i profile.Issue) any { return i.RefreshToken }},
		{Name: "scope", Value: func(i profile.Issue) any {
			// The e-mail scope is never told here, granted or not.
			return strings.Join(slices.DeleteFunc(slices.Clone(i.Scopes), func(s string) bool { return s == "email" }), " ")
		}},
		{Name: "token_type", Value: func(profile.Issue) any { return "Bearer" }},
	},
	SecretFree: func(c client.Client, grant string) bool {
		return grant == "refresh_token" && profile.Settings(c.Set).Is("app_types", "web+mobile")
	},
	Errors: map[profile.TokenFailure]profile.WireError{
		profile.BodyType:         parameters,
		profile.ClientMissing:    parameters,
		profile.GrantMissing:     parameters,
		profile.CodeMissing:      parameters,
		profile.RedirectMissing:  parameters,
		profile.RefreshMissing:   parameters,
		profile.SecretMissing:    parameters,
		profile.GrantUnknown:     {Status: http.StatusBadRequest, Code: "unsupported_grant_type", Description: "some parameters missed or invalid"},
		profile.ClientUnknown:    badClient("invalid client_id"),
		profile.SecretWrong:      badClient("invalid client_secret"),
		profile.AuthTwice:        badClient("invalid client_secret"),
		profile.CodeMalformed:    badGrant("invalid authorization code"),
		profile.CodeUnknown:      badGrant("invalid authorization code"),
		profile.CodeUsed:         badGrant("invalid authorization code"),
		profile.CodeExpired:      badGrant("invalid authorization code"),
		profile.CodeForeign:      badGrant("invalid authorization code"),
		profile.RedirectMismatch: badGrant("redirect_uri does not match"),
		profile.VerifierMissing:  badGrant("invalid code_verifier"),
		profile.VerifierWrong:    badGrant("invalid code_verifier"),
		profile.RefreshInvalid:   badGrant("invalid refresh token"),
		profile.RefreshDead:      badGrant("invalid refresh token"),
		profile.ScopeWider:       {Status: http.StatusBadRequest, Code: "invalid_scope"},
	},
}

var parameters = profile.WireError{Status: http.StatusBadRequest, Code: "invalid_request", Description: "some parameters missed or invalid"}

func badClient(description string) profile.WireError {
	return profile.WireError{Status: http.StatusBadRequest, BasicStatus: http.StatusUnauthorized, Code: "invalid_client", Description: description}
}

func badGrant(description string) profile.WireError {
	return profile.WireError{Status: http.StatusBadRequest, Code: "invalid_grant", Description: description}
}

// userInfoReply has no e-mail: that is in the ID token alone.
var userInfoReply = profile.UserInfoReply{
	Members: []profile.Claim{
		{Name: "sub", Value: func(i profile.Issue) any { return i.Subject }},
		{Name: "name", Value: func(i profile.Issue) any { return ifGranted(i, "profile", i.Person.Name) }},
		{Name: "picture", Value: func(i profile.Issue) any { return ifGranted(i, "profile", i.Person.Picture) }},
	},
	Needs: func(scopes []string) bool { return has(scopes, "openid") },
	Refuse: func(f profile.UserInfoFailure, _ string) profile.WireError {
		bearer := map[string]string{"WWW-Authenticate": "Bearer"}
		if f == profile.ScopeLacking {
			return profile.WireError{Status: http.StatusForbidden, Code: "invalid_request", Description: "scope has not required permission", Header: bearer}
		}
		return profile.WireError{Status: http.StatusUnauthorized, Code: "invalid_request", Description: "access token expired", Header: bearer}
	},
}
