package fault

import (
	"net/http"

	"torii/fixtures/rule"
	"torii/fixtures/text"
	"torii/mockidp/bend"
	"torii/mockidp/profile"
	"torii/mockidp/token"
)

// tokenReply holds the faults of the token endpoint's answer.
var tokenReply = []Fault{
	answer("id-token-absent", "TOK-IDTOKEN", "IDトークンの無いトークン応答", "a token response without ID token",
		func(a *bend.Answer, _ bend.Context) { a.Members.Delete("id_token") }),
	answer("id-token-null", "TOK-IDTOKEN", "IDトークンが null", "a null ID token",
		func(a *bend.Answer, _ bend.Context) { a.Members.Set("id_token", nil) }),
	{
		ID: "id-token-truncated", Name: text.Both{JA: "途中で切れたIDトークン", EN: "a truncated ID token"},
		Rule: "IDT-FORM", Expect: Refuse,
		Bend: bend.Bend{Compact: func(c string, _ bend.Context) string { return token.Truncate(c) }},
	},
	{
		ID: "id-token-four-parts", Name: text.Both{JA: "四つに区切られたIDトークン", EN: "an ID token of four parts"},
		Rule: "IDT-FORM", Expect: Refuse,
		Bend: bend.Bend{Compact: func(c string, _ bend.Context) string { return c + ".e30" }},
	},
	in("replay", sent("nonce", after(answer("id-token-replayed", "IDT-NONCE", "前のログインのIDトークン", "an earlier login's ID token",
		func(a *bend.Answer, x bend.Context) {
			if x.Earlier.IDToken == nil {
				return
			}
			if replayed, err := x.Earlier.IDToken(); err == nil {
				a.Members.Set("id_token", replayed)
			}
		})))),
	either(used(profile.UserInfo, answer("token-type-unknown", "TOK-TYPE", "知らない種類のトークン", "an unknown token type",
		func(a *bend.Answer, _ bend.Context) { a.Members.Set("token_type", "mac") }))),
	answer("token-400", "TOK-ERROR", "トークンエンドポイントの 400", "400 from the token endpoint",
		func(a *bend.Answer, _ bend.Context) {
			a.Status, a.Members = http.StatusBadRequest, token.Object{{Name: "error", Value: "invalid_grant"}}
		}),
	answer("token-400-with-tokens", "TOK-ERROR", "トークンの付いた 400", "400 with tokens beside the error",
		func(a *bend.Answer, _ bend.Context) {
			a.Status = http.StatusBadRequest
			a.Members = append(token.Object{{Name: "error", Value: "invalid_grant"}}, a.Members...)
		}),
	answer("token-401", "TOK-ERROR", "トークンエンドポイントの 401 invalid_client", "401 invalid_client from the token endpoint",
		func(a *bend.Answer, _ bend.Context) {
			a.Status, a.Members, a.Unproven = http.StatusUnauthorized, token.Object{{Name: "error", Value: "invalid_client"}}, true
		}),
	answer("token-429", "TOK-ERROR", "トークンエンドポイントの 429", "429 from the token endpoint",
		func(a *bend.Answer, _ bend.Context) {
			a.Status, a.Members = http.StatusTooManyRequests, token.Object{{Name: "message", Value: "The API rate limit has been exceeded. Try again later."}}
		}),
	answer("token-500", "TOK-ERROR", "トークンエンドポイントの 500", "500 from the token endpoint",
		func(a *bend.Answer, _ bend.Context) {
			a.Status, a.Members = http.StatusInternalServerError, token.Object{{Name: "error", Value: "server_error"}}
		}),
	answer("token-html", "TOK-ERROR", "トークンエンドポイントが HTML を返す", "HTML from the token endpoint", htmlPage(http.StatusBadGateway)),
	answer("token-html-200", "TOK-ERROR", "トークンエンドポイントが 200 で HTML を返す", "HTML with status 200 from the token endpoint", htmlPage(http.StatusOK)),
	answer("token-error-200", "TOK-ERROR", "トークンエンドポイントが 200 で error を返す", "an error with status 200 from the token endpoint",
		func(a *bend.Answer, _ bend.Context) {
			a.Members = token.Object{{Name: "error", Value: "invalid_grant"}}
		}),
	hanging(answer("token-hang", "TOK-TIMEOUT", "トークンエンドポイントの無応答", "a silent token endpoint",
		func(a *bend.Answer, _ bend.Context) { a.Silent = true })),
}

// hanging marks a fault in which an answer never comes, or never to its end.
func hanging(f Fault) Fault {
	f.Hangs = true
	return f
}

// either marks a fault that ends well with and without a session, so long as nothing of it is used.
func either(f Fault) Fault {
	f.Scene, f.Expect = "token-unused", Own
	return f
}

// used limits a fault to Relying Parties that use what it spoils, at that endpoint.
func used(at profile.Endpoint, f Fault) Fault {
	f.Uses, f.Applies = at, serves(at)
	return f
}

func answer(id string, r rule.ID, ja, en string, change func(*bend.Answer, bend.Context)) Fault {
	return Fault{ID: id, Name: text.Both{JA: ja, EN: en}, Rule: r, Expect: Refuse, Bend: bend.Bend{Token: change}}
}

// htmlPage is what a proxy in front of a provider answers when the provider is away.
func htmlPage(status int) func(*bend.Answer, bend.Context) {
	return func(a *bend.Answer, _ bend.Context) {
		a.Status, a.ContentType = status, "text/html; charset=utf-8"
		a.Raw = []byte("<!doctype html><html><head><title>Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>\n")
	}
}
