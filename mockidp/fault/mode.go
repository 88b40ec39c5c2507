package fault

import (
	"slices"

	"torii/fixtures/text"
	"torii/mockidp/bend"
	"torii/mockidp/profile"
)

// modes are authorization responses by another way than was asked for. A code that was
// to come in a form has then stood in an address (OAuth 2.0 Form Post Response Mode, 5).
var modes = []Fault{
	byMode("mode-query", "query", true, "フォームを求めたのに、アドレスで届く認可応答", "a response in the address where a form was asked for"),
	byMode("mode-form-post", "form_post", false, "アドレスで届くはずが、フォームで届く認可応答", "a response by form where one in the address was due"),
	byMode("mode-fragment", "fragment", false, "アドレスで届くはずが、フラグメントで届く認可応答", "a response in the fragment where one in the query was due"),
}

// byMode answers by another mode than logins at a provider use: a form where there is one
// and the response has an ID token, the query elsewhere.
func byMode(id, mode string, byForm bool, ja, en string) Fault {
	f := Fault{
		ID: id, Name: text.Both{JA: ja, EN: en}, Rule: "CB-MODE", Expect: Refuse, Bend: bend.Bend{Mode: mode},
		Applies: func(p profile.Profile) text.Both {
			asksForm := slices.Contains(p.Callback.Modes, "form_post") && returns("id_token", text.Both{JA: "無い", EN: "none"})(p).IsZero()
			if asksForm == byForm {
				return text.Both{}
			}
			return text.Both{JA: "このプロバイダーへのログインは、その応答モードを使わない", EN: "logins at this provider do not use that response mode"}
		},
	}
	switch {
	case byForm:
		f.Param = "response_mode=form_post"
	case mode == "form_post": // which honest RPs may ask for, though few do
		f.Param = "!response_mode=form_post"
	case mode == "fragment": // where a response with tokens in it belongs
		f.Param = "response_type=code"
	}
	return f
}
