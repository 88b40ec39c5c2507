package socialplus

import "torii/mockidp/profile"

// grounds are what is known of the provider by; the first of a part is for all that the others do not name.
var grounds = []profile.Ground{
	{Part: profile.Addresses, Confidence: profile.Documented, Source: "https://docs.socialplus.jp/"},
	{Part: profile.Addresses, Names: "discovery; jwks", Confidence: profile.Unknown, Source: "no source: the paths are defaults"},
	{Part: profile.Metadata, Confidence: profile.Unknown, Source: "no discovery document is known; a switch"},
	{Part: profile.Requests, Confidence: profile.Unknown, Source: "the error table was cut off"},
	{Part: profile.Requests, Names: "scope; response_type", Confidence: profile.Inferred, Source: "the template of the token endpoint"},
	{Part: profile.Callbacks, Confidence: profile.Unknown, Source: "the error table was cut off; RFC 6749, 4.1.2.1"},
	{Part: profile.TokenMembers, Confidence: profile.Documented, Source: docsToken},
	{Part: profile.TokenErrors, Confidence: profile.Unknown, Source: "the table is cut off after its first rows"},
	{Part: profile.TokenErrors, Confidence: profile.Documented, Source: docsToken, Names: "client missing; client unknown; secret missing; secret wrong; grant_type missing; grant_type " +
		"unknown; code missing; redirect_uri missing; code malformed; code unknown"},
	{Part: profile.IDClaims, Confidence: profile.Documented, Source: docsToken},
	{Part: profile.InfoMembers, Confidence: profile.Documented, Source: "https://docs.socialplus.jp/"},
}
