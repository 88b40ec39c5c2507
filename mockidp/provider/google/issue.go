package google

import (
	"encoding/json"
	"net/http"
	"regexp"
	"strings"
	"time"

	"torii/fixtures/client"
	"torii/mockidp/bend"
	"torii/mockidp/profile"
	"torii/mockidp/seed"
	"torii/mockidp/token"
)

const (
	accessLife  = 3599 * time.Second
	testingLife = 7 * 24 * time.Hour   // of a refresh token while the application is in Testing
	idleLife    = 183 * 24 * time.Hour // of a refresh token that nobody uses: six months
	refreshCap  = 100                  // live refresh tokens per account and client
	codeLength  = 70                   // behind the slash and its two letters
)

var callback = profile.Callback{
	Code:     func(r *seed.Source) string { return "4/0A" + r.String(seed.Base64URL, codeLength) },
	CodeLife: func(set profile.Settings) time.Duration { return time.Duration(set.Int("code_seconds")) * time.Second },
	Tail: func(set profile.Settings) string {
		if set.Is("callback_fragment", "bare") {
			return "#"
		}
		return ""
	},
	Success: []profile.CallbackParam{
		{Name: "state", Value: state},
		{Name: "iss", Value: issParameter},
		{Name: "code", Value: func(i profile.Issue) string { return i.Code }},
		{Name: "scope", Value: func(i profile.Issue) string { return strings.Join(callbackScopes(i), " ") }},
		{Name: "authuser", Value: func(i profile.Issue) string {
			if own := i.Person.Trait("authuser"); own != "" {
				return own
			}
			return "0"
		}},
		{Name: "hd", Value: func(i profile.Issue) string { return i.Person.Trait("hd") }},
		{Name: "prompt", Value: func(i profile.Issue) string {
			if i.Shown {
				return "consent"
			}
			return "none"
		}},
	},
	Failure: []profile.CallbackParam{
		{Name: "state", Value: state},
		{Name: "iss", Value: func(i profile.Issue) string {
			if !i.Set.Is("iss_on_error", "sent") {
				return ""
			}
			return issParameter(i)
		}},
	},
	Errors: []profile.CallbackError{
		{Name: "access_denied", Code: "access_denied"},
		{Name: "interaction_required", Code: "interaction_required", Extra: []bend.Param{{Name: "error_subtype", Value: "access_denied"}}},
		{Name: "server_error", Code: "server_error"},
		{Name: "temporarily_unavailable", Code: "temporarily_unavailable"},
	},
	Modes: []string{"query", "fragment", "form_post"},
}

func state(i profile.Issue) string { return i.Params.Get("state") }

func issParameter(i profile.Issue) string {
	if i.Set.Is("iss_parameter", "absent") {
		return ""
	}
	return i.Issuer
}

// callbackScopes tells both the short and the canonical names, in no promised order.
func callbackScopes(i profile.Issue) []string {
	var scopes []string
	for _, s := range i.Scopes {
		switch s {
		case emailScope:
			scopes = append(scopes, "email", s)
		case profileScope:
			scopes = append(scopes, "profile", s)
		default:
			scopes = append(scopes, s)
		}
	}
	return shuffled(scopes, i.Rand)
}

func shuffled(words []string, r *seed.Source) []string {
	for n := len(words) - 1; n > 0; n-- {
		m := r.IntN(n + 1)
		words[n], words[m] = words[m], words[n]
	}
	return words
}

var idTokenClaims = []profile.Claim{
	{Name: "iss", Value: func(i profile.Issue) any {
		if i.Set.Is("issuer_spelling", "bare") || i.Variant == legacy && i.Set.Is("legacy_iss", "bare") {
			return bareIssuer
		}
		return i.Issuer
	}},
	{Name: "azp", Value: func(i profile.Issue) any { return i.Client.ClientID }},
	{Name: "aud", Value: func(i profile.Issue) any { return i.Client.ClientID }},
	{Name: "sub", Value: func(i profile.Issue) any { return i.Subject }},
	{Name: "hd", Value: func(i profile.Issue) any { return profile.OrAbsent(i.Person.Trait("hd")) }},
	{Name: "email", Value: email},
	{Name: "email_verified", Value: emailVerified},
	{Name: "at_hash", Value: func(i profile.Issue) any { return token.HalfHash(i.AccessToken) }},
	{Name: "nonce", Value: func(i profile.Issue) any {
		if i.Refresh {
			return nil
		}
		return profile.OrAbsent(i.Params.Get("nonce"))
	}},
	{Name: "name", Value: func(i profile.Issue) any { return named(i, i.Person.Name) }},
	{Name: "picture", Value: func(i profile.Issue) any { return named(i, i.Person.Picture) }},
	{Name: "given_name", Value: func(i profile.Issue) any { return named(i, i.Person.GivenName) }},
	{Name: "family_name", Value: func(i profile.Issue) any { return named(i, i.Person.FamilyName) }},
	{Name: "iat", Value: func(i profile.Issue) any { return i.Now.Unix() }},
	{Name: "exp", Value: func(i profile.Issue) any { return i.Now.Add(time.Hour).Unix() }},
	{Name: "auth_time", Value: func(i profile.Issue) any {
		if !asksClaim(i, "auth_time", "session_age_claims") {
			return nil
		}
		return i.AuthTime.Unix()
	}},
	{Name: "amr", Value: func(i profile.Issue) any {
		if !asksClaim(i, "amr", "authentication_strength_claims") || len(i.AMR) == 0 {
			return nil
		}
		return i.AMR
	}},
}

// asksClaim reports whether the claims parameter asks for an ID token claim that
// the client, verified and in production, has switched on.
func asksClaim(i profile.Issue, name, feature string) bool {
	var asked struct {
		IDToken map[string]json.RawMessage `json:"id_token"`
	}
	if json.Unmarshal([]byte(i.Params.Get("claims")), &asked) != nil {
		return false
	}
	_, ok := asked.IDToken[name]
	set := profile.Settings(i.Client.Set)
	return ok && set.Is(feature, "on") && set.Is("publishing", "production")
}

// exampleDomain stands for the consumer domain in the people's addresses.
const exampleDomain = "@gmail.example"

func email(i profile.Issue) any {
	address := i.Person.Email
	if local, ok := strings.CutSuffix(address, exampleDomain); ok {
		address = local + "@" + i.Set["consumer_domain"]
	}
	return i.IfGranted(emailScope, address)
}

// named leaves profile claims out of refreshed ID tokens, as Google mostly does.
func named(i profile.Issue, value string) any {
	if i.Refresh {
		return nil
	}
	return i.IfGranted(profileScope, value)
}

func emailVerified(i profile.Issue) any {
	if !i.Granted(emailScope) || i.Person.Email == "" {
		return nil
	}
	return i.Person.EmailVerified
}

var wellFormedCode = regexp.MustCompile(`^4/0A[A-Za-z0-9_-]{70,90}$`)

var reply = profile.TokenReply{
	AccessToken: func(r *seed.Source) string { return "ya29.a0" + r.String(seed.Base64URL, 200) },
	AccessLife:  accessLife,
	WellFormed:  wellFormedCode.MatchString,
	QueryParams: true,
	Barred: func(c client.Client) profile.TokenFailure {
		switch c.Set["status"] {
		case "deleted":
			return profile.ClientDeleted
		case "disabled":
			return profile.ClientDisabled
		}
		return ""
	},
	// The popup of the JavaScript library exchanges its code under this name.
	RedirectAlso: []string{"postmessage"},
	Refresh: profile.RefreshRules{
		Token: func(r *seed.Source) string { return "1//0g" + r.String(seed.Base64URL, 97) },
		Issued: func(i profile.Issue) bool {
			return i.Params.Get("access_type") == "offline" && i.First
		},
		Life: func(i profile.Issue) time.Duration {
			if expires7Days(i.Client, i.Scopes) {
				return testingLife
			}
			return 0
		},
		Cap:     refreshCap,
		Idle:    idleLife,
		IDToken: true,
		Scope:   canonical,
	},
	Stray:       []string{"response_type"},
	ReplayKills: func(set profile.Settings) bool { return set.Is("code_replay", "revoke") },
	JSONBody:    true,
	Reword: func(f profile.TokenFailure, e profile.WireError, set profile.Settings) profile.WireError {
		if f == profile.SecretWrong {
			e.Description = set["secret_error"]
		}
		return e
	},
	Amend: func(e profile.WireError, set profile.Settings) profile.WireError {
		if set.Is("error_descriptions", "absent") {
			e.Description = ""
		}
		return e
	},
	Members: []profile.Claim{
		{Name: "access_token", Value: func(i profile.Issue) any { return i.AccessToken }},
		{Name: "expires_in", Value: func(i profile.Issue) any { return i.ExpiresIn }},
		{Name: "refresh_token", Value: func(i profile.Issue) any {
			if i.Refresh {
				return nil
			}
			return profile.OrAbsent(i.RefreshToken)
		}},
		{Name: "scope", Value: func(i profile.Issue) any {
			return strings.Join(shuffled(append([]string(nil), i.Scopes...), i.Rand), " ")
		}},
		{Name: "token_type", Value: func(profile.Issue) any { return "Bearer" }},
		{Name: "id_token", Value: func(i profile.Issue) any { return profile.OrAbsent(i.IDToken) }},
		{Name: "refresh_token_expires_in", Value: func(i profile.Issue) any {
			if i.RefreshToken == "" || i.Refresh || !expires7Days(i.Client, i.Scopes) {
				return nil
			}
			return int(testingLife.Seconds()) - 1
		}},
	},
	Errors: map[profile.TokenFailure]profile.WireError{
		profile.BodyType:         request("Could not determine client ID from request."),
		profile.ClientMissing:    request("Could not determine client ID from request."),
		profile.ClientUnknown:    refused("invalid_client", "The OAuth client was not found."),
		profile.ClientDeleted:    refused("deleted_client", "The OAuth client was deleted."),
		profile.ClientDisabled:   refused("disabled_client", "The OAuth client was disabled."),
		profile.SecretMissing:    request("client_secret is missing."),
		profile.SecretWrong:      refused("invalid_client", "The provided client secret is invalid."),
		profile.AuthTwice:        request("Could not determine client ID from request."),
		profile.GrantMissing:     {Status: http.StatusBadRequest, Code: "unsupported_grant_type", Description: "Invalid grant_type: "},
		profile.GrantUnknown:     {Status: http.StatusBadRequest, Code: "unsupported_grant_type", Description: "Invalid grant_type: {value}"},
		profile.CodeMissing:      request("Missing required parameter: code"),
		profile.CodeMalformed:    grant("Malformed auth code."),
		profile.CodeUnknown:      grant("Bad Request"),
		profile.CodeUsed:         grant("Bad Request"),
		profile.CodeExpired:      grant("Bad Request"),
		profile.CodeForeign:      grant("Bad Request"),
		profile.RedirectMissing:  {Status: http.StatusBadRequest, Code: "redirect_uri_mismatch", Description: "Bad Request"},
		profile.RedirectMismatch: {Status: http.StatusBadRequest, Code: "redirect_uri_mismatch", Description: "Bad Request"},
		profile.VerifierMissing:  grant("Missing code verifier."),
		profile.VerifierWrong:    grant("Invalid code verifier."),
		profile.VerifierUnneeded: grant("code_verifier or verifier is not needed."),
		profile.RefreshMissing:   request("Missing required parameter: refresh_token"),
		profile.RefreshInvalid:   grant("Bad Request"),
		profile.RefreshDead:      grant("Token has been expired or revoked."),
		profile.ParamUnexpected:  request("Parameter not allowed for this message type: {value}"),
		profile.ScopeWider:       {Status: http.StatusBadRequest, Code: "invalid_scope"},
	},
}

// expires7Days reports whether consents end after a week: in Testing, unless only the basic scopes were granted.
func expires7Days(c client.Client, scopes []string) bool {
	if !profile.Settings(c.Set).Is("publishing", "testing") {
		return false
	}
	for _, s := range scopes {
		if s != "openid" && s != emailScope && s != profileScope {
			return true
		}
	}
	return false
}

func request(description string) profile.WireError {
	return profile.WireError{Status: http.StatusBadRequest, Code: "invalid_request", Description: description}
}

func refused(code, description string) profile.WireError {
	return profile.WireError{Status: http.StatusUnauthorized, Code: code, Description: description}
}

func grant(description string) profile.WireError {
	return profile.WireError{Status: http.StatusBadRequest, Code: "invalid_grant", Description: description}
}
