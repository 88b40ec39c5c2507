package fault

import (
	"strings"
	"time"

	"torii/fixtures/rule"
	"torii/fixtures/text"
	"torii/mockidp/bend"
	"torii/mockidp/profile"
	"torii/mockidp/seed"
	"torii/mockidp/token"
)

// How far a claim is bent: beyond any clock skew that could be meant honestly.
const (
	longPast   = -time.Hour
	farFuture  = 24 * time.Hour
	wordLength = 32
)

// claims holds the faults of ID token claims (OpenID Connect Core 1.0, 3.1.3.7).
var claims = []Fault{
	claim("iss-other-provider", "IDT-ISS", "別のプロバイダーの iss", "another provider's iss",
		func(c *token.Object, x bend.Context) { c.Set("iss", x.ForeignIss) }),
	claim("iss-trailing-slash", "IDT-ISS", "末尾にスラッシュの付いた iss", "iss with a trailing slash",
		func(c *token.Object, _ bend.Context) { c.Set("iss", c.Text("iss")+"/") }),
	{
		ID: "iss-other-scheme", Name: text.Both{JA: "https でない iss", EN: "an iss of another scheme"}, Rule: "IDT-ISS", Expect: Refuse,
		Applies: addressed,
		Bend: bend.Bend{Claims: func(c *token.Object, _ bend.Context) {
			// On the path door the mock's own issuer is plain http: then the other scheme is the wrong one.
			scheme, rest, _ := strings.Cut(c.Text("iss"), "://")
			other := map[string]string{"https": "http", "http": "https"}[scheme]
			c.Set("iss", other+"://"+rest)
		}},
	},
	claim("iss-missing", "IDT-ISS", "iss の欠落", "no iss",
		func(c *token.Object, _ bend.Context) { c.Delete("iss") }),
	claim("aud-other-client", "IDT-AUD", "別のクライアント宛ての aud", "another client's aud",
		func(c *token.Object, x bend.Context) { issuedTo(c, x.OtherClient, x.OtherClient) }),
	claim("aud-array-without-us", "IDT-AUD", "自分のいない配列の aud", "an aud array without us",
		func(c *token.Object, x bend.Context) {
			issuedTo(c, []string{x.OtherClient, "someone-else"}, x.OtherClient)
		}),
	claim("aud-array-with-stranger", "IDT-AUD-EXTRA", "見知らぬ宛先の加わった aud", "an aud array with a stranger beside us",
		func(c *token.Object, x bend.Context) {
			c.Set("aud", []string{x.ClientID, x.OtherClient})
			c.Delete("azp") // nothing says that the token was made for us
		}),
	claim("aud-lookalike", "IDT-AUD", "自分の client_id で始まる aud", "an aud that begins with our client_id",
		func(c *token.Object, x bend.Context) { issuedTo(c, x.ClientID+"1", x.ClientID+"1") }),
	claim("aud-missing", "IDT-AUD", "aud の欠落", "no aud",
		func(c *token.Object, _ bend.Context) { c.Delete("aud") }),
	claim("azp-wrong", "IDT-AZP", "別のクライアントの azp", "another client's azp",
		func(c *token.Object, x bend.Context) { c.Set("azp", x.OtherClient) }),
	claim("exp-past", "IDT-EXP", "過ぎた exp", "exp in the past",
		func(c *token.Object, x bend.Context) { expired(c, x.Now.Add(longPast)) }),
	claim("exp-before-iat", "IDT-EXP", "iat は今、exp は一時間前", "exp in the past beside a fresh iat",
		func(c *token.Object, x bend.Context) { c.Set("exp", x.Now.Add(longPast).Unix()) }),
	claim("exp-missing", "IDT-EXP", "exp の欠落", "no exp",
		func(c *token.Object, _ bend.Context) { c.Delete("exp") }),
	claim("iat-future", "IDT-IAT", "遠い未来の iat", "iat far in the future",
		func(c *token.Object, x bend.Context) {
			c.Set("iat", x.Now.Add(farFuture).Unix())
			c.Set("exp", x.Now.Add(farFuture+time.Hour).Unix())
		}),
	claim("nbf-future", "IDT-NBF", "未来の nbf", "nbf in the future",
		func(c *token.Object, x bend.Context) {
			c.Set("nbf", x.Now.Add(farFuture).Unix())
			c.Set("exp", x.Now.Add(farFuture+time.Hour).Unix())
		}),
	person("sub-missing", "IDT-SUB", "sub の欠落", "no sub",
		func(c *token.Object, _ bend.Context) { c.Delete("sub") }),
	person("sub-empty", "IDT-SUB", "空の sub", "an empty sub",
		func(c *token.Object, _ bend.Context) { c.Set("sub", "") }),
	sent("nonce", claim("nonce-wrong", "IDT-NONCE", "違う nonce", "a wrong nonce",
		func(c *token.Object, x bend.Context) { c.Set("nonce", alike(c.Text("nonce"), x.Rand)) })),
	sent("nonce", claim("nonce-missing", "IDT-NONCE", "nonce の欠落", "no nonce",
		func(c *token.Object, _ bend.Context) { c.Delete("nonce") })),
	{
		ID: "nonce-unsupported", Param: "nonce", Name: text.Both{JA: "nonce_supported が false で、違う nonce", EN: "a wrong nonce beside nonce_supported false"},
		Rule: "IDT-NONCE", Expect: Refuse, Applies: carries("nonce_supported"),
		Bend: bend.Bend{Claims: func(c *token.Object, x bend.Context) {
			c.Set("nonce", alike(c.Text("nonce"), x.Rand))
			c.Set("nonce_supported", false)
		}},
	},
	{
		ID: "at-hash-wrong", Name: text.Both{JA: "別のアクセストークンの at_hash", EN: "another access token's at_hash"},
		Rule: "IDT-ATHASH", Expect: Refuse, Applies: carries("at_hash"),
		Bend: bend.Bend{Claims: func(c *token.Object, x bend.Context) {
			c.Set("at_hash", token.HalfHash(x.Rand.String(seed.Alnum, wordLength)))
		}},
	},
	in("replay", sent("nonce", after(claim("nonce-replayed", "IDT-NONCE", "前のログインの nonce", "an earlier login's nonce",
		func(c *token.Object, x bend.Context) {
			if x.Earlier.Nonce != "" {
				c.Set("nonce", x.Earlier.Nonce)
			}
		})))),
}

// issuedTo makes a token one for somebody else: who the audience is and whom it was issued to go together.
func issuedTo(c *token.Object, aud any, azp string) {
	c.Set("aud", aud)
	if _, ok := c.Get("azp"); ok {
		c.Set("azp", azp)
	}
}

// expired makes a token one that was good until then: it was issued a lifetime earlier.
func expired(c *token.Object, until time.Time) {
	exp, _ := c.Get("exp")
	iat, _ := c.Get("iat")
	end, endOK := exp.(int64)
	begin, beginOK := iat.(int64)
	c.Set("exp", until.Unix())
	if !endOK || !beginOK {
		return
	}
	earlier := end - until.Unix()
	c.Set("iat", begin-earlier)
	if at, ok := c.Get("auth_time"); ok {
		if seconds, ok := at.(int64); ok {
			c.Set("auth_time", seconds-earlier)
		}
	}
}

// addressed limits a fault to providers whose issuer is an address.
func addressed(p profile.Profile) text.Both {
	if strings.HasPrefix(p.Issuer, "https://") {
		return text.Both{}
	}
	return text.Both{JA: "このプロバイダーの iss はアドレスではない", EN: "this provider's issuer is no address"}
}

// person is a claim about the person, which is the same wherever a Relying Party may read it.
func person(id string, r rule.ID, ja, en string, change func(*token.Object, bend.Context)) Fault {
	return Fault{ID: id, Name: text.Both{JA: ja, EN: en}, Rule: r, Expect: Refuse, Bend: bend.Everywhere(change)}
}

func claim(id string, r rule.ID, ja, en string, change func(*token.Object, bend.Context)) Fault {
	return Fault{ID: id, Name: text.Both{JA: ja, EN: en}, Rule: r, Expect: Refuse, Bend: bend.Bend{Claims: change}}
}

// carries limits a fault to providers whose ID tokens have that claim.
func carries(name string) func(profile.Profile) text.Both {
	return func(p profile.Profile) text.Both {
		for _, c := range p.IDToken.Claims {
			if c.Name == name {
				return text.Both{}
			}
		}
		return text.Both{JA: "このプロバイダーのIDトークンに " + name + " は無い", EN: "this provider's ID tokens have no " + name}
	}
}

// sent limits a fault to Relying Parties that send a parameter.
func sent(param string, f Fault) Fault {
	f.Param = param
	return f
}

// in plays a fault in another outline than its family's.
func in(scene string, f Fault) Fault {
	f.Scene = scene
	return f
}

// after makes the same browser log in honestly first.
func after(f Fault) Fault {
	f.Earlier = true
	return f
}
