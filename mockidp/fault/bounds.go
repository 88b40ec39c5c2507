package fault

import (
	"strconv"
	"strings"
	"time"

	"torii/fixtures/text"
	"torii/mockidp/bend"
	"torii/mockidp/profile"
	"torii/mockidp/token"
)

const (
	tenMinutes = 10 * time.Minute
	longSub    = 300 // characters; 255 are allowed
	farYear    = 1e300
)

// bounds holds claims of a wrong type, out of their bounds, or that only look alike
// (OpenID Connect Core 1.0, 2 and 3.1.3.7; RFC 7519, 4.1).
var bounds = []Fault{
	claim("iss-empty", "IDT-ISS", "空の iss", "an empty iss", set("iss", "")),
	claim("iss-array", "IDT-ISS", "配列の iss", "an iss in an array", func(c *token.Object, x bend.Context) { c.Set("iss", []string{x.Issuer}) }),
	claim("iss-longer", "IDT-ISS", "正しい発行者で始まる iss", "an iss that begins with the right one",
		func(c *token.Object, _ bend.Context) { c.Set("iss", c.Text("iss")+".example.com") }),
	claim("iss-shorter", "IDT-ISS", "正しい発行者の途中までの iss", "an iss that is a beginning of the right one",
		func(c *token.Object, _ bend.Context) { iss := c.Text("iss"); c.Set("iss", iss[:len(iss)-1]) }),
	claim("iss-upper-case", "IDT-ISS", "大文字の iss", "iss in capitals", func(c *token.Object, _ bend.Context) { c.Set("iss", strings.ToUpper(c.Text("iss"))) }),
	addressIssuer(claim("iss-plain-http", "IDT-ISS", "http の iss", "an iss with http for https",
		func(c *token.Object, _ bend.Context) { c.Set("iss", otherScheme(c.Text("iss"))) })),

	claim("aud-empty-array", "IDT-AUD", "空の配列の aud", "an empty aud array", func(c *token.Object, _ bend.Context) { c.Set("aud", []string{}) }),
	claim("aud-number", "IDT-AUD", "数値の aud", "aud as a number", set("aud", 1)),
	claim("aud-inside", "IDT-AUD", "自分の client_id を含む aud", "an aud that has our client_id inside",
		func(c *token.Object, x bend.Context) { issuedTo(c, "x"+x.ClientID+"x", "x"+x.ClientID+"x") }),
	claim("aud-ours-in-azp", "IDT-AUD", "azp だけが自分のIDトークン", "another client's aud with our azp",
		func(c *token.Object, x bend.Context) { c.Set("aud", x.OtherClient); c.Set("azp", x.ClientID) }),

	claim("exp-just-past", "IDT-EXP", "十分前に過ぎた exp", "exp ten minutes ago",
		func(c *token.Object, x bend.Context) { expired(c, x.Now.Add(-tenMinutes)) }),
	claim("exp-null", "IDT-EXP", "null の exp", "a null exp", set("exp", nil)),
	claim("exp-text", "IDT-EXP", "文字の exp", "exp as a word", set("exp", "tomorrow")),
	claim("exp-negative", "IDT-EXP", "負の exp", "a negative exp", set("exp", -1)),
	claim("exp-overflow", "IDT-TIME", "桁あふれする exp", "an exp beyond any calendar", set("exp", farYear)),
	claim("exp-text-number", "IDT-TIME", "文字列に入れた exp", "an exp in a string",
		func(c *token.Object, x bend.Context) {
			c.Set("exp", strconv.FormatInt(x.Now.Add(time.Hour).Unix(), 10))
		}),
	claim("iat-ten-minutes-ahead", "IDT-IAT", "十分先の iat", "iat ten minutes ahead",
		func(c *token.Object, x bend.Context) { c.Set("iat", x.Now.Add(tenMinutes).Unix()) }),
	claim("iat-missing", "IDT-IAT", "iat の欠落", "no iat", func(c *token.Object, _ bend.Context) { c.Delete("iat") }),
	claim("iat-text", "IDT-TIME", "文字の iat", "iat as a word", set("iat", "now")),
	claim("nbf-text", "IDT-TIME", "文字の nbf", "nbf as a word", set("nbf", "now")),

	person("sub-null", "IDT-SUB", "null の sub", "a null sub", set("sub", nil)),
	person("sub-number", "IDT-SUB-FORM", "数値の sub", "sub as a number", set("sub", 12345)),
	person("sub-array", "IDT-SUB-FORM", "配列の sub", "sub in an array",
		func(c *token.Object, x bend.Context) { c.Set("sub", []string{c.Text("sub"), x.OtherSubject}) }),
	person("sub-too-long", "IDT-SUB-FORM", "長すぎる sub", "a sub of 300 characters", set("sub", strings.Repeat("s", longSub))),
	person("sub-not-ascii", "IDT-SUB-FORM", "ASCII でない sub", "a sub that is not ASCII", func(c *token.Object, _ bend.Context) { c.Set("sub", c.Text("sub")+"\u200b") }),

	sent("nonce", claim("nonce-empty", "IDT-NONCE", "空の nonce", "an empty nonce", set("nonce", ""))),
	sent("nonce", claim("nonce-array", "IDT-NONCE", "配列の nonce", "the nonce in an array",
		func(c *token.Object, _ bend.Context) { c.Set("nonce", []string{c.Text("nonce")}) })),
	sent("nonce", claim("nonce-longer", "IDT-NONCE", "正しい nonce で始まる nonce", "a nonce that begins with the right one",
		func(c *token.Object, _ bend.Context) { c.Set("nonce", c.Text("nonce")+"0") })),
	sent("nonce", claim("nonce-other-case", "IDT-NONCE", "大文字小文字の違う nonce", "the nonce in other letter case",
		func(c *token.Object, _ bend.Context) { c.Set("nonce", otherCase(c.Text("nonce"))) })),
	{
		ID: "at-hash-number", Name: text.Both{JA: "数値の at_hash", EN: "at_hash as a number"},
		Rule: "IDT-ATHASH", Expect: Refuse, Applies: carries("at_hash"), Bend: bend.Bend{Claims: set("at_hash", 1)},
	},
}

func set(name string, value any) func(*token.Object, bend.Context) {
	return func(c *token.Object, _ bend.Context) { c.Set(name, value) }
}

// otherScheme swaps http and https: an issuer may be a plain one where a door spells it.
func otherScheme(iss string) string {
	if rest, ok := strings.CutPrefix(iss, "https://"); ok {
		return "http://" + rest
	}
	return "https://" + strings.TrimPrefix(iss, "http://")
}

func otherCase(s string) string {
	if upper := strings.ToUpper(s); upper != s {
		return upper
	}
	return strings.ToLower(s)
}

// addressIssuer limits a fault to providers whose issuer is an address.
func addressIssuer(f Fault) Fault {
	f.Applies = func(p profile.Profile) text.Both {
		if strings.HasPrefix(p.Issuer, "https://") {
			return text.Both{}
		}
		return text.Both{JA: "このプロバイダーの発行者はアドレスではない", EN: "this provider's issuer is no address"}
	}
	return f
}
