package gbizid

import "torii/mockidp/profile"

// grounds are what is known of GビズID by. Its guideline could be read in a third party's restatement alone.
func grounds(e environment) []profile.Ground {
	return []profile.Ground{
		{Part: profile.Addresses, Confidence: profile.Documented, Source: guideline},
		{Part: profile.Addresses, Names: e.at("login") + "; " + e.at("authorize/go-on"), Confidence: profile.Inferred, Source: mitreid},
		{Part: profile.Addresses, Names: e.at(".well-known/openid-configuration"), Confidence: profile.Inferred, Source: mitreid},
		{Part: profile.Metadata, Confidence: profile.Inferred, Source: mitreid},
		{Part: profile.Metadata, Confidence: profile.Documented, Source: guideline, Names: "issuer; authorization_endpoint; token_endpoint; userinfo_endpoint; jwks_uri; " +
			"code_challenge_methods_supported; response_types_supported; id_token_signing_alg_values_supported"},
		{Part: profile.Requests, Confidence: profile.Inferred, Source: mitreid},
		{Part: profile.Requests, Names: "scope; response_type; redirect_uri", Confidence: profile.Documented, Source: guideline},
		{Part: profile.Admissions, Confidence: profile.Seen, Source: "notices and users' pages"},
		{Part: profile.Admissions, Names: "request", Confidence: profile.Inferred, Source: mitreid},
		{Part: profile.Admissions, Names: "account kind", Confidence: profile.Unknown, Source: "no source: who stops them is a switch"},
		{Part: profile.Admissions, Confidence: profile.Inferred, Source: "https://developer.salesforce.com/jpblogs/2020/11/example_sso_with_openidconnect", Names: "mandate"},
		{Part: profile.Callbacks, Confidence: profile.Inferred, Source: "RFC 6749, 4.1.2.1, and mitreid"},
		{Part: profile.Callbacks, Names: "access_denied", Confidence: profile.Unknown, Source: "no source: whether a cancel comes back"},
		{Part: profile.Callbacks, Names: "invalid_request; invalid_scope", Confidence: profile.Documented, Source: guideline},
		{Part: profile.TokenMembers, Confidence: profile.Documented, Source: guideline},
		{Part: profile.TokenErrors, Confidence: profile.Inferred, Source: mitreid},
		{Part: profile.TokenErrors, Confidence: profile.Documented, Source: guideline, Names: "client missing; client unknown; secret missing; secret wrong; grant_type unknown; code expired; code " +
			"unknown; code used; redirect_uri differs; refresh_token expired or revoked; refresh_token invalid; " +
			"scope wider than granted; grant_type missing; code missing"},
		{Part: profile.TokenErrors, Confidence: profile.Unknown, Source: "no source: the error for PKCE is a default", Names: "code_verifier missing; code_verifier not needed; code_verifier wrong"},
		{Part: profile.IDClaims, Confidence: profile.Documented, Source: guideline},
		{Part: profile.IDClaims, Names: "new_claim", Confidence: profile.Unknown, Source: "a made-up claim of a release ahead"},
		{Part: profile.InfoMembers, Confidence: profile.Documented, Source: guideline},
		{Part: profile.InfoMembers, Names: "new_member", Confidence: profile.Unknown, Source: "a made-up member of a release ahead"},
	}
}
