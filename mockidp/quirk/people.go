package quirk

import (
	"strings"

	"torii/fixtures/text"
	"torii/mockidp/bend"
	"torii/mockidp/profile"
	"torii/mockidp/token"
)

const longTokenPadding = 4 << 10 // bytes

// people holds names and addresses as people really have them, and claims about
// addresses as providers really send them (OpenID Connect Core 1.0, 5.1).
func people() []profile.Quirk {
	return []profile.Quirk{
		claims("name-emoji", "絵文字だけの名前", "a name of nothing but emoji", set("name", "🌸👩‍👩‍👧🍣")),
		claims("name-kanji", "髙﨑𠮷の名前", "a name with rare kanji", set("name", "髙﨑 𠮷之助")),
		about("IDT-SIZE", claims("name-long", "千文字の名前", "a name of a thousand characters", set("name", strings.Repeat("寿限無", 334)))),
		claims("name-empty", "空の名前", "an empty name", set("name", "")),
		about("UIN-TYPES", claims("name-null", "null の名前", "a null name", set("name", nil))),
		about("UIN-TYPES", claims("address-verified-as-text", "引用符に入った email_verified", "email_verified in quotes", set("email_verified", "true"))),
		about("UIN-TYPES", claims("address-verified-as-number", "数値の email_verified", "email_verified as a number", set("email_verified", 1))),
		about("UIN-TYPES", claims("address-verified-null", "null の email_verified", "a null email_verified", set("email_verified", nil))),
		claims("address-upper-case", "大文字のメールアドレス", "an address in capitals",
			func(c *token.Object) {
				if mail := c.Text("email"); mail != "" {
					c.Set("email", strings.ToUpper(mail))
				} else {
					c.Set("email", "TARO@EXAMPLE.COM")
				}
			}),
		shown(claims("name-markup", "HTMLの形をした名前", "a name that is HTML", func(c *token.Object) { c.Set("name", bend.Markup+"太郎") })),
		about("IDT-SIZE", claims("claims-long-token", "4 KB を超えるIDトークン", "an ID token of more than 4 KB", set("torii_padding", strings.Repeat("x", longTokenPadding)))),
		claims("claims-amr-unknown", "知らない amr", "an unknown amr", set("amr", []string{"newmethod"})),
		claims("claims-nbf-past", "過ぎた nbf", "an nbf in the past", set("nbf", 1_000_000_000)),
		about("IDT-CLAIMS", claims("claims-deep-extension", "入れ子の知らないクレーム", "an unknown claim with members of its own",
			set("torii_extension", token.Object{{Name: "sub", Value: "somebody-else"}, {Name: "deep", Value: token.Nested(32)}}))),
	}
}

// shown is a quirk whose outline looks at what the pages make of it.
func shown(q profile.Quirk) profile.Quirk {
	q.Rule, q.Scene = "PAGE-ESCAPE", "shown-escaped"
	q.RP = text.Both{JA: "文字として表示する", EN: "shows it as text"}
	return q
}

func claims(id, ja, en string, change func(*token.Object)) profile.Quirk {
	return profile.Quirk{ID: id, Name: text.Both{JA: ja, EN: en}, RP: text.Both{JA: "そのままログインさせる", EN: "signs the person in all the same"},
		Rule: "IDT-OPTIONAL", Confidence: profile.Documented, Source: "OpenID Connect Core 1.0, 2 and 5.1",
		Bend: bend.Bend{Claims: func(c *token.Object, _ bend.Context) { change(c) }, Who: whereTold(change)}}
}

// whereTold changes what a place beside the ID token tells, and makes it tell no more than that.
func whereTold(change func(*token.Object)) func(*token.Object, bend.Context) {
	return func(o *token.Object, _ bend.Context) {
		told := o.Clone()
		change(o)
		for _, m := range o.Clone() {
			if _, before := told.Get(m.Name); !before {
				o.Delete(m.Name)
			}
		}
	}
}

// about holds a quirk against a rule of its own.
func about(rule string, q profile.Quirk) profile.Quirk {
	q.Rule = rule
	return q
}

func set(name string, value any) func(*token.Object) {
	return func(c *token.Object) { c.Set(name, value) }
}
