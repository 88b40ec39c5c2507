package google

import (
	"net/http"

	"torii/mockidp/profile"
	"torii/mockidp/token"
)

// userInfoReply has one shape for OpenID Connect and version 3, and another, with id and
// verified_email, for versions 1 and 2.
var userInfoReply = profile.UserInfoReply{
	Members: []profile.Claim{
		{Name: "sub", Value: of(current, func(i profile.Issue) any { return i.Subject })},
		{Name: "id", Value: of(older, func(i profile.Issue) any { return i.Subject })},
		{Name: "name", Value: func(i profile.Issue) any { return i.IfGranted(profileScope, i.Person.Name) }},
		{Name: "given_name", Value: func(i profile.Issue) any { return i.IfGranted(profileScope, i.Person.GivenName) }},
		{Name: "family_name", Value: func(i profile.Issue) any { return i.IfGranted(profileScope, i.Person.FamilyName) }},
		{Name: "picture", Value: func(i profile.Issue) any { return profile.OrAbsent(i.Person.Picture) }},
		{Name: "email", Value: email},
		{Name: "email_verified", Value: of(current, emailVerified)},
		{Name: "verified_email", Value: of(older, emailVerified)},
		{Name: "hd", Value: func(i profile.Issue) any { return i.IfGranted(emailScope, i.Person.Trait("hd")) }},
	},
	Needs:  func(scopes []string, _ string) bool { return identityScope(scopes) },
	Query:  true,
	Refuse: refuseUserInfo,
}

// olderNames are the names that UserInfo of versions 1 and 2 has for claims.
var olderNames = profile.Telling{{Member: "id", Claim: "sub"}, {Member: "verified_email", Claim: "email_verified"}}

// of limits a member to one of the two shapes.
func of(variant string, value func(profile.Issue) any) func(profile.Issue) any {
	return func(i profile.Issue) any {
		if (i.Variant == older) != (variant == older) {
			return nil
		}
		return value(i)
	}
}

func refuseUserInfo(f profile.UserInfoFailure, variant string, set profile.Settings) profile.WireError {
	e := profile.WireError{Status: http.StatusUnauthorized, Code: "invalid_request", Description: "Invalid Credentials"}
	if f == profile.ScopeLacking {
		e.Status = set.Int("userinfo_without_identity")
	}
	if e.Status == http.StatusUnauthorized && set.Is("userinfo_challenge", "sent") {
		e.Header = map[string]string{"WWW-Authenticate": `Bearer realm="https://accounts.google.com/", error="invalid_token"`}
	}
	if variant == older {
		e.Code, e.Raw = "UNAUTHENTICATED", string(apiError(f).JSON())
	}
	return e
}

// What versions 1 and 2 say, which are ordinary Google APIs.
const (
	authMissing = "Request is missing required authentication credential. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project."
	authInvalid = "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project."
)

// apiError is an error in the form that Google's APIs share.
func apiError(f profile.UserInfoFailure) token.Object {
	message, inner := authInvalid, token.Object{{Name: "message", Value: "Invalid Credentials"}, {Name: "domain", Value: "global"},
		{Name: "reason", Value: "authError"}, {Name: "location", Value: "Authorization"}, {Name: "locationType", Value: "header"}}
	if f == profile.BearerMissing {
		message = authMissing
		inner.Set("message", "Login Required.")
		inner.Set("reason", "required")
	}
	return token.Object{{Name: "error", Value: token.Object{
		{Name: "code", Value: http.StatusUnauthorized}, {Name: "message", Value: message},
		{Name: "errors", Value: []token.Object{inner}}, {Name: "status", Value: "UNAUTHENTICATED"},
	}}}
}
