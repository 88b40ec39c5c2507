package yahoo

import (
	"strconv"
	"time"

	"torii/fixtures/client"
	"torii/mockidp/profile"
	"torii/mockidp/seed"
)

const (
	codeLength        = 8 // in every sample and recording
	accessTokenLength = 1712
	accessLife        = time.Hour
	refreshLife       = 28 * 24 * time.Hour
	refreshHead       = 67
	refreshTail       = 8
	tokenLetters      = seed.Base64URL + ".~"
)

var callback = profile.Callback{
	Code:     func(r *seed.Source) string { return r.String(seed.Alnum, codeLength) },
	CodeLife: func(set profile.Settings) time.Duration { return time.Duration(set.Int("code_life")) * time.Second },
	// state stands first in recordings. Of the others comes what response_type asks for.
	// Source: https://developer.yahoo.co.jp/yconnect/v2/hybrid/authorization.html
	Success: []profile.CallbackParam{
		{Name: "state", Value: state},
		{Name: "code", Value: func(i profile.Issue) string { return i.Code }},
		{Name: "access_token", Value: func(i profile.Issue) string { return i.AccessToken }},
		{Name: "token_type", Value: withAccess(func(profile.Issue) string { return "Bearer" })},
		{Name: "expires_in", Value: withAccess(func(i profile.Issue) string { return strconv.Itoa(i.ExpiresIn) })},
		{Name: "id_token", Value: func(i profile.Issue) string { return i.IDToken }},
	},
	Failure: []profile.CallbackParam{
		{Name: errorCode, Value: func(i profile.Issue) string { return i.Set[errorCode] }},
		{Name: "state", Value: state},
	},
	Errors:  callbackErrors,
	Decline: decline,
	Modes:   []string{"query", "fragment"},
	Mode:    mode,
}

// mode is where a response goes, errors and the bare state included: response_mode has
// no effect. With tokens among what was asked for it stands behind the #.
func mode(r profile.Request) string {
	if r.Asks("response_type", "token") || r.Asks("response_type", "id_token") {
		return "fragment"
	}
	return "query"
}

// withAccess is a parameter that comes with an access token.
func withAccess(value func(profile.Issue) string) func(profile.Issue) string {
	return func(i profile.Issue) string {
		if i.AccessToken == "" {
			return ""
		}
		return value(i)
	}
}

func state(i profile.Issue) string { return i.Params.Get("state") }

// decline is what 「同意しない」 comes to: with bail=1 the callback with state alone,
// without it the top page.
// Source: https://developer.yahoo.co.jp/yconnect/v2/hybrid/authorization.html
func decline(r profile.Request) profile.Decline {
	switch {
	case r.Set.Is("deny_style", "access_denied"):
		return profile.Decline{Error: "access_denied"}
	case r.Get("bail") == "1":
		return profile.Decline{Params: []profile.CallbackParam{{Name: "state", Value: state}}}
	}
	return profile.Decline{Elsewhere: topPage}
}

// accessToken is opaque and long: 1,712 characters were recorded, 3,072 bytes are documented as the most.
// Source: https://developer.yahoo.co.jp/yconnect/glossary.html
func accessToken(i profile.Issue) string {
	length := accessTokenLength
	if own, err := strconv.Atoi(i.Person.Trait("access_token_length")); err == nil {
		length = own
	}
	return i.Rand.String(tokenLetters, length)
}

// reply is the token endpoint.
// Source: https://developer.yahoo.co.jp/yconnect/v2/authorization_code/token.html
var reply = profile.TokenReply{
	AccessToken:   func(r *seed.Source) string { return r.String(tokenLetters, accessTokenLength) },
	AccessTokenOf: accessToken,
	AccessLife:    accessLife,
	Refresh: profile.RefreshRules{
		Token: func(r *seed.Source) string {
			return r.String(seed.Base64URL, refreshHead) + "." + r.String(seed.Base64URL, refreshTail)
		},
		Issued:       func(profile.Issue) bool { return true },
		Life:         func(profile.Issue) time.Duration { return refreshLife },
		Same:         true,
		IgnoresScope: true,
		Extends:      func(set profile.Settings) bool { return set.Is("refresh_extends", "yes") },
	},
	Members: []profile.Claim{
		{Name: "access_token", Value: func(i profile.Issue) any { return i.AccessToken }},
		{Name: "token_type", Value: func(profile.Issue) any { return "Bearer" }},
		{Name: "expires_in", Value: func(i profile.Issue) any { return i.ExpiresIn }},
		{Name: "id_token", Value: func(i profile.Issue) any { return profile.OrAbsent(i.IDToken) }},
		// A refresh gives neither a new ID token nor the refresh token again.
		{Name: "refresh_token", Value: func(i profile.Issue) any {
			if i.Refresh {
				return nil
			}
			return profile.OrAbsent(i.RefreshToken)
		}},
	},
	Multipart: true, // the official PHP SDK sends it
	Refuses:   refuses,
	Barred: func(c client.Client) profile.TokenFailure {
		if profile.Settings(c.Set).Is("status", "disabled") {
			return profile.ClientDisabled
		}
		return ""
	},
	// A client-side application has no secret.
	SecretFree: func(call profile.TokenCall) bool {
		return profile.Settings(call.Client.Set).Is("type", "client-side")
	},
	Ignores:     func(f profile.TokenFailure, _ profile.Settings) bool { return f == profile.VerifierUnneeded },
	ReplayKills: func(set profile.Settings) bool { return set.Is("code_reuse", "revokes") },
	Amend:       amend,
	Errors:      tokenErrors,
}

// refuses looks at what is wrong with a request whoever sends it.
func refuses(call profile.TokenCall) profile.TokenFailure {
	for _, values := range call.Form {
		if len(values) > 1 {
			return profile.ParamTwice
		}
	}
	if call.Auth == "post" && call.Set.Is("client_auth", "basic_only") {
		return profile.AuthMethod
	}
	return ""
}
