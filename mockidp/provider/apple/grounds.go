package apple

import "torii/mockidp/profile"

const technote = "https://developer.apple.com/documentation/technotes/tn3107-resolving-sign-in-with-apple-response-errors"

// grounds are what is known of the provider by; the first of a part is for all that the others do not name.
var grounds = []profile.Ground{
	{Part: profile.Addresses, Confidence: profile.Documented, Source: "https://developer.apple.com/documentation/signinwithapplerestapi"},
	{Part: profile.Addresses, Confidence: profile.Inferred, Source: "paths of pages for people", Names: "https://appleid.apple.com/auth/authorize/signin; https://appleid.apple.com/auth/authorize/consent"},
	{Part: profile.Metadata, Confidence: profile.Seen, Source: "snapshots of 2024, re-read 2026-10-10"},
	{Part: profile.Requests, Confidence: profile.Seen, Source: "field reports; a measurement of 2026-09-10"},
	{Part: profile.Requests, Names: "client_id; doubled parameter", Confidence: profile.Documented, Source: technote},
	{Part: profile.Callbacks, Confidence: profile.Documented, Source: "https://developer.apple.com/documentation/signinwithapplerestapi/request-an-authorization-to-the-sign-in-with-apple-server."},
	{Part: profile.TokenMembers, Confidence: profile.Documented, Source: "https://developer.apple.com/documentation/signinwithapplerestapi/tokenresponse"},
	{Part: profile.TokenErrors, Confidence: profile.Documented, Source: technote},
	{Part: profile.TokenErrors, Confidence: profile.Seen, Source: "field reports with the text", Names: "code expired; code malformed; code of another client; code unknown; code used; redirect_uri differs; " +
		"body is JSON"},
	{Part: profile.TokenErrors, Confidence: profile.Unknown, Source: "no source: the texts are defaults", Names: "code_verifier missing; code_verifier not needed; code_verifier wrong; refresh_token expired or " +
		"revoked; refresh_token invalid; refresh_token used too often"},
	{Part: profile.IDClaims, Confidence: profile.Documented, Source: "https://developer.apple.com/documentation/signinwithapple/authenticating-users-with-sign-in-with-apple"},
	{Part: profile.IDClaims, Names: "c_hash; auth_time", Confidence: profile.Seen, Source: "recorded tokens"},
}
