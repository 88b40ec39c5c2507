package fault

import (
	"bytes"
	"strings"

	"torii/fixtures/rule"
	"torii/fixtures/text"
	"torii/mockidp/bend"
	"torii/mockidp/token"
)

const (
	nestedDeep = 10_000
	bigClaim   = 100 << 10 // bytes
	hugeClaim  = 1 << 20   // bytes
)

// encoding holds tokens in a form that is no compact JWS of JSON claims (RFC 7515, 2
// and 7.1; RFC 7519, 7.2).
var encoding = []Fault{
	formed("id-token-padded", "IDT-ENCODING", "詰め文字（=）の付いたIDトークン", "an ID token with padding", token.Padded),
	{
		ID: "id-token-standard-base64", Name: text.Both{JA: "base64url でないIDトークン", EN: "an ID token in plain base64"},
		Rule: "IDT-ENCODING", Expect: Refuse,
		Bend: bend.Bend{
			Claims:  func(c *token.Object, _ bend.Context) { c.Set("torii_padding", "????????") }, // has the characters that differ
			Compact: func(c string, _ bend.Context) string { return token.StandardAlphabet(c) },
		},
	},
	formed("id-token-line-break", "IDT-ENCODING", "改行の入ったIDトークン", "an ID token with a line break", token.Broken),
	formed("id-token-non-canonical", "IDT-CANONICAL", "余りのビットが立った署名", "a signature with stray bits", token.NonCanonical),
	formed("id-token-two-parts", "IDT-FORM", "署名の部分が無いIDトークン", "an ID token without its third part", token.TwoParts),
	formed("id-token-five-parts", "IDT-FORM", "五つに区切られたIDトークン", "an ID token of five parts", func(c string) string { return c + ".e30.e30" }),
	formed("id-token-trailing-dot", "IDT-FORM", "末尾に点のあるIDトークン", "an ID token with a trailing dot", func(c string) string { return c + "." }),
	formed("id-token-dots", "IDT-FORM", "点だけのIDトークン", "an ID token of nothing but dots", func(string) string { return strings.Repeat(".", bigClaim) }),
	formed("id-token-json-form", "IDT-FORM", "JSON 形式の JWS", "a JWS in its JSON form", token.Flattened),
	payload("payload-array", "配列の中身", "claims in an array", func(b []byte) []byte { return append(append([]byte("["), b...), ']') }),
	payload("payload-string", "文字列の中身", "claims that are a string", func([]byte) []byte { return []byte(`"claims"`) }),
	payload("payload-number", "数値の中身", "claims that are a number", func([]byte) []byte { return []byte(`1`) }),
	payload("payload-null", "null の中身", "claims that are null", func([]byte) []byte { return []byte(`null`) }),
	payload("payload-empty", "空の中身", "no claims at all", func([]byte) []byte { return nil }),
	payload("payload-not-utf8", "UTF-8 でない中身", "claims that are not UTF-8", func(b []byte) []byte {
		return bytes.Replace(b, []byte("{"), []byte("{\"torii\":\"\xff\xfe\","), 1)
	}),
	payload("payload-trailing", "後ろに余分のある中身", "claims with something after them", func(b []byte) []byte { return append(bytes.Clone(b), `{"sub":"other"}`...) }),
	in("id-token-either", shaped("id-token-deep", "IDT-SIZE", Shrug, "深く入れ子になったクレーム", "a deeply nested claim",
		func(c *token.Object, _ bend.Context) { c.Set("torii_deep", token.Nested(nestedDeep)) })),
	in("id-token-either", shaped("id-token-100kb", "IDT-SIZE", Shrug, "100 KB のIDトークン", "an ID token of 100 KB",
		func(c *token.Object, _ bend.Context) { c.Set("torii_padding", strings.Repeat("x", bigClaim)) })),
	in("id-token-either", shaped("id-token-1mb", "IDT-SIZE", Shrug, "1 MB のIDトークン", "an ID token of 1 MB",
		func(c *token.Object, _ bend.Context) { c.Set("torii_padding", strings.Repeat("x", hugeClaim)) })),
	in("forged-twice", everywhere(shaped("sub-twice", "IDT-DUPLICATE", Own, "二つの sub（先が他人）", "two subs, the first somebody else's", first("sub", func(x bend.Context) any { return x.OtherSubject })))),
	in("forged-twice", shaped("aud-twice", "IDT-DUPLICATE", Own, "二つの aud（先が別のクライアント）", "two auds, the first another client's", first("aud", func(x bend.Context) any { return x.OtherClient }))),
	in("forged-twice", shaped("iss-twice", "IDT-DUPLICATE", Own, "二つの iss（先が別の発行者）", "two isses, the first another issuer's", first("iss", func(x bend.Context) any { return x.ForeignIss }))),
	in("forged-twice", everywhere(shaped("sub-other-case", "IDT-NAMES", Own, "大文字小文字の違う名前の sub", "sub under names in other letter case",
		func(c *token.Object, x bend.Context) {
			c.Set("Sub", x.OtherSubject)
			c.Set("SUB", x.OtherSubject)
		}))),
}

func formed(id string, r rule.ID, ja, en string, change func(string) string) Fault {
	return Fault{
		ID: id, Name: text.Both{JA: ja, EN: en}, Rule: r, Expect: Refuse,
		Bend: bend.Bend{Compact: func(c string, _ bend.Context) string { return change(c) }},
	}
}

func payload(id, ja, en string, change func([]byte) []byte) Fault {
	return Fault{
		ID: id, Name: text.Both{JA: ja, EN: en}, Rule: "IDT-FORM", Expect: Refuse,
		Bend: bend.Bend{Payload: func(b []byte, _ bend.Context) []byte { return change(b) }},
	}
}

func shaped(id string, r rule.ID, e Expect, ja, en string, change func(*token.Object, bend.Context)) Fault {
	return Fault{ID: id, Name: text.Both{JA: ja, EN: en}, Rule: r, Expect: e, Bend: bend.Bend{Claims: change}}
}

// everywhere makes the other places that tell of the person tell the same.
func everywhere(f Fault) Fault {
	f.Bend.Who = f.Bend.Claims
	return f
}

// first puts a forged member before the honest one: whoever takes the last, as RFC
// 7519, 4 allows, takes the honest one.
func first(name string, value func(bend.Context) any) func(*token.Object, bend.Context) {
	return func(c *token.Object, x bend.Context) {
		*c = append(token.Object{{Name: name, Value: value(x)}}, *c...)
	}
}
