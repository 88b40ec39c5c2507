package fault

import (
	"strings"

	"torii/fixtures/rule"
	"torii/fixtures/text"
	"torii/mockidp/bend"
	"torii/mockidp/token"
)

// ForgedAddress is the address in a user parameter that somebody has tampered with.
const ForgedAddress = "victim@example.com"

// LongName is how many characters an overlong name has: ten thousand bytes of UTF-8.
const LongName = 3_334

// user holds what can be wrong with the person's name and address in an unsigned
// parameter of the response: whoever holds the browser can write it.
var user = []Fault{
	userField("user-email-forged", "USR-TRUST", "偽のメールアドレスの入った user", "user with a forged e-mail address",
		object(func(o *token.Object) { o.Set("email", ForgedAddress) })),
	userField("user-empty-object", "USR-FORM", "空のオブジェクトの user", "user as an empty object", exactly("{}")),
	userField("user-broken", "USR-FORM", "JSON でない user", "user that is no JSON", exactly(`{"name":{"firstName":`)),
	userField("user-empty", "USR-FORM", "空の user", "an empty user", exactly("")),
	userField("user-without-name", "USR-FORM", "name の無い user", "user without name",
		object(func(o *token.Object) { o.Delete("name") })),
	userField("user-name-wrong-type", "USR-FORM", "name が配列の user", "user whose name is an array",
		object(func(o *token.Object) { o.Set("name", []string{"山田", "太郎"}) })),
	userField("user-without-last-name", "USR-FORM", "lastName の無い user", "user without lastName",
		object(func(o *token.Object) { o.Set("name", token.Object{{Name: "firstName", Value: "太郎"}}) })),
	userField("user-overlong", "USR-FORM", "一万バイトの名前の user", "user with a name of ten thousand bytes",
		object(func(o *token.Object) {
			o.Set("name", token.Object{{Name: "firstName", Value: strings.Repeat("あ", LongName)}, {Name: "lastName", Value: "🌸"}})
		})),
}

func userField(id string, r rule.ID, ja, en string, change func(string) string) Fault {
	return Fault{ID: id, Name: text.Both{JA: ja, EN: en}, Rule: r, Expect: Own,
		Applies: returns("user", text.Both{JA: "このプロバイダーは user を送らない", EN: "this provider sends no user"}),
		Bend: bend.Bend{Callback: func(p *bend.Params, _ bend.Context) {
			if p.Get("code") != "" {
				p.Set("user", change(p.Get("user")))
			}
		}}}
}

func exactly(s string) func(string) string { return func(string) string { return s } }

// object changes a user parameter of the usual form; where none came, one is made up.
func object(change func(*token.Object)) func(string) string {
	return func(string) string {
		o := token.Object{{Name: "name", Value: token.Object{{Name: "firstName", Value: "太郎"}, {Name: "lastName", Value: "山田"}}}}
		change(&o)
		return string(o.JSON())
	}
}
