package fault

import (
	"torii/fixtures/text"
	"torii/mockidp/bend"
	"torii/mockidp/profile"
	"torii/mockidp/seed"
	"torii/mockidp/token"
)

// refreshed holds the ID token that comes with a refresh: of the same issuer, for the
// same client, about the same person (OpenID Connect Core 1.0, 12.2), and what UserInfo says
// then. Whoever looks at it at all has to see that.
var refreshed = []Fault{
	renewed("refreshed-sub-other", "更新で届く、他人の sub のIDトークン", "somebody else's sub in the ID token of a refresh",
		func(c *token.Object, x bend.Context) { c.Set("sub", x.OtherSubject) }),
	renewed("refreshed-iss-other", "更新で届く、別の発行者のIDトークン", "another issuer's ID token with a refresh",
		func(c *token.Object, x bend.Context) { c.Set("iss", x.ForeignIss) }),
	renewed("refreshed-aud-other", "更新で届く、別のクライアント宛てのIDトークン", "another client's ID token with a refresh",
		func(c *token.Object, x bend.Context) { issuedTo(c, x.OtherClient, x.OtherClient) }),
	renewed("refreshed-sub-missing", "更新で届く、sub の無いIDトークン", "an ID token of a refresh without sub",
		func(c *token.Object, _ bend.Context) { c.Delete("sub") }),
	about("REF-ORIGINAL", sent("nonce", renewed("refreshed-nonce-other", "更新で届く、違う nonce のIDトークン", "another login's nonce in the ID token of a refresh",
		func(c *token.Object, x bend.Context) { c.Set("nonce", x.Rand.String(seed.Base64URL, strangeNonce)) }))),
	about("REF-ORIGINAL", renewed("refreshed-stale", "更新で届く、ずっと前に作られたIDトークン", "an ID token of long ago with a refresh",
		func(c *token.Object, x bend.Context) {
			c.Set("iat", x.Now.Add(2*longPast).Unix())
			c.Set("exp", x.Now.Add(longPast).Unix())
		})),
	about("UIN-SUB", beside(afterRefresh("refreshed-userinfo-other-sub", "更新の後の、他人の sub の UserInfo", "somebody else's sub from UserInfo after a refresh",
		func(a *bend.Answer, x bend.Context) { a.Members.Set("sub", x.OtherSubject) }))),
	about("UIN-SUB", afterRefresh("refreshed-userinfo-no-sub", "更新の後の、sub の無い UserInfo", "UserInfo without sub after a refresh",
		func(a *bend.Answer, _ bend.Context) { a.Members.Delete("sub") })),
	about("REF-SIGNED", onRefresh(Fault{ID: "refreshed-unsigned", Name: text.Both{JA: "更新で届く、署名の合わないIDトークン", EN: "an ID token of a refresh whose signature does not match"},
		Bend: bend.Bend{In: bend.Refreshed, Claims: nameForged, Compact: func(c string, _ bend.Context) string { return token.CorruptSignature(c) }}})),
}

// strangeNonce is the length of a nonce that no request had.
const strangeNonce = 32

func nameForged(c *token.Object, _ bend.Context) { c.Set("name", ForgedName) }

// renewed is such a token with a name that shows where it was believed.
func renewed(id, ja, en string, change func(*token.Object, bend.Context)) Fault {
	return onRefresh(Fault{ID: id, Name: text.Both{JA: ja, EN: en}, Bend: bend.Bend{In: bend.Refreshed,
		Claims: func(c *token.Object, x bend.Context) {
			change(c, x)
			nameForged(c, x)
		}}})
}

// afterRefresh is a UserInfo answer to who has refreshed, with a name that shows where it was
// believed. What UserInfo said at the login was true.
func afterRefresh(id, ja, en string, change func(*bend.Answer, bend.Context)) Fault {
	return Fault{ID: id, Name: text.Both{JA: ja, EN: en}, Expect: Own, Applies: refreshesAndTells, Bend: bend.Bend{In: bend.Refreshed,
		UserInfo: func(a *bend.Answer, x bend.Context) {
			change(a, x)
			a.Members.Set("name", ForgedName)
		}}}
}

func refreshesAndTells(p profile.Profile) text.Both {
	if p.Reply.Refresh.Issued == nil {
		return text.Both{JA: "このプロバイダーは refresh_token を出さない", EN: "this provider issues no refresh tokens"}
	}
	return serves(profile.UserInfo)(p)
}

func onRefresh(f Fault) Fault {
	f.Rule, f.Expect = "REF-IDTOKEN", Own
	f.Applies = func(p profile.Profile) text.Both {
		if p.Reply.Refresh.IDToken {
			return text.Both{}
		}
		return text.Both{JA: "このプロバイダーの更新の応答にIDトークンは無い", EN: "this provider's answers to a refresh have no ID token"}
	}
	return f
}
