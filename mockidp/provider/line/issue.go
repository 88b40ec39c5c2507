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
	CodeLife: func(profile.Settings) time.Duration { return codeLife },
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
	Typed: func(name, value string, set profile.Settings) any {
		if name == "friendship_status_changed" && set.Is("jarm_friendship", "boolean") {
			return value == "true"
		}
		return value
	},
}

func state(i profile.Issue) string { return i.Params.Get("state") }

// friendship is only told when the choice to add the official account was shown.
func friendship(i profile.Issue) string {
	if !i.Shown || !offersFriendship(i.Params.Get("bot_prompt"), i.Client) {
		return ""
	}
	if i.Person.Trait("friend") != "true" && i.Person.Trait("add_friend") == "accept" {
		return "true"
	}
	return "false"
}

// offersFriendship says whether the consent page has the choice to add the official account.
func offersFriendship(botPrompt string, c client.Client) bool {
	return (botPrompt == "normal" || botPrompt == "aggressive") && profile.Settings(c.Set).Is("official_account", "linked")
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
	{Name: "nonce", Value: func(i profile.Issue) any { return profile.OrAbsent(i.Params.Get("nonce")) }},
	{Name: "amr", Value: func(i profile.Issue) any { return i.AMR }},
	{Name: "name", Value: func(i profile.Issue) any { return i.IfGranted("profile", i.Person.Name) }},
	{Name: "picture", Value: picture},
	{Name: "email", Value: func(i profile.Issue) any { return i.IfGranted("email", i.Person.Email) }},
	{Name: "given_name", Value: func(i profile.Issue) any { return i.IfGranted("real_name", i.Person.GivenName) }},
	{Name: "given_name_pronunciation", Value: plus("real_name", "given_name_pronunciation")},
	{Name: "middle_name", Value: plus("real_name", "middle_name")},
	{Name: "family_name", Value: func(i profile.Issue) any { return i.IfGranted("real_name", i.Person.FamilyName) }},
	{Name: "family_name_pronunciation", Value: plus("real_name", "family_name_pronunciation")},
	{Name: "gender", Value: plus("gender", "gender")},
	{Name: "birthdate", Value: plus("birthdate", "birthdate")},
	{Name: "phone_number", Value: plus("phone", "phone_number")},
	{Name: "address", Value: address},
}

// plus is a claim of LINE Profile+: what the person registered, under the scope that brings it.
func plus(scope, trait string) func(profile.Issue) any {
	return func(i profile.Issue) any { return i.IfGranted(scope, i.Person.Trait(trait)) }
}

// addressMembers are the parts of an address in LINE's order.
var addressMembers = []string{"postal_code", "region", "locality", "street_address", "country"}

func address(i profile.Issue) any {
	var o token.Object
	for _, name := range addressMembers {
		if v := i.Person.Trait(name); v != "" && i.Granted("address") {
			o.Set(name, v)
		}
	}
	if o == nil {
		return nil
	}
	return o
}

func picture(i profile.Issue) any {
	if i.Granted("profile") && i.Person.Picture == "" && i.Set.Is("no_picture", "empty") {
		return ""
	}
	return i.IfGranted("profile", i.Person.Picture)
}

var reply = profile.TokenReply{
	AccessToken: func(r *seed.Source) string {
		return "eyJhbGciOiJIUzI1NiJ9." + r.String(seed.Base64URL, 86) + "." + r.String(seed.Base64URL, 43)
	},
	AccessLife: accessLife,
	Refresh: profile.RefreshRules{
		Token:       func(r *seed.Source) string { return r.String(seed.Alnum, refreshLength) },
		Issued:      func(profile.Issue) bool { return true },
		Life:        func(profile.Issue) time.Duration { return refreshLife },
		KillsAccess: func(set profile.Settings) bool { return set.Is("refresh_kills_access", "yes") },
		// Source: https://developers.line.biz/en/reference/line-login/#refresh-access-token
		Order: []string{"token_type", "scope", "access_token", "expires_in", "refresh_token"},
	},
	Members: []profile.Claim{
		{Name: "access_token", Value: func(i profile.Issue) any { return i.AccessToken }},
		{Name: "expires_in", Value: func(i profile.Issue) any { return i.ExpiresIn }},
		{Name: "id_token", Value: func(i profile.Issue) any { return profile.OrAbsent(i.IDToken) }},
		{Name: "refresh_token", Value: func(i profile.Issue) any { return i.RefreshToken }},
		{Name: "scope", Value: func(i profile.Issue) any {
			if i.Set.Is("scope_order", "sorted") {
				return toldScopes(slices.Sorted(slices.Values(i.Scopes)))
			}
			return toldScopes(i.Scopes)
		}},
		{Name: "token_type", Value: func(profile.Issue) any { return "Bearer" }},
	},
	Served:     map[string]profile.Serve{"client_credentials": serveChannelToken},
	SecretFree: secretFree,
	Ignores: func(f profile.TokenFailure, set profile.Settings) bool {
		return f == profile.VerifierUnneeded && set.Is("unneeded_verifier", "ignored")
	},
	Amend: amend,
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
		profile.VerifierUnneeded: badGrant("invalid code_verifier"),
		profile.RefreshInvalid:   badGrant("invalid refresh token"),
		profile.RefreshDead:      badGrant("invalid refresh token"),
		profile.ScopeWider:       {Status: http.StatusBadRequest, Code: "invalid_scope"},
	},
}

// toldScopes leaves out the e-mail scope: it is never told, granted or not.
func toldScopes(scopes []string) string {
	return strings.Join(slices.DeleteFunc(slices.Clone(scopes), func(s string) bool { return s == "email" }), " ")
}

// secretFree says when LINE does not look at the channel secret: a channel with a
// native app refreshes without it, and its app redeems a code by proof key alone.
func secretFree(call profile.TokenCall) bool {
	mobile := profile.Settings(call.Client.Set).Is("app_types", "web+mobile")
	if call.Form.Get("grant_type") == "refresh_token" {
		return mobile
	}
	proves := call.Secret == "" && call.Form.Get("code_verifier") != ""
	return proves && (mobile || call.Set.Is("pkce_without_secret", "accepted"))
}

// amend applies the switches on LINE's unrecorded token errors.
func amend(e profile.WireError, set profile.Settings) profile.WireError {
	if set.Is("error_descriptions", "absent") {
		e.Description = ""
	}
	if e.Code == "invalid_client" {
		switch set["invalid_client_status"] {
		case "400":
			e.BasicStatus = 0
		case "401":
			e.Status = http.StatusUnauthorized
		}
	}
	return e
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
		{Name: "sub", Value: at("", func(i profile.Issue) any { return i.Subject })},
		{Name: "name", Value: at("", func(i profile.Issue) any { return i.IfGranted("profile", i.Person.Name) })},
		{Name: "picture", Value: at("", picture)},
		{Name: "userId", Value: at(profileAPI, func(i profile.Issue) any { return i.Subject })},
		{Name: "displayName", Value: at(profileAPI, func(i profile.Issue) any { return i.Person.Name })},
		{Name: "pictureUrl", Value: at(profileAPI, func(i profile.Issue) any { return profile.OrAbsent(i.Person.Picture) })},
		{Name: "statusMessage", Value: at(profileAPI, func(i profile.Issue) any { return profile.OrAbsent(i.Person.Trait("status_message")) })},
	},
	Needs: func(scopes []string, variant string) bool {
		if variant == profileAPI {
			return has(scopes, "profile")
		}
		return has(scopes, "openid")
	},
	Refuse: func(f profile.UserInfoFailure, variant string, set profile.Settings) profile.WireError {
		if variant == profileAPI {
			return profileRefusal(f, set)
		}
		e := profile.WireError{Status: http.StatusUnauthorized, Code: set["userinfo_error"], Description: "access token expired",
			Header: map[string]string{"WWW-Authenticate": "Bearer"}}
		if f == profile.ScopeLacking {
			e.Status, e.Code, e.Description = http.StatusForbidden, "invalid_request", "scope has not required permission"
		}
		return e
	},
}
