package fault

import (
	"net/http"

	"torii/mockidp/bend"
	"torii/mockidp/token"
)

// tokenTransport holds answers of the token endpoint that end badly or say otherwise
// than they are (RFC 6749, 5.1 and 5.2).
var tokenTransport = []Fault{
	answer("id-token-empty", "TOK-IDTOKEN", "空文字列のIDトークン", "an empty ID token", member("id_token", "")),
	answer("id-token-number", "TOK-IDTOKEN", "数値のIDトークン", "an ID token that is a number", member("id_token", 1)),
	answer("access-token-absent", "TOK-ACCESS", "アクセストークンの無いトークン応答", "a token response without access token",
		func(a *bend.Answer, _ bend.Context) { a.Members.Delete("access_token") }),
	answer("access-token-null", "TOK-ACCESS", "アクセストークンが null", "a null access token", member("access_token", nil)),
	answer("token-type-absent", "TOK-ACCESS", "token_type の無いトークン応答", "a token response without token_type",
		func(a *bend.Answer, _ bend.Context) { a.Members.Delete("token_type") }),
	answer("token-503", "TOK-ERROR", "トークンエンドポイントの 503", "503 from the token endpoint", htmlPage(http.StatusServiceUnavailable)),
	answer("token-empty", "TOK-ERROR", "空のトークン応答", "an empty token response", raw("")),
	answer("token-array", "TOK-ERROR", "配列のトークン応答", "a token response in an array",
		inArray),
	answer("token-truncated", "TOK-ERROR", "途中で切れたトークン応答", "a truncated token response",
		halved),
	answer("token-cut", "TOK-ERROR", "通信の切れたトークン応答", "a token response cut off", func(a *bend.Answer, _ bend.Context) { a.Cut = true }),
	answer("token-reset", "TOK-ERROR", "切断するトークンエンドポイント", "a token endpoint that hangs up", func(a *bend.Answer, _ bend.Context) { a.Reset = true }),
	hanging(answer("token-drip", "TOK-TIMEOUT", "一文字ずつ届くトークン応答", "a token response that drips", func(a *bend.Answer, _ bend.Context) { a.Drip = true })),
	points(in("planted", answer("token-redirect", "TOK-REDIRECT", "別のホストへ転送するトークンエンドポイント", "a token endpoint that redirects elsewhere", elsewhere("token-redirect", "token")))),
}

// userInfoTransport holds answers of the UserInfo endpoint that end badly or are no
// claims (OpenID Connect Core 1.0, 5.3.3 and 5.3.4).
var userInfoTransport = []Fault{
	in("userinfo-sub", profileAnswer("userinfo-empty-sub", "UIN-SUB", Own, "空の sub の UserInfo", "UserInfo with an empty sub", member("sub", ""))),
	in("userinfo-sub", profileAnswer("userinfo-array-sub", "UIN-SUB", Own, "配列の sub の UserInfo", "UserInfo with sub in an array",
		func(a *bend.Answer, _ bend.Context) { a.Members.Set("sub", []string{a.Members.Text("sub")}) })),
	in("userinfo-sub", beside(profileAnswer("userinfo-longer-sub", "UIN-SUB", Own, "正しい sub で始まる sub の UserInfo", "UserInfo with a sub that begins with the right one",
		func(a *bend.Answer, _ bend.Context) {
			a.Members.Set("sub", a.Members.Text("sub")+"0")
			a.Members.Set("name", ForgedName)
		}))),
	profileAnswer("userinfo-403", "UIN-ERROR", Shrug, "UserInfo の 403", "403 from UserInfo", refused(http.StatusForbidden, "insufficient_scope")),
	profileAnswer("userinfo-429", "UIN-ERROR", Shrug, "UserInfo の 429", "429 from UserInfo", refused(http.StatusTooManyRequests, "slow_down")),
	profileAnswer("userinfo-html", "UIN-ERROR", Shrug, "UserInfo が 200 で HTML を返す", "HTML with status 200 from UserInfo", htmlPage(http.StatusOK)),
	profileAnswer("userinfo-array", "UIN-ERROR", Shrug, "配列の UserInfo", "UserInfo in an array",
		inArray),
	profileAnswer("userinfo-truncated", "UIN-ERROR", Shrug, "途中で切れた UserInfo", "truncated UserInfo",
		halved),
	profileAnswer("userinfo-reset", "UIN-ERROR", Shrug, "切断する UserInfo", "a UserInfo endpoint that hangs up", func(a *bend.Answer, _ bend.Context) { a.Reset = true }),
	hanging(profileAnswer("userinfo-drip", "UIN-ERROR", Shrug, "一文字ずつ届く UserInfo", "UserInfo that drips", func(a *bend.Answer, _ bend.Context) { a.Drip = true })),
	points(in("userinfo-planted", profileAnswer("userinfo-redirect", "UIN-REDIRECT", Shrug, "別のホストへ転送する UserInfo", "a UserInfo endpoint that redirects elsewhere", elsewhere("userinfo-redirect", "userinfo")))),
}

func member(name string, value any) func(*bend.Answer, bend.Context) {
	return func(a *bend.Answer, _ bend.Context) { a.Members.Set(name, value) }
}

func inArray(a *bend.Answer, _ bend.Context) {
	a.Reshape = func(body []byte) []byte { return append(append([]byte("["), body...), ']') }
}

func halved(a *bend.Answer, _ bend.Context) {
	a.Reshape = func(body []byte) []byte { return body[:len(body)/2] }
}

func raw(body string) func(*bend.Answer, bend.Context) {
	return func(a *bend.Answer, _ bend.Context) { a.Raw = []byte(body) }
}

func refused(status int, code string) func(*bend.Answer, bend.Context) {
	return func(a *bend.Answer, _ bend.Context) {
		a.Status, a.Members = status, token.Object{{Name: "error", Value: code}}
	}
}

// elsewhere sends the caller, with whatever it carries, to a host of the attacker's, where
// the honest answer is to be had.
func elsewhere(id, path string) func(*bend.Answer, bend.Context) {
	return func(a *bend.Answer, x bend.Context) {
		if x.Leave != nil {
			x.Leave(PlantedHost(id, x.Provider), a.Members)
		}
		a.Status, a.Members = http.StatusTemporaryRedirect, token.Object{}
		a.Header = map[string]string{"Location": x.Spelled("https://" + PlantedHost(id, x.Provider) + "/" + path)}
	}
}
