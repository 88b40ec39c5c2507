package line

import (
	"crypto/subtle"
	"net/http"

	"torii/mockidp/profile"
)

// serveRevoke ends an access token. Its parameter is access_token: RFC 7009's token is
// not known here, though discovery announces a revocation_endpoint. The consent stays.
// Source: https://developers.line.biz/en/reference/line-login/#revoke-access-token
func serveRevoke(d profile.Desk, r *http.Request) profile.Reply {
	d.Form(r)
	form := r.PostForm
	value := form.Get("access_token")
	if value == "" {
		value = form.Get("refresh_token") // as LINE's Android SDK sends it
	}
	if value == "" {
		ja, en := "access_token が送られていない", "no access_token was sent"
		if form.Has("token") {
			ja, en = "パラメーター名は access_token。RFC 7009 の token ではない", "the parameter is access_token, not RFC 7009's token"
		}
		return deny(d, parameters, ja, en)
	}
	channel, ok := d.Client(form.Get("client_id"))
	if !ok {
		return deny(d, amend(badClient("invalid client_id"), d.Set()), "client_id のチャネルが登録されていない", "no channel of that client_id is registered")
	}
	if webOnly(channel) && subtle.ConstantTimeCompare([]byte(form.Get("client_secret")), []byte(channel.Secret)) == 0 {
		return deny(d, amend(badClient("invalid client_secret"), d.Set()), "client_secret が違う", "the client_secret is wrong")
	}
	if form.Has("access_token") && malformed(value) {
		return deny(d, badAccessToken, "アクセストークンの形をしていない", "that is no access token")
	}
	if live, known := d.Access(value); known && live.Issue.Client.ClientID != channel.ClientID {
		return deny(d, parameters, "別のチャネルのトークン", "another channel's token")
	}
	if known := d.Revoke(value, d.Set().Is("revoke_kills_refresh", "yes")); !known && d.Set().Is("revoke_unknown", "400") {
		return deny(d, parameters, "知らないトークン", "an unknown token")
	}
	return profile.Reply{Status: http.StatusOK}
}
