package line

import "torii/mockidp/profile"

// grounds are what is known of the provider by; the first of a part is for all that the others do not name.
var grounds = []profile.Ground{
	{Part: profile.Addresses, Confidence: profile.Documented, Source: "https://developers.line.biz/en/reference/line-login/"},
	{Part: profile.Addresses, Confidence: profile.Inferred, Source: "paths of pages for people", Names: "https://access.line.me/oauth2/v2.1/login; https://access.line.me/oauth2/v2.1/authorize/consent"},
	{Part: profile.Metadata, Confidence: profile.Seen, Source: "discovery document, probed 2026-08-13"},
	{Part: profile.Requests, Confidence: profile.Documented, Source: integrate, Names: "client_id; redirect_uri; response_type; state; scope; prompt; max_age; code_challenge; bot_prompt"},
	{Part: profile.Requests, Names: "response_mode", Confidence: profile.Seen, Source: "discovery and field reports"},
	{Part: profile.Admissions, Confidence: profile.Documented, Source: "https://developers.line.biz/en/docs/line-login/getting-started/"},
	{Part: profile.Callbacks, Confidence: profile.Documented, Source: integrate},
	{Part: profile.Callbacks, Names: "interaction_required", Confidence: profile.Inferred, Source: integrate},
	{Part: profile.TokenMembers, Confidence: profile.Documented, Source: "https://developers.line.biz/en/reference/line-login/#issue-access-token"},
	{Part: profile.TokenErrors, Confidence: profile.Unknown, Source: "no source: the texts are defaults"},
	{Part: profile.TokenErrors, Confidence: profile.Documented, Source: "https://developers.line.biz/en/reference/line-login/#refresh-access-token", Names: "refresh_token expired or revoked; refresh_token invalid"},
	{Part: profile.TokenErrors, Confidence: profile.Seen, Source: "clients' fixtures and reports", Names: "code expired; code malformed; code of another client; code unknown; code used; redirect_uri differs"},
	{Part: profile.TokenErrors, Confidence: profile.Seen, Source: "clients' fixtures and reports", Names: "body type; code missing; grant_type missing; redirect_uri missing; refresh_token missing"},
	{Part: profile.IDClaims, Confidence: profile.Documented, Source: verifyDocument},
	{Part: profile.IDClaims, Confidence: profile.Documented, Source: "https://developers.line.biz/en/docs/partner-docs/line-profile-plus/", Names: "given_name; given_name_pronunciation; middle_name; family_name; family_name_pronunciation; gender; " +
		"birthdate; phone_number; address"},
	{Part: profile.InfoMembers, Confidence: profile.Documented, Source: "https://developers.line.biz/en/reference/line-login/#userinfo"},
}
