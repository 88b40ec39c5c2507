package socialplus

import (
	"net/http"
	"slices"
	"time"

	"torii/fixtures/text"
	"torii/mockidp/profile"
	"torii/mockidp/seed"
)

var scopes = []string{"openid", "profile", "email", "address", "phone"}

// requestChecks are those of the authorization endpoint; its error table is not known
// in full, so that most of them follow RFC 6749, 4.1.2.1.
var requestChecks = []profile.RequestCheck{
	{Name: "client_id", Refuse: func(r profile.Request) *profile.Refusal {
		if r.ClientOK {
			return nil
		}
		return atHome("client_id is invalid.", text.Both{JA: "その client_id はこのサービスに登録されていない", EN: "no client of that client_id is registered with this service"})
	}},
	{Name: "redirect_uri", Refuse: func(r profile.Request) *profile.Refusal {
		if r.Registered {
			return nil
		}
		return atHome("redirect_uri is invalid.", text.Both{JA: "redirect_uri が登録されていない: " + r.Get("redirect_uri"), EN: "redirect_uri is not registered: " + r.Get("redirect_uri")})
	}},
	{Name: "response_type", Refuse: func(r profile.Request) *profile.Refusal {
		switch {
		case !r.Has("response_type"):
			return required("response_type")
		case r.Get("response_type") != "code":
			return toCallback("unsupported_response_type", text.Both{JA: "response_type は code だけ", EN: "response_type must be code"})
		}
		return nil
	}},
	{Name: "scope", Refuse: func(r profile.Request) *profile.Refusal {
		asked := r.Words("scope")
		if len(asked) == 0 {
			return required("scope")
		}
		if !slices.Contains(asked, "openid") || slices.ContainsFunc(asked, func(s string) bool { return !slices.Contains(scopes, s) }) {
			return toCallback("invalid_scope", text.Both{JA: "openid が無いか、知らない scope がある: " + r.Get("scope"), EN: "openid is missing, or a scope is unknown: " + r.Get("scope")})
		}
		return nil
	}},
	{Name: "code_challenge", Refuse: func(r profile.Request) *profile.Refusal {
		if !r.Has("code_challenge") {
			return nil
		}
		switch method := r.Get("code_challenge_method"); {
		case method == "S256", (method == "" || method == "plain") && r.Set.Is("plain_challenge", "accepted"):
			return nil
		}
		return toCallback("invalid_request", text.Both{JA: "code_challenge_method が使えない", EN: "the code_challenge_method is not served"})
	}},
}

func required(name string) *profile.Refusal {
	r := toCallback("invalid_request", text.Both{JA: name + " が送られていない", EN: name + " was not sent"})
	r.Description = name + " is required."
	return r
}

func toCallback(code string, why text.Both) *profile.Refusal {
	return &profile.Refusal{Channel: profile.ToCallback, Code: code, Why: why}
}

// atHome is a page of Social PLUS's own: the Relying Party only sees the person vanish.
func atHome(description string, why text.Both) *profile.Refusal {
	return &profile.Refusal{Channel: profile.Page, Status: http.StatusBadRequest, Code: "invalid_request", Description: description, Why: why}
}

var callback = profile.Callback{
	Code: func(r *seed.Source) string { return r.String(seed.Alnum, idLength) },
	CodeLife: func(set profile.Settings) time.Duration {
		return time.Duration(set.Int("code_seconds")) * time.Second
	},
	Success: []profile.CallbackParam{
		{Name: "code", Value: func(i profile.Issue) string { return i.Code }},
		{Name: "state", Value: state},
	},
	Failure: []profile.CallbackParam{{Name: "state", Value: state}},
	Errors: []profile.CallbackError{
		{Name: "access_denied", Code: "access_denied", Description: "The resource owner denied the request."},
		{Name: "invalid_request", Code: "invalid_request"},
		{Name: "unsupported_response_type", Code: "unsupported_response_type"},
		{Name: "invalid_scope", Code: "invalid_scope"},
		{Name: "server_error", Code: "server_error"},
		{Name: "temporarily_unavailable", Code: "temporarily_unavailable"},
	},
	Modes: []string{"query"},
}

func state(i profile.Issue) string { return i.Params.Get("state") }

// The errors of https://docs.socialplus.jp/social-login/authorization-code/token : all
// of them 400, invalid_client too.
func missing(name string) profile.WireError {
	return profile.WireError{Status: http.StatusBadRequest, Code: "invalid_request", Description: name + " is required."}
}

func badClient() profile.WireError {
	return profile.WireError{Status: http.StatusBadRequest, Code: "invalid_client", Description: "client_id or client_secret is invalid."}
}

func badCode() profile.WireError {
	return profile.WireError{Status: http.StatusBadRequest, Code: "invalid_grant", Description: "Authorization code is invalid."}
}

func badGrant() profile.WireError {
	return profile.WireError{Status: http.StatusBadRequest, Code: "unsupported_grant_type", Description: "Unsupported grant_type."}
}

var reply = profile.TokenReply{
	AccessToken: func(r *seed.Source) string { return r.String(seed.LowerHex, idLength) },
	AccessLife:  tokenLife,
	FormOnly:    func(set profile.Settings) bool { return set.Is("basic_auth", "refused") },
	Members: []profile.Claim{
		{Name: "access_token", Value: func(i profile.Issue) any { return i.AccessToken }},
		{Name: "token_type", Value: func(profile.Issue) any { return "Bearer" }},
		{Name: "expires_in", Value: func(i profile.Issue) any { return i.ExpiresIn }},
		{Name: "id_token", Value: func(i profile.Issue) any { return profile.OrAbsent(i.IDToken) }},
	},
	Ignores: func(f profile.TokenFailure, _ profile.Settings) bool { return f == profile.VerifierUnneeded },
	Errors: map[profile.TokenFailure]profile.WireError{
		profile.BodyType: missing("grant_type"), profile.GrantMissing: missing("grant_type"), profile.GrantUnknown: badGrant(),
		profile.ClientMissing: badClient(), profile.ClientUnknown: badClient(), profile.SecretMissing: badClient(),
		profile.SecretWrong: badClient(), profile.AuthTwice: badClient(),
		profile.CodeMissing: missing("code"), profile.CodeMalformed: badCode(), profile.CodeUnknown: badCode(), profile.CodeUsed: badCode(),
		profile.CodeExpired: badCode(), profile.CodeForeign: badCode(),
		profile.RedirectMissing: missing("redirect_uri"), profile.RedirectMismatch: badCode(),
		profile.VerifierMissing: badCode(), profile.VerifierWrong: badCode(), profile.VerifierUnneeded: badCode(),
		profile.RefreshMissing: badGrant(), profile.RefreshInvalid: badGrant(), profile.RefreshDead: badGrant(), profile.ScopeWider: badGrant(),
	},
}
