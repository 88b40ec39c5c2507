package yahoo

import "torii/mockidp/profile"

// grounds are what is known of the provider by; the first of a part is for all that the others do not name.
var grounds = []profile.Ground{
	{Part: profile.Addresses, Confidence: profile.Documented, Source: manual},
	{Part: profile.Addresses, Confidence: profile.Seen, Source: "traces and the iOS SDK", Names: "https://login.yahoo.co.jp/config/login; https://auth.login.yahoo.co.jp/yconnect/v2/appauth"},
	{Part: profile.Addresses, Confidence: profile.Inferred, Source: "paths of pages for people", Names: "https://auth.login.yahoo.co.jp/yconnect/v2/consent; https://www.yahoo.co.jp/"},
	{Part: profile.Addresses, Confidence: profile.Unknown, Source: "closed on 2022-05-31; the status is a default", Names: "https://auth.login.yahoo.co.jp/yconnect/v1/authorization; " +
		"https://auth.login.yahoo.co.jp/yconnect/v1/token; " +
		"https://auth.login.yahoo.co.jp/yconnect/v1/checktoken; " +
		"https://userinfo.yahooapis.jp/yconnect/v1/attribute"},
	{Part: profile.Metadata, Confidence: profile.Documented, Source: manual},
	{Part: profile.Metadata, Names: "service_documentation", Confidence: profile.Unknown, Source: "the stored page ends inside it"},
	{Part: profile.Requests, Confidence: profile.Inferred, Source: "manual, by meaning"},
	{Part: profile.Requests, Names: "client_id; redirect_uri", Confidence: profile.Unknown, Source: "the form of the error page is a default"},
	{Part: profile.Requests, Names: "response_type", Confidence: profile.Documented, Source: manual},
	{Part: profile.Admissions, Confidence: profile.Documented, Source: "https://developer.yahoo.co.jp/changelog/2022-06-15-yconnect18.html"},
	{Part: profile.Callbacks, Confidence: profile.Seen, Source: "the official SDKs' lists"},
	{Part: profile.Callbacks, Names: "access_denied", Confidence: profile.Documented, Source: manual},
	{Part: profile.TokenMembers, Confidence: profile.Documented, Source: manual},
	{Part: profile.TokenErrors, Confidence: profile.Inferred, Source: "RFC 6749, 5.2; the manual lists codes without cases"},
	{Part: profile.TokenErrors, Confidence: profile.Unknown, Source: "the status of invalid_client is a default", Names: "client missing; client unknown; secret missing; secret wrong; client authentication method; client " +
		"deleted; client disabled"},
	{Part: profile.TokenErrors, Confidence: profile.Documented, Source: manual, Names: "grant_type missing; grant_type unknown; refresh_token expired or revoked; code used"},
	{Part: profile.IDClaims, Confidence: profile.Documented, Source: manual},
	{Part: profile.IDClaims, Names: "amr; ppid_sub", Confidence: profile.Seen, Source: "recorded tokens of 2018, 2019 and 2023; the Java SDK"},
	{Part: profile.InfoMembers, Confidence: profile.Documented, Source: userInfoManual},
}
