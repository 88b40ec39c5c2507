package fault

import (
	"torii/fixtures/text"
	"torii/mockidp/bend"
	"torii/mockidp/profile"
	"torii/mockidp/token"
)

// refreshed holds the ID token that comes with a refresh: of the same issuer, for the
// same client, about the same person (OpenID Connect Core 1.0, 12.2). Whoever looks at it
// at all has to see that.
var refreshed = []Fault{
	renewed("refreshed-sub-other", "更新で届く、他人の sub のIDトークン", "somebody else's sub in the ID token of a refresh",
		func(c *token.Object, x bend.Context) { c.Set("sub", x.OtherSubject) }),
	renewed("refreshed-iss-other", "更新で届く、別の発行者のIDトークン", "another issuer's ID token with a refresh",
		func(c *token.Object, x bend.Context) { c.Set("iss", x.ForeignIss) }),
	renewed("refreshed-aud-other", "更新で届く、別のクライアント宛てのIDトークン", "another client's ID token with a refresh",
		func(c *token.Object, x bend.Context) { issuedTo(c, x.OtherClient, x.OtherClient) }),
	about("REF-SIGNED", onRefresh(Fault{ID: "refreshed-unsigned", Name: text.Both{JA: "更新で届く、署名の合わないIDトークン", EN: "an ID token of a refresh whose signature does not match"},
		Bend: bend.Bend{In: bend.Refreshed, Claims: nameForged, Compact: func(c string, _ bend.Context) string { return token.CorruptSignature(c) }}})),
}

func nameForged(c *token.Object, _ bend.Context) { c.Set("name", ForgedName) }

// renewed is such a token with a name that shows where it was believed.
func renewed(id, ja, en string, change func(*token.Object, bend.Context)) Fault {
	return onRefresh(Fault{ID: id, Name: text.Both{JA: ja, EN: en}, Bend: bend.Bend{In: bend.Refreshed,
		Claims: func(c *token.Object, x bend.Context) {
			change(c, x)
			nameForged(c, x)
		}}})
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
