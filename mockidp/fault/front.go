package fault

import (
	"torii/fixtures/rule"
	"torii/fixtures/text"
	"torii/mockidp/bend"
	"torii/mockidp/profile"
	"torii/mockidp/seed"
	"torii/mockidp/token"
)

// hybridRequest is what a Relying Party must have sent to get an ID token in the response.
const hybridRequest = "response_type=code id_token"

// front holds the faults of an ID token in the authorization response (OpenID Connect Core 1.0, 3.3.2).
var front = []Fault{
	hybrid(response("front-token-missing", "HYB-TOKEN", "IDトークンの無い認可応答", "a response without its ID token",
		func(p *bend.Params, _ bend.Context) { p.Delete("id_token") })),
	frontClaim("front-c-hash-wrong", "HYB-CHASH", "別のコードの c_hash", "another code's c_hash",
		func(c *token.Object, x bend.Context) {
			c.Set("c_hash", token.HalfHash(x.Rand.String(seed.Alnum, wordLength)))
		}),
	frontClaim("front-c-hash-missing", "HYB-CHASH", "c_hash の欠落", "no c_hash",
		func(c *token.Object, _ bend.Context) { c.Delete("c_hash") }),
	frontClaim("front-sub-other", "HYB-SAME", "認可応答のIDトークンの他人の sub", "somebody else's sub in the response's ID token",
		func(c *token.Object, x bend.Context) { c.Set("sub", x.OtherSubject) }),
	frontClaim("front-nonce-wrong", "HYB-VERIFY", "認可応答のIDトークンの違う nonce", "a wrong nonce in the response's ID token",
		func(c *token.Object, x bend.Context) { c.Set("nonce", alike(c.Text("nonce"), x.Rand)) }),
	frontClaim("front-aud-other-client", "HYB-VERIFY", "認可応答のIDトークンの別のクライアント宛ての aud", "another client's aud in the response's ID token",
		func(c *token.Object, x bend.Context) { issuedTo(c, x.OtherClient, x.OtherClient) }),
	hybrid(Fault{
		ID: "front-signature-corrupted", Name: text.Both{JA: "認可応答のIDトークンの署名の破損", EN: "a corrupted signature of the response's ID token"},
		Rule: "HYB-VERIFY", Expect: Refuse,
		Bend: bend.Bend{In: bend.FrontToken, Compact: func(c string, _ bend.Context) string { return token.CorruptSignature(c) }},
	}),
	hybrid(Fault{
		ID: "front-alg-none", Name: text.Both{JA: "認可応答のIDトークンの alg が none", EN: "alg none in the response's ID token"},
		Rule: "HYB-VERIFY", Expect: Refuse,
		Bend: bend.Bend{In: bend.FrontToken, Sign: bend.ByNobody("none")},
	}),
	hybrid(Fault{
		ID: "front-alg-none-unhashed", Name: text.Both{JA: "c_hash の無い、認可応答のIDトークンの alg が none", EN: "alg none without c_hash in the response's ID token"},
		Rule: "HYB-VERIFY", Expect: Refuse,
		Bend: bend.Bend{In: bend.FrontToken, Sign: bend.ByNobody("none"), Claims: func(c *token.Object, _ bend.Context) { c.Delete("c_hash") }},
	}),
}

func frontClaim(id string, r rule.ID, ja, en string, change func(*token.Object, bend.Context)) Fault {
	return hybrid(Fault{ID: id, Name: text.Both{JA: ja, EN: en}, Rule: r, Expect: Refuse,
		Bend: bend.Bend{In: bend.FrontToken, Claims: change}})
}

// hybrid limits a fault to providers that put an ID token into the response, and to
// Relying Parties that ask for one.
func hybrid(f Fault) Fault {
	f.Param = hybridRequest
	f.Applies = returns("id_token", text.Both{JA: "このプロバイダーは認可応答にIDトークンを付けない", EN: "this provider puts no ID token into its responses"})
	return f
}

// returns limits a fault to providers whose authorization response has that parameter.
func returns(param string, otherwise text.Both) func(profile.Profile) text.Both {
	return func(p profile.Profile) text.Both {
		for _, c := range p.Callback.Success {
			if c.Name == param {
				return text.Both{}
			}
		}
		return otherwise
	}
}
