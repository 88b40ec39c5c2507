package line

import (
	"net/http"
	"slices"

	"torii/fixtures/text"
	"torii/mockidp/profile"
)

// The endpoints that only LINE has.
const (
	Verify         profile.Endpoint = "verify"
	Revocation     profile.Endpoint = "revocation"
	Friendship     profile.Endpoint = "friendship"
	Deauthorize    profile.Endpoint = "deauthorize"
	ChannelToken   profile.Endpoint = "channel-token"
	ChannelKeyIDs  profile.Endpoint = "channel-token-key-ids"
	notEmulatedAPI profile.Endpoint = "not-emulated"
)

// routes are LINE's addresses. One path serves several calls: verify takes access
// tokens by GET and ID tokens by POST.
// Source: https://developers.line.biz/en/reference/line-login/
func routes() []profile.Route {
	get, post := []string{http.MethodGet}, []string{http.MethodPost}
	both := slices.Concat(get, post)
	return []profile.Route{
		{Endpoint: profile.Discovery, Methods: get, URL: issuer + "/.well-known/openid-configuration"},
		{Endpoint: profile.Authorization, Methods: get, URL: authorize},
		{Endpoint: profile.SignIn, Methods: both, URL: issuer + "/oauth2/v2.1/login"},
		{Endpoint: profile.Consent, Methods: both, URL: authorize + "/consent"},
		{Endpoint: profile.Token, Methods: post, URL: tokens},
		{Endpoint: profile.JWKS, Methods: get, URL: certs},
		{Endpoint: profile.UserInfo, Methods: both, URL: userInfo},
		{Endpoint: Verify, Methods: both, URL: api + "/oauth2/v2.1/verify", Serve: serveVerify},
		{Endpoint: Revocation, Methods: post, URL: revoke, Serve: serveRevoke},
		{Endpoint: profile.UserInfo, Methods: get, URL: api + "/v2/profile", Variant: profileAPI, Tells: profileNames},
		{Endpoint: Friendship, Methods: get, URL: api + "/friendship/v1/status", Serve: serveFriendship},
		{Endpoint: Deauthorize, Methods: post, URL: api + "/user/v1/deauthorize", Serve: serveDeauthorize},
		{Endpoint: ChannelToken, Methods: post, URL: api + "/oauth2/v3/token", Serve: serveStateless},
		{Endpoint: ChannelKeyIDs, Methods: get, URL: tokens + "s/kid", Serve: serveKeyIDs},
		absent(issuer+"/dialog/oauth/weblogin", "LINEログイン v2.0", "LINE Login v2.0"),
		absent(api+"/v2/oauth/accessToken", "LINEログイン v2.0", "LINE Login v2.0"),
		absent(api+"/v2/oauth/verify", "LINEログイン v2.0", "LINE Login v2.0"),
		absent(api+"/v2/oauth/revoke", "LINEログイン v2.0", "LINE Login v2.0"),
		absent(issuer+"/dialog/bot/accountLink", "Messaging API のアカウント連携", "account linking of the Messaging API"),
		absent(issuer+"/liff/v1/authorize", "LIFF（LINEミニアプリへの統合が予告されている）", "LIFF, which is to be merged into LINE MINI App"),
	}
}

func absent(url, ja, en string) profile.Route {
	return profile.Route{Endpoint: notEmulatedAPI, Missing: true, Methods: []string{http.MethodGet, http.MethodPost}, URL: url,
		Serve: profile.NotEmulated(text.Both{JA: ja, EN: en})}
}
