package google

import (
	"net/http"
	"slices"

	"torii/fixtures/text"
	"torii/mockidp/profile"
)

// The endpoints that only Google has.
const (
	TokenInfo      profile.Endpoint = "tokeninfo"
	Revocation     profile.Endpoint = "revocation"
	Certificates   profile.Endpoint = "certificates"
	Device         profile.Endpoint = "device"
	RISC           profile.Endpoint = "risc-configuration"
	notEmulatedAPI profile.Endpoint = "not-emulated"
)

const (
	revoke = "https://oauth2.googleapis.com/revoke"
	device = "https://oauth2.googleapis.com/device/code"
	risc   = "https://risc.googleapis.com/v1beta/"
)

// routes are Google's addresses, those of older days included.
// Source: https://developers.google.com/identity/openid-connect/reference
func routes() []profile.Route {
	get, post := []string{http.MethodGet}, []string{http.MethodPost}
	both := slices.Concat(get, post)
	return []profile.Route{
		{Endpoint: profile.Discovery, Methods: get, URL: issuer + "/.well-known/openid-configuration"},
		{Endpoint: profile.Authorization, Methods: both, URL: authorize},
		{Endpoint: profile.Authorization, Methods: both, URL: issuer + "/o/oauth2/auth", Variant: legacy},
		{Endpoint: profile.SignIn, Methods: both, URL: issuer + "/v3/signin/identifier"},
		{Endpoint: profile.Consent, Methods: both, URL: issuer + "/signin/oauth/consent"},
		{Endpoint: profile.ErrorPage, Methods: get, URL: errorPage},
		{Endpoint: profile.Token, Methods: post, URL: tokens},
		{Endpoint: profile.Token, Methods: post, URL: "https://www.googleapis.com/oauth2/v4/token", Variant: legacy},
		{Endpoint: profile.Token, Methods: post, URL: "https://www.googleapis.com/oauth2/v3/token", Variant: legacy},
		{Endpoint: profile.Token, Methods: post, URL: issuer + "/o/oauth2/token", Variant: legacy},
		{Endpoint: profile.JWKS, Methods: get, URL: certs},
		{Endpoint: Certificates, Methods: get, URL: "https://www.googleapis.com/oauth2/v1/certs", Serve: serveCertificates},
		{Endpoint: profile.UserInfo, Methods: get, URL: userInfo},
		{Endpoint: profile.UserInfo, Methods: get, URL: "https://www.googleapis.com/oauth2/v3/userinfo"},
		{Endpoint: profile.UserInfo, Methods: get, URL: "https://www.googleapis.com/oauth2/v2/userinfo", Variant: older, Tells: olderNames},
		{Endpoint: profile.UserInfo, Methods: get, URL: "https://www.googleapis.com/userinfo/v2/me", Variant: older, Tells: olderNames},
		{Endpoint: profile.UserInfo, Methods: get, URL: "https://www.googleapis.com/oauth2/v1/userinfo", Variant: older, Tells: olderNames},
		{Endpoint: TokenInfo, Methods: both, URL: "https://oauth2.googleapis.com/tokeninfo", Serve: serveTokenInfo},
		{Endpoint: TokenInfo, Methods: both, URL: "https://www.googleapis.com/oauth2/v3/tokeninfo", Variant: legacy, Serve: serveTokenInfo},
		{Endpoint: TokenInfo, Methods: both, URL: "https://www.googleapis.com/oauth2/v2/tokeninfo", Variant: older, Serve: serveTokenInfo},
		{Endpoint: TokenInfo, Methods: both, URL: "https://www.googleapis.com/oauth2/v1/tokeninfo", Variant: older, Serve: serveTokenInfo},
		{Endpoint: Revocation, Methods: both, URL: revoke, Serve: serveRevoke},
		{Endpoint: Revocation, Methods: both, URL: issuer + "/o/oauth2/revoke", Variant: legacy, Serve: serveRevoke},
		{Endpoint: Device, Methods: post, URL: device, Serve: serveDevice},
		{Endpoint: RISC, Methods: get, URL: issuer + "/.well-known/risc-configuration", Serve: serveRISCConfiguration},
		absent(risc+"stream", "RISC のストリーム設定API", "the stream API of RISC"),
		absent(risc+"stream:update", "RISC のストリーム設定API", "the stream API of RISC"),
		absent(risc+"stream:verify", "RISC のストリーム設定API", "the stream API of RISC"),
		absent(risc+"stream/status", "RISC のストリーム設定API", "the stream API of RISC"),
		absent(risc+"stream/status:update", "RISC のストリーム設定API", "the stream API of RISC"),
		absent("https://oauth2.mtls.googleapis.com/token", "mTLS のトークンエンドポイント", "the token endpoint for mutual TLS"),
		absent(issuer+"/gsi/client", "Google Identity Services（One Tap とボタン）", "Google Identity Services (One Tap and button)"),
	}
}

func absent(url, ja, en string) profile.Route {
	return profile.Route{Endpoint: notEmulatedAPI, Missing: true, Methods: []string{http.MethodGet, http.MethodPost}, URL: url,
		Serve: profile.NotEmulated(text.Both{JA: ja, EN: en})}
}
