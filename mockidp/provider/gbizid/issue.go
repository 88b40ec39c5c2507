package gbizid

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"torii/mockidp/bend"
	"torii/mockidp/profile"
	"torii/mockidp/seed"
	"torii/mockidp/token"
)

const (
	codeLength = 22
	codeLife   = 5 * time.Minute
	accessLife = time.Hour
)

var callback = profile.Callback{
	Code:     func(r *seed.Source) string { return r.String(seed.Alnum, codeLength) },
	CodeLife: func(profile.Settings) time.Duration { return codeLife },
	Success: []profile.CallbackParam{
		{Name: "code", Value: func(i profile.Issue) string { return i.Code }},
		{Name: "state", Value: state},
	},
	Failure: []profile.CallbackParam{{Name: "state", Value: state}},
	Errors: []profile.CallbackError{
		{Name: "access_denied", Code: "access_denied", Description: "User denied access"},
		{Name: "invalid_request", Code: "invalid_request", Description: "code_challenge_method must be S256."},
		{Name: "invalid_scope", Code: "invalid_scope", Description: "Invalid scope: role",
			Extra: []bend.Param{{Name: "scope", Value: strings.Join(basicScopes, " ")}}},
		{Name: "unsupported_response_type", Code: "unsupported_response_type", Description: "Unsupported response types: [token]"},
		{Name: "login_required", Code: "login_required"},
		// Not in the guideline's table; whoever copes with any error copes with it.
		{Name: "server_error", Code: "server_error", Description: "Internal Server Error"},
	},
	Modes:           []string{"query"},
	DefaultRedirect: true,
}

func state(i profile.Issue) string { return i.Params.Get("state") }

// idTokenClaims name nobody: who the person is stands in UserInfo alone (guideline 3.3.3.3).
var idTokenClaims = []profile.Claim{
	{Name: "sub", Value: func(i profile.Issue) any { return i.Subject }},
	{Name: "aud", Value: func(i profile.Issue) any { return i.Client.ClientID }},
	{Name: "iss", Value: func(i profile.Issue) any { return i.Issuer }},
	{Name: "exp", Value: func(i profile.Issue) any { return i.Now.Add(idTokenLife(i.Set)).Unix() }},
	{Name: "iat", Value: func(i profile.Issue) any { return i.Now.Unix() }},
	{Name: "auth_time", Value: func(i profile.Issue) any {
		if i.Set.Is("auth_time", "asked") && !i.Params.Has("max_age") {
			return nil
		}
		return i.AuthTime.Unix()
	}},
	{Name: "nonce", Value: func(i profile.Issue) any { return profile.OrAbsent(i.Params.Get("nonce")) }},
	{Name: "jti", Value: func(i profile.Issue) any { return uuid(i.Rand) }},
	{Name: "new_claim", Value: ahead},
}

func idTokenLife(set profile.Settings) time.Duration {
	return time.Duration(set.Int("id_token_seconds")) * time.Second
}

// ahead is a member that only the verification environment has yet.
func ahead(i profile.Issue) any {
	if i.Set.Is("ahead_member", "sent") {
		return token.Object{{Name: "version", Value: 2}}
	}
	return nil
}

// uuid is a random one (RFC 9562, 5.4).
func uuid(r *seed.Source) string {
	b := r.Bytes(16)
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// accessClaims have neither aud nor scope.
func accessClaims(i profile.Issue) token.Object {
	return token.Object{
		{Name: "sub", Value: i.Subject}, {Name: "azp", Value: i.Client.ClientID}, {Name: "iss", Value: i.Issuer},
		{Name: "exp", Value: i.Now.Add(accessLife).Unix()}, {Name: "iat", Value: i.Now.Unix()}, {Name: "jti", Value: uuid(i.Rand)},
	}
}

// refreshToken is a JWT that nobody signs: its third part is empty, and it ends in a dot.
func refreshToken(i profile.Issue) string {
	header := token.Object{{Name: "alg", Value: "none"}}
	claims := token.Object{{Name: "exp", Value: i.Now.Add(refreshLife(i)).Unix()}, {Name: "jti", Value: uuid(i.Rand)}}
	return token.Base64(header.JSON()) + "." + token.Base64(claims.JSON()) + "."
}

func refreshLife(i profile.Issue) time.Duration {
	return time.Duration(i.Set.Int("refresh_days")) * 24 * time.Hour
}

func reply(e environment) profile.TokenReply {
	return profile.TokenReply{
		AccessClaims: accessClaims,
		AccessToken:  uuid,
		AccessLife:   accessLife,
		Refuses: func(call profile.TokenCall) profile.TokenFailure {
			if call.Auth == "post" && call.Set.Is("client_secret_post", "refused") {
				return profile.AuthMethod
			}
			return ""
		},
		Barred: e.barred,
		Burns:  true,
		Refresh: profile.RefreshRules{
			Token:   uuid,
			Make:    refreshToken,
			Issued:  func(i profile.Issue) bool { return i.Granted("offline_access") },
			Life:    refreshLife,
			Rotates: func(set profile.Settings) bool { return set.Is("refresh", "rotates") },
			Allows:  func(scopes []string) bool { return has(scopes, "openid") },
			IDToken: true,
			KillsAccess: func(set profile.Settings) bool {
				return set.Is("refresh_kills_access", "yes")
			},
		},
		Members: []profile.Claim{
			{Name: "access_token", Value: func(i profile.Issue) any { return i.AccessToken }},
			{Name: "token_type", Value: func(profile.Issue) any { return "Bearer" }},
			{Name: "refresh_token", Value: func(i profile.Issue) any { return profile.OrAbsent(i.RefreshToken) }},
			{Name: "expires_in", Value: func(i profile.Issue) any { return i.ExpiresIn }},
			{Name: "scope", Value: func(i profile.Issue) any { return strings.Join(i.Scopes, " ") }},
			{Name: "id_token", Value: func(i profile.Issue) any { return profile.OrAbsent(i.IDToken) }},
		},
		Amend:     amend,
		Reword:    reword,
		AlsoQuery: func(set profile.Settings) bool { return set.Is("token_query", "read") },
		Errors:    tokenErrors,
		Ignores: func(f profile.TokenFailure, _ profile.Settings) bool {
			return f == profile.VerifierUnneeded
		},
	}
}

// tokenErrors are the guideline's codes and statuses (3.4.1.4 and 3.4.1.5) with MITREid's words.
var tokenErrors = map[profile.TokenFailure]profile.WireError{
	profile.BodyType:         unauthorized("Full authentication is required to access this resource"),
	profile.ClientMissing:    unauthorized("Full authentication is required to access this resource"),
	profile.ClientUnknown:    unauthorized("Bad credentials"),
	profile.ClientDeleted:    unauthorized("Bad credentials"),
	profile.ClientDisabled:   unauthorized("Bad credentials"),
	profile.SecretMissing:    unauthorized("Bad credentials"),
	profile.SecretWrong:      unauthorized("Bad credentials"),
	profile.AuthTwice:        unauthorized("Bad credentials"),
	profile.AuthMethod:       unauthorized("Full authentication is required to access this resource"),
	profile.GrantMissing:     badRequest("Missing grant type"),
	profile.GrantUnknown:     {Status: http.StatusBadRequest, Code: "unsupported_grant_type", Description: "Unsupported grant type: {value}"},
	profile.CodeMissing:      badRequest("An authorization code must be supplied."),
	profile.CodeMalformed:    badGrant(noSuchCode),
	profile.CodeUnknown:      badGrant(noSuchCode),
	profile.CodeUsed:         badGrant(noSuchCode),
	profile.CodeExpired:      badGrant(noSuchCode),
	profile.CodeForeign:      {Status: http.StatusUnauthorized, Code: "invalid_client", Description: "Client ID mismatch"},
	profile.RedirectMissing:  badGrant("Redirect URI mismatch."),
	profile.RedirectMismatch: badGrant("Redirect URI mismatch."),
	profile.VerifierMissing:  badRequest(noProof),
	profile.VerifierWrong:    badRequest(noProof),
	profile.VerifierUnneeded: badRequest(noProof),
	profile.RefreshMissing:   badToken("Invalid refresh token: {value}"),
	profile.RefreshInvalid:   badToken("Invalid refresh token: {value}"),
	profile.RefreshDead:      badToken("Invalid refresh token: {value}"),
	profile.RefreshForeign:   {Status: http.StatusUnauthorized, Code: "invalid_client", Description: "Client ID mismatch"},
	profile.ScopeWider:       {Status: http.StatusUnauthorized, Code: "invalid_scope", Description: "Up-scoping is not allowed."},
	profile.NotPosted:        {Status: http.StatusMethodNotAllowed, Code: "method_not_allowed", Header: map[string]string{"Allow": http.MethodPost}, Description: "Request method '{value}' not supported"},
}

const (
	noSuchCode = "JpaAuthorizationCodeRepository: no authorization code found for value {value}"
	noProof    = "Code challenge and verifier do not match"
)

func unauthorized(description string) profile.WireError {
	return profile.WireError{Status: http.StatusUnauthorized, Code: "unauthorized", Description: description}
}

func badRequest(description string) profile.WireError {
	return profile.WireError{Status: http.StatusBadRequest, Code: "invalid_request", Description: description}
}

func badGrant(description string) profile.WireError {
	return profile.WireError{Status: http.StatusBadRequest, Code: "invalid_grant", Description: description}
}

func badToken(description string) profile.WireError {
	return profile.WireError{Status: http.StatusUnauthorized, Code: "invalid_token", Description: description}
}

// reword breaks where the software as published has nothing to compare with.
func reword(f profile.TokenFailure, e profile.WireError, set profile.Settings) profile.WireError {
	if f == profile.VerifierMissing && set.Is("missing_verifier", "500") {
		return profile.WireError{Status: http.StatusInternalServerError, Code: "server_error"}
	}
	return e
}

// amend applies the switch on PKCE, and puts the challenge on a 401: its scheme is
// Bearer, here too.
func amend(e profile.WireError, set profile.Settings) profile.WireError {
	if e.Description == noProof {
		e.Code = set["pkce_error"]
	}
	return challenged(e, "openidconnect")
}

func challenged(e profile.WireError, realm string) profile.WireError {
	if e.Status == http.StatusUnauthorized {
		e.Header = map[string]string{"WWW-Authenticate": fmt.Sprintf("Bearer realm=%q, error=%q, error_description=%q", realm, e.Code, e.Description)}
	}
	return e
}
