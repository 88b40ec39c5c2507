package yahoo

import (
	"net/http"
	"strconv"

	"torii/mockidp/bend"
	"torii/mockidp/profile"
	"torii/mockidp/token"
)

// errorCode is the third member of every OAuth error: a number on the callback and
// in the body. Only 1000 is known of version 2.
const errorCode = "error_code"

// callbackErrors are the error responses that the SDKs know.
// Sources: github.com/yahoojapan/yjlogin-ios-sdk, github.com/yahoojapan/yjlogin-android-sdk
var callbackErrors = []profile.CallbackError{
	{Name: "access_denied", Code: "access_denied", Description: "access denied"},
	{Name: "invalid_request", Code: "invalid_request", Description: "Unsupported response_type value"},
	{Name: "unsupported_response_type", Code: "unsupported_response_type", Description: "Unsupported response_type value"},
	{Name: "invalid_scope", Code: "invalid_scope", Description: "invalid scope"},
	{Name: "unauthorized_client", Code: "unauthorized_client", Description: "unauthorized client"},
	{Name: "login_required", Code: "login_required", Description: "login required"},
	{Name: "consent_required", Code: "consent_required", Description: "consent required"},
	{Name: "interaction_required", Code: "interaction_required", Description: "interaction required"},
	{Name: "server_error", Code: "server_error", Description: "server error"},
}

// tokenErrors are the errors of the token endpoint by what was wrong.
// Source: https://developer.yahoo.co.jp/yconnect/v2/authorization_code/token.html and the SDKs
var tokenErrors = map[profile.TokenFailure]profile.WireError{
	profile.NotPosted:        badRequest("method must be POST"),
	profile.ParamTwice:       badRequest("a parameter is given twice"),
	profile.AuthMethod:       badRequest(`Parameter is invalid. ["client_id"]`),
	profile.BodyType:         badGrantType(), // parameters that cannot be read are none
	profile.GrantMissing:     badGrantType(),
	profile.GrantUnknown:     badGrantType(),
	profile.ClientMissing:    badClient(),
	profile.ClientUnknown:    badClient(),
	profile.ClientDeleted:    badClient(),
	profile.ClientDisabled:   badClient(),
	profile.SecretMissing:    badClient(),
	profile.SecretWrong:      badClient(),
	profile.AuthTwice:        badClient(),
	profile.CodeMissing:      badRequest("code is missing"),
	profile.RedirectMissing:  badRequest("redirect_uri is missing"),
	profile.RefreshMissing:   badRequest("refresh_token is missing"),
	profile.RedirectMismatch: tokenError(http.StatusBadRequest, "invalid_redirect_uri", "redirect_uri does not match"),
	profile.CodeMalformed:    badGrant("code is invalid"),
	profile.CodeUnknown:      badGrant("code is invalid"),
	profile.CodeUsed:         badGrant("code is invalid"),
	profile.CodeExpired:      badGrant("code is expired"),
	profile.CodeForeign:      badGrant("code is invalid"),
	profile.VerifierMissing:  badGrant("code_verifier is invalid"),
	profile.VerifierWrong:    badGrant("code_verifier is invalid"),
	profile.VerifierUnneeded: badGrant("code_verifier is invalid"),
	profile.RefreshInvalid:   badGrant("refresh_token is invalid"),
	profile.RefreshDead:      badGrant("refresh_token is expired"),
	profile.ScopeWider:       tokenError(http.StatusBadRequest, "invalid_scope", "scope is invalid"),
}

func badRequest(description string) profile.WireError {
	return tokenError(http.StatusBadRequest, "invalid_request", description)
}

func badGrant(description string) profile.WireError {
	return tokenError(http.StatusBadRequest, "invalid_grant", description)
}

func badGrantType() profile.WireError {
	return tokenError(http.StatusBadRequest, "unsupported_grant_type", "grant_type is not supported")
}

// badClient has a challenge, as RFC 6749, 5.2 wants for HTTP Basic.
func badClient() profile.WireError {
	e := tokenError(http.StatusUnauthorized, "invalid_client", "client authentication failed")
	e.Header = map[string]string{"WWW-Authenticate": "Basic"}
	return e
}

func tokenError(status int, code, description string) profile.WireError {
	return profile.WireError{Status: status, Code: code, Description: description}
}

// amend adds the number, and applies what the switches say of token errors.
func amend(e profile.WireError, set profile.Settings) profile.WireError {
	e.More = append(token.Object(nil), token.Member{Name: errorCode, Value: set.Int(errorCode)})
	if e.Code == "invalid_client" && set.Is("invalid_client_status", "400") {
		e.Status, e.Header = http.StatusBadRequest, nil
	}
	return e
}

// refuseAttributes words an error of the attribute API, which is none of OAuth's: the
// code stands in a header alone.
// Sources: https://developer.yahoo.co.jp/changelog/2018-03-29-yconnect.html,
// https://developer.yahoo.co.jp/changelog/2023-12-28-yconnect31.html
func refuseAttributes(f profile.UserInfoFailure, _ string, set profile.Settings) profile.WireError {
	switch f {
	case limited:
		status, err := strconv.Atoi(set["userinfo_limit"])
		if err != nil {
			status = http.StatusForbidden
		}
		return gatewayError(status, "", "Your Request was Forbidden")
	case profile.BearerMissing:
		return challenged(http.StatusUnauthorized, set, "invalid_request", "invalid request", "")
	case profile.BearerExpired:
		return challenged(http.StatusUnauthorized, set, "invalid_token", "expired token", "Requested Token is expired.")
	case profile.ScopeLacking:
		return challenged(set.Int("insufficient_scope_status"), set, "insufficient_scope", "insufficient scope", "")
	}
	return challenged(http.StatusUnauthorized, set, "invalid_token", "invalid token format", "Requested Token is invalid format.")
}

// challenged is an error with the challenge that names it, in the header and again in the text.
func challenged(status int, set profile.Settings, code, description, detail string) profile.WireError {
	challenge := `error="` + code + `", error_description="` + description + `"`
	if set.Is("www_authenticate", "gateway") {
		challenge = `Bearer realm="yahooapis.jp", ` + challenge
	}
	e := gatewayError(status, code, "Please provide valid credentials. "+challenge)
	e.Header = map[string]string{"WWW-Authenticate": challenge}
	if detail != "" {
		e.Header["X-YahooJ-AuthError"] = detail
	}
	return e
}

func gatewayError(status int, code, message string) profile.WireError {
	return profile.WireError{Status: status, Code: code, Raw: string(gatewayMessage(message).JSON())}
}

// refusedAnswer turns an answer into an error of the attribute API.
func refusedAnswer(a *bend.Answer, e profile.WireError) {
	a.Status, a.Raw, a.Header = e.Status, []byte(e.Raw), e.Header
}
