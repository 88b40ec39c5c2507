// Package quirk holds the freedoms that the specifications leave to every
// provider: honest, if unusual, and a correct Relying Party copes.
//
// What one provider alone does stands with that provider.
package quirk

import (
	"slices"
	"strings"

	"torii/fixtures/text"
	"torii/mockidp/bend"
	"torii/mockidp/profile"
	"torii/mockidp/token"
)

// Common returns the quirks that can be planted at any provider. Where no provider is
// known to make use of a freedom, its confidence says so, and a target that does not
// cope is only warned.
func Common() []profile.Quirk { return slices.Concat(answers(), people(), keySet()) }

// answers holds the freedoms of the answers' form.
func answers() []profile.Quirk {
	return []profile.Quirk{
		{ID: "callback-unknown-parameter", Name: text.Both{JA: "認可応答の知らないパラメーター", EN: "an unknown callback parameter"},
			RP: text.Both{JA: "無視する", EN: "ignores it"}, Rule: "CB-UNKNOWN", Confidence: profile.Documented, Source: "RFC 6749, 4.1.2",
			Bend: bend.Bend{Callback: func(p *bend.Params, _ bend.Context) { p.Set("foo", "bar") }}},
		{ID: "token-unknown-member", Name: text.Both{JA: "トークン応答の知らない項目", EN: "an unknown member of the token response"},
			RP: text.Both{JA: "無視する", EN: "ignores it"}, Rule: "TOK-UNKNOWN", Confidence: profile.Documented, Source: "RFC 6749, 5.1",
			Bend: bend.Bend{Token: func(a *bend.Answer, _ bend.Context) {
				a.Members.Set("torii_extension", token.Object{{Name: "nested", Value: []int{1, 2}}})
			}}},
		{ID: "token-type-lower-case", Name: text.Both{JA: "小文字の token_type", EN: "token_type in lower case"},
			RP: text.Both{JA: "大文字小文字を区別しない", EN: "compares without regard to case"}, Rule: "TOK-TYPE", Confidence: profile.Documented, Source: "RFC 6749, 5.1",
			Bend: bend.Bend{Token: func(a *bend.Answer, _ bend.Context) { a.Members.Set("token_type", "bearer") }}},
		token6749("token-type-upper-case", "大文字の token_type", "token_type in capitals", "TOK-TYPE", member("token_type", "BEARER")),
		token6749("lifetime-as-text", "引用符に入った expires_in", "expires_in in quotes", "TOK-LIFETIME", member("expires_in", "3600")),
		token6749("lifetime-zero", "0 の expires_in", "expires_in of zero", "TOK-LIFETIME", member("expires_in", 0)),
		token6749("lifetime-negative", "負の expires_in", "a negative expires_in", "TOK-LIFETIME", member("expires_in", -1)),
		token6749("lifetime-huge", "桁外れの expires_in", "an enormous expires_in", "TOK-LIFETIME", member("expires_in", int64(1_000_000_000_000))),
		token6749("token-other-charset", "charset の有無がいつもと逆のトークン応答", "a token response with a charset where there was none, and the reverse", "TOK-FORM",
			func(a *bend.Answer, _ bend.Context) {
				kind, charset, _ := strings.Cut(a.ContentType, ";")
				if a.ContentType = kind + "; charset=utf-8"; charset != "" {
					a.ContentType = kind
				}
			}),
		{ID: "token-without-lifetime", Name: text.Both{JA: "expires_in の無いトークン応答", EN: "a token response without expires_in"},
			RP: text.Both{JA: "受け付ける", EN: "accepts it"}, Rule: "TOK-LIFETIME", Confidence: profile.Documented, Source: "RFC 6749, 5.1",
			Bend: bend.Bend{Token: func(a *bend.Answer, _ bend.Context) { a.Members.Delete("expires_in") }}},
		{ID: "id-token-unknown-claim", Name: text.Both{JA: "IDトークンの知らないクレーム", EN: "an unknown claim in the ID token"},
			RP: text.Both{JA: "無視する", EN: "ignores it"}, Rule: "IDT-CLAIMS", Confidence: profile.Documented, Source: "OpenID Connect Core 1.0, 2",
			Bend: bend.Bend{Claims: func(c *token.Object, _ bend.Context) { c.Set("torii_extension", token.Object{{Name: "a", Value: 1}}) }}},
		{ID: "id-token-other-order", Name: text.Both{JA: "逆順に並んだクレーム", EN: "claims in reverse order"},
			RP: text.Both{JA: "順序に頼らない", EN: "relies on no order"}, Rule: "IDT-OPTIONAL", Confidence: profile.Documented, Source: "RFC 8259, 4",
			Bend: bend.Bend{Claims: func(c *token.Object, _ bend.Context) {
				for i, j := 0, len(*c)-1; i < j; i, j = i+1, j-1 {
					(*c)[i], (*c)[j] = (*c)[j], (*c)[i]
				}
			}}},
		{ID: "id-token-fractional-exp", Name: text.Both{JA: "小数の exp", EN: "a fractional exp"},
			RP: text.Both{JA: "受け付ける", EN: "accepts it"}, Rule: "IDT-OPTIONAL", Confidence: profile.Inferred, Source: "RFC 7519, 2",
			Bend: bend.Bend{Claims: func(c *token.Object, x bend.Context) {
				c.Set("exp", float64(x.Now.Unix())+halfPastTheHour)
			}}},
		{ID: "aud-one-element-array", Name: text.Both{JA: "要素一つの配列の aud", EN: "an aud array of one"},
			RP: text.Both{JA: "文字列と同じに扱う", EN: "treats it as a string"}, Rule: "IDT-AUD", Confidence: profile.Documented, Source: "OpenID Connect Core 1.0, 2",
			Bend: bend.Bend{Claims: func(c *token.Object, x bend.Context) { c.Set("aud", []string{x.ClientID}) }},
			Applies: func(p profile.Profile) text.Both {
				if !p.IDToken.AudArray {
					return text.Both{}
				}
				return text.Both{JA: "このプロバイダーの aud はいつも配列である", EN: "this provider's aud is an array always"}
			}},
	}
}

// halfPastTheHour is seconds ahead, with a fraction.
const halfPastTheHour = 1800.5

// token6749 is a freedom, or a known slip, of token responses: no provider is known to
// make use of it.
func token6749(id, ja, en, rule string, change func(*bend.Answer, bend.Context)) profile.Quirk {
	return profile.Quirk{ID: id, Name: text.Both{JA: ja, EN: en}, RP: text.Both{JA: "受け付ける", EN: "accepts it"},
		Rule: rule, Confidence: profile.Inferred, Source: "RFC 6749, 5.1", Bend: bend.Bend{Token: change}}
}

func member(name string, value any) func(*bend.Answer, bend.Context) {
	return func(a *bend.Answer, _ bend.Context) { a.Members.Set(name, value) }
}
