package fault

import (
	"net/http"

	"torii/fixtures/rule"
	"torii/fixtures/text"
	"torii/mockidp/bend"
	"torii/mockidp/profile"
	"torii/mockidp/seed"
	"torii/mockidp/token"
)

// relay holds the faults that only a provider which vouches for other providers' people can have.
var relay = []Fault{
	relayed(claim("iss-other-tenant", "IDT-ISS", "別のサービスの iss", "the iss of another service at the same provider",
		func(c *token.Object, x bend.Context) { c.Set("iss", x.Twin.Issuer) })),
	relayed(Fault{
		ID: "signed-by-other-tenant", Name: text.Both{JA: "別のサービスの鍵による署名", EN: "a signature by another service's key"},
		Rule: "IDT-KEY", Expect: Refuse, Family: true,
		Bend: bend.Bend{Sign: func(s *token.Signing, x bend.Context) error {
			s.Key = x.Twin.Key
			s.Header.Set("kid", x.Twin.Key.ID)
			return nil
		}},
	}),
	relayed(person("provider-swapped", "SP-PROVIDER", "始めたのと違うログインプロバイダ", "another login provider than the one started",
		func(c *token.Object, _ bend.Context) { c.Set("provider", otherThan(c.Text("provider"))) })),
	relayed(own("one-time-provider-swapped", "SP-PROVIDER", "authenticated_user", "ワンタイムトークンの答えの違うログインプロバイダ", "another login provider in the answer to a one-time token",
		func(a *bend.Answer, _ bend.Context) {
			change(a, "user", func(o *token.Object) { o.Set("last_logged_in_provider", otherThan(o.Text("last_logged_in_provider"))) })
		})),
	relayed(undone("map-failed", "SP-LINKED", "map", "紐付けの失敗", "a failing link",
		refusal(http.StatusInternalServerError, 3, "Operation failed."))),
	relayed(undone("map-duplicate", "SP-LINKED", "map", "他人に紐付いた会員", "a member linked to somebody else",
		refusal(http.StatusBadRequest, 16, "Duplicated primary key."))),

	relayed(response("status-failed-with-token", "SP-STATUS", "失敗なのに付いているトークン", "a failure that carries a token",
		func(p *bend.Params, _ bend.Context) {
			if p.Get("status") != "" {
				p.Set("status", "failed")
			}
		})),
	relayed(response("status-other-case", "SP-STATUS", "大文字の AUTHORIZED", "AUTHORIZED in capitals",
		func(p *bend.Params, _ bend.Context) {
			if p.Get("status") != "" {
				p.Set("status", "AUTHORIZED")
			}
		})),
	relayed(response("reason-with-markup", "CB-MARKUP", "マークアップの入った reason", "a reason with markup",
		func(p *bend.Params, _ bend.Context) {
			if p.Get("status") != "" {
				*p = bend.Params{{Name: "status", Value: "failed"}, {Name: "reason", Value: bend.Markup}}
			}
		})),
	relayed(after(response("one-time-token-used", "SP-TOKEN", "使用済みのワンタイムトークン", "a used one-time token",
		func(p *bend.Params, x bend.Context) {
			if p.Get("token") != "" {
				replay(p, "token", x.Earlier.Code)
			}
		}))),
	relayed(response("one-time-token-unknown", "SP-TOKEN", "このサービスのものでないワンタイムトークン", "a one-time token that is not of this service",
		func(p *bend.Params, x bend.Context) {
			if p.Get("token") != "" {
				p.Set("token", x.Rand.String(seed.LowerHex, len(p.Get("token"))))
			}
		})),
	relayed(response("bare-identifier", "SP-TOKEN", "トークンの代わりの裸のID", "a bare identifier in place of the token",
		func(p *bend.Params, x bend.Context) {
			if p.Get("token") != "" {
				p.Delete("token")
				*p = append(*p, bend.Param{Name: "identifier", Value: x.OtherSubject}, bend.Param{Name: "user_identifier", Value: x.OtherSubject})
			}
		})),

	relayed(answer("token-invalid-client", "TOK-ERROR", "400 の invalid_client", "invalid_client with status 400",
		func(a *bend.Answer, _ bend.Context) {
			a.Status = http.StatusBadRequest
			a.Members = token.Object{{Name: "error", Value: "invalid_client"}, {Name: "error_description", Value: "client_id or client_secret is invalid."}}
		})),
	relayed(answer("token-403-empty", "TOK-ERROR", "本文の無い 403", "403 without a body",
		func(a *bend.Answer, _ bend.Context) {
			a.Status, a.Raw, a.ContentType = http.StatusForbidden, []byte{}, "text/html"
		})),
	relayed(profileAnswer("userinfo-401-plain", "UIN-ERROR", Shrug, "WWW-Authenticate の無い 401", "401 without WWW-Authenticate",
		func(a *bend.Answer, _ bend.Context) {
			a.Status, a.Members = http.StatusUnauthorized, token.Object{{Name: "error", Value: "unauthorized"}}
		})),
	relayed(profileAnswer("userinfo-401-challenge", "UIN-ERROR", Shrug, "本文と食い違う WWW-Authenticate の 401", "401 whose WWW-Authenticate says something else",
		func(a *bend.Answer, _ bend.Context) {
			a.Status, a.Members = http.StatusUnauthorized, token.Object{{Name: "error", Value: "unauthorized"}}
			a.Header = map[string]string{"WWW-Authenticate": `Bearer error="invalid_token", error_description="The access token is invalid."`}
		})),

	relayed(own("api-key-refused", "SP-ERROR", "authenticated_user", "APIキーのエラー", "the API key refused",
		refusal(http.StatusUnauthorized, 1, "Invalid API key or key not found."))),
	relayed(own("api-key-refused-older", "SP-ERROR", "authenticated_user", "古い形のAPIキーのエラー", "the API key refused in the older shape",
		refusal(http.StatusBadRequest, 1, "Invalid API key or API key not found."))),
	relayed(own("api-429", "SP-ERROR", "authenticated_user", "Web API の 429", "429 from the Web API",
		func(a *bend.Answer, _ bend.Context) {
			a.Status, a.Members, a.Raw = http.StatusTooManyRequests, nil, []byte{}
		})),
	relayed(own("api-html", "SP-ERROR", "authenticated_user", "Web API が 200 で HTML を返す", "HTML with status 200 from the Web API", htmlPage(http.StatusOK))),
	hanging(relayed(own("api-hang", "SP-ERROR", "authenticated_user", "Web API の無応答", "a silent Web API",
		func(a *bend.Answer, _ bend.Context) { a.Silent = true }))),
}

// otherThan is some other login provider.
func otherThan(provider string) string {
	if provider == "line" {
		return "google"
	}
	return "line"
}

// relayed limits a fault to relays.
func relayed(f Fault) Fault {
	f.Applies = func(p profile.Profile) text.Both {
		if p.Relay != nil {
			return text.Both{}
		}
		return text.Both{JA: "このプロバイダーは他のプロバイダーの中継をしない", EN: "this provider vouches for no other provider's people"}
	}
	return f
}

// own is a fault of an endpoint that only its provider has.
func own(id string, r rule.ID, endpoint, ja, en string, change func(*bend.Answer, bend.Context)) Fault {
	return Fault{ID: id, Name: text.Both{JA: ja, EN: en}, Rule: r, Expect: Refuse,
		Bend: bend.Bend{Own: &bend.Own{Endpoint: endpoint, Change: change}}}
}

// refusal is an error of the Web API.
func refusal(status, code int, message string) func(*bend.Answer, bend.Context) {
	return func(a *bend.Answer, _ bend.Context) {
		a.Status = status
		a.Members = token.Object{{Name: "status", Value: "failed"},
			{Name: "error", Value: token.Object{{Name: "code", Value: code}, {Name: "message", Value: message}}}}
	}
}

// change changes an object inside an answer.
func change(a *bend.Answer, name string, how func(*token.Object)) {
	if inner, ok := a.Members.Get(name); ok {
		if o, ok := inner.(token.Object); ok {
			o = o.Clone()
			how(&o)
			a.Members = a.Members.Clone()
			a.Members.Set(name, o)
		}
	}
}
