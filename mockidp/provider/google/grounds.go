package google

import "torii/mockidp/profile"

// grounds are what is known of the provider by; the first of a part is for all that the others do not name.
var grounds = []profile.Ground{
	{Part: profile.Addresses, Confidence: profile.Documented, Source: reference},
	{Part: profile.Addresses, Confidence: profile.Seen, Source: "older clients and their recordings", Names: "https://accounts.google.com/o/oauth2/auth; https://www.googleapis.com/oauth2/v4/token; " +
		"https://www.googleapis.com/oauth2/v3/token; https://accounts.google.com/o/oauth2/token; " +
		"https://www.googleapis.com/oauth2/v2/userinfo; https://www.googleapis.com/userinfo/v2/me; " +
		"https://www.googleapis.com/oauth2/v1/userinfo; https://www.googleapis.com/oauth2/v3/userinfo; " +
		"https://www.googleapis.com/oauth2/v3/tokeninfo; https://www.googleapis.com/oauth2/v2/tokeninfo; " +
		"https://www.googleapis.com/oauth2/v1/tokeninfo; https://accounts.google.com/o/oauth2/revoke"},
	{Part: profile.Addresses, Confidence: profile.Seen, Source: "addresses in field reports", Names: "https://accounts.google.com/v3/signin/identifier; https://accounts.google.com/signin/oauth/consent; " +
		"https://accounts.google.com/signin/oauth/error"},
	{Part: profile.Metadata, Confidence: profile.Seen, Source: "discovery document, probed 2026-09"},
	{Part: profile.Requests, Confidence: profile.Documented, Source: reference},
	{Part: profile.Requests, Names: "response_type; prompt; user agent", Confidence: profile.Seen, Source: "probe of 2026-09-25 and field reports"},
	{Part: profile.Requests, Names: "code_challenge; access_type; response_mode", Confidence: profile.Inferred, Source: reference},
	{Part: profile.Admissions, Confidence: profile.Documented, Source: "https://developers.google.com/identity/protocols/oauth2/web-server"},
	{Part: profile.Callbacks, Confidence: profile.Documented, Source: reference},
	{Part: profile.Callbacks, Confidence: profile.Unknown, Source: "no source: which error a failing prompt=none brings", Names: "interaction_required"},
	{Part: profile.Callbacks, Names: "server_error; temporarily_unavailable", Confidence: profile.Inferred, Source: "RFC 6749, 4.1.2.1"},
	{Part: profile.TokenMembers, Confidence: profile.Documented, Source: "https://developers.google.com/identity/protocols/oauth2/web-server"},
	{Part: profile.TokenErrors, Confidence: profile.Seen, Source: "field reports, 2016 to 2026"},
	{Part: profile.TokenErrors, Confidence: profile.Inferred, Source: "neighbouring errors", Names: "body type; client disabled; code missing; code of another client; parameter not allowed; " +
		"redirect_uri missing; refresh_token missing; scope wider than granted; two different client " +
		"authentications"},
	{Part: profile.TokenErrors, Confidence: profile.Inferred, Source: "third parties' fixtures", Names: "code expired; code used; code unknown; redirect_uri differs"},
	{Part: profile.TokenErrors, Names: "grant_type missing; grant_type unknown", Confidence: profile.Unknown, Source: "no source: from memory"},
	{Part: profile.IDClaims, Confidence: profile.Documented, Source: reference},
	{Part: profile.IDClaims, Names: "auth_time; amr", Confidence: profile.Documented, Source: securityBundle},
	{Part: profile.InfoMembers, Confidence: profile.Documented, Source: reference},
	{Part: profile.InfoMembers, Names: "id; verified_email", Confidence: profile.Seen, Source: "older clients and their recordings"},
}
