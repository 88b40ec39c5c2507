package fault

import (
	"strings"

	"torii/fixtures/rule"
	"torii/fixtures/text"
	"torii/mockidp/bend"
	"torii/mockidp/profile"
	"torii/mockidp/seed"
)

// callback holds the faults of the authorization response.
var callback = []Fault{
	sent("state", response("state-wrong", "CB-STATE", "違う state", "a wrong state",
		func(p *bend.Params, x bend.Context) { p.Set("state", alike(p.Get("state"), x.Rand)) })),
	sent("state", response("state-malformed", "CB-STATE", "形の違う state", "a state of another form",
		func(p *bend.Params, x bend.Context) { p.Set("state", x.Rand.String(seed.Alnum, wordLength)) })),
	sent("state", response("state-missing", "CB-STATE", "state の欠落", "no state",
		func(p *bend.Params, _ bend.Context) { p.Delete("state") })),
	sent("state", response("state-empty", "CB-STATE", "空の state", "an empty state",
		func(p *bend.Params, _ bend.Context) { p.Set("state", "") })),
	sent("state", response("state-doubled", "CB-DOUBLED", "二重の state", "state given twice",
		func(p *bend.Params, x bend.Context) {
			*p = append(*p, bend.Param{Name: "state", Value: alike(p.Get("state"), x.Rand)})
		})),
	in("state-reused", sent("state", after(response("state-reused", "CB-STATE-ONCE", "前のログインの state", "an earlier login's state",
		func(p *bend.Params, x bend.Context) { replay(p, "state", x.Earlier.State) })))),
	in("code-replayed", after(response("code-replayed", "TOK-ERROR", "使用済みのコード", "a used code",
		func(p *bend.Params, x bend.Context) { replay(p, "code", x.Earlier.Code) }))),
	in("code", response("code-unknown", "TOK-ERROR", "発行していないコード", "a code that was never issued",
		func(p *bend.Params, x bend.Context) {
			if code := p.Get("code"); len(code) >= unknownTail {
				p.Set("code", code[:len(code)-unknownTail]+x.Rand.String(seed.Alnum, unknownTail))
			}
		})),
	announced(response("iss-param-wrong", "CB-ISS", "認可応答の別の iss", "another issuer's iss in the response",
		func(p *bend.Params, x bend.Context) { p.Set("iss", x.ForeignIss) })),
	announced(response("iss-param-missing", "CB-ISS", "認可応答の iss の欠落", "no iss in the response",
		func(p *bend.Params, _ bend.Context) { p.Delete("iss") })),
	announced(response("iss-param-doubled", "CB-DOUBLED", "認可応答の二重の iss", "iss given twice in the response",
		func(p *bend.Params, x bend.Context) { *p = append(*p, bend.Param{Name: "iss", Value: x.ForeignIss}) })),
	announced(response("iss-param-lookalike", "CB-ISS", "正しい発行者で始まる認可応答の iss", "an iss in the response that begins with the right one",
		func(p *bend.Params, _ bend.Context) { p.Set("iss", p.Get("iss")+".example.com") })),
	{
		ID: "auto-login-failed", Param: "state", Name: text.Both{JA: "失敗した自動ログインの応答", EN: "the response of a failed auto login"},
		Rule: "CB-STATE", Expect: Refuse, Applies: named("lineautologin"),
		Bend: bend.Bend{Callback: func(p *bend.Params, x bend.Context) {
			if p.Get("code") == "" {
				return // only what looks like a success fails so
			}
			p.Set("state", alike(p.Get("state"), x.Rand))
			p.Set("code", x.Rand.String(seed.Alnum, len(p.Get("code"))))
		}},
	},
}

// unknownTail is how much of a code is made up in one that was never issued.
const unknownTail = 8

// replay puts in what an earlier login was given; without one the answer stays honest.
func replay(p *bend.Params, name, earlier string) {
	if earlier != "" {
		p.Set(name, earlier)
	}
}

func response(id string, r rule.ID, ja, en string, change func(*bend.Params, bend.Context)) Fault {
	return Fault{ID: id, Name: text.Both{JA: ja, EN: en}, Rule: r, Expect: Refuse, Bend: bend.Bend{Callback: change}}
}

// announced limits a fault to providers that announce the iss parameter of RFC 9207.
func announced(f Fault) Fault {
	f.Applies = func(p profile.Profile) text.Both {
		for _, m := range p.Metadata {
			if m.Name == "authorization_response_iss_parameter_supported" {
				return text.Both{}
			}
		}
		return text.Both{JA: "このプロバイダーは認可応答に iss を付けない", EN: "this provider sends no iss in its responses"}
	}
	return f
}

// named limits a fault to providers that have a quirk or a way of authenticating of that name.
func named(word string) func(profile.Profile) text.Both {
	return func(p profile.Profile) text.Both {
		for _, trait := range p.People.Means {
			if strings.EqualFold(trait, word) {
				return text.Both{}
			}
		}
		return text.Both{JA: "このプロバイダーに自動ログインは無い", EN: "this provider has no auto login"}
	}
}

// errorResponses holds the error responses that providers send to the callback.
var errorResponses = []Fault{
	failing("login_required"),
	failing("consent_required"),
	failing("interaction_required"),
	failing("server_error"),
	failing("temporarily_unavailable"),
	failing("invalid_request"),
	failing("invalid_scope"),
	failing("unsupported_response_type"),
	{
		ID: "error-with-code", Name: text.Both{JA: "コードの付いたエラー応答", EN: "an error response that carries a code"},
		Rule: "CB-ERROR-CODE", Expect: Refuse,
		Bend: bend.Bend{Callback: func(p *bend.Params, x bend.Context) {
			code := p.Get("code")
			failure := x.Error("server_error")
			if failure == nil {
				failure = x.Error("access_denied") // all that some providers ever send
			}
			*p = append(failure, bend.Param{Name: "code", Value: code})
		}},
	},
}

// failing is one of the provider's own error responses instead of the honest answer.
func failing(name string) Fault {
	return Fault{
		ID: "error-" + strings.ReplaceAll(name, "_", "-"), Rule: "CB-ERROR", Expect: Refuse,
		Name: text.Both{JA: "エラー応答 " + name, EN: "error response " + name},
		Applies: func(p profile.Profile) text.Both {
			if _, ok := p.Callback.Find(name); ok {
				return text.Both{}
			}
			return text.Both{JA: "このプロバイダーは " + name + " をコールバックに返さない", EN: "this provider never sends " + name + " to the callback"}
		},
		Bend: bend.Bend{Callback: func(p *bend.Params, x bend.Context) { *p = x.Error(name) }},
	}
}
